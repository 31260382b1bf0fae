"""The file's columns and its stamp, which says of which group and of which state of its board it is. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from accounts.cells import BEGINS_A_FORMULA, harmless

NEW_OVERALL, PROPOSED_BY, WHY, BOARD = "new overall", "proposed by", "why", "board"
FIRST = ["employee_id", "name", "role", "assessor", "overall"]
OVERALL = ""  # in the place of an axis's name


@dataclass(frozen=True)
class Line:
    """One person as the board shows them: ratings by the name of the axis ("": overall), in words."""

    employee_id: str
    name: str
    role: str
    assessor: str
    ratings: Mapping[str, str] = field(default_factory=dict)
    statement: str = ""


def columns(axes: Iterable[str]) -> list[str]:
    """The first line of the file."""
    named = list(axes)
    return [*FIRST, *map(now, named), "statement", NEW_OVERALL, *map(new, named), PROPOSED_BY, WHY, BOARD]


def now(axis: str) -> str:
    """The column with an axis's rating as it stands."""
    return f"rating: {axis}"


def new(axis: str) -> str:
    """The empty column for an axis's new rating, or for the overall one."""
    return f"new: {axis}" if axis != OVERALL else NEW_OVERALL


def rows(lines: Iterable[Line], axes: Iterable[str], group: UUID) -> list[list[str]]:
    """The file: its columns, then a line a person; no cell is anything that a spreadsheet would compute."""
    named, lines = list(axes), list(lines)
    stamped = stamp(group, lines)
    found = [columns(named)]
    for line in lines:
        ratings = [line.ratings.get(axis, "") for axis in named]
        given = [line.employee_id, line.name, line.role, line.assessor, line.ratings.get(OVERALL, ""), *ratings]
        found.append([*given, line.statement, "", *("" for _axis in named), "", "", stamped])
    return [[harmless(cell) for cell in row] for row in found]


def stamp(group: UUID, lines: Iterable[Line]) -> str:
    """The group's id, and a digest of everything on the board that could be changed or was judged by."""
    said = [[one.employee_id, one.role, one.assessor, sorted(one.ratings.items()), one.statement] for one in lines]
    return f"{group.hex}-{hashlib.sha256(json.dumps(sorted(said)).encode()).hexdigest()[:16]}"


def group_of(stamped: str) -> str:
    """The group that a stamp names, as it is written there."""
    return stamped.partition("-")[0]


def as_typed(cell: str) -> str:
    """A cell as it was before `harmless`."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(BEGINS_A_FORMULA) else cell
