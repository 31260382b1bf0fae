"""When a meeting ends, and how much time there is for each turn; as plain data. Minutes and counts come in.

The box, fixed when a sitting opens: the minutes planned in it and in later ones, divided by the turns that are left,
whole minutes, at least one. What a round takes together counts as no turn.

The pace: the minutes that the meeting sat, breaks left out, divided by the turns that were had; before three were had,
or where the cycle measures no time, the box stands for it. The end: the turns that are left at that pace, laid into
what is left of today's sitting and then into the later ones in their order, to the nearest minute; what does not fit is
how far it goes over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

ENOUGH = 3  # turns, before a pace says anything


@dataclass(frozen=True)
class Day:
    """What is left of a sitting: its day, and minutes."""

    on: date
    minutes: int


@dataclass(frozen=True)
class End:
    """Where the meeting ends: in which of the days, after how many of its minutes from now on; or `over`, the minutes
    that are missing in all of them."""

    day: date | None = None
    minutes: int = 0
    over: int = 0


def box(days: Sequence[Day], turns: int) -> int | None:
    """Minutes a turn; None where nothing is planned or nobody is left."""
    minutes = sum(day.minutes for day in days)
    return max(1, minutes // turns) if minutes > 0 and turns > 0 else None


def pace(sat: float, had: int, fixed: int | None) -> float | None:
    """Minutes a turn: as it went so far, else the fixed box; None where there is neither."""
    return sat / had if had >= ENOUGH else fixed


def end(turns: int, minutes_a_turn: float, days: Sequence[Day]) -> End:
    """Where the turns that are left end at that pace."""
    left = floor(turns * minutes_a_turn + 0.5)
    for day in days:
        if left <= day.minutes:
            return End(day.on, left)
        left -= max(0, day.minutes)
    return End(over=left)
