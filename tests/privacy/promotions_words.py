"""The text fields of pitches, votes and decisions: which are open, and who may read the others in the scene."""

OPEN = {
    "promotions.pitch.state": "a state",
    "promotions.pitch.proof": "ids and standings of results, no text; read as the pitch is",
    "promotions.claim.kind": "a choice",
    "promotions.conditionanswer.code": "a code of the framework's rule",
    "promotions.vote.choice": "a choice of three words; the reason beside it carries the secret word",
    "promotions.decision.state": "a state",
    "promotions.decision.outcome": "a choice",
}

GROUP = "petra dana dilan oskar mei marco noor"  # the readers of each of the scene's three groups
OF_A_PITCH = (
    "promotions.pitch.summary",
    "promotions.pitch.exception",
    "promotions.pitchcase.text",
    "promotions.claim.text",
    "promotions.conditionanswer.text",
)

SECRET = {
    **{f"{field}@draft": "marco" for field in OF_A_PITCH},
    **{f"{field}@open": GROUP for field in OF_A_PITCH},
    **{f"{field}@declined": GROUP for field in OF_A_PITCH},
    # Dana's own vote; Dilan reads it only where it was opened; People Ops reads both
    "promotions.vote.reason@unread": "petra dana",
    "promotions.vote.reason@opened": "petra dana dilan",
    "promotions.decision.not_now_evidence": "petra dana dilan marco",
    "promotions.decision.not_now_support": "petra dana dilan marco",
}
