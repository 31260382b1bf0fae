"""Expected answers about the second group (another population), and about what was closed a year ago."""

from tests.access.table import Row

# Support is previewing: Oskar assesses Tariq, Dora directs and decides, Pavel observes and is People Ops there.
# Petra is People Ops for everybody and takes no part in it: she sees the group, and nothing that was written.
READ = "oskar=200 dora=200 pavel=200 *=404"
GROUP = "petra=200 " + READ
RUN = "petra=409 pavel=409 *=404"


def second(path: str, attribute: str = "group"):
    """An address of the second group or of something in it."""
    return lambda scene: path.format(getattr(scene.second, attribute).pk, scene.cast.tariq.pk)


def former(path: str, attribute: str):
    """An address of what Fabio wrote of Ivan."""
    return lambda scene: path.format(getattr(scene.former, attribute).pk, scene.cast.ivan.pk)


ROWS = [
    Row("cycle", second("/cycles/{}/", "cycle"), {"GET": GROUP}),
    Row("group", second("/groups/{}/"), {"GET": GROUP}),
    Row("reading", second("/groups/{}/reading/"), {"GET": GROUP}),
    Row(
        "group_subject",
        second("/groups/{}/people/{}/"),
        {"GET": READ, "POST": "oskar=400 dora=400 pavel=400 *=404"},
    ),
    Row("assessment", second("/assessments/{}/", "assessment"), {"GET": READ}),
    Row(
        "assessment_save",
        second("/assessments/{}/save/", "assessment"),
        {"POST": "oskar=400 dora=403 pavel=403 *=404"},
    ),
    Row(
        "assessment_reopen",
        second("/assessments/{}/reopen/", "assessment"),
        {"POST": "oskar=302 dora=403 pavel=403 *=404"},
    ),
    Row(
        "remark",
        second("/remarks/{}/", "remark"),
        {"GET": "dora=200 oskar=403 pavel=403 *=404", "POST": "dora=400 oskar=403 pavel=403 *=404"},
    ),
    Row("pitch", second("/pitches/{}/", "pitch"), {"GET": READ}),
    Row(
        "pitch_withdraw",
        second("/pitches/{}/withdraw/", "pitch"),
        {"POST": "oskar=302 dora=403 pavel=403 *=404"},
    ),
    Row("decision", second("/pitches/{}/decision/", "pitch"), {"GET": "*=404"}),
    Row("vote", second("/pitches/{}/decision/vote/", "pitch"), {"POST": "*=404"}),
    Row("meeting", second("/groups/{}/meeting/"), {"GET": READ}),
    Row(
        "group_open_meeting",
        second("/groups/{}/open-meeting/"),
        {"POST": "petra=302 pavel=302 oskar=403 dora=403 *=404"},
    ),
    Row("group_open_preview", second("/groups/{}/open-preview/"), {"POST": RUN}),
    Row("group_close", second("/groups/{}/close/"), {"POST": RUN}),
    Row("decisions_finish", second("/groups/{}/decisions/finish/"), {"POST": RUN}),
    Row("release", second("/groups/{}/release/"), {"POST": "petra=409 pavel=409 oskar=403 dora=403 *=404"}),
    Row("results_file", second("/groups/{}/results.csv"), {"GET": RUN}),
    Row("changes", second("/groups/{}/changes/"), {"GET": "petra=200 pavel=200 *=404"}),
    Row(
        "change",
        second("/groups/{}/changes/{}/treatment/"),
        {"GET": "petra=200 pavel=200 *=404", "POST": "petra=400 pavel=400 *=404"},
    ),
    Row("joiner_new", second("/groups/{}/joiners/new/"), {"GET": "petra=200 pavel=200 *=404"}),
    Row("group_new", second("/cycles/{}/groups/new/", "cycle"), {"GET": "petra=200 pavel=200 *=404"}),
    # a year ago: managers above Ivan today, People Ops, and who wrote it; Dilan directed then and is not above him
    Row(
        "assessment",
        former("/assessments/{}/", "assessment"),
        {"GET": "fabio=200 mei=200 dana=200 hanne=200 petra=200 *=404"},
    ),
    Row(
        "assessment_reopen",
        former("/assessments/{}/reopen/", "assessment"),
        {"POST": "fabio=409 mei=403 dana=403 hanne=403 petra=403 *=404"},
    ),
    Row(
        "result",
        former("/results/{}/", "result"),
        {"GET": "fabio=200 mei=200 dana=200 hanne=200 petra=200 ivan=302 *=404"},
    ),
    Row(
        "result_reword",
        former("/results/{}/words/back/", "result"),
        {"POST": "fabio=409 mei=403 dana=403 hanne=403 petra=403 ivan=403 *=404"},
    ),
    Row("my_result", former("/my-results/{}/", "result"), {"GET": "ivan=200 *=404"}),
    # whose part in it has ended sees nothing of it any more but what they wrote
    Row("group", former("/groups/{}/", "group"), {"GET": "dilan=200 petra=200 *=404"}),
    Row("reading", former("/groups/{}/reading/", "group"), {"GET": "dilan=200 petra=200 *=404"}),
]
