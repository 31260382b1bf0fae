"""Which step of an axis is which of the same axis in another version. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence

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
    """How many steps more (below zero: less) the one asked now is than the one asked before, counted in those that both
    versions have; one step where only one of the two is among them. None where both stand in the same place between
    them, and neither in both."""
    becomes = followed(before, after)
    stood, stands = _height(becomes.keys(), was), _height(becomes.values(), now)
    if stood == stands:
        return 0 if was in becomes else None
    return (stands - stood + (1 if stands > stood else 0)) // 2


def renumbered(before: Sequence[Step], after: Sequence[Step]) -> dict[int, int]:
    """Number before → number after, of the steps that are asked of whoever is asked them as much as before."""
    becomes = followed(before, after)
    same_place = zip(sorted(becomes), sorted(becomes.values()), strict=True)
    return {one: now for one, now in same_place if becomes[one] == now}


def _height(shared: Collection[int], number: int) -> int:
    """Twice the place among the steps that both versions have; of another step, an odd number between two of those."""
    return 2 * sum(one < number for one in shared) + (2 if number in shared else 1)


def was_step(number: int) -> str:
    """What a step was called of which only the number is another."""
    return _("step %(number)s") % {"number": number}


def _once(steps: Sequence[Step]) -> dict[str, int]:
    often = Counter(step.name for step in steps)
    return {step.name: step.number for step in steps if often[step.name] == 1}
