"""Expected answers at the addresses of notebooks.

The entry is Ivan's about himself, shared with the group that reviews him; those who read that group may read it.
"""

from tests.access.table import Row, at

READERS = "petra={0} dana={0} dilan={0} oskar={0} mei={0} marco={0} noor={0}"

SUBJECTS = "ivan={0} ines={0} lena={0} noor={0} *=404"


def _of(attribute: str, path: str):
    return lambda scene: path.format(getattr(scene, attribute).pk)


ROWS = [
    Row("my_review", at("/my-review/"), {"GET": "*=200", "POST": "*=405"}),
    # the group reads already: what was not handed in stays with who wrote it
    Row(
        "my_reflection",
        _of("group", "/my-review/{}/reflection/"),
        {"GET": SUBJECTS.format(200), "POST": SUBJECTS.format(400)},
    ),
    Row(
        "my_reflection_save",
        _of("group", "/my-review/{}/reflection/save/"),
        {"POST": SUBJECTS.format(400), "GET": "*=405"},
    ),
    Row(
        "my_reflection_take_back",
        _of("group", "/my-review/{}/reflection/back/"),
        {"POST": "ivan=409 ines=409 lena=409 *=404", "GET": "*=405"},
    ),
    Row(
        "reflection",
        _of("reflection_of_ivan", "/reflections/{}/"),
        {"GET": READERS.format(200) + " ivan=302 *=404", "POST": "*=405"},
    ),
    Row("notebook", at("/notebook/"), {"GET": "*=200", "POST": "*=400"}),
    Row(
        "person_notebook",
        lambda scene: f"/people/{scene.cast.ivan.pk}/notebook/",
        {
            "GET": READERS.format(200) + " ivan=302 *=404",
            "POST": READERS.format(403).replace("mei=403", "mei=400") + " ivan=400 *=404",
        },
    ),
    Row(
        "notebook_entry",
        _of("entry_own_group", "/notebook/{}/"),
        {"GET": READERS.format(403) + " ivan=200 *=404", "POST": READERS.format(403) + " ivan=400 *=404"},
    ),
    Row(
        "notebook_entry_delete",
        _of("entry_own_group", "/notebook/{}/delete/"),
        {"POST": READERS.format(403) + " ivan=302 *=404", "GET": "*=405"},
    ),
    # the plan is Ivan's and Mei's, who manages him; what is promised is hers to change
    Row("growth", at("/growth/"), {"GET": "*=200", "POST": "*=400"}),
    Row(
        "person_growth",
        lambda scene: f"/people/{scene.cast.ivan.pk}/growth/",
        {"GET": "mei=200 ivan=302 *=404", "POST": "mei=400 ivan=400 *=404"},
    ),
    Row(
        "growth_line",
        _of("growth_promised", "/growth/{}/"),
        {"GET": "mei=200 ivan=403 *=404", "POST": "mei=400 ivan=403 *=404"},
    ),
    Row(
        "growth_line_delete",
        _of("growth_promised", "/growth/{}/delete/"),
        {"POST": "mei=302 ivan=403 *=404", "GET": "*=405"},
    ),
    # what is asked of Ivan, whose level has a text of its own today: read, and written no more
    Row(
        "profile",
        lambda scene: f"/people/{scene.cast.ivan.pk}/profiles/{scene.profile.role_id}/",
        {"GET": READERS.format(200) + " ivan=200 *=404", "POST": READERS.format(403) + " ivan=403 *=404"},
    ),
    # Ivan asks Lena about himself
    Row("asks", at("/asks/"), {"GET": "*=200", "POST": "*=400"}),
    Row("ask", _of("ask_open", "/asks/{}/"), {"GET": "lena=200 ivan=302 *=404", "POST": "lena=400 ivan=302 *=404"}),
    Row("ask_decline", _of("ask_open", "/asks/{}/decline/"), {"POST": "lena=302 ivan=403 *=404", "GET": "*=405"}),
    Row("ask_withdraw", _of("ask_open", "/asks/{}/withdraw/"), {"POST": "ivan=302 lena=403 *=404", "GET": "*=405"}),
    Row(
        "person_asks",
        lambda scene: f"/people/{scene.cast.ivan.pk}/asks/",
        {"GET": "mei=200 ivan=302 *=404", "POST": "mei=400 ivan=400 *=404"},
    ),
]
