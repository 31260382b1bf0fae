"""When somebody was in the room, and when they were away from a sitting. Plain data, no database."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

# from, until
Span = tuple[datetime, datetime]
SHORT = timedelta(minutes=1)  # who comes back sooner was not away


def joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in their order, those that touch or overlap made into one."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin - found[-1][1] <= SHORT:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def within(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """What of the spans lies in one of the others."""
    cut = ((max(a, c), min(b, d)) for a, b in spans for c, d in others)
    return joined((begin, end) for begin, end in cut if begin < end)


def gaps(spans: Iterable[Span], sittings: Iterable[Span]) -> list[Span]:
    """What of the sittings is in none of the spans, beyond a minute."""
    there, found = joined(spans), []
    for begin, end in sittings:
        at = begin
        for came, left in within(there, [(begin, end)]):
            found.append((at, came))
            at = left
        found.append((at, end))
    return [(begin, end) for begin, end in found if end - begin > SHORT]
