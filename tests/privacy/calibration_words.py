"""The text fields of the meeting."""

OPEN: dict[str, str] = {
    "calibration.meeting.state": "a state",
    "calibration.survey.tally": "counts by the code of a question; no text",
    "calibration.survey.shown": "counts by the code of a question; no text",
    "calibration.meeting.showing": "a choice",
    "calibration.round.name": "the codes of levels, or the word of a rating",
    "calibration.attendance.part": "a choice",
    "calibration.stop.kind": "a choice",
    "calibration.stop.state": "a state",
    "calibration.ratingchange.against": "a choice",
    "calibration.biascall.kind": "a choice, from the five or the organisation's list",
    "calibration.changesseen.state": "a choice",
    "calibration.proposal.against": "a choice",
    "calibration.proposal.state": "a state",
    "calibration.checkquestion.state": "a state",
    "calibration.device.token_hash": "a digest; never rendered",
    "calibration.device.code_hash": "a digest; never rendered",
}

# the meeting in the scene shows Ivan's turn; Noor's has a change too, which she must not find
SECRET: dict[str, str] = {
    "calibration.meeting.line": "petra dana oskar mei marco noor screen",
    "calibration.ratingchange.line": "petra dana oskar mei marco noor",
    "calibration.ratingchange.line@noor": "petra dana oskar mei marco",
    "calibration.privatenote.text": "marco",
    "calibration.roomfeedback.text": "marco",
    "calibration.proposal.line": "petra dana oskar mei marco noor",
    "calibration.reopening.reason": "petra",
    # of a group that Dana directs, in a cycle in which Oskar directs another
    "calibration.checkquestion.text": "petra dana oskar",
    "calibration.checkquestion.answer": "petra dana oskar",
}
