"""What goes into the protection of a table and what comes out: plain frozen values, no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Note(StrEnum):
    """Why an answer is coarser than it could be. A page puts each into words."""

    LEVELS_JOINED_BEFOREHAND = "levels-joined-beforehand"
    OPTIONS_JOINED_BEFOREHAND = "options-joined-beforehand"
    TOO_MANY_LEVELS = "too-many-levels"
    OUT_OF_TIME = "out-of-time"


@dataclass(frozen=True)
class Level:
    """A rung of the ladder and how many people stand on it, which every reader is taken to know."""

    code: str
    rank: int
    headcount: int


@dataclass(frozen=True)
class Known:
    """What the reader knows beforehand: the levels in order with their headcounts, and the options."""

    levels: tuple[Level, ...]
    options: tuple[str, ...]

    def __post_init__(self) -> None:
        codes = [level.code for level in self.levels]
        if len(set(codes)) < len(codes):
            raise ValueError("A level is named twice.")
        if any(level.headcount < 0 for level in self.levels):
            raise ValueError("A headcount is below zero.")
        ranks = [level.rank for level in self.levels]
        if ranks != sorted(ranks):
            raise ValueError("The levels are not in the order of their ranks.")
        if len(self.options) < 2 or len(set(self.options)) < len(self.options):
            raise ValueError("A question needs at least two different options.")


@dataclass(frozen=True)
class Table:
    """The true counts of one question at the close of a cycle: one row a level, one column an option.

    "Not answered" and "prefer not to say" are options, so that every row adds up to its headcount.
    The order of the options matters: when some have to be joined, those named first are kept apart
    first. It is set with the question, never from the answers.
    Raises ValueError, with a sentence, when a row does not fit.
    """

    known: Known
    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.known.levels):
            raise ValueError("There must be one row for each level.")
        for level, row in zip(self.known.levels, self.counts, strict=True):
            if len(row) != len(self.known.options):
                raise ValueError(f"Level {level.code} must have one count for each option.")
            if any(count < 0 for count in row):
                raise ValueError(f"Level {level.code} has a count below zero.")
            if sum(row) != level.headcount:
                raise ValueError(f"The counts of level {level.code} do not add up to its headcount.")


@dataclass(frozen=True)
class Cell:
    """One printed place: a count of people, or hidden (then there is no count, and no reason of its own)."""

    count: int | None

    @property
    def hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True)
class Band:
    """Adjacent levels shown as one row. `levels` holds the codes of those that have people in them."""

    levels: tuple[str, ...]
    headcount: int

    @property
    def label(self) -> tuple[str, str]:
        """First and last code; the same twice for a level on its own."""
        return self.levels[0], self.levels[-1]


@dataclass(frozen=True)
class Shown:
    """A table as an audience gets it: a row a band, a column a set of options counted together."""

    audience: str
    k: int
    bands: tuple[Band, ...]
    options: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class TooFew:
    """Nothing can be shown to this audience."""

    audience: str
    k: int


@dataclass(frozen=True)
class Publication:
    """The two tables that are frozen together. Who sees the screen is taken to have the file as well."""

    screen_table: Shown | TooFew
    file_table: Shown | TooFew
    notes: tuple[Note, ...] = ()
