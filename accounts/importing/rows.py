"""From cells to values: each line of the file as a typed row, or a sentence on what is wrong with it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.importing import sheet
from accounts.importing.problems import Problem, Refused
from accounts.importing.table import Table
from accounts.models.people import ERASED_ID

KINDS = ("employee", "contractor", "intern")
LONGEST = {"employee_id": 64, "email": 254, "name": 200, "team": 120, "framework": 60, "role": 80}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Row:
    """What one line says of one person. None: the file says nothing about it; "" empties what was known."""

    line: int
    employee_id: str
    email: str
    name: str
    manager: str  # an employee id; "" is the head of the company
    team: str | None = None
    kind: str | None = None
    framework: str = ""
    role: str = ""
    role_since: date | None = None
    hired_on: date | None = None
    time_zone: str | None = None
    left_on: date | None = None
    says_left: bool = False  # whether the file has the column left_on


class Wrong(Exception):
    """One cell cannot be taken; the message is a sentence."""


def read(content: bytes | str) -> tuple[list[Row], list[Problem]]:
    """The rows of a CSV file and every problem that can be seen without knowing the company."""
    try:
        return rows_of(sheet.table_of(content))
    except Refused as refused:
        return [], [refused.problem]


def rows_of(table: Table) -> tuple[list[Row], list[Problem]]:
    """The same of a table that was read already."""
    records, problems = sheet.records(table)
    rows = []
    for record in records:
        try:
            rows.append(_row(record))
        except Wrong as wrong:
            problems.append(Problem(record.line, str(wrong)))
    return rows, sorted(problems + _doubled(rows))


def _row(record: sheet.Record) -> Row:
    cells = record.cells
    not_too_long(cells, LONGEST)
    row = Row(
        line=record.line,
        employee_id=_employee_id(cells),
        email=_address(needed(cells, "email")),
        name=needed(cells, "name"),
        manager=cells["manager_employee_id"],
        team=cells.get("team"),
        kind=_kind(cells.get("kind", "")),
        framework=cells.get("framework", ""),
        role=cells.get("role", ""),
        role_since=day(cells, "role_since"),
        hired_on=day(cells, "hired_on"),
        time_zone=_zone(cells.get("timezone")),
        left_on=day(cells, "left_on"),
        says_left="left_on" in cells,
    )
    _hangs_together(row)
    return row


def _employee_id(cells: dict[str, str]) -> str:
    found = needed(cells, "employee_id")
    if len(found.split()) > 1:
        raise Wrong(_("The employee id “%(id)s” has a blank in it.") % {"id": found})
    if found.lower().startswith(ERASED_ID):
        raise Wrong(_("The employee id “%(id)s” is that of somebody who was erased.") % {"id": found})
    return found


def _hangs_together(row: Row) -> None:
    if row.manager == row.employee_id:
        raise Wrong(_("%(name)s cannot be their own manager.") % {"name": row.name})
    if bool(row.framework) != bool(row.role):
        raise Wrong(_("framework and role go together: give both or neither."))
    if row.role_since and not row.role:
        raise Wrong(_("role_since says since when, but no role is given."))
    if row.hired_on and row.left_on and row.left_on < row.hired_on:
        raise Wrong(_("%(name)s would leave before joining.") % {"name": row.name})


def not_too_long(cells: dict[str, str], longest_of: dict[str, int]) -> None:
    """Raises Wrong for a cell with more characters than its column takes."""
    for column, longest in longest_of.items():
        if len(cells.get(column, "")) > longest:
            sentence = _("The cell “%(column)s” is longer than %(longest)d characters.")
            raise Wrong(sentence % {"column": column, "longest": longest})


def needed(cells: dict[str, str], column: str) -> str:
    """The cell; raises Wrong where it is empty."""
    if not cells[column]:
        raise Wrong(_("The cell “%(column)s” is empty.") % {"column": column})
    return cells[column]


def _address(said: str) -> str:
    try:
        validate_email(said)
    except ValidationError:
        raise Wrong(_("“%(said)s” is not a mail address.") % {"said": sheet.shown(said)}) from None
    return said.lower()


def _kind(said: str) -> str | None:
    if said and said.casefold() not in KINDS:
        sentence = _("“%(said)s” is not a kind: employee, contractor or intern.")
        raise Wrong(sentence % {"said": sheet.shown(said)})
    return said.casefold() or None


def day(cells: dict[str, str], column: str) -> date | None:
    """The day in the cell, None where it is empty; raises Wrong where it is none."""
    said = cells.get(column, "")
    if not said:
        return None
    try:
        found = date.fromisoformat(said) if DAY.fullmatch(said) else None
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        sentence = _("“%(said)s” in “%(column)s” is not a day. Write it as 2026-03-31.")
        raise Wrong(sentence % {"said": sheet.shown(said), "column": column})
    return found


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(said: str | None) -> str | None:
    if said and said not in _zones():
        sentence = _("“%(said)s” is not a time zone. Write it as Europe/Berlin.")
        raise Wrong(sentence % {"said": sheet.shown(said)})
    return said


def _doubled(rows: list[Row]) -> list[Problem]:
    problems = []
    ids: dict[str, int] = {}
    addresses: dict[str, int] = {}
    for row in rows:
        if first := ids.get(row.employee_id):
            sentence = _("The employee id %(id)s stands on line %(first)d already.")
            problems.append(Problem(row.line, sentence % {"id": row.employee_id, "first": first}))
        elif first := addresses.get(row.email):
            sentence = _("The address %(email)s stands on line %(first)d already.")
            problems.append(Problem(row.line, sentence % {"email": row.email, "first": first}))
        ids.setdefault(row.employee_id, row.line)
        addresses.setdefault(row.email, row.line)
    return problems
