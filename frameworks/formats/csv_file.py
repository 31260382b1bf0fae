"""CSV files: text to a table, and rows to text in which no cell is computed."""

import csv
import io

from accounts.cells import harmless
from frameworks.format.problems import Problem, Refused
from frameworks.format.words import _
from frameworks.formats.grid import Grid, Text, rectangular
from frameworks.formats.outline import Place
from frameworks.formats.sheets import Rows

SEPARATORS = ",;\t"
MOST_COLUMNS = 200
MOST_ROWS = 25_000  # a row a behaviour: a very wide framework has twenty thousand
MOST_CELLS = 300_000


def grid_of(text: str, is_book: bool = False) -> Grid:
    """The cells of a CSV text; `is_book`: it was made of a workbook. Raises Refused where it cannot be read as one, or
    holds too much."""
    found: list[tuple[float, Grid]] = []
    wrong: Refused | None = None
    for separator in SEPARATORS:
        try:
            grid = _split(text, separator, is_book)
        except Refused as refused:
            wrong = wrong or refused
        else:
            found.append((_regular(grid), grid))
            if found[-1][0] == 1:  # no other divides it better
                break
    regular, grid = max(found, key=lambda one: one[0], default=(0, []))
    if wrong is not None and not regular:
        raise wrong
    return grid


def _regular(grid: Grid) -> float:
    """Which part of all rows a separator divides into as many cells as most, from 0 to 1: a sign that only stands in
    the text divides some rows, however many, and not the one of the names."""
    rows = [row for row in grid if row]
    widths = [len(row) for row in rows if len(row) > 1]
    return max((widths.count(width) for width in set(widths)), default=0) / max(1, len(rows))


def _split(text: str, separator: str, is_book: bool) -> Grid:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: Grid = []
    line, held = 1, 0
    try:
        for number, cells in enumerate(reader, start=1):
            if len(cells) > MOST_COLUMNS:
                while cells and not cells[-1].strip():
                    cells.pop()
            if len(cells) > MOST_COLUMNS:
                sentence = _("this line has more than %(count)d cells") % {"count": MOST_COLUMNS}
                raise Refused([Problem(line, "", sentence)])
            if number > MOST_ROWS:
                raise Refused([Problem(line, "", _("the table has more than %(count)d rows") % {"count": MOST_ROWS})])
            held += len(cells)
            if held > MOST_CELLS:
                raise Refused([Problem(line, "", _("the table has more than %(count)d cells") % {"count": MOST_CELLS})])
            row = number if is_book else 0
            places = [Place(line, f"{letters(at)}{number}", row) for at in range(len(cells))]
            rows.append([Text(unguarded(cell), place) for cell, place in zip(cells, places, strict=True)])
            line = reader.line_num + 1
    except csv.Error:
        sentence = _("the quotation marks of this line do not match, or a cell of it is far too long")
        raise Refused([Problem(line, "", sentence)]) from None
    return rows


def filled(grid: Grid) -> Grid:
    """The table with as many cells in every row."""
    return rectangular(grid, MOST_COLUMNS)


def letters(at: int) -> str:
    """The name of a column, counted from 0, as spreadsheets call it."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would compute it; see `unguarded`."""
    core = cell.lstrip("'")
    return f"'{cell}" if harmless(core) != core else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps it from being computed."""
    if not cell.startswith("'"):
        return cell
    core = cell.lstrip("'")
    return cell[1:] if harmless(core) != core else cell


def csv_of(rows: Rows) -> str:
    """Rows as CSV text."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()
