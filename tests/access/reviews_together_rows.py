"""Expected answers at the addresses of those who write together, in the scene's states, written by hand.

Engineering is previewing; Mei assesses Ivan, on whom Tariq has submitted an input and Frida has begun one.
"""

from tests.access.table import Row

READERS = "petra={0} dana={0} dilan={0} oskar={0} mei={0} marco={0} noor={0}"
NAMES = "petra={0} mei={0} dana=403 dilan=403 oskar=403 marco=403 noor=403 hanne=403 *=404"


def contributors(more: str = ""):
    """An address of those who contribute on Ivan."""
    return lambda scene: f"/groups/{scene.group.pk}/people/{scene.cast.ivan.pk}/contributors/{more}"


def common(more: str = ""):
    """An address of the common text of Ivan and Mei."""
    return lambda scene: f"/groups/{scene.group.pk}/people/{scene.cast.ivan.pk}/common-text/{more}"


def _of(attribute: str, more: str = ""):
    return lambda scene: f"/inputs/{getattr(scene, attribute).pk}/{more}"


# who sees that Ivan is on the roster, and is neither of the two
NEITHER = "petra=403 dana=403 dilan=403 oskar=403 marco=403 noor=403 hanne=403 *=404"

ROWS = [
    Row("common_text", common(), {"GET": f"ivan=200 mei=200 {NEITHER}", "POST": f"ivan=400 mei=400 {NEITHER}"}),
    Row("common_text_save", common("save/"), {"POST": f"ivan=400 mei=400 {NEITHER}", "GET": "*=405"}),
    # nobody agrees to their own
    Row(
        "common_text_agree",
        lambda scene: common(f"{scene.common_shown.pk}/agree/")(scene),
        {"POST": f"ivan=403 mei=302 {NEITHER}", "GET": "*=405"},
    ),
    # Noor alone says who writes her draft on Ines with her, Mei who writes on Ivan
    Row(
        "co_authors",
        lambda scene: f"/assessments/{scene.draft.pk}/co-authors/",
        {"GET": "noor=200 *=404", "POST": "noor=400 *=404"},
    ),
    Row(
        "co_authors",
        lambda scene: f"/assessments/{scene.assessment.pk}/co-authors/",
        {"GET": READERS.format(403).replace("mei=403", "mei=200") + " *=404"},
    ),
    Row(
        "co_author_end",
        lambda scene: f"/assessments/{scene.draft.pk}/co-authors/{scene.cast.sam.pk}/end/",
        {"POST": "noor=409 *=404", "GET": "*=405"},
    ),
    Row("contributors", contributors(), {"GET": NAMES.format(200), "POST": NAMES.format(400)}),
    Row(
        "contributor_end",
        lambda scene: contributors(f"{scene.cast.tariq.pk}/end/")(scene),
        {"POST": NAMES.format(302), "GET": "*=405"},
    ),
    Row(
        "subject_inputs",
        lambda scene: f"/groups/{scene.group.pk}/people/{scene.cast.ivan.pk}/inputs/",
        {"GET": READERS.format(200) + " *=404", "POST": "*=405"},
    ),
    Row(
        "input",
        _of("input"),
        {"GET": READERS.format(200) + " tariq=200 *=404", "POST": READERS.format(403) + " tariq=400 *=404"},
    ),
    Row("input", _of("input_draft"), {"GET": "frida=200 *=404", "POST": "frida=400 *=404"}),
    Row("input_save", _of("input_draft", "save/"), {"POST": "frida=400 *=404", "GET": "*=405"}),
    Row("input_save", _of("input", "save/"), {"POST": READERS.format(403) + " tariq=400 *=404"}),
    Row(
        "input_reopen",
        _of("input", "change/"),
        {"POST": READERS.format(403) + " tariq=302 *=404", "GET": "*=405"},
    ),
    # nothing stands to which Frida's first draft would go back
    Row("input_put_away", _of("input_draft", "put-away/"), {"POST": "frida=409 *=404", "GET": "*=405"}),
    Row("input_put_away", _of("input", "put-away/"), {"POST": READERS.format(403) + " tariq=409 *=404"}),
]
