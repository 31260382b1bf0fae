"""XLSX workbooks: a sheet as rows of text, and rows as a sheet in which no cell is computed."""

import io
import zipfile
from collections.abc import Iterator
from copy import copy
from typing import Any
from xml.etree.ElementTree import ParseError  # the error only: parsed is with defusedxml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from accounts.importing import workbook
from accounts.importing.kinds import kind_of
from accounts.importing.packed import why_not
from frameworks.format.limits import FILE_BYTES, FILE_MB
from frameworks.format.problems import Problem, Refused
from frameworks.format.words import _
from frameworks.formats.csv_file import MOST_COLUMNS, MOST_ROWS, guarded, letters, unguarded
from frameworks.formats.outline import Note, Place
from frameworks.formats.sheets import Rows

MOST_UNPACKED = 40 * 1024 * 1024
MOST_TAGS = 1_500_000  # of all parts: a cell of four letters takes as much memory as one with a text
MOST_IN_A_CELL = 32_767  # more a cell of a workbook cannot hold
MOST_NAMED = 20

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(content: bytes, sheet: str = "") -> tuple[Rows, list[Note]]:
    """The rows of the sheet of that name, or of the first, and what is worth saying of it.

    Raises Refused where it cannot be read, is too big, or holds formulas: what they come to nobody has written.
    """
    _not_too_big(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            chosen = _chosen(book, sheet)
            rows = list(_rows(chosen))
            return rows, [*_other_sheets(book, chosen), *_merged(content, chosen)]
        finally:
            book.close()
    except (DefusedXmlException, InvalidFileException, ParseError, zipfile.BadZipFile) as wrong:
        raise _refused(_unreadable(content)) from wrong
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, OverflowError) as wrong:
        # a damaged part of the file: openpyxl meets it wherever it happens to look
        raise _refused(_unreadable(content)) from wrong


def _refused(sentence: str) -> Refused:
    return Refused([Problem(1, "", sentence)])


def _unreadable(content: bytes) -> str:
    if kind_of(content) == "word":
        return _("this is a Word document and no XLSX workbook: copy what it says, and paste it instead")
    return _("this is no XLSX workbook, or it is damaged: save it anew as XLSX or as “CSV UTF-8”")


def _not_too_big(content: bytes) -> None:
    if len(content) > FILE_BYTES:
        raise _refused(_("the file is longer than %(size)d MB") % {"size": FILE_MB})
    sentences = {
        "damaged": _unreadable(content),
        "large": _("unpacked, the file would be far too large: copy the table into a new workbook"),
        "locked": _("the file is locked with a password: save it without one"),
        "tags": _("the file holds far too many cells: copy the table into a new workbook"),
    }
    if why := why_not(content, MOST_UNPACKED, MOST_TAGS):
        raise _refused(sentences[why])


def _chosen(book: Any, wanted: str) -> Any:
    if not book.worksheets:
        raise _refused(_("the workbook has no sheet with cells"))
    if not wanted:
        return book.worksheets[0]
    for one in book.worksheets:
        if one.title.strip().casefold() == wanted.strip().casefold():
            return one
    sentence = _("there is no sheet “%(wanted)s”; the sheets are: %(names)s")
    found = ", ".join(one.title[:60] for one in book.worksheets[:10])
    raise _refused(sentence % {"wanted": wanted[:60], "names": found})


def _rows(sheet: Any) -> Iterator[list[str]]:
    problems: list[Problem] = []
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1), start=1):
        cells: list[str] = []
        for at, cell in enumerate(row):
            text, fault = workbook.text_of(cell)
            cells.append(unguarded(text))
            if fault and len(problems) < MOST_NAMED:
                problems.append(Problem(number, _("cell %(cell)s") % {"cell": f"{letters(at)}{number}"}, _said(fault)))
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise _refused(_("a row has more than %(count)d cells") % {"count": MOST_COLUMNS})
        if number > MOST_ROWS and cells:
            raise _refused(_("the table has more than %(count)d rows") % {"count": MOST_ROWS})
        yield cells
    if problems:
        raise Refused(problems)


def _said(fault: str) -> str:
    return {
        "formula": _("holds a formula: write its value instead"),
        "error": _("holds an error of the spreadsheet: write what belongs there"),
        "rounded": _("holds a number of which the spreadsheet has lost digits: write it as text"),
    }[fault]


def _other_sheets(book: Any, chosen: Any) -> list[Note]:
    others = [one.title[:60] for one in book.worksheets if one.title != chosen.title and one.max_row]
    if not others:
        return []
    sentence = _("only the sheet “%(sheet)s” was read; not read: %(others)s")
    return [Note(Place(), sentence % {"sheet": chosen.title[:60], "others": ", ".join(others[:10])})]


def _merged(content: bytes, sheet: Any) -> list[Note]:
    """Names the cells that are one: their text stands in the first of them. The reader of rows passes them over.

    It also stops where more is asked than the first rows and columns, so cells that stand beyond are refused here.
    """
    found: list[str] = []
    row = 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open(sheet._worksheet_path) as part:
        for event, element in iterparse(part, events=("start", "end")):
            if element.tag == f"{SPACE}row":
                if event == "start":
                    row = int(element.get("r") or row + 1)
                else:
                    _refuse_far_cells(row, element)
                    element.clear()
            elif event == "end" and element.tag == f"{SPACE}mergeCell" and len(found) <= MOST_NAMED:
                found.append(element.get("ref", "")[:40])
    if not found:
        return []
    sentence = _("merged cells count as the first of them, and the others as empty: %(cells)s")
    more = "…" if len(found) > MOST_NAMED else ""
    return [Note(Place(), sentence % {"cells": ", ".join(found[:MOST_NAMED]) + more})]


def _refuse_far_cells(row: int, element: Any) -> None:
    said = [cell for cell in element if any("".join(part.itertext()).strip() for part in cell)]
    if said and row > MOST_ROWS:
        raise _refused(_("the table has more than %(count)d rows") % {"count": MOST_ROWS})
    if len(said) > MOST_COLUMNS or any(_column_of(cell.get("r") or "") > MOST_COLUMNS for cell in said):
        raise _refused(_("a row has more than %(count)d cells") % {"count": MOST_COLUMNS})


def _column_of(place: str) -> int:
    """The number of the column of a cell such as AB12; 0 where none is named."""
    number = 0
    for sign in place:
        if not ("A" <= sign <= "Z"):
            break
        number = number * 26 + ord(sign) - 64
    return number


def xlsx_of(rows: Rows, title: str) -> bytes:
    """Rows as a workbook of one sheet; each cell is text, and wraps."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([_fitting(cell) for cell in row])
    text = _style_of_text(sheet)
    for at, column in enumerate(sheet.iter_cols(max_row=sheet.max_row)):
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[letters(at)].width = 48 if longest > 40 else max(12, longest + 2)
        for cell in column:
            cell.data_type = "s" if cell.value is not None else cell.data_type
            cell._style = text  # the one array for all: finding it anew for each cell takes most of the time
    for cell in sheet[1]:
        cell._style = copy(text)
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _style_of_text(sheet: Any) -> Any:
    first = sheet["A1"]
    first.number_format = "@"
    first.alignment = Alignment(wrap_text=True, vertical="top")
    return copy(first._style)


def _fitting(cell: str) -> str:
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", guarded(cell))
    return text[:MOST_IN_A_CELL]
