"""Whatever is given is answered: understood, with every behaviour counted once, or refused with a line."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from benchmarks.wide_framework import Size, wide
from frameworks.format import Refused
from frameworks.format.shape import document_from
from frameworks.formats import csv_file, kinds, xlsx_file
from frameworks.formats.assembling import assembled
from frameworks.framework_import import looking
from tests.frameworks.test_formats_round_trip import HEAD, assembling

pytestmark = pytest.mark.once("embedded")

PIECES = st.sampled_from(
    ["# ", "## ", "### ", "- ", "  - ", "    - ", "1. ", "\n", "\n\n", "\n    ", "IC1", "IC2", "Craft", "People:",
     "**Craft**", "|", "|-|-|\n", "| Level | Craft |\n|---|---|\n", "> ", "```\n", "<div>\n", "<br>", "[a]: b\n",
     "[a](b)", "---\n", "===\n", "Level,Craft,People\n", "Level;Axis;Text\n", "Axis,IC1,IC2\n", ",", ";", "\t", '"',
     '""', "• ", "•", "–", "n/a: ", "Not applicable: x", "Rank", "Title:", "Licence:", "level", "axis", "summary",
     "\\", "'=1", "=1", "漢", "\u3000", "{", "}", "[", "]", '"a": ', "1", "plumbline: 1\n", "behaviours:\n", "null",
     "\ufeff", "\u202e"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.sampled_from(kinds.READ), st.sampled_from(["guess", "rows", "columns", "long"]), st.booleans())
def test_every_text_is_answered_and_every_behaviour_counted_once(text, form, layout, each_line):
    found = looking.look(text, form, layout, each_line=each_line)
    assert found.outline is not None or found.stops
    if found.count is not None and form not in kinds.WHOLE:
        assert found.count == found.understood + len(found.loose)
        assert found.stops or found.count == found.understood
        assert found.understood == sum(
            len(cell.behaviours) for row in found.rows for _axis, cell in row.cells if cell is not None
        )
    if found.outline is not None and not found.stops and not found.is_whole:
        made = assembled(found.outline, assembling.Head(**HEAD))
        try:
            document = made.reading().document
        except Refused as refused:
            [made.note_of(problem, stops=True) for problem in refused.problems]
        else:
            assert sum(len(one.behaviours) for role in document.roles for one in role.expectations) == found.count


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda rest: b"PK\x03\x04" + rest))
def test_all_bytes_are_answered(content):
    with suppress(Refused):
        text, notes, _is_book = looking.text_of(content)
        assert isinstance(text, str)
        assert isinstance(notes, list)


def packed(rows, change=lambda files: files):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old:
        files = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in change(files).items():
            new.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_that_would_unpack_to_very_much_is_refused():
    bomb = packed([["Level"]], lambda files: files | {"xl/bomb.xml": b"0" * (41 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="far too large"):
        xlsx_file.rows_of(bomb)
    many = packed([["Level"]], lambda files: files | {f"xl/{number}.xml": b"" for number in range(600)})
    with pytest.raises(Refused, match="far too large"):
        xlsx_file.rows_of(many)


@pytest.mark.parametrize(
    "filled",
    [
        lambda sheet: sheet.replace(b"</sheetData>", b"<row>" + b"<c/>" * 1_600_000 + b"</row></sheetData>"),
        lambda sheet: sheet.replace(b"</sheetData>", b"<row/>" * 1_600_000 + b"</sheetData>"),
        lambda sheet: sheet.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 1_600_000 + b"</mergeCells>"
        ),
    ],
    ids=["cells", "rows", "merged cells"],
)
def test_a_small_workbook_of_very_many_empty_cells_is_refused_before_it_is_parsed(filled, monkeypatch):
    bomb = packed([["Level", "Craft"]], lambda files: files | {SHEET: filled(files[SHEET])})
    assert len(bomb) < 100_000
    monkeypatch.setattr(xlsx_file, "load_workbook", lambda *given, **more: pytest.fail("it was parsed"))
    with pytest.raises(Refused, match="far too many cells"):
        xlsx_file.rows_of(bomb)


END = b"</sheetData>"
BROKEN = b"<no end"
FAR = 30_000  # enough that what is broken stands in a later piece


@pytest.mark.parametrize(
    "more",
    [
        b"<row>" + b"<c/>" * FAR + BROKEN,
        b"<row/>" * FAR + BROKEN,
        (b"<row>" + b"<c/>" * 100 + b"</row>") * (FAR // 100) + BROKEN,
        END + b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * FAR + BROKEN,
    ],
    ids=["cells of one row", "empty rows", "rows of empty cells", "merged cells"],
)
def test_too_much_in_one_row_beside_rows_or_in_empty_ones_is_refused_where_it_is_met(more, monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_IN_A_ROW", 10_000)
    bomb = packed([["Level", "Craft"]], lambda files: files | {SHEET: files[SHEET].replace(END, more)})
    with pytest.raises(Refused, match="far too much in one row, beside rows or in empty ones"):
        xlsx_file.rows_of(bomb)


def test_more_cells_than_a_table_has_are_refused_where_they_are_met(monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_CELLS", 5_000)
    full = (b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>") * (FAR // 100)
    bomb = packed([["Level", "Craft"]], lambda files: files | {SHEET: files[SHEET].replace(END, full + BROKEN)})
    with pytest.raises(Refused, match="the table has more than 5000 cells"):
        xlsx_file.rows_of(bomb)


@pytest.mark.parametrize(
    ("part", "number", "sentence"),
    [
        ("xl/styles.xml", 20_000, "far too many formats of cells"),
        ("xl/workbook.xml", 250_000, "too many cells or texts"),
    ],
)
def test_more_texts_or_formats_than_a_framework_has_are_refused_before_anything_is_parsed(
    part, number, sentence, monkeypatch
):
    many = b"<xf/>" * number + b"</"
    bomb = packed([["Level"]], lambda files: files | {part: many.join(files[part].rsplit(b"</", 1))})
    assert len(bomb) < 20_000
    monkeypatch.setattr(xlsx_file, "load_workbook", lambda *given, **more: pytest.fail("it was parsed"))
    with pytest.raises(Refused, match=sentence):
        xlsx_file.rows_of(bomb)


def test_a_workbook_of_some_thousand_formats_is_read():
    many = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 5_000 + b"</cellXfs>"
    content = packed(
        [["Level", "Craft"], ["IC1", "• a"]],
        lambda files: files | {"xl/styles.xml": files["xl/styles.xml"].replace(b"</cellXfs>", many)},
    )
    assert xlsx_file.rows_of(content)[0] == [["Level", "Craft"], ["IC1", "• a"]]


def test_a_row_behind_a_later_one_is_none_of_a_workbook():
    twice = b'<row r="2"><c r="A2"><v>1</v></c></row>' * 2 + END
    content = packed([["Level", "Craft"]], lambda files: files | {SHEET: files[SHEET].replace(END, twice)})
    with pytest.raises(Refused, match="no XLSX workbook, or it is damaged"):
        xlsx_file.rows_of(content)


def test_rows_that_are_left_out_are_empty_ones():
    rows, _notes = xlsx_file.rows_of(packed([["Level", "Craft"], [], [None, " "], ["IC1", None, "• a"], []]))
    assert rows == [["Level", "Craft"], [], [], ["IC1", "", "• a"]]


@pytest.mark.parametrize(("form", "layout"), [("xlsx", "rows"), ("xlsx-long", "long")])
def test_a_framework_of_a_twentieth_of_twenty_thousand_examples_takes_a_twentieth_of_what_may_be(
    form, layout, monkeypatch
):
    for bound in ("MOST_TAGS", "MOST_BESIDE_SHEETS", "MOST_CELLS", "MOST_ROWS"):
        monkeypatch.setattr(xlsx_file, bound, getattr(xlsx_file, bound) // 20)
    document = document_from(wide(size=Size(tracks=2, levels=3, axes=20, examples=8)))
    rows, _notes = xlsx_file.rows_of(kinds.FORMS[form].write(document))
    found = kinds.outlined(csv_file.csv_of(rows), "csv", layout)
    assert found.outline.behaviours == 2 * 3 * 20 * 8


def test_a_workbook_as_large_as_a_framework_gets_is_read():
    rows = [["Level", *(f"Axis {at}" for at in range(30))]]
    rows += [[f"L{number}", *("• a" for _at in range(30))] for number in range(1000)]
    read, _notes = xlsx_file.rows_of(packed(rows))
    assert len(read) == 1001


@pytest.mark.parametrize("sign", ["![", "[", "![[]", "[a]["])
def test_a_document_of_brackets_is_refused_with_its_line(sign):
    text = "# IC1\n\n## Craft\n\n- Makes.\n\n" + f"{sign * 1000}\n\n" * 6
    with pytest.raises(Refused) as refused:
        kinds.outlined(text, "markdown", "guess", each_line=False)
    assert [(one.line, one.reason) for one in refused.value.problems] == [
        (7 + 2 * (5 // sign.count("[")), "a document has at most 5000 square brackets: take links or pictures out")
    ]


def test_entities_of_a_workbook_are_refused():
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]>'
    content = packed([["Level", "Craft"]], lambda files: files | {SHEET: entity + files[SHEET].partition(b"?>")[2]})
    with pytest.raises(Refused, match="no XLSX workbook, or it is damaged"):
        xlsx_file.rows_of(content)


def test_a_cell_far_away_and_a_merged_sheet_cost_nothing():
    def far(files):
        cell = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        return files | {SHEET: files[SHEET].replace(b"</sheetData>", cell)}

    with pytest.raises(Refused, match="more than 25000 rows"):
        xlsx_file.rows_of(packed([["Level", "Craft"], ["IC1", "• a"]], far))
    with pytest.raises(Refused, match="more than 200 cells"):
        xlsx_file.rows_of(packed([["Level", "Craft"], ["IC1", "• a", *[None] * 300, "• b"]]))

    def merged(files):
        cells = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        return files | {SHEET: files[SHEET].replace(b"</sheetData>", cells)}

    rows, notes = xlsx_file.rows_of(packed([["Level", "Craft"], ["IC1", "• a"]], merged))
    assert rows == [["Level", "Craft"], ["IC1", "• a"]]
    assert [note.sentence for note in notes] == [
        "merged cells count as the first of them, and the others as empty: A1:XFD1048576"
    ]


def test_numbers_and_days_of_a_workbook_are_texts():
    rows, _notes = xlsx_file.rows_of(packed([["Level", "Rank", "Craft"], [1, 10, True], ["IC2", 20.5, "=a"]][:2]))
    assert rows[1] == ["1", "10", "TRUE"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"a": 1,}', 1, "this bracket closes what is not open"),
        ('{"a" 1}', 1, "here a colon is missing"),
        ('{"a": 1 "b": 2}', 1, "here a comma or a closing bracket is missing"),
        ('{"a":\n nan}', 2, "“nan” stands without quotes"),
        ('{"a": [1,\n2}', 2, "this bracket closes what is not open"),
        ('{"a": 1}\n{}', 2, "something stands behind the last bracket"),
        ('{"a": "b', 1, "this is no JSON: look at its quotes"),
        ('{"a": {"b": 1', 1, "the file ends before its last bracket is closed"),
        ('{"a": "\\x"}', 1, "a text in quotes has a \\ with a sign behind it"),
        ("[" * 40, 1, "lists and keys are nested too deeply here"),
        ('{"plumbline": 1,\n"plumbline": 1}', 2, "stands here a second time"),
        ('{"plumbline": 2}', 1, "must be 1, not 2"),
        ('{"title":\n 5}', 2, 'must be text: put it in quotes, "5"'),
        ('{"title": "\\ud800"}', 1, "a text on this line holds half of a character"),
        ("[]", 1, "the file must be keys with values"),
        ("{}", 1, "the file lacks the key plumbline"),
    ],
)
def test_json_that_is_none_is_refused_with_its_line(text, line, reason):
    with pytest.raises(Refused) as refused:
        kinds.whole(text, "json")
    assert (line, True) in {(one.line, one.reason.startswith(reason)) for one in refused.value.problems}
