"""Reading an XLSX file: what a spreadsheet makes of ids, days and formulas, and files that are made to hurt."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from accounts.importing import rows, sheet, workbook
from accounts.importing.problems import Refused

HEAD = ["employee_id", "email", "name", "manager_employee_id"]
HANNE = ["E1", "hanne@demo.example", "Hanne", None]


def packed(*lines, title="people", more=(), shapes=None) -> bytes:
    """A workbook of these lines; `more`: titles of empty sheets behind; `shapes`: cell → number format."""
    book = Workbook()
    page = book.active
    page.title = title
    for line in lines:
        page.append(line)
    for cell, shape in (shapes or {}).items():
        page[cell].number_format = shape
    for other in more:
        book.create_sheet(other)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, change) -> bytes:
    """The same file with each of its parts changed by `change(name, bytes)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return out.getvalue()


def refusal(content: bytes, named="") -> str:
    with pytest.raises(Refused) as refused:
        workbook.table_of(content, named)
    return refused.value.problem.sentence


def problems(content: bytes) -> list[tuple[int, str]]:
    return [(p.line, p.sentence) for p in rows.rows_of(workbook.table_of(content))[1]]


def test_the_same_people_give_the_same_rows_as_csv():
    head = [*HEAD, "hired_on", "team"]
    mei = ["E2", "mei@demo.example", "Mei", "E1", date(2019, 5, 6), "Search"]
    text = ",".join(head) + "\nE1,hanne@demo.example,Hanne,,,\n\nE2,mei@demo.example,Mei,E1,2019-05-06,Search\n"
    spread = packed(head, [*HANNE, None, None], [], mei)
    assert rows.rows_of(workbook.table_of(spread)) == rows.rows_of(sheet.table_of(text))
    assert [line.line for line in workbook.table_of(spread).lines] == [2, 4]


@pytest.mark.parametrize(
    ("value", "shape", "read"),
    [
        ("0042", "General", "0042"),
        (42, "00000", "00042"),
        (42, "General", "42"),
        (42.0, "0.00", "42"),
        (4.5, "General", "4.5"),
        (-7, "General", "-7"),
        (True, "General", "TRUE"),
        ("  E7 ", "General", "E7"),
    ],
)
def test_an_id_keeps_the_digits_that_the_spreadsheet_shows(value, shape, read):
    content = packed(HEAD, [value, "a@demo.example", "A", None], shapes={"A2": shape})
    assert workbook.table_of(content).lines[0].cells[0] == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (date(2026, 3, 31), "2026-03-31"),
        (datetime(2026, 3, 31), "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        (datetime(2026, 3, 31, 9, 30), "2026-03-31T09:30:00"),
    ],
)
def test_a_day_is_a_day_and_with_an_hour_it_is_none(value, read):
    content = packed([*HEAD, "hired_on"], [*HANNE, value])
    assert workbook.table_of(content).lines[0].cells[4] == read
    assert (problems(content) == []) == ("T" not in read)


def test_a_formula_is_refused_whatever_value_the_file_remembers_of_it():
    content = packed(HEAD, ["E1", "hanne@demo.example", '=HYPERLINK("https://elsewhere.example","Hanne")', None])
    assert problems(content) == [(2, "The cell “name” holds a formula: write its value instead.")]
    # the value is remembered beside the formula, as Excel writes it
    remembered = repacked(
        content, lambda name, part: part.replace(b"<v></v>", b"<v>Hanne</v>").replace(b"<v />", b"<v>Hanne</v>")
    )
    assert problems(remembered) == [(2, "The cell “name” holds a formula: write its value instead.")]


def test_a_text_that_begins_like_a_formula_is_a_text():
    content = workbook.as_xlsx([HEAD, ["E1", "hanne@demo.example", "=1+1", ""]], "people")
    table = workbook.table_of(content)
    assert table.lines[0].cells[2] == "=1+1"
    assert rows.rows_of(table)[1] == []


def test_an_error_of_the_spreadsheet_and_a_rounded_number_are_named():
    assert problems(packed(HEAD, ["E1", "hanne@demo.example", "#N/A", None])) == [
        (2, "The cell “name” holds an error of the spreadsheet: write its value instead.")
    ]
    (problem,) = problems(packed(HEAD, [12345678901234567, "hanne@demo.example", "Hanne", None]))
    assert problem[1].startswith("The cell “employee_id” is a number so long that the spreadsheet has rounded it")


def test_a_mended_line_is_a_formula_no_more():
    table = workbook.table_of(packed(HEAD, ["E1", "hanne@demo.example", "=A1", None]))
    kept = type(table).loads(table.dumps())
    assert rows.rows_of(kept)[1] != []
    kept.lines[0].cells[2], kept.lines[0].faults = "Hanne", {}
    assert rows.rows_of(kept)[1] == []


def test_the_first_sheet_is_read_or_the_one_that_is_named():
    content = packed(HEAD, HANNE, title="Notes", more=["Empty", "People"])
    assert len(workbook.table_of(content).lines) == 1
    assert len(workbook.table_of(content, " notes").lines) == 1
    assert refusal(content, "people").startswith(
        "The first line lacks the column employee_id, email, name, manager_employee_id. It names the columns: "
    )
    assert refusal(content, "Staff") == "There is no sheet “Staff”. The sheets are: Notes, Empty, People."


def test_cells_beyond_the_header_are_too_many_and_empty_ones_are_none():
    assert problems(packed(HEAD, [*HANNE, None, ""])) == []
    assert problems(packed(HEAD, [*HANNE, "more"])) == [(2, "This line has 5 cells, the first line has 4 columns.")]


def test_an_unknown_column_and_an_empty_sheet_are_refused():
    assert refusal(packed([*HEAD, "people_ops"], [*HANNE, "yes"])).startswith("There is no column “people_ops”.")
    assert refusal(packed(HEAD)) == "Under the header there is no line with a person."


# -- files that are made to hurt -------------------------------------------------------------------


def test_a_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    assert len(out.getvalue()) < 1024 * 1024
    monkeypatch.setattr(workbook, "load_workbook", None)
    assert refusal(out.getvalue()) == (
        "Unpacked, the file would be far too large. Copy the people into a new workbook."
    )


def test_thousands_of_parts_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as many:
        for number in range(501):
            many.writestr(f"{number}", b"")
    assert refusal(out.getvalue()).startswith("Unpacked, the file would be far too large.")


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE x SYSTEM "http://elsewhere.example/x.dtd" [<!ENTITY a "b">]>',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_refused_in_every_part(part, declared):
    def declare(name, content):
        if name != part:
            return content
        head, _, rest = content.rpartition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
        return (head + b"?>" if head else b"") + declared + rest

    assert refusal(repacked(packed(HEAD, HANNE), declare)).startswith("The file is no XLSX workbook, or it is damaged.")


def with_strings(strings: bytes, part="xl/sharedStrings.xml") -> bytes:
    """A good workbook whose sheets share the texts of this part."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

    def override(name, content):
        entry = b'<Override PartName="/' + part.encode() + b'" ContentType="' + kind + b'"/></Types>'
        return content.replace(b"</Types>", entry) if name == "[Content_Types].xml" else content

    out = io.BytesIO(repacked(packed(HEAD, HANNE), override))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr(part, strings)
    return out.getvalue()


def shared(entries: bytes) -> bytes:
    return b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + entries + b"</sst>"


def test_entities_are_refused_in_the_strings_that_sheets_share():
    strings = shared(b"<si><t>E1</t></si>")
    assert len(workbook.table_of(with_strings(strings)).lines) == 1
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    assert refusal(with_strings(bomb + strings)).startswith("The file is no XLSX workbook, or it is damaged.")


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/elsewhere.xml"])
def test_more_texts_than_a_company_has_are_refused_before_they_are_read(part, monkeypatch):
    many = with_strings(shared(b"<si><t>x</t></si>" * 1_130_000), part)
    assert len(many) < 200_000
    monkeypatch.setattr(workbook, "load_workbook", None)
    assert refusal(many) == (
        "The file holds far too many texts. Copy the people into a new workbook, or save it as CSV."
    )


def test_more_formats_than_any_workbook_needs_are_refused_before_they_are_read(monkeypatch):
    def dressed(name, content):
        return content.replace(b"</cellXfs>", b"<xf/>" * 20_000 + b"</cellXfs>") if name == "xl/styles.xml" else content

    many = repacked(packed(HEAD, HANNE), dressed)
    assert len(many) < 20_000
    monkeypatch.setattr(workbook, "load_workbook", None)
    assert refusal(many) == (
        "The file holds far too many formats of cells. Paste the people as text into a new workbook."
    )


def test_the_texts_of_a_large_company_are_not_too_many(monkeypatch):
    let_pass = []
    monkeypatch.setattr(workbook, "load_workbook", lambda *given, **more: let_pass.append(1) or [][0])
    refusal(with_strings(shared(b"<si><t>x</t></si>" * 1_000_000)))
    assert let_pass == [1]


CHARTS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet"
SHEETS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
BOOK = "xl/worksheets/book.xml"


def as_charts(name, content):
    """The sheet of cells is said to be one of charts, which is read as a whole."""
    return content.replace(SHEETS, CHARTS) if name == "xl/_rels/workbook.xml.rels" else content


def elsewhere(name, content):
    """The workbook itself is said to be among its sheets."""
    return content.replace(b"/xl/workbook.xml", b"/" + BOOK.encode()) if name == "[Content_Types].xml" else content


def test_a_workbook_among_its_sheets_is_counted_as_any_other_part(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_TAGS", 1000)
    out = io.BytesIO(repacked(packed(HEAD, HANNE), elsewhere))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr(BOOK, b"<x>" + b"<a/>" * 1100 + b"</x>")
    assert refusal(out.getvalue()).startswith("The file holds far too many texts.")


def test_what_a_sheet_refers_to_is_not_read():
    out = io.BytesIO(packed(HEAD, HANNE))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr("xl/worksheets/_rels/sheet1.xml.rels", b"<no end")
    assert len(workbook.table_of(out.getvalue()).lines) == 1


DATA = (b"<sheetData>", b"</sheetData>")


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.replace(DATA[1], b'<row r="3">' + b"<c/>" * 200_000 + b"</row>" + DATA[1]),
        lambda sheet: sheet.replace(DATA[0], b"<a/>" * 200_000 + DATA[0]),
        lambda sheet: sheet.replace(DATA[1], b"<a/>" * 200_000 + DATA[1]),
        lambda sheet: sheet.replace(DATA[1], DATA[1] + b"<a/>" * 200_000),
    ],
    ids=["cells of one row", "before the rows", "among the rows", "after the rows"],
)
@pytest.mark.parametrize("says_its_size", [True, False])
def test_far_too_much_in_one_row_or_beside_the_rows_is_refused_while_it_is_read(change, says_its_size, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_IN_A_ROW", 50_000)

    def grown(name, content):
        if name != "xl/worksheets/sheet1.xml":
            return content
        return change(content if says_its_size else re.sub(rb"<dimension[^>]*>", b"", content))

    many = repacked(packed(HEAD, HANNE), grown)
    assert len(many) < 12_000
    assert refusal(many).startswith("The sheet holds far too much in one row, or beside its rows.")


def test_rows_without_number_are_let_go_one_by_one(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_IN_A_ROW", 10_000)
    lines = [["E1", f"hanne{number}@demo.example", "Hanne", None] for number in range(5000)]
    without = repacked(packed(HEAD, *lines), lambda name, part: re.sub(rb"<dimension[^>]*>", b"", part))
    assert len(workbook.table_of(without).lines) == 5000


def test_a_sheet_of_charts_is_not_read_at_all():
    def broken(name, content):
        return b"<no end" if name == "xl/worksheets/sheet1.xml" else as_charts(name, content)

    assert refusal(repacked(packed(HEAD, HANNE), broken)) == "The workbook has no sheet with cells."


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\0" * 500,
        packed(HEAD, HANNE)[:-200],
        packed(HEAD, HANNE)[:400],
        repacked(packed(HEAD, HANNE), lambda name, part: part[: len(part) // 2]),
        repacked(packed(HEAD, HANNE), lambda name, part: b"<x/>"),
        repacked(packed(HEAD, HANNE), lambda name, part: b"" if "sheet1" in name else part),
        repacked(packed(HEAD, HANNE), lambda name, part: part.replace(b't="s"', b't="?"').replace(b"E", b"\xff")),
    ],
)
def test_a_damaged_file_gets_a_sentence(content):
    assert refusal(content).startswith("The file is no XLSX workbook, or it is damaged.")


def test_a_row_in_the_far_distance_costs_nothing_and_is_passed_over():
    def far(name, part):
        return part.replace(b'<row r="2"', b'<row r="99999999"') if "sheet1" in name else part

    content = repacked(packed(HEAD, HANNE), far)
    assert refusal(content) == "Under the header there is no line with a person."


def test_a_sheet_of_more_lines_than_are_read_is_refused(monkeypatch):
    monkeypatch.setattr("accounts.importing.table.MOST_LINES", 2)
    monkeypatch.setattr(workbook, "MOST_LINES", 2)
    three = [[f"E{n}", f"e{n}@demo.example", "E", "E1"] for n in range(3)]
    assert len(workbook.table_of(packed(HEAD, *three[:2])).lines) == 2
    assert refusal(packed(HEAD, *three)).startswith("The file has more than 2 lines.")


# -- the file to be filled in ----------------------------------------------------------------------


@pytest.mark.parametrize(("zeros", "read"), [(8, "00000042"), (255, "42".zfill(255)), (256, "42"), (100_000, "42")])
def test_a_number_takes_no_more_zeros_than_a_spreadsheet_would_show(zeros, read):
    """Each cell of a small file would be as long as its format."""
    content = packed(HEAD, ["E1", "hanne@demo.example", 42, None], shapes={"C2": "0" * zeros})
    assert workbook.table_of(content).lines[0].cells[2] == read


def test_the_empty_file_keeps_zeros_in_front_and_is_read_again():
    content = workbook.as_xlsx([[*HEAD], ["", "", "", ""]], "people")
    page = load_workbook(io.BytesIO(content))["people"]
    assert [page.cell(500, column).number_format for column in (1, 4)] == ["@", "@"]
    page["A2"], page["B2"], page["C2"] = "0042", "a@demo.example", "A"
    out = io.BytesIO()
    page.parent.save(out)
    assert workbook.table_of(out.getvalue()).lines[0].cells[0] == "0042"


def test_the_empty_csv_is_read_again():
    content = workbook.as_csv([HEAD, ["0042", "a@demo.example", "Ä", ""]])
    assert sheet.table_of(content).lines[0].cells == ["0042", "a@demo.example", "Ä", ""]
