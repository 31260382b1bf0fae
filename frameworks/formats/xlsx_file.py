"""XLSX workbooks: a sheet as rows of text, and rows as a sheet in which no cell is computed."""

import io
import zipfile
from copy import copy
from typing import Any
from xml.etree.ElementTree import ParseError  # the error only: parsed is with defusedxml

from defusedxml.common import DefusedXmlException
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from accounts.importing import workbook
from accounts.importing.kinds import kind_of
from accounts.importing.packed import why_not
from accounts.importing.row_by_row import TooMuch, load_workbook, sheets
from frameworks.format.limits import FILE_BYTES, FILE_MB
from frameworks.format.problems import Problem, Refused
from frameworks.format.words import _
from frameworks.formats.csv_file import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, guarded, letters, unguarded
from frameworks.formats.outline import Note, Place
from frameworks.formats.sheets import Rows

MOST_UNPACKED = 40 * 1024 * 1024
MOST_TAGS = 1_500_000  # of all parts: a cell of four letters takes as much memory as one with a text
MOST_BESIDE_SHEETS = 250_000  # a text takes four, and twenty thousand examples have two each
MOST_IN_A_ROW = 100_000  # or beside all rows, or in empty ones behind each other
MOST_IN_A_CELL = 32_767  # more a cell of a workbook cannot hold
MOST_NAMED = 20


def rows_of(content: bytes, sheet: str = "") -> tuple[Rows, list[Note]]:
    """The rows of the sheet of that name, or of the first, and what is worth saying of it.

    Raises Refused where it cannot be read, is too big, or holds formulas: what they come to nobody has written.
    """
    _not_too_big(content)
    try:
        book = load_workbook(content, MOST_IN_A_ROW)
        try:
            chosen = _chosen(book, sheet)
            rows = _rows(chosen)
            return rows, [*_other_sheets(book, chosen), *_merged(chosen)]
        finally:
            book.close()
    except TooMuch as wrong:
        sentence = _(
            "the sheet holds far too much in one row, beside rows or in empty ones: copy the table into a new workbook"
        )
        raise _refused(sentence) from wrong
    except (DefusedXmlException, InvalidFileException, ParseError, zipfile.BadZipFile) as wrong:
        raise _refused(_unreadable(content)) from wrong
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, OverflowError) as wrong:
        # a damaged part of the file: openpyxl meets it wherever it happens to look
        raise _refused(_unreadable(content)) from wrong


def _refused(sentence: str) -> Refused:
    return Refused([Problem(0, "", sentence)])


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
        "styles": _("the file holds far too many formats of cells: paste the table as text into a new workbook"),
        "tags": _("the file holds far too many cells or texts: copy the table into a new workbook"),
    }
    if why := why_not(content, MOST_UNPACKED, MOST_TAGS) or why_not(content, MOST_UNPACKED, MOST_BESIDE_SHEETS, sheets):
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


def _rows(sheet: Any) -> Rows:
    rows: Rows = []
    problems: list[Problem] = []
    held = 0
    for number, row in sheet.filled_rows():
        held += len(row)
        if held > MOST_CELLS:
            raise _refused(_("the table has more than %(count)d cells") % {"count": MOST_CELLS})
        cells: dict[int, str] = {}
        for cell in row:
            text, fault = workbook.text_of(cell)
            if (text := unguarded(text)).strip():
                cells[cell.column] = text
            if fault and len(problems) < MOST_NAMED:
                place = f"{letters(cell.column - 1)}{number}"
                problems.append(Problem(number, _("cell %(cell)s") % {"cell": place}, _said(fault)))
        if not cells:
            continue
        if number > MOST_ROWS:
            raise _refused(_("the table has more than %(count)d rows") % {"count": MOST_ROWS})
        if max(cells) > MOST_COLUMNS:
            raise _refused(_("a row has more than %(count)d cells") % {"count": MOST_COLUMNS})
        rows += [[] for _missing in range(len(rows) + 1, number)]
        rows.append([cells.get(at, "") for at in range(1, max(cells) + 1)])
    if problems:
        raise Refused(problems)
    return rows


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


def _merged(sheet: Any) -> list[Note]:
    """Names the cells that are one: their text stands in the first of them."""
    if not sheet.merged:
        return []
    sentence = _("merged cells count as the first of them, and the others as empty: %(cells)s")
    more = "…" if len(sheet.merged) > MOST_NAMED else ""
    return [Note(Place(), sentence % {"cells": ", ".join(sheet.merged[:MOST_NAMED]) + more})]


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
