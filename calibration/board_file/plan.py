"""What a board that comes back would change: each rating with who proposed it and why, or what is wrong by line."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.importing import rows as cells
from accounts.importing import sheet, workbook
from accounts.importing.problems import Problem, Refused
from accounts.importing.rows import Wrong
from accounts.importing.table import Shape, Table
from accounts.models import Person
from calibration.board_file import columns
from calibration.board_file.board import Board, Seat
from frameworks.models import ScalePoint

MOST_BYTES = 2 * 1024 * 1024
LONGEST = {columns.WHY: 300, columns.PROPOSED_BY: 200}


@dataclass(frozen=True)
class Change:
    """One rating of one person: overall where `axis` is empty."""

    seat: Seat
    axis: str
    before: ScalePoint | None
    after: ScalePoint
    proposer: Person
    why: str


@dataclass
class Plan:
    """All changes of a file; one with problems is never done."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0

    @property
    def digest(self) -> str:
        """The same for the same changes: what was shown is what is done."""
        said = [
            [
                *map(str, (one.seat.entry.pk, one.axis, one.before and one.before.pk, one.after.pk, one.proposer.pk)),
                one.why,
            ]
            for one in self.changes
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def shape_of(board: Board) -> Shape:
    """The columns that a file of this board has."""
    named = [name.casefold() for name in columns.columns(board.axes)]
    return Shape(named, [], at_length=frozenset({"statement"}))


def table_of(content: bytes | str, named: str, board: Board) -> Table:
    """The table of a file of either kind; raises Refused where it is none of this board's."""
    if len(content) > MOST_BYTES:
        raise Refused(0, _("The file is larger than 2 MB. A board is not: choose the file that was taken out here."))
    if isinstance(content, bytes) and workbook.is_one(content):
        return workbook.table_of(content, named, shape=shape_of(board))
    return sheet.table_of(content, shape_of(board))


def make_plan(table: Table, board: Board, judges: Mapping[str, list[Person]], kept: set[tuple[Any, Any]]) -> Plan:
    """Compares the lines of a file with the board.

    `judges`: employee id or name, in small letters → who may propose; `kept`: (person, subject) who keep away.
    Raises Refused where the file is of another group or of an older state.
    """
    records, problems = sheet.records(table, shape_of(board))
    for record in records:
        _of_this_board(record, board)
    plan = Plan(problems=problems)
    seats = {seat.line.employee_id: seat for seat in board.seats}
    seen: dict[str, int] = {}
    for record in records:
        try:
            seat = _seat(record, seats, seen)
            found = _changes(record.cells, seat, judges, kept)
        except Wrong as wrong:
            plan.problems.append(Problem(record.line, str(wrong)))
            continue
        plan.changes += found
        plan.unchanged += not found
    plan.problems.sort()
    return plan


def _of_this_board(record: sheet.Record, board: Board) -> None:
    stamped = record.cells[columns.BOARD]
    if columns.group_of(stamped) != board.group.pk.hex:
        raise Refused(record.line, _("This line is not of the board of %(group)s.") % {"group": board.group.name})
    if stamped != board.stamp:
        sentence = _("The board of %(group)s has changed since this file was taken out. Take it out anew.")
        raise Refused(0, sentence % {"group": board.group.name})


def _seat(record: sheet.Record, seats: Mapping[str, Seat], seen: dict[str, int]) -> Seat:
    said = columns.as_typed(record.cells["employee_id"])
    if said not in seats:
        raise Wrong(_("Nobody on this board has the employee id “%(id)s”.") % {"id": sheet.shown(said)})
    if said in seen:
        raise Wrong(_("This person stands on line %(first)d already.") % {"first": seen[said]})
    seen[said] = record.line
    return seats[said]


def _changes(
    said: dict[str, str], seat: Seat, judges: Mapping[str, list[Person]], kept: set[tuple[Any, Any]]
) -> list[Change]:
    cells.not_too_long(said, LONGEST)
    wanted = {}
    for name in [columns.OVERALL, *seat.axes]:
        if word := columns.as_typed(said[columns.new(name).casefold()]):
            wanted[name] = _point(word, seat)
    _no_other_axes(said, seat)
    before = {name: seat.standing.points.get((seat.axes.get(name), "current")) for name in wanted}
    changed = {name: point for name, point in wanted.items() if before[name] != point}
    who, why = columns.as_typed(said[columns.PROPOSED_BY]), columns.as_typed(said[columns.WHY])
    if not changed:
        if (who or why) and not wanted:
            raise Wrong(_("It says who or why, and no new rating."))
        return []
    proposer = _proposer(who, seat, judges, kept)
    if not why:
        raise Wrong(_("A change says in one line why."))
    return [Change(seat, name, before[name], point, proposer, why) for name, point in changed.items()]


def _no_other_axes(said: dict[str, str], seat: Seat) -> None:
    known = {columns.new(name).casefold() for name in [columns.OVERALL, *seat.axes]}
    for column, cell in said.items():
        if cell and column.startswith("new") and column not in known:
            name = seat.line.name
            raise Wrong(_("%(name)s is not rated on “%(axis)s”.") % {"name": name, "axis": column.partition(": ")[2]})


def _point(word: str, seat: Seat) -> ScalePoint:
    point = seat.points.get(word.casefold())
    if point is None:
        words = ", ".join(dict.fromkeys(one.word for one in seat.points.values()))
        sentence = _("“%(said)s” is no rating of this person's scale. Its ratings are: %(words)s.")
        raise Wrong(sentence % {"said": sheet.shown(word), "words": words})
    return point


def _proposer(who: str, seat: Seat, judges: Mapping[str, list[Person]], kept: set[tuple[Any, Any]]) -> Person:
    if not who:
        raise Wrong(_("A change says who proposed it: the employee id or the name."))
    found = judges.get(who.casefold(), [])
    if len(found) > 1:
        raise Wrong(_("Several people are called “%(who)s”: write the employee id.") % {"who": sheet.shown(who)})
    subject = seat.entry.subject_id
    if not found or found[0].pk == subject or (found[0].pk, subject) in kept:
        sentence = _("“%(who)s” does not judge %(name)s in this group: only who does proposes a rating.")
        raise Wrong(sentence % {"who": sheet.shown(who), "name": seat.line.name})
    return found[0]
