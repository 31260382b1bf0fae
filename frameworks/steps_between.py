"""Which step of an axis is which of the same axis in another version. Pure."""

from collections import Counter
from collections.abc import Sequence

from frameworks.format.document import Step
from frameworks.format.words import _


def followed(before: Sequence[Step], after: Sequence[Step]) -> dict[int, int]:
    """Number before → number after, of each step that both have: followed by its name where that stands once on both
    sides, and among the others by its number."""
    old, new = _once(before), _once(after)
    found = {old[name]: new[name] for name in old if name in new}
    left = {step.number for step in after} - set(found.values())
    return found | {step.number: step.number for step in before if step.number in left and step.number not in found}


def rise(before: Sequence[Step], was: int, after: Sequence[Step], now: int) -> int | None:
    """How many steps higher (below zero: lower) the one asked now stands than the one asked before, wherever that
    stands now; where it is gone, by where the one asked now stood, or by the steps below them that both versions have.
    None where even that leaves it open."""
    becomes = followed(before, after)
    stood = {number: earlier for earlier, number in becomes.items()}
    if was in becomes:
        return _apart(after, becomes[was], now)
    if now in stood:
        return _apart(before, was, stood[now])
    return sum(number < now for number in stood) - sum(number < was for number in becomes) or None


def was_step(number: int) -> str:
    """What a step was called of which only the number is another."""
    return _("step %(number)s") % {"number": number}


def _once(steps: Sequence[Step]) -> dict[str, int]:
    often = Counter(step.name for step in steps)
    return {step.name: step.number for step in steps if often[step.name] == 1}


def _apart(steps: Sequence[Step], one: int, other: int) -> int:
    order = sorted(step.number for step in steps)
    return order.index(other) - order.index(one)
