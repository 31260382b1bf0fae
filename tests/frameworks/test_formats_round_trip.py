"""What is written can be read again, nothing is counted twice or lost, and no cell of a file is computed."""

import csv
import io
import json
import re
import string
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from frameworks.format import Refused, read
from frameworks.format.document import tidy
from frameworks.formats import assembling, csv_file, kinds, markdown_out, sheets, xlsx_file
from frameworks.formats.assembling import assembled, outline_of
from frameworks.formats.outline import Cell, Entry, Outline, Rung
from tests.frameworks.test_format_round_trip import AWKWARD, LETTERS, PARAGRAPHS, documents
from tests.shipped import FIXTURES, fixture

pytestmark = pytest.mark.once("embedded")

OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
SELDOM = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

LIKE_MARKS = [
    "- a", "• a", "1. a", "a\n- b", "a\n\n\n  b", "=1+1", "+1", "-1", "@x", "'=1", "''@x", "\\- a", "n/a: x", "n/a",
    "Not applicable: x", "a\n\\\nb", "a | b", "<br>", "a<br>b", "&amp;", "# a", "a\n===", "a\n---", "> a", "```", "*a*",
    "[a](b)", "[a]: b", "![a](b)", "<b>a</b>", "http://x.example", "a  \nb", "a\\", "\\", "1) a", "a:", "Craft: a", "–",
    "a\n-\nb",
    "\u3000a\n\u3000b", "a\n\u00a0b", "~~a~~", "a_b_c", "$a$", ": a", "a\n: b", "|a|\n|-|", "a\n:-:"]  # fmt: skip
TEXTS = (
    st.sampled_from([*LIKE_MARKS, *AWKWARD, *PARAGRAPHS])
    | st.text(LETTERS | st.sampled_from("\n -•*#|\\'"), max_size=40)
    | st.lists(st.sampled_from([*LIKE_MARKS, "", "words"]), min_size=1, max_size=4).map("\n".join)
).map(tidy).filter(bool)  # fmt: skip
NAMES = st.text(string.ascii_letters + string.digits + "é漢&+/ ", min_size=1, max_size=12).map(
    lambda name: " ".join(name.split())
).filter(bool) | st.sampled_from(["Summary", "Level", "Axis: x", "Level: y", "Rank", "C++", "R&D"])  # fmt: skip


def cells():
    said = st.builds(
        Cell, summary=st.just("") | TEXTS, behaviours=st.lists(TEXTS.map(Entry), max_size=4).map(tuple)
    ).filter(lambda cell: not cell.is_empty)
    return said | st.builds(Cell, not_applicable=TEXTS)


@st.composite
def outlines(draw, described=False):
    axes = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=str.casefold))
    numbers = draw(st.lists(st.integers(1, 30), min_size=1, max_size=4, unique=True))
    tracks = draw(st.sampled_from([[()], [("Makers",), ("Leaders", "Makers"), ("Leaders",)]]))
    rungs = [
        Rung(
            level=f"{draw(st.sampled_from(['IC', 'L', '']))}{number}",
            title=draw(st.just("") | NAMES),
            tracks=draw(st.sampled_from(tracks)),
            rank=draw(st.sampled_from([None, number * 10])),
            summary=draw(st.just("") | TEXTS),
            cells={
                axis: draw(cells())
                for axis in axes
                if at == 0 or (described and axis == axes[0]) or draw(st.booleans())
            },
        )
        for at, number in enumerate(numbers)
    ]
    return Outline(axes=tuple(axes), rungs=tuple(rungs), licence=draw(st.just("") | NAMES))


def on_one_track(outline):
    """A heading over all levels is a heading like any other: a document cannot say that it is their only track."""
    tracks = {rung.tracks for rung in outline.rungs}
    return len(tracks) == 1 and tracks != {()}


def same(found, outline):
    assert [note for note in found.notes if note.stops] == []
    assert found.outline == outline
    assert found.count == outline.behaviours


@OFTEN
@given(outlines())
def test_a_row_a_level_comes_back(outline):
    same(kinds.outlined(csv_file.csv_of(sheets.matrix(outline)), "csv", "rows"), outline)


@OFTEN
@given(outlines())
def test_a_row_a_behaviour_comes_back(outline):
    same(kinds.outlined(csv_file.csv_of(sheets.long(outline)), "csv", "long"), outline)


@SELDOM
@given(outlines())
def test_a_workbook_comes_back(outline):
    for rows in (sheets.matrix(outline), sheets.long(outline)):
        again, notes = xlsx_file.rows_of(xlsx_file.xlsx_of(rows, "framework"))
        width = len(rows[0])
        assert [row + [""] * (width - len(row)) for row in again] == rows
        assert notes == []


@OFTEN
@given(outlines(described=True).filter(lambda outline: len(outline.rungs) > 1 and not on_one_track(outline)))
def test_markdown_comes_back_but_for_ranks(outline):
    rungs = tuple(replace(rung, rank=None) for rung in outline.rungs)
    outline = replace(outline, rungs=rungs)
    text = markdown_out.written(outline)
    found = kinds.outlined(text, "markdown", "rows")
    same(found, outline)


@SELDOM
@given(documents())
def test_json_says_all_that_a_document_says(document):
    assert kinds.whole(kinds.FORMS["json"].write(document).decode(), "json").document == document
    assert kinds.whole(kinds.FORMS["yaml"].write(document).decode(), "yaml").document == document


@SELDOM
@given(documents())
def test_whatever_a_document_says_each_form_says_or_names(document):
    """What the form does not name as missing comes back."""
    for form in ("markdown", "csv", "csv-long"):
        missing = " ".join(kinds.unsaid(document, form))
        again = kinds.read_back(document, form)
        if "as it stands" not in missing and "the axes " not in missing and "the level " not in missing:
            assert again.behaviours == outline_of(document).behaviours


@pytest.mark.parametrize("name", ["engineering-2", "support-1", "growth-1", "ladders-1", "points-1"])
@pytest.mark.parametrize("form", ["markdown", "csv", "csv-long", "xlsx", "xlsx-long"])
def test_the_frameworks_that_are_shipped_come_back_word_for_word(name, form):
    before = outline_of(fixture(name))
    after = kinds.read_back(fixture(name), form)
    if form == "markdown":
        before = replace(before, rungs=tuple(replace(rung, rank=None, role="") for rung in before.rungs))
    assert after == before


HEAD = {
    "framework": "ours",
    "title": "Ours",
    "version": "1",
    "language": "en",
    "cumulative": True,
    "scale": {
        "code": "s",
        "name": "S",
        "points": [
            {"code": "a", "word": "A", "standing": "below"},
            {"code": "b", "word": "B", "standing": "at"},
        ],
    },
    "rule": {"kind": "guidance"},
}


@OFTEN
@given(outlines())
def test_what_was_understood_is_what_the_document_says(outline):
    made = assembled(outline, assembling.Head(**HEAD))
    try:
        document = made.reading().document
    except Refused:  # two levels of one rank on one track, which the table itself says
        assume(len({rung.rank for rung in outline.rungs}) == len(outline.rungs))
        raise
    again = outline_of(document)
    assert again.behaviours == outline.behaviours
    assert [list(rung.cells.values()) for rung in again.rungs] == [list(rung.cells.values()) for rung in outline.rungs]


def test_no_cell_of_a_file_is_computed():
    bad = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1"]
    outline = Outline(
        axes=("=HYPERLINK(1)",),
        rungs=tuple(
            Rung(level=f"L{at}", title=text, cells={"=HYPERLINK(1)": Cell(behaviours=(Entry(text),))})
            for at, text in enumerate(bad)
        ),
    )
    for rows in (sheets.matrix(outline), sheets.long(outline)):
        cells = [cell for row in csv.reader(io.StringIO(csv_file.csv_of(rows), newline="")) for cell in row]
        book = load_workbook(io.BytesIO(xlsx_file.xlsx_of(rows, "framework")))
        written = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
        assert all(cell.data_type == "s" for cell in written)
        for text in [*cells, *(cell.value for cell in written)]:
            assert not text.lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_what_a_table_cannot_say_is_named():
    said = kinds.unsaid(fixture("support-1"), "csv")
    assert "measures of behaviours" in said
    assert "roles on top of a level" in said
    assert "the promotion rule" in said
    assert "the steps of the axes; each cell has the words of its step instead" in kinds.unsaid(
        fixture("growth-1"), "csv"
    )
    assert kinds.unsaid(fixture("support-1"), "yaml") == []
    assert kinds.unsaid(fixture("support-1"), "json") == []


def test_a_key_that_no_table_knows_is_named_by_itself():
    data = json.loads(kinds.FORMS["json"].write(fixture("support-1")))
    data["levels"][0]["brand_new"] = "x"
    assert "levels.brand_new" in [path for path in kinds._paths(data, "") if path not in kinds.SAID]


def test_codes_that_are_known_are_kept():
    text = "Level,Title,Craft\nIC1,Engineer,• a\n"
    outline = kinds.outlined(text, "csv").outline
    head = assembling.Head(**HEAD, codes={"axes": {"craft": "technology"}, "levels": {"ic1": "E1"}})
    document = assembled(outline, head).reading().document
    assert [axis.code for axis in document.axes] == ["technology"]
    assert [level.code for level in document.levels] == ["E1"]
    assert read(kinds.FORMS["yaml"].write(document)).document == document


def test_problems_of_a_table_are_said_with_its_places():
    long = "w" * 20_001
    found = kinds.outlined(f"Level,Craft\nIC1,• {long}\n", "csv").outline
    made = assembled(found, assembling.Head(**HEAD))
    with pytest.raises(Refused) as refused:
        made.reading()
    [note] = [made.note_of(problem, stops=True) for problem in refused.value.problems]
    assert (note.place.line, note.place.cell) == (2, "B2")
    assert note.sentence == "IC1, Craft: is longer than 20000 characters"


def examples():
    page = (FIXTURES.parents[1] / "docs" / "importing-frameworks.md").read_text()
    return re.findall(r"```(markdown|csv)\n(.*?)```", page, re.DOTALL)


@pytest.mark.parametrize(
    ("at", "levels", "axes", "behaviours"),
    [(0, ["IC1", "IC2"], ("Execution", "Scope"), 3), (1, ["IC1", "IC2"], ("Execution", "Scope"), 4),
     (2, ["IC1", "IC2"], ("Execution",), 3)],
)  # fmt: skip
def test_the_examples_of_the_guide_are_understood_as_it_says(at, levels, axes, behaviours):
    form, text = examples()[at]
    found = kinds.outlined(text, form)
    assert [note.sentence for note in found.notes if note.stops] == []
    assert [rung.level for rung in found.outline.rungs] == levels
    assert found.outline.axes == axes
    assert found.count == found.outline.behaviours == behaviours
    if at < 2:
        assert found.outline.licence == "CC-BY-4.0"
        assert found.outline.attribution.startswith("After the ladder that Acme publishes")
        assert found.outline.rungs[0].cells["Scope"].not_applicable == "nothing is asked here in the first year."
