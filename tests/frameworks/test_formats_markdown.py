"""What is understood of a Markdown document, whichever way it writes levels and axes."""

import pytest

from frameworks.format import Refused
from frameworks.formats import kinds

pytestmark = pytest.mark.once("embedded")

BY_HEADINGS = """# Our ladder

What it is *for*.

## IC1: Engineer

Does small tasks.

### Craft

Learns the
tools.

- Asks **when** stuck
- Reads [the guide](https://example.org/guide)

### People

- Listens

## IC2

### Craft

1. Splits work
2. Names risks

### People

- Explains

## Licence

CC-BY-4.0
"""


def understood(text, layout="guess", **more):
    return kinds.outlined(text, "markdown", layout, **more)


def texts(found, level, axis):
    [rung] = [rung for rung in found.outline.rungs if rung.level == level]
    return [one.text for one in rung.cells[axis].behaviours]


def stops(found):
    return [(note.place.line, note.sentence) for note in found.notes if note.stops]


def test_a_heading_a_level_and_a_heading_with_a_list_an_axis():
    found = understood(BY_HEADINGS)
    outline = found.outline
    assert (outline.title, outline.about, outline.licence) == ("Our ladder", "What it is *for*.", "CC-BY-4.0")
    assert outline.axes == ("Craft", "People")
    assert [(rung.level, rung.title, rung.summary) for rung in outline.rungs] == [
        ("IC1", "Engineer", "Does small tasks."),
        ("IC2", "", ""),
    ]
    assert outline.rungs[0].cells["Craft"].summary == "Learns the tools."
    assert texts(found, "IC1", "Craft") == ["Asks when stuck", "Reads the guide (https://example.org/guide)"]
    assert texts(found, "IC2", "Craft") == ["Splits work", "Names risks"]
    assert found.count == outline.behaviours == 6
    assert outline.rungs[1].cells["Craft"].behaviours[1].place.line == 26


@pytest.mark.parametrize(
    "text",
    [
        "## IC1\n\n- Craft:\n  - Learns\n  - Asks\n- People: Is kind\n\n"
        "## IC2\n\n- Craft:\n  - Teaches\n- People: Leads\n",
        "## IC1\n\n**Craft**\n\n- Learns\n- Asks\n\nPeople:\n\n- Is kind\n\n## IC2\n\n**Craft**\n\n- Teaches\n\n"
        "**People**\n\n- Leads\n",
        "| Level | Craft | People |\n|---|---|---|\n"
        "| IC1 | • Learns<br>• Asks | • Is kind |\n| IC2 | • Teaches | • Leads |\n",
        "|  | IC1 | IC2 |\n|---|---|---|\n"
        "| Craft | • Learns<br>• Asks | • Teaches |\n| People | • Is kind | • Leads |\n",
        "## Craft\n\n### IC1\n\n- Learns\n- Asks\n\n### IC2\n\n- Teaches\n\n"
        "## People\n\n### IC1\n\n- Is kind\n\n### IC2\n\n- Leads\n",
        "## IC1\n\n- Learns\n- Asks\n\n## IC2\n\n- Teaches\n".replace("## IC1", "# Craft\n\n## IC1"),
    ],
)  # fmt: skip
def test_other_ways_to_write_the_same(text):
    found = understood(text)
    assert texts(found, "IC1", "Craft") == ["Learns", "Asks"]
    assert texts(found, "IC2", "Craft") == ["Teaches"]
    assert not stops(found)
    assert found.count == found.outline.behaviours


def test_headings_over_levels_are_tracks():
    text = "# Ours\n\n## Makers\n\n### IC1\n\n#### Craft\n\n- a\n\n## Leaders\n\nLead.\n\n### M1\n\n#### Craft\n\n- b\n"
    found = understood(text)
    assert [(rung.level, rung.tracks) for rung in found.outline.rungs] == [("IC1", ("Makers",)), ("M1", ("Leaders",))]
    assert found.outline.title == "Ours"
    assert "Lead." in found.outline.about


def test_prose_lists_and_other_tables_go_into_the_description_with_their_lines():
    text = (
        "# Ours\n\n## Values\n\n- Kind\n- Bold\n\n| Word | Meaning |\n|---|---|\n| a | b |\n\n"
        + BY_HEADINGS.partition("*for*.\n")[2]
    )
    found = understood(text)
    assert "- Kind\n- Bold" in found.outline.about
    assert "| a | b |" in found.outline.about
    assert found.count == 6
    said = [note.sentence for note in found.notes]
    assert "no level and no axis here, so lines 5–10 went into the description" in said


def test_one_line_of_description_is_named_by_its_place_alone():
    found = understood("# Ours\n\nWhat it is for.\n\n## IC1\n\n### Craft\n\n- a\n\n## IC2\n\n### Craft\n\n- b\n")
    assert found.outline.about == "What it is for."
    told = [(note.place.line, note.sentence) for note in found.notes]
    assert (3, "no level and no axis here, so it went into the description") in told


def test_a_level_without_text_between_others_is_a_level():
    text = "## IC1\n\n### Craft\n\n- a\n\n"
    text += "## IC2\n\nNot written yet.\n\n## IC3\n\n### Craft\n\n- b\n\n## IC4\n\n## Notes\n\nEnd.\n"
    found = understood(text)
    assert [(rung.level, rung.summary) for rung in found.outline.rungs] == [
        ("IC1", ""),
        ("IC2", "Not written yet."),
        ("IC3", ""),
        ("IC4", ""),
    ]
    assert found.outline.about == "**Notes**\n\nEnd."


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("## IC1\n\n- loose\n\n### Craft\n\n- a\n\n## IC2\n\n### Craft\n\n- b\n", 3, "is a list below a level"),
        ("## IC1\n\n### Craft\n\n- a\n\n## IC1\n\n### Craft\n\n- b\n", 7, "names the level “IC1” a second time"),
        ("## IC1\n\n### Craft\n\n- a\n\n### Craft\n\n- b\n\n## IC2\n\n### Craft\n\n- c\n", 7, "names the axis “Craft”"),
        ("## IC1\n\n- Craft:\n  - a\n- what\n\n## IC2\n\n- Craft:\n  - b\n", 5, "is an entry among axes"),
        ("| Level | Craft |\n|---|---|\n| IC1 | • a | • b |\n", 3, "has more cells than the first line"),
        ("Only prose.\n", 1, "no level was found"),
        ("", 1, "no level was found"),
    ],
)
def test_what_cannot_be_understood_stops_with_its_line(text, line, sentence):
    found = understood(text)
    assert [one for one, said in stops(found) if said.startswith(sentence)] == [line]
    assert found.count == found.outline.behaviours + len(found.loose)


def test_a_heading_below_an_axis_stops_and_its_list_is_counted():
    text = "## IC1\n\n### Craft\n\n- a\n\n#### More\n\n- b\n\n### People\n\n- c\n\n## IC2\n\n### People\n\n- d\n"
    found = understood(text)
    assert stops(found)[0][0] == 7
    assert found.count == 4
    assert [one.text for one in found.loose] == ["b"]


def test_lists_in_lists_stand_beside_and_are_said():
    found = understood("## IC1\n\n### Craft\n\n- a\n  - b\n    - c\n\n## IC2\n\n### Craft\n\n- d\n")
    assert texts(found, "IC1", "Craft") == ["a", "b", "c"]
    assert [note.place.line for note in found.notes] == [6, 7]


def test_too_deep_a_document_is_refused_and_not_cut_off():
    with pytest.raises(Refused) as refused:
        understood("\n".join("  " * depth + "- x" for depth in range(60)))
    assert "nested too deeply" in refused.value.problems[0].reason
    with pytest.raises(Refused):
        understood(">" * 5000 + " x")


def test_markup_is_words_and_nothing_is_fetched():
    found = understood(
        "## IC1\n\n### Craft\n\n- see <b>x</b> `code` ![pic](http://e.example/p.png)\n\n## IC2\n\n### Craft\n\n- b\n"
    )
    assert texts(found, "IC1", "Craft") == ["see <b>x</b> code pic (http://e.example/p.png)"]


def test_code_quotes_and_raw_markup_are_kept_as_text_and_said():
    found = understood("## IC1\n\n### Craft\n\n- <script>x</script>\n- > said\n\n## IC2\n\n### Craft\n\n- b\n")
    assert texts(found, "IC1", "Craft") == ["<script>x</script>", "said"]
    assert [(note.place.line, note.sentence) for note in found.notes] == [
        (5, "is no paragraph and no list: taken as text"),
        (6, "is no paragraph and no list: taken as text"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- a\n" * 10_001, "a document has at most 300000 characters and 10000 lines"),
        ("## IC1\n\n" + "![" * 2_501, "this paragraph is longer than 5000 characters"),
    ],
)
def test_documents_that_would_take_long_to_read_are_refused(text, reason):
    with pytest.raises(Refused) as refused:
        understood(text)
    assert refused.value.problems[0].reason.startswith(reason)


def test_a_document_of_references_only_has_no_level():
    assert understood("[a]: b\n").outline.about == "[a]: b"
