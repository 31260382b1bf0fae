"""What is understood of a table: a row a level, a column a level, a row a behaviour; and of what is wrong in it."""

import pytest

from frameworks.format import Refused
from frameworks.formats import csv_file, kinds

pytestmark = pytest.mark.once("embedded")

MATRIX = """Level,Title,Execution,Team work
IC1,Engineer I,"Does small tasks.
• Asks when stuck.
• Plans the day.",- Listens
IC2,Engineer II,"• Splits the work
  before starting it.",
"""


def understood(text, layout="guess", **more):
    return kinds.outlined(text, "csv", layout, **more)


def sentences(found):
    return [(note.place.line, note.place.cell, note.sentence, note.stops) for note in found.notes]


def test_a_row_a_level_and_a_column_an_axis():
    found = understood(MATRIX)
    first, second = found.outline.rungs
    assert found.outline.axes == ("Execution", "Team work")
    assert (first.level, first.title) == ("IC1", "Engineer I")
    assert first.cells["Execution"].summary == "Does small tasks."
    assert [one.text for one in first.cells["Execution"].behaviours] == ["Asks when stuck.", "Plans the day."]
    assert [one.text for one in first.cells["Team work"].behaviours] == ["Listens"]
    assert [one.text for one in second.cells["Execution"].behaviours] == ["Splits the work\nbefore starting it."]
    assert found.count == found.outline.behaviours == 4
    assert sentences(found) == [(5, "A3", "IC2 says nothing on: Team work", False)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_of_every_row_not_one_that_stands_in_the_text(separator):
    others = "".join(sign for sign in ",;\t" if sign != separator)
    cell = f'"• reads{others}x\n• writes{others}y\n• mends{others}z"'
    text = f"level{separator}Craft\nIC1{separator}{cell}\n"
    found = kinds.outlined(text, "csv", "rows").outline
    assert found.axes == ("Craft",)
    assert [rung.level for rung in found.rungs] == ["IC1"]
    assert len(found.rungs[0].cells["Craft"].behaviours) == 3


def test_a_column_a_level_is_noticed_and_can_be_said():
    text = "Area;Junior;Senior\nCraft;• Learns;• Teaches\nPeople;• Listens;• Leads\n"
    for layout in ("guess", "columns"):
        found = understood(text, layout)
        assert [rung.level for rung in found.outline.rungs] == ["Junior", "Senior"]
        assert found.outline.axes == ("Craft", "People")
        assert found.outline.rungs[1].cells["People"].behaviours[0].text == "Leads"
    assert [rung.level for rung in understood(text, "rows").outline.rungs] == ["Craft", "People"]


def test_a_row_a_behaviour_takes_its_level_and_axis_from_above():
    found = understood("Level,Competency,Behaviour\nIC1,Craft,Learns\n,,Asks\n,People,Listens\nIC2,Craft,Teaches\n")
    first, second = found.outline.rungs
    assert [one.text for one in first.cells["Craft"].behaviours] == ["Learns", "Asks"]
    assert [one.text for one in first.cells["People"].behaviours] == ["Listens"]
    assert [one.text for one in second.cells["Craft"].behaviours] == ["Teaches"]
    assert found.count == found.outline.behaviours == 4
    takes = "has no level or no axis of its own: it takes that of the row above"
    assert (3, "C3", takes, False) in sentences(found)


def test_each_line_is_a_behaviour_where_one_says_so():
    text = 'Level,Craft,People\nIC1,"Learns\nAsks\n\nReads",• Listens\n'
    assert [one.text for one in understood(text, each_line=True).outline.rungs[0].cells["Craft"].behaviours] == [
        "Learns",
        "Asks",
        "Reads",
    ]
    found = understood(text)
    assert found.count == 1
    assert "has 3 lines without a bullet: taken as one text, not as behaviours" in [n.sentence for n in found.notes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Level,Craft\nIC1,• a\nIC1,• b\n",
            (3, "A3", "names the level “IC1” a second time (first in line 2, column “Level”)"),
        ),
        ("Level,Craft,craft\nIC1,• a,• b\n", (1, "C1", "names the axis “craft” a second time")),
        ("Level,Craft,\nIC1,• a,• b\n", (2, "C2", "stands in a column without a name: it belongs to no axis")),
        ("Level,Craft\nIC1,• a,• b\n", (2, "C2", "stands in a column without a name: it belongs to no axis")),
        ("Level,Rank,Craft\nIC1,first,• a\n", (2, "B2", "is the rank, and is no whole number")),
        ("Level,Axis,Kind,Text\nIC1,Craft,wish,a\n", (2, "C2", "is no kind; known are: ")),
        ("Level,Axis,Text,Weight\nIC1,Craft,a,3\n", (2, "D2", "stands in a column that means nothing here")),
        ("Level,Axis,Text\n,Craft,a\n", (2, "C2", "has no level or no axis, and none stands above it")),
        ("Level,Rank,Axis,Text\nIC1,1,Craft,a\nIC1,2,Craft,b\n", (3, "B3", "is another rank than the level has above")),
        ("hello\n", (1, "", "no level was found")),
    ],
)
def test_what_cannot_be_understood_stops_with_its_place(text, expected):
    found = understood(text)
    stops = [note for note in found.notes if note.stops]
    line, cell, sentence = expected
    assert (stops[0].place.line, stops[0].place.cell) == (line, cell)
    assert stops[0].sentence.startswith(sentence)
    assert found.count == found.outline.behaviours + len(found.loose)


def test_rows_without_a_level_go_on_with_the_one_above():
    found = understood("Level,Craft\nIC1,• a\n,• b\n")
    assert [one.text for one in found.outline.rungs[0].cells["Craft"].behaviours] == ["a", "b"]
    assert (3, "A3", "has no level: the row is taken as more of IC1", False) in sentences(found)


def test_a_list_in_a_list_and_text_behind_it_are_said_and_kept():
    found = understood('Level,Craft\nIC1,"• a\n   ◦ b\n• c\n\nAnd so on"\n')
    assert [one.text for one in found.outline.rungs[0].cells["Craft"].behaviours] == ["a", "b", "c\nAnd so on"]
    assert [note.sentence for note in found.notes] == [
        "has a list inside of a list: its entries stand beside the others now",
        "has text after its list: it now belongs to the last entry",
    ]


@pytest.mark.parametrize(
    ("cell", "behaviours"), [("• Learns • Asks", 1), ("Small tasks: • Learns • Asks", 0), ('"• Learns\n• Asks"', 2)]
)
def test_a_bullet_inside_of_a_line_is_said(cell, behaviours):
    found = understood(f"Level,Craft\nIC1,{cell}\n")
    said = [(note.place.cell, note.sentence) for note in found.notes]
    inside = ("B2", "has a bullet inside of a line: taken as part of it; a behaviour begins a line")
    assert found.count == behaviours
    assert (inside in said) == (behaviours < 2)


def test_signs_for_nothing_and_reasons():
    found = understood("Level,Craft,People\nIC1,–,Not applicable: leads nobody\nIC2,• a,• b\n")
    first = found.outline.rungs[0]
    assert list(first.cells) == ["People"]
    assert first.cells["People"].not_applicable == "leads nobody"
    assert (2, "B2", "holds only “–”: taken as nothing asked", False) in sentences(found)


def test_what_stands_above_and_below_the_table():
    found = understood("Our ladder,,\nLevel,Craft\nIC1,• a\nLicence:,CC-BY-4.0\nAttribution:,After Acme’s ladder.\n")
    assert found.outline.title == "Our ladder"
    assert found.outline.licence == "CC-BY-4.0"
    assert found.outline.attribution == "After Acme’s ladder."
    assert [rung.level for rung in found.outline.rungs] == ["IC1"]


def test_title_behind_the_code_of_a_level():
    found = understood("Level,Craft\nIC1 (Engineer),• a\nL2 – Senior engineer,• b\nTeam lead,• c\n")
    assert [(rung.level, rung.title) for rung in found.outline.rungs] == [
        ("IC1", "Engineer"),
        ("L2", "Senior engineer"),
        ("Team lead", ""),
    ]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"Level,Craft\nIC1,\xff\n", 2, "this line is not UTF-8"),
        ("Level,Craft\n".encode("utf-16"), 1, "the file is saved as UTF-16"),
        (b'Level,Craft\nIC1,"a\n', 2, "the quotation marks of this line do not match"),
        (b"Level,Craft\nIC1,a\x00b\n", 2, "this line holds an invisible control character"),
        (b"x," * 300, 1, "this line has more than 200 cells"),
        (b"Level,Craft\n" * 25_001, 25_001, "the table has more than 25000 rows"),
        (b"a" * (6 * 1024 * 1024 + 1), 1, "the file is longer than 6 MB"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_a_line(content, line, reason):
    with pytest.raises(Refused) as refused:
        kinds.outlined(content, "csv")
    assert refused.value.problems[0].line == line
    assert refused.value.problems[0].reason.startswith(reason)


def test_a_table_of_too_many_cells_is_refused_with_the_line_that_is_too_much(monkeypatch):
    monkeypatch.setattr(csv_file, "MOST_CELLS", 30)
    assert len(csv_file.grid_of("Level,Craft,People\n" * 10)) == 10
    with pytest.raises(Refused) as refused:
        csv_file.grid_of("Level,Craft,People\n" * 11)
    assert [(one.line, one.reason) for one in refused.value.problems] == [(11, "the table has more than 30 cells")]
