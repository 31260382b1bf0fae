"""The text fields of cycles, assessments and remarks: which are open, and who may read the others."""

OPEN = {
    "reviews.cycle.name": "whoever takes part sees it; no confidential text",
    "reviews.cycle.preset": "a choice",
    "reviews.cycle.meeting_order": "a choice",
    "reviews.cycle.meeting_first": "a choice of several, with commas",
    "reviews.cycle.every": "a choice",
    "reviews.cycle.remind_days": "numbers of days",
    "reviews.group.choice": "ids of whom People Ops chose to be reviewed; no text",
    "reviews.group.launch_trouble": "a sentence of the code",
    "reviews.group.name": "whoever takes part sees it; no confidential text",
    "reviews.group.state": "a state",
    "reviews.participant.part": "a choice",
    "reviews.rosterentry.treatment": "a choice; the reason is not kept",
    "reviews.assignment.state": "a state",
    "reviews.assessment.state": "a state",
    "reviews.assessment.told_lowest": "a choice; shown on its author's sheet only",
    "reviews.axisrating.against": "a choice",
    "reviews.remark.kind": "a choice",
}

# the scene's group is previewing: its readers read; its subjects (Ivan, Ines, Lena) do not
SECRET = {
    "reviews.assessment.statement": "petra dana dilan oskar mei marco noor",
    "reviews.axisrating.statement": "petra dana dilan oskar mei marco noor",
    "reviews.axisrating.not_applicable": "petra dana dilan oskar mei marco noor",
    "reviews.remark.text": "petra dana dilan oskar mei marco noor",
    "reviews.remark.text@answer": "petra dana dilan oskar mei marco noor",
    "reviews.remark.example": "petra dana dilan oskar mei marco noor",
    # what Marco changed in his assessment of Lena after the preview opened, and a change that he put away
    "reviews.assessment.statement@replaced": "petra dana dilan oskar mei marco noor",
    "reviews.assessment.statement@put_away": "marco",
}
