"""Expected answers at the addresses of cycles and assessments, in the scene's states, written by hand."""

from tests.access.table import Row, at

# Engineering is previewing. Its readers: Mei, Marco, Noor (assessors), Dana, Dilan (directors), Oskar, Petra.
# Hanne is above everyone: she sees how far the group is, and reads after the close only. Ivan, Ines, Lena and Noor are
# subjects.
TAKES_PART = "petra=200 dana=200 dilan=200 oskar=200 mei=200 marco=200 noor=200 *=404"
LOOKS_ON = "hanne=200 " + TAKES_PART

READ_ONLY = "petra=403 dana=403 dilan=403 oskar=403 mei=403 marco=403 noor=403 *=404"
OF_MARCO = READ_ONLY.replace("marco=403", "marco=409")


def group(more: str):
    """An address of the previewing group."""
    return lambda scene: f"/groups/{scene.group.pk}/{more}"


def ivans(more: str = ""):
    """An address of Ivan's submitted assessment, by Mei."""
    return lambda scene: f"/assessments/{scene.assessment.pk}/{more}"


def ineses(more: str = ""):
    """An address of the draft on Ines, by Noor."""
    return lambda scene: f"/assessments/{scene.draft.pk}/{more}"


ROWS = [
    Row("cycles", at("/cycles/"), {"GET": "*=200"}),
    Row("cycle_new", at("/cycles/new/"), {"GET": "petra=200 pavel=200 *=404", "POST": "petra=400 pavel=400 *=404"}),
    Row(
        "cycle",
        lambda s: f"/cycles/{s.cycle.pk}/",
        {"GET": LOOKS_ON},
    ),
    Row("cycle", lambda s: f"/cycles/{s.planned_cycle.pk}/", {"GET": "petra=200 pavel=200 *=404"}),
    Row(
        "cycle_launch",
        lambda s: f"/cycles/{s.planned_cycle.pk}/launch/",
        {"GET": "petra=405 pavel=405 *=404", "POST": "petra=302 pavel=302 *=404"},
    ),
    Row("cycle_launch", lambda s: f"/cycles/{s.cycle.pk}/launch/", {"POST": "petra=409 *=404"}),
    Row("cycle_roster", lambda s: f"/cycles/{s.planned_cycle.pk}/roster/", {"GET": "petra=200 pavel=200 *=404"}),
    Row("cycle_roster", lambda s: f"/cycles/{s.cycle.pk}/roster/", {"GET": "petra=200 *=404"}),
    Row(
        "cycle_launching",
        lambda s: f"/cycles/{s.planned_cycle.pk}/launching/",
        {"GET": "petra=204 pavel=204 *=404"},
    ),
    Row("cycle_launching", lambda s: f"/cycles/{s.cycle.pk}/launching/", {"GET": "petra=204 *=404"}),
    Row("cycle_discard", lambda s: f"/cycles/{s.planned_cycle.pk}/discard/", {"POST": "petra=302 pavel=302 *=404"}),
    Row("cycle_discard", lambda s: f"/cycles/{s.cycle.pk}/discard/", {"POST": "petra=409 *=404"}),
    Row(
        "cycle_dates",
        lambda s: f"/cycles/{s.cycle.pk}/dates/",
        {"GET": "petra=200 *=404", "POST": "petra=400 *=404"},
    ),
    Row("cycle_dates", lambda s: f"/cycles/{s.planned_cycle.pk}/dates/", {"GET": "petra=200 pavel=200 *=404"}),
    Row(
        "cycle_nudge",
        lambda s: f"/cycles/{s.cycle.pk}/nudge/",
        {
            "GET": "petra=200 dana=200 dilan=200 hanne=403 oskar=403 mei=403 marco=403 noor=403 *=404",
            "POST": "petra=302 dana=302 dilan=302 hanne=403 oskar=403 mei=403 marco=403 noor=403 *=404",
        },
    ),
    Row(
        "group_new",
        lambda s: f"/cycles/{s.cycle.pk}/groups/new/",
        {"GET": "petra=200 *=404", "POST": "petra=400 *=404"},
    ),
    Row("group", group(""), {"GET": LOOKS_ON}),
    Row("group", lambda s: f"/groups/{s.planned_group.pk}/", {"GET": "petra=200 pavel=200 *=404"}),
    Row("group_open_preview", group("open-preview/"), {"POST": "petra=409 *=404"}),
    Row(
        "group_open_meeting",
        group("open-meeting/"),
        {"POST": "hanne=403 " + READ_ONLY.replace("petra=403", "petra=302")},
    ),
    Row("group_close", lambda s: f"/groups/{s.told_group.pk}/close/", {"POST": "petra=302 *=404"}),
    Row("group_close", group("close/"), {"POST": "petra=409 *=404"}),
    Row("joiner_new", group("joiners/new/"), {"GET": "petra=200 *=404", "POST": "petra=400 *=404"}),
    # Petra sets the group up and is not reviewed in it; the row about oneself is nobody's to change
    Row("changes", group("changes/"), {"GET": "petra=200 *=404"}),
    Row("changes", lambda s: f"/groups/{s.planned_group.pk}/changes/", {"GET": "petra=200 pavel=200 *=404"}),
    Row(
        "change",
        lambda s: f"/groups/{s.group.pk}/changes/{s.cast.ivan.pk}/assessor/",
        {"GET": "petra=200 *=404", "POST": "petra=400 *=404"},
    ),
    Row(
        "change",
        lambda s: f"/groups/{s.group.pk}/changes/{s.cast.ivan.pk}/leaving/",
        {"GET": "petra=200 *=404", "POST": "petra=200 *=404"},
    ),
    # who has which part is People Ops' to say, in their own population; the end of a part that is over is a conflict
    Row("parts", group("parts/"), {"GET": "petra=200 *=404", "POST": "petra=400 *=404"}),
    Row(
        "parts",
        lambda s: f"/groups/{s.planned_group.pk}/parts/",
        {"GET": "petra=200 pavel=200 *=404", "POST": "petra=400 pavel=400 *=404"},
    ),
    Row(
        "part_end",
        group("parts/00000000-0000-4000-8000-000000000000/end/"),
        {"GET": "petra=409 *=404", "POST": "petra=409 *=404"},
    ),
    Row("cycle_problems", lambda s: f"/cycles/{s.cycle.pk}/problems/", {"GET": "petra=200 pavel=404 *=404"}),
    # an assessor for themselves, People Ops for any of them; other readers see no deputy and name none
    Row(
        "deputies",
        group("deputies/"),
        {
            "GET": "petra=200 mei=200 marco=200 noor=200 dana=403 dilan=403 oskar=403 hanne=403 *=404",
            "POST": "petra=400 mei=400 marco=400 noor=400 dana=403 dilan=403 oskar=403 hanne=403 *=404",
        },
    ),
    Row(
        "deputy_end",
        group("deputies/00000000-0000-4000-8000-000000000000/end/"),
        {"POST": "petra=409 mei=409 marco=409 noor=409 dana=409 dilan=409 oskar=409 hanne=409 *=404"},
    ),
    # Pavel is People Ops for support only; nobody hands over what is their own
    Row(
        "departure",
        lambda s: f"/people/{s.cast.marco.pk}/departure/",
        {"GET": "petra=200 pavel=403 *=404", "POST": "petra=400 pavel=403 *=404"},
    ),
    Row("my_team", at("/my-team/"), {"GET": "*=200"}),
    Row(
        "team_submit",
        lambda s: f"/my-team/{s.group.pk}/submit/",
        {"GET": "*=405", "POST": LOOKS_ON.replace("=200", "=302")},
    ),
    Row("assessment", ivans(), {"GET": TAKES_PART}),
    Row("assessment", ineses(), {"GET": "noor=200 *=404"}),
    Row(
        "assessment_save",
        ivans("save/"),
        {"POST": READ_ONLY.replace("mei=403", "mei=400")},
    ),
    Row("assessment_save", ineses("save/"), {"GET": "*=405", "POST": "noor=400 *=404"}),
    Row("assessment_at_hand", ivans("at-hand/last/"), {"GET": READ_ONLY.replace("mei=403", "mei=200")}),
    Row("assessment_at_hand", ineses("at-hand/lines/"), {"GET": "noor=200 *=404"}),
    Row("assessment_at_hand", ineses("at-hand/diary/"), {"GET": "*=404"}),
    Row("hints", at("/hints/"), {"GET": "*=200"}),
    Row("assessment_fill", ineses("fill/"), {"POST": "noor=400 *=404"}),
    Row(
        "assessment_submit",
        ivans("submit/"),
        {"POST": READ_ONLY.replace("mei=403", "mei=400")},
    ),
    Row("assessment_submit", ineses("submit/"), {"POST": "noor=400 *=404"}),
    Row(
        "assessment_reopen",
        ivans("reopen/"),
        {"POST": READ_ONLY.replace("mei=403", "mei=302")},
    ),
    Row("assessment_reopen", ineses("reopen/"), {"POST": "noor=409 *=404"}),
    Row(
        "assessment_put_away",
        ivans("put-away/"),
        {"POST": READ_ONLY.replace("mei=403", "mei=409")},
    ),
    Row("assessment_put_away", ineses("put-away/"), {"POST": "noor=409 *=404"}),
    # what was replaced is read by whoever reads what stands; what was put away by its author
    Row("assessment", lambda s: f"/assessments/{s.replaced.pk}/", {"GET": TAKES_PART}),
    Row("assessment", lambda s: f"/assessments/{s.put_away.pk}/", {"GET": "marco=200 *=404"}),
    Row("assessment_reopen", lambda s: f"/assessments/{s.replaced.pk}/reopen/", {"POST": OF_MARCO}),
    Row("assessment_put_away", lambda s: f"/assessments/{s.put_away.pk}/put-away/", {"POST": "marco=409 *=404"}),
    # for Hanne there is nobody on it
    Row("reading", group("reading/"), {"GET": LOOKS_ON}),
    Row(
        "group_subject",
        lambda s: f"/groups/{s.group.pk}/people/{s.cast.ivan.pk}/",
        {"GET": TAKES_PART, "POST": TAKES_PART.replace("=200", "=400")},
    ),
    Row(
        "group_subject",
        lambda s: f"/groups/{s.group.pk}/people/{s.cast.noor.pk}/",
        {"GET": "petra=200 dana=200 dilan=200 oskar=200 mei=200 marco=200 *=404"},
    ),
    Row(
        "group_subject_looked",
        lambda s: f"/groups/{s.group.pk}/people/{s.cast.ivan.pk}/looked/",
        {"POST": TAKES_PART.replace("=200", "=302")},
    ),
    Row(
        "group_subject_looked",
        lambda s: f"/groups/{s.group.pk}/people/{s.cast.noor.pk}/looked/",
        {"POST": "petra=302 dana=302 dilan=302 oskar=302 mei=302 marco=302 *=404"},
    ),
    Row(
        "remark_answer",
        lambda s: f"/remarks/{s.remark.pk}/answer/",
        {"GET": TAKES_PART, "POST": TAKES_PART.replace("=200", "=400")},
    ),
    Row(
        "remark",
        lambda s: f"/remarks/{s.answered.pk}/",
        {
            "GET": "mei=200 petra=403 dana=403 dilan=403 oskar=403 marco=403 noor=403 *=404",
            "POST": "mei=400 petra=403 dana=403 dilan=403 oskar=403 marco=403 noor=403 *=404",
        },
    ),
    Row(
        "remark",
        lambda s: f"/remarks/{s.remark.pk}/",
        {
            "GET": "dilan=200 petra=403 dana=403 oskar=403 mei=403 marco=403 noor=403 *=404",
            "POST": "dilan=400 petra=403 dana=403 oskar=403 mei=403 marco=403 noor=403 *=404",
        },
    ),
]
