"""Expected answers at the addresses of cycles and assessments, in the scene's states, written by hand."""

from tests.access.table import Row, at

# Engineering is previewing. Its readers: Mei, Marco, Noor (assessors), Dana, Dilan (directors), Oskar, Petra.
# Hanne is above everyone: she sees how far the group is, and reads after the close only. Ivan, Ines, Lena and Noor are
# subjects.
TAKES_PART = "petra=200 dana=200 dilan=200 oskar=200 mei=200 marco=200 noor=200 *=404"
LOOKS_ON = "hanne=200 " + TAKES_PART

READ_ONLY = "petra=403 dana=403 dilan=403 oskar=403 mei=403 marco=403 noor=403 *=404"


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
    Row("cycle_discard", lambda s: f"/cycles/{s.planned_cycle.pk}/discard/", {"POST": "petra=302 pavel=302 *=404"}),
    Row("cycle_discard", lambda s: f"/cycles/{s.cycle.pk}/discard/", {"POST": "petra=409 *=404"}),
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
    Row("my_team", at("/my-team/"), {"GET": "*=200"}),
    Row("assessment", ivans(), {"GET": TAKES_PART}),
    Row("assessment", ineses(), {"GET": "noor=200 *=404"}),
    Row(
        "assessment_save",
        ivans("save/"),
        {"POST": READ_ONLY.replace("mei=403", "mei=400")},
    ),
    Row("assessment_save", ineses("save/"), {"GET": "*=405", "POST": "noor=400 *=404"}),
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
        "remark",
        lambda s: f"/remarks/{s.remark.pk}/",
        {
            "GET": "dilan=200 petra=403 dana=403 oskar=403 mei=403 marco=403 noor=403 *=404",
            "POST": "dilan=400 petra=403 dana=403 oskar=403 mei=403 marco=403 noor=403 *=404",
        },
    ),
]
