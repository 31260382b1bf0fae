"""How long people were spoken of and how ratings moved, by round. Pure: plain values in, plain values out.

Rounds of fewer than five turns are counted with their neighbours: a number for fewer would be one about somebody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

FEWEST = 5


@dataclass(frozen=True)
class Had:
    """One person's turn: how long it took where that is known, and how many ratings ended higher and lower."""

    round: str
    minutes: float | None = None
    up: int = 0
    down: int = 0
    axes_up: int = 0
    axes_down: int = 0


@dataclass
class Together:
    """One round, or several that are counted together."""

    names: list[str] = field(default_factory=list)
    turns: list[Had] = field(default_factory=list)

    @property
    def minutes(self) -> int | None:
        """How many minutes a turn took on average, where at least five were measured."""
        known = [one.minutes for one in self.turns if one.minutes is not None]
        return round(sum(known) / len(known)) if len(known) >= FEWEST else None

    @property
    def moved(self) -> list[int]:
        """Overall ratings that ended higher, and lower; then those on axes."""
        return [sum(getattr(one, name) for one in self.turns) for name in ("up", "down", "axes_up", "axes_down")]


Span = tuple[datetime, datetime]


def minutes_of(turn: Span, sittings: Iterable[Span], breaks: Iterable[Span]) -> float:
    """How many minutes of a turn were sat: without the nights between two sittings, and without breaks."""
    sat = sum(_shared(turn, one) for one in sittings) - sum(_shared(turn, one) for one in breaks)
    return max(sat, 0.0) / 60


def _shared(one: Span, other: Span) -> float:
    """The seconds that lie in both."""
    return max((min(one[1], other[1]) - max(one[0], other[0])).total_seconds(), 0.0)


def merged(turns: Iterable[Had]) -> list[Together]:
    """The turns by round, in their order: whatever has fewer than five is joined with what follows, and the last with
    what is before it. Nothing where there are fewer than five in all."""
    found = [Together()]
    for one in turns:
        last = found[-1]
        if len(last.turns) >= FEWEST and one.round != last.names[-1]:
            last = Together()
            found.append(last)
        if one.round not in last.names:
            last.names.append(one.round)
        last.turns.append(one)
    if len(found) > 1 and len(found[-1].turns) < FEWEST:
        rest = found.pop()
        found[-1].names += rest.names
        found[-1].turns += rest.turns
    return found if len(found[0].turns) >= FEWEST else []
