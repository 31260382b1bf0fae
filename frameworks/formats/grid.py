"""A table of texts, as CSV files, sheets and Markdown tables give it: its cells, its layout, its places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import digits as DIGITS
from types import MappingProxyType
from typing import Literal

from frameworks.format.words import _
from frameworks.formats import names
from frameworks.formats.outline import Place

Layout = Literal["guess", "rows", "columns", "long"]


@dataclass(frozen=True)
class Text:
    """One cell of a table, and where it stands."""

    text: str
    place: Place

    def __bool__(self) -> bool:
        return bool(self.text.strip())


Grid = list[list[Text]]


def layout_of(header: list[Text], body: Grid) -> Layout:
    """Which of the three layouts a table most likely has."""
    said = [cell.text.strip().casefold() for cell in header]
    has_axis = any(name in names.AXIS for name in said)
    is_turned = said[0] in names.AXIS or (said[0] not in names.LEVEL and _more_levels_across(header, body))
    if has_axis and any(name in names.TEXT for name in said) and not (said[0] in names.AXIS and len(said) > 4):
        return "long"
    return "columns" if is_turned else "rows"


def _more_levels_across(header: list[Text], body: Grid) -> bool:
    across = [cell.text for cell in header[1:] if cell.text.strip().casefold() not in COLUMN_OF]
    down = [row[0].text for row in body]
    return names.mostly_levels(across) and not names.mostly_levels(down)


COLUMN_OF = {name: column for column, known in names.COLUMNS.items() for name in known}


def label(text: str, prefix: str) -> str:
    """A name in one line, without the word that says what it is."""
    name = " ".join(text.split())
    return name[len(prefix) :].strip() if name.casefold().startswith(prefix) and len(name) > len(prefix) else name


def short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"


def named_columns(header: list[Text]) -> dict[str, str]:
    """What the columns are called, by their letters; those alone that have a name, and no other's."""
    called = [short(" ".join(cell.text.split())) for cell in header]
    alike = Counter(name.casefold() for name in called)
    return {
        cell.place.cell.rstrip(DIGITS): name
        for cell, name in zip(header, called, strict=True)
        if name and alike[name.casefold()] == 1
    }


def spoken(place: Place, columns: Mapping[str, str] = MappingProxyType({})) -> str:
    """A place as people read it: of a workbook its row and cell, of a table with named columns its line and column."""
    if place.row:
        said = {"row": place.row, "cell": place.cell}
        return (_("row %(row)d, cell %(cell)s") if place.cell else _("row %(row)d")) % said
    if place.line and (column := columns.get(place.cell.rstrip(DIGITS))):
        return _("line %(line)d, column “%(column)s”") % {"line": place.line, "column": column}
    if place.cell and place.line:
        return _("line %(line)d, cell %(cell)s") % {"line": place.line, "cell": place.cell}
    if place.cell:
        return _("cell %(cell)s") % {"cell": place.cell}
    return _("line %(line)d") % {"line": place.line}


def rectangular(rows: Iterable[list[Text]], most: int) -> Grid:
    """The rows, each filled up with empty cells to the longest."""
    found = [row[:most] for row in rows]
    width = max((len(row) for row in found), default=0)
    return [row + [Text("", row[-1].place if row else Place())] * (width - len(row)) for row in found]
