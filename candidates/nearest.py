"""Which roles of a framework fit what was found of a person, axis by axis, and why. Pure: a ladder in, values out.

An axis is found at one of its steps, or, where its roles word it themselves, as the role whose words fit best. Steps
are compared by their number; words by their place: the ranks at which the axis is worded, the lowest first, whatever
track they stand on. What cannot be compared (a step with words) counts as not seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from frameworks.asked import Asked, Ladder
from frameworks.format.document import Axis, Role, Step

Standing = Literal["below", "at", "above", "unseen", "unasked"]


@dataclass(frozen=True)
class Found:
    """Where somebody was found on one axis: the number of a step, or the code of a role. Neither: not seen."""

    step: int | None = None
    role: str = ""

    def __bool__(self) -> bool:
        return self.step is not None or bool(self.role)


@dataclass(frozen=True)
class Choices:
    """Where one may be found on an axis: its steps, and the roles that word it themselves, the lowest first."""

    axis: Axis
    steps: tuple[Step, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Line:
    """What a role asks on one axis beside what was found there. `gap`: how many steps or places above (or below, then
    less than nothing) what is asked; 0 where nothing can be compared. `asked` is None where the role asks nothing."""

    axis: Axis
    asked: Asked | None
    found: Found
    standing: Standing
    gap: int = 0


@dataclass(frozen=True)
class Fit:
    """How one role fits: a line an axis, in the order of the framework."""

    role: Role
    rank: int
    lines: tuple[Line, ...]

    @property
    def below(self) -> int:
        """On how many axes less was found than it asks."""
        return self._count("below")

    @property
    def unseen(self) -> int:
        """On how many axes it asks what nobody has seen."""
        return self._count("unseen")

    @property
    def missing(self) -> int:
        """By how many steps or places it asks more than was found, over all axes."""
        return -sum(line.gap for line in self.lines if line.gap < 0)

    @property
    def over(self) -> int:
        """By how many steps or places more was found than it asks, over all axes."""
        return sum(line.gap for line in self.lines if line.gap > 0)

    @property
    def fits(self) -> bool:
        """Whether everything that it asks was found, or more."""
        return not self.below and not self.unseen

    def _count(self, standing: Standing) -> int:
        return sum(line.standing == standing for line in self.lines)


def choices(ladder: Ladder) -> dict[str, Choices]:
    """Where one may be found, by the code of the axis; axes on which no role asks anything are left out."""
    found = {}
    for axis in ladder.document.axes:
        one = Choices(axis, axis.steps, tuple(_wording(ladder, axis.code)))
        if one.steps or one.roles:
            found[axis.code] = one
    return found


def nearest(ladder: Ladder, found: Mapping[str, Found]) -> list[Fit]:
    """Every described role that asks something, the nearest first; none where nothing was found.

    Nearest is what leaves the fewest axes below what is asked, then the least below and the least above over all axes;
    then what leaves the least unseen, and of roles that are alike the one of the lowest rank. What was found on an axis
    on which a role asks nothing is above it, counted from the axis's beginning.
    """
    if not any(found.values()):
        return []
    places = {axis: _places(ladder, axis) for axis in ladder.axes}
    fits = [
        Fit(role, ladder.rank(role.code), tuple(_lines(ladder, role, found, places)))
        for role in _described(ladder)
        if any(_asks(one) for one in ladder.asked(role.code))
    ]
    return sorted(fits, key=lambda fit: (fit.below, fit.missing, fit.over, fit.unseen, fit.rank))


def settled(agreed: Mapping[str, Found], said: Iterable[Mapping[str, Found]]) -> dict[str, Found]:
    """What counts, by axis: what was agreed; where nothing is yet, what all who saw anything found alike."""
    everybody = list(said)
    counts = {axis: found for axis, found in agreed.items() if found}
    for axis in {axis for one in everybody for axis in one}:
        seen = {one[axis] for one in everybody if one.get(axis)}
        if axis not in counts and len(seen) == 1:
            counts[axis] = seen.pop()
    return counts


def _described(ladder: Ladder) -> list[Role]:
    return [role for role in ladder.document.roles if ladder.level_of(role.code).status == "described"]


def _asks(asked: Asked) -> bool:
    return not asked.not_applicable and (asked.step is not None or _is_worded(asked))


def _is_worded(asked: Asked) -> bool:
    """Whether a role, or its level, has words of its own; what is asked of everybody tells no two apart."""
    own = asked.summary or asked.behaviours or asked.link
    return bool(own) or any(one.kind == "level" for one in asked.also)


def _wording(ladder: Ladder, axis: str) -> list[Role]:
    """The described roles that ask an axis in words and at no step, the lowest first."""
    found = [
        role
        for role in _described(ladder)
        for one in ladder.asked(role.code)
        if one.axis == axis and one.step is None and _asks(one)
    ]
    return sorted(found, key=lambda role: ladder.rank(role.code))


def _places(ladder: Ladder, axis: str) -> dict[str, int]:
    """The place of each role that words an axis: 1 for those of the lowest rank, and so on."""
    wording = _wording(ladder, axis)
    ranks = sorted({ladder.rank(role.code) for role in wording})
    return {role.code: ranks.index(ladder.rank(role.code)) + 1 for role in wording}


def _lines(
    ladder: Ladder, role: Role, found: Mapping[str, Found], places: Mapping[str, Mapping[str, int]]
) -> Iterable[Line]:
    asked = {one.axis: one for one in ladder.asked(role.code)}
    for axis in ladder.document.axes:
        one, here = asked.get(axis.code), found.get(axis.code, Found())
        if one is not None and _asks(one):
            yield _compared(axis, one, here, places[axis.code], role.code)
        elif here and (one is None or not one.not_applicable):
            yield Line(axis, None, here, "unasked", _height(axis, here, places[axis.code]))
        elif one is not None:
            yield Line(axis, one, here, "unasked")


def _compared(axis: Axis, asked: Asked, found: Found, places: Mapping[str, int], code: str) -> Line:
    if asked.step is not None and found.step is not None:
        gap = found.step - asked.step.number
    elif asked.step is None and found.role in places:
        gap = places[found.role] - places[code]
    else:
        return Line(axis, asked, found, "unseen")
    return Line(axis, asked, found, "at" if gap == 0 else "above" if gap > 0 else "below", gap)


def _height(axis: Axis, found: Found, places: Mapping[str, int]) -> int:
    """How far from the beginning of an axis somebody was found."""
    if found.step is not None and axis.steps:
        return found.step - min(step.number for step in axis.steps) + 1
    return places.get(found.role, 0)
