"""From the lines of a file to what each says of one person's earlier result, or a sentence on what is wrong with it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.importing import rows as cells
from accounts.importing import sheet, workbook
from accounts.importing.problems import Problem, Refused
from accounts.importing.rows import Wrong
from accounts.importing.table import Shape, Table

REQUIRED = ["employee_id", "period_from", "period_to", "framework", "role", "overall"]
OPTIONAL = ["words", "author"]
SHAPE = Shape(REQUIRED, OPTIONAL, at_length=frozenset({"words"}))
MOST_BYTES, MOST_LINES = 2 * 1024 * 1024, 10_000
LONGEST = {"employee_id": 64, "framework": 60, "role": 80, "overall": 80, "words": 8000, "author": 200}
LONGEST_PERIOD = timedelta(days=2 * 366)


@dataclass(frozen=True)
class Known:
    """What a file is compared with: whom the importer imports for, roles, and the words of each framework's scale."""

    today: date
    importer: str  # the importer's own employee id
    people: dict[str, Any] = field(default_factory=dict)  # employee id → person
    roles: dict[tuple[str, str], Any] = field(default_factory=dict)  # (framework, code) → role
    points: dict[str, dict[str, Any]] = field(default_factory=dict)  # framework → word or code, lower case → point


@dataclass(frozen=True)
class Row:
    """What one line says. None: the file has no such column, and what was there stays."""

    line: int
    person: Any
    covers_from: date
    covers_to: date
    role: Any
    overall: Any
    words: str | None = None
    author: str | None = None

    @property
    def key(self) -> tuple[UUID, date, date]:
        """One result a person and period."""
        return (self.person.pk, self.covers_from, self.covers_to)


def table_of(content: bytes | str, named: str = "") -> Table:
    """The table of a file of either kind, of its sheet `named`; raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused(0, _("The file is larger than 2 MB. Split it: each line stands for itself."))
    if isinstance(content, bytes) and workbook.is_one(content):
        table = workbook.table_of(content, named, shape=SHAPE)
    else:
        table = sheet.table_of(content, SHAPE)
    if len(table.lines) > MOST_LINES:
        raise Refused(0, _("The file has more than 10,000 lines. Split it: each line stands for itself."))
    return table


def rows_of(table: Table, known: Known) -> tuple[list[Row], list[Problem]]:
    """Each line that can be taken, and what is wrong with the others."""
    records, problems = sheet.records(table, SHAPE)
    rows: list[Row] = []
    first: dict[tuple[UUID, date, date], int] = {}
    for record in records:
        try:
            row = _row(record, known)
        except Wrong as wrong:
            problems.append(Problem(record.line, str(wrong)))
            continue
        if row.key in first:
            said = _("The result of this person and period stands on line %(first)d already.")
            problems.append(Problem(record.line, said % {"first": first[row.key]}))
            continue
        first[row.key] = row.line
        rows.append(row)
    return rows, sorted(problems)


def _row(record: sheet.Record, known: Known) -> Row:
    said = record.cells
    cells.not_too_long(said, LONGEST)
    for column in REQUIRED:
        cells.needed(said, column)
    person = _person(said["employee_id"], known)
    covers_from, covers_to = _period(said, known)
    framework, code = said["framework"], said["role"]
    role = _role(framework, code, known)
    points = known.points[framework]
    overall = points.get(said["overall"].casefold())
    if overall is None:
        words = ", ".join(dict.fromkeys(point.word for point in points.values()))
        sentence = _("“%(said)s” is no rating of this framework. Its ratings are: %(words)s.")
        raise Wrong(sentence % {"said": sheet.shown(said["overall"]), "words": words})
    return Row(record.line, person, covers_from, covers_to, role, overall, said.get("words"), said.get("author"))


def _person(employee_id: str, known: Known) -> Any:
    if employee_id == known.importer:
        raise Wrong(_("This is you. Somebody else of People Ops imports your earlier results."))
    if employee_id not in known.people:
        raise Wrong(
            _("Nobody of those for whom you are People Ops has the employee id “%(id)s”.") % _shown(id=employee_id)
        )
    return known.people[employee_id]


def _role(framework: str, code: str, known: Known) -> Any:
    if known.points and framework not in known.points:
        said = _("There is no framework “%(framework)s” with published roles. Write one of: %(known)s.")
        raise Wrong(said % {"framework": sheet.shown(framework), "known": ", ".join(sorted(known.points))})
    if (role := known.roles.get((framework, code))) is None:
        said = _("There is no published role “%(role)s” in “%(framework)s”.")
        raise Wrong(said % _shown(role=code, framework=framework))
    return role


def _period(said: dict[str, str], known: Known) -> tuple[date, date]:
    first, last = cells.day(said, "period_from"), cells.day(said, "period_to")
    if first is None or last is None or last < first:
        raise Wrong(_("The period ends before it begins."))
    if last > known.today:
        raise Wrong(_("The period is not over yet: this is no earlier result."))
    if last - first > LONGEST_PERIOD:
        raise Wrong(_("The period is longer than two years. Write it as the review covered it."))
    return first, last


def _shown(**said: str) -> dict[str, str]:
    return {name: sheet.shown(text) for name, text in said.items()}
