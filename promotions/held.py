"""What this app holds about people."""

from django.utils.translation import gettext_lazy as _

from accounts.rights.kinds import Held, written
from accounts.rights.retention import Kept
from promotions.models import Claim, ConditionAnswer, Decision, Pitch, PitchCase, RoleChange, Vote

OF_OTHERS = _("It is about somebody else. Its author is shown as a former colleague.")
CASE = _("The case for a promotion, and what came of it.")


def held() -> tuple[Held, ...]:
    """Pitches with their votes and decisions."""
    return (
        written(Pitch, "subject", _("Pitches"), ("summary", "exception"), "group", why=CASE),
        written(PitchCase, "pitch__subject", _("The case by axis"), ("text",), "pitch__group", is_part=True),
        written(Claim, "pitch__subject", _("Claims"), ("text",), "pitch__group", is_part=True),
        written(ConditionAnswer, "pitch__subject", _("Answers to conditions"), ("text",), "pitch__group", is_part=True),
        Held(Pitch, "author", _("Pitches for others"), stays=OF_OTHERS),
        written(Vote, "subject", _("Votes about them"), ("reason",), "group", why=CASE),
        Held(Vote, "decider", _("Votes about others"), stays=OF_OTHERS),
        written(Decision, "subject", _("Decisions"), ("not_now_evidence", "not_now_support"), "group", why=CASE),
        Held(Decision, "author", _("Decisions on their pitches for others"), stays=OF_OTHERS),
        Held(Decision, "confirmed_by", _("Decisions about others, confirmed"), stays=OF_OTHERS),
        Held(RoleChange, "subject", _("Changes of role"), CASE, group="decision__group"),
    )


def kept() -> tuple[Kept, ...]:
    """The words of a pitch go with the other inputs, the pitch itself with its decision when the results go."""
    inputs, of_pitch = "keep_inputs_months", ("pitch__subject", "pitch__group__closed_at")
    return (
        Kept(Vote, "subject", _("votes"), inputs, "group__closed_at"),
        *(
            Kept(part, of_pitch[0], what, inputs, of_pitch[1])
            for part, what in [
                (PitchCase, _("cases by axis")),
                (Claim, _("claims")),
                (ConditionAnswer, _("answers to conditions")),
            ]
        ),
        Kept(Pitch, "subject", _("words of pitches"), inputs, "group__closed_at", emptied=("summary", "exception")),
        Kept(Pitch, "subject", _("pitches, with their decisions"), "keep_results_months", "group__closed_at"),
    )
