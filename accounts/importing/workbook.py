"""From the bytes of an XLSX file to the same table that a CSV file gives, and a table written as either."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError  # the error only: openpyxl parses with defusedxml

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

from accounts.importing.kinds import kind_of
from accounts.importing.packed import why_not
from accounts.importing.problems import Refused
from accounts.importing.row_by_row import TooMuch, load_workbook, sheets
from accounts.importing.sheet import MOST_BYTES, shown
from accounts.importing.table import MOST_COLUMNS, MOST_LINES, PEOPLE, Line, Shape, Table, checked, columns_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEGINS = b"PK\x03\x04"
MOST_UNPACKED = 200 * 1024 * 1024
MOST_TAGS = 4_500_000  # outside of sheets: a text takes four, and a hundred thousand people have ten of their own
MOST_IN_A_ROW = 500_000  # or beside all rows, where a hundred thousand addresses may be links
ROUNDED = 10**15  # from here on a spreadsheet no longer keeps every digit
LEADING_ZEROS = re.compile(r"0{1,255}")  # a format is no longer in any spreadsheet

Tell = Callable[[int, int], None]


def is_one(content: bytes | str) -> bool:
    """Whether the bytes are a packed file, as every XLSX is; whether a good one, `table_of` says."""
    return isinstance(content, bytes) and content.startswith(BEGINS)


def table_of(content: bytes, sheet: str = "", tell: Tell = lambda done, of: None, shape: Shape = PEOPLE) -> Table:
    """The table of a sheet: the one of that name, or the first. Raises Refused where it cannot be read as one.

    Formulas are not computed and their remembered values not believed: such a cell is a fault of its line. Days come
    as 2026-03-31; numbers as their digits, with the zeros in front that their format shows.
    """
    _not_too_big(content)
    try:
        book = load_workbook(content, MOST_IN_A_ROW)
        try:
            return _read(_chosen(book, sheet), tell, shape)
        finally:
            book.close()
    except TooMuch as wrong:
        sentence = _(
            "The sheet holds far too much in one row, or beside its rows. Copy the people into a new workbook."
        )
        raise Refused(0, sentence) from wrong
    except (DefusedXmlException, InvalidFileException, ParseError, zipfile.BadZipFile) as wrong:
        raise Refused(0, _unreadable(content)) from wrong
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, OverflowError) as wrong:
        # a damaged part of the file: openpyxl meets it wherever it happens to look
        raise Refused(0, _unreadable(content)) from wrong


def _unreadable(content: bytes) -> str:
    if kind_of(content) == "word":
        return _("The file is a Word document. Copy its table into a spreadsheet, save that as XLSX and choose it.")
    return _("The file is no XLSX workbook, or it is damaged. Save it anew as XLSX or as “CSV UTF-8”.")


def _not_too_big(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Refused(0, _("The file is larger than 10 MB. Split it: an import changes nobody who is not in the file."))
    sentences = {
        "damaged": _unreadable(content),
        "large": _("Unpacked, the file would be far too large. Copy the people into a new workbook."),
        "locked": _("The file is locked with a password. Save it without one and choose it again."),
        "styles": _("The file holds far too many formats of cells. Paste the people as text into a new workbook."),
        "tags": _("The file holds far too many texts. Copy the people into a new workbook, or save it as CSV."),
    }
    if why := why_not(content, MOST_UNPACKED, MOST_TAGS, sheets):
        raise Refused(0, sentences[why])


def _chosen(book: Any, wanted: str) -> Any:
    if not book.worksheets:
        raise Refused(0, _("The workbook has no sheet with cells."))
    if not wanted:
        return book.worksheets[0]
    for one in book.worksheets:
        if one.title.strip().casefold() == wanted.strip().casefold():
            return one
    sentence = _("There is no sheet “%(wanted)s”. The sheets are: %(names)s.")
    names = ", ".join(shown(one.title) for one in book.worksheets[:10])
    raise Refused(0, sentence % {"wanted": shown(wanted), "names": names})


def _read(sheet: Any, tell: Tell, shape: Shape) -> Table:
    rows = _rows(sheet)
    first_line, header, _faults = next(rows, (1, [], {}))
    while header and not header[-1]:
        header.pop()
    columns = columns_of(first_line, header, [shown(name) for name in header], shape)
    expected = min(sheet.max_row or 0, MOST_LINES)
    lines: list[Line] = []
    for number, cells, faults in rows:
        # empty cells at the end are no cells; those that are missing are empty
        while len(cells) > len(columns) and not cells[-1]:
            cells.pop()
        cells += [""] * (len(columns) - len(cells))
        lines.append(Line(number, cells, {columns[at]: code for at, code in faults.items() if at < len(columns)}))
        if len(lines) > MOST_LINES:
            break
        if number % 1000 == 0:
            tell(number, max(expected, number))
    return checked(columns, lines, first_line)


def _rows(sheet: Any) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    """The rows that are not empty, counted from 1, as text, with the faults of single cells."""
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        cells: list[str] = []
        faults: dict[int, str] = {}
        for at, cell in enumerate(row):
            text, wrong = text_of(cell)
            cells.append(text)
            if wrong:
                faults[at] = wrong
        if any(cells):
            yield number, cells, faults
        elif number > 20 * MOST_LINES:
            return


def text_of(cell: Any) -> tuple[str, str]:
    """A cell as text, and the code of what is wrong with it."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f":
        return str(getattr(value, "text", value)), "formula"
    if cell.data_type == "e":
        return str(value), "error"
    if isinstance(value, str):
        return value.strip(), ""
    if isinstance(value, bool):
        return str(value).upper(), ""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(), ""
    if isinstance(value, date | time):
        return value.isoformat(), ""
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    return str(value), ""


def _number(value: int | float, shape: str) -> tuple[str, str]:
    if abs(value) >= ROUNDED:
        return repr(value), "rounded"
    if value != int(value):
        return repr(value), ""
    digits = str(int(value))
    return (digits.zfill(len(shape)) if LEADING_ZEROS.fullmatch(shape) else digits), ""


# -- writing -----------------------------------------------------------------------------------------


def as_csv(rows: Iterable[list[str]]) -> bytes:
    """Rows of text as “CSV UTF-8”, as spreadsheets open it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[list[str]], title: str, ready: int = 1000) -> bytes:
    """Rows of text as a workbook of one sheet, in which every cell stays text: zeros in front are kept. `ready`: so
    many lines are made ready for text, those that are still empty included."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", cell) for cell in row])
    for column in sheet.iter_cols(max_row=max(ready, sheet.max_row)):
        sheet.column_dimensions[column[0].column_letter].width = max(14, len(str(column[0].value or "")) + 3)
        for cell in column:
            cell.number_format = "@"
            cell.data_type = "s" if cell.value is not None else cell.data_type
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
