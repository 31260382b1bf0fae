"""What a table or a document can say of a framework: levels, axes, and what stands where they meet."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in a file: its line, counted from 1 (0: nowhere), and its cell, such as C4; of a workbook
    its row, and as its line that of the text that was made of it."""

    line: int = 0
    cell: str = ""
    row: int = 0


NOWHERE = Place()


@dataclass(frozen=True)
class Note:
    """A sentence about a place. `stops`: no draft is made before it is mended."""

    place: Place
    sentence: str
    stops: bool = False


@dataclass(frozen=True)
class Entry:
    """One behaviour."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Cell:
    """What a level asks on an axis: a sentence, behaviours, or why nothing is asked."""

    summary: str = ""
    behaviours: tuple[Entry, ...] = ()
    not_applicable: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.summary or self.behaviours or self.not_applicable)


Key = tuple[object, ...]


@dataclass(frozen=True)
class Rung:
    """A level, on a track or several, with its cells by the name of their axis."""

    level: str
    title: str = ""
    role: str = ""
    tracks: tuple[str, ...] = ()
    rank: int | None = None
    summary: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return (self.level.casefold(), self.role.casefold(), tuple(name.casefold() for name in self.tracks))


@dataclass(frozen=True)
class Outline:
    """A whole framework, as far as a table or a document says it."""

    axes: tuple[str, ...] = ()
    rungs: tuple[Rung, ...] = ()
    title: str = ""
    about: str = ""
    licence: str = ""
    attribution: str = ""

    def entries(self) -> Iterator[Entry]:
        """Every behaviour, level by level."""
        for rung in self.rungs:
            for cell in rung.cells.values():
                yield from cell.behaviours

    @property
    def behaviours(self) -> int:
        """How many behaviours it has."""
        return sum(1 for _entry in self.entries())

    def turned(self) -> "Outline":
        """Levels for axes, and axes for levels; a summary of what was a level becomes part of the description."""
        rungs = [
            Rung(
                level=axis,
                cells={rung.level: cell for rung in self.rungs if (cell := rung.cells.get(axis)) is not None},
                place=next((rung.cells[axis].place for rung in self.rungs if axis in rung.cells), NOWHERE),
            )
            for axis in self.axes
        ]
        spoken = [f"{rung.level}: {rung.summary}" for rung in self.rungs if rung.summary]
        about = "\n\n".join(part for part in (self.about, *spoken) if part)
        return replace(self, axes=tuple(rung.level for rung in self.rungs), rungs=tuple(rungs), about=about)


@dataclass
class Understood:
    """What a file says. `loose`: behaviours that have no place in the outline; each has a note that stops. `columns`:
    of a CSV table what its columns are called, by their letters."""

    outline: Outline
    notes: list[Note] = field(default_factory=list)
    loose: list[Entry] = field(default_factory=list)
    count: int = 0
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        """Whether something has to be mended first."""
        return any(note.stops for note in self.notes)
