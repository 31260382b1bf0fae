"""A framework as a table: the roles of one track by the axes of that track. Pure."""

from dataclasses import dataclass

from frameworks.asked import Asked, Ladder
from frameworks.format.document import Axis, Level, Role


@dataclass(frozen=True)
class Cell:
    """What a role asks on an axis; `asked` is None where the axis is not named at that level."""

    axis: Axis
    asked: Asked | None


@dataclass(frozen=True)
class Row:
    """A role with its level, and a cell for each axis of the table."""

    role: Role
    level: Level
    cells: tuple[Cell, ...]

    @property
    def is_worded(self) -> bool:
        """Whether anything is asked, on any axis."""
        return any(cell.asked for cell in self.cells)


@dataclass(frozen=True)
class Group:
    """A heading over so many axes; without a name where the axes stand in no group."""

    name: str
    width: int


@dataclass(frozen=True)
class Table:
    """Rows from the lowest rank up."""

    axes: tuple[Axis, ...]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]


def table(ladder: Ladder, track: str) -> Table:
    """The roles of a track by its axes."""
    axes = ladder.axes_of(track)
    return Table(
        tuple(axes), _groups(ladder, axes, track), tuple(_row(ladder, role, axes) for role in ladder.on_track(track))
    )


def _row(ladder: Ladder, role: Role, axes: list[Axis]) -> Row:
    asked = {one.axis: one for one in ladder.asked(role.code)}
    return Row(role, ladder.level_of(role.code), tuple(Cell(axis, asked.get(axis.code)) for axis in axes))


def _groups(ladder: Ladder, axes: list[Axis], track: str) -> tuple[Group, ...]:
    """Neighbouring axes of one group under one heading; nothing where no axis has a group that this track shows."""
    shown = (group for group in ladder.document.axis_groups if not group.tracks or track in group.tracks)
    names = {group.code: group.name for group in shown}
    found: list[Group] = []
    for axis in axes:
        name = names.get(axis.group, "")
        if found and found[-1].name == name:
            found[-1] = Group(name, found[-1].width + 1)
        else:
            found.append(Group(name, 1))
    return tuple(found) if any(group.name for group in found) else ()
