"""A file of people as it was given: its columns and its lines, cell by cell, with whatever is wrong in them."""

import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.importing.problems import Refused

MOST_LINES = 100_000
MOST_COLUMNS = 40

REQUIRED = ["employee_id", "email", "name", "manager_employee_id"]
OPTIONAL = ["team", "kind", "framework", "role", "role_since", "hired_on", "timezone", "left_on"]
COLUMNS = REQUIRED + OPTIONAL


@dataclass(frozen=True)
class Shape:
    """Which columns a file may have; `at_length`: those in which people write more than a line."""

    required: list[str]
    optional: list[str]
    at_length: frozenset[str] = frozenset()

    @property
    def columns(self) -> list[str]:
        """All of them."""
        return [*self.required, *self.optional]


PEOPLE = Shape(REQUIRED, OPTIONAL)


@dataclass
class Line:
    """One line that is not empty, counted from 1 as in the file. `faults`: column → what no cell can be (FAULTS)."""

    line: int
    cells: list[str]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass
class Table:
    """The columns in their order, and the lines under them."""

    columns: list[str]
    lines: list[Line]

    def dumps(self) -> str:
        """As it is kept: names can be looked for in it; NUL and half characters are escaped, so that every database
        takes it."""
        lines = [[x.line, x.cells, x.faults] for x in self.lines]
        text = json.dumps([self.columns, lines], separators=(",", ":"), ensure_ascii=False)
        return text.encode("utf-8", "backslashreplace").decode()

    @classmethod
    def loads(cls, kept: str) -> "Table":
        """What `dumps` wrote."""
        columns, lines = json.loads(kept)
        return cls(columns, [Line(*line) for line in lines])


def fault(column: str, code: str) -> str:
    """A sentence about a cell of a spreadsheet that stands for no text."""
    sentences = {
        "formula": _("The cell “%(column)s” holds a formula: write its value instead."),
        "error": _("The cell “%(column)s” holds an error of the spreadsheet: write its value instead."),
        "rounded": _(
            "The cell “%(column)s” is a number so long that the spreadsheet has rounded it: format it as text and "
            "write it again."
        ),
    }
    return sentences[code] % {"column": column}


def columns_of(line: int, header: list[str], shown: list[str], shape: Shape = PEOPLE) -> list[str]:
    """The header's columns; raises Refused where one is unknown, doubled or missing. `shown`: fit for a sentence."""
    if len(header) > MOST_COLUMNS:
        sentence = _("The first line has %(found)d columns; at most %(most)d are read.")
        raise Refused(line, sentence % {"found": len(header), "most": MOST_COLUMNS})
    columns = [cell.strip().casefold() for cell in header]
    known = ", ".join(shape.columns)
    for name, as_shown in zip(columns, shown, strict=True):
        if name not in shape.columns:
            sentence = _("There is no column “%(name)s”. The columns are: %(known)s.")
            raise Refused(line, sentence % {"name": as_shown, "known": known})
        if columns.count(name) > 1:
            raise Refused(line, _("The column “%(name)s” stands twice in the first line.") % {"name": name})
    missing = [name for name in shape.required if name not in columns]
    if missing:
        sentence = _("The first line lacks the column %(names)s. It names the columns: %(known)s.")
        raise Refused(line, sentence % {"names": ", ".join(missing), "known": known})
    return columns


def checked(columns: list[str], lines: list[Line], first_line: int) -> Table:
    """The table; raises Refused where it is empty or too long."""
    if not lines:
        raise Refused(first_line, _("Under the header there is no line with a person."))
    if len(lines) > MOST_LINES:
        sentence = _("The file has more than %(most)d lines. Split it: an import changes nobody who is not in it.")
        raise Refused(0, sentence % {"most": MOST_LINES})
    return Table(columns, lines)
