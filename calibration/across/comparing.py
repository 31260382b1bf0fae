"""How the groups of a cycle rate beside each other, as plain data: counts, and where a group is far from the others.

A group is compared with all others together, rating by rating, and only among people whose ratings are of one scale:
the words of two scales say different things. Shares are exact fractions, so that a quarter is a quarter.

A group is far on a rating where its share of it and that of all others together are a quarter or more apart, and at
least five people are rated on either side. Of each group only the rating is told on which it is farthest; of two
groups, each as far from the other, it is told once. The two numbers are a rule of our own, and no test of anything: the
page says them, and that a difference is a question and no error. Of fewer people, one would weigh as much.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

FAR = Fraction(1, 4)  # of the people, more or fewer than in the other groups
ENOUGH = 5  # people rated, on either side


@dataclass(frozen=True)
class Rated:
    """One person: in which group, on which scale, and which of its points (None: not rated)."""

    group: Hashable
    scale: Hashable
    point: Any = None


@dataclass(frozen=True)
class Far:
    """That a group stands far from the others on a rating: `here` of `of` people, and `there` of `of_others`."""

    group: Hashable
    point: Any
    here: int
    of: int
    there: int
    of_others: int

    @property
    def apart(self) -> Fraction:
        """By how much of the people."""
        return abs(Fraction(self.here, self.of) - Fraction(self.there, self.of_others))

    @property
    def is_more(self) -> bool:
        """Whether the group gives this rating more often than the others."""
        return Fraction(self.here, self.of) > Fraction(self.there, self.of_others)


def counts(people: Iterable[Rated]) -> dict[Hashable, dict[Hashable, Counter]]:
    """Scale → group → how many stand at which point; who is not rated is counted at None."""
    found: dict[Hashable, dict[Hashable, Counter]] = {}
    for one in people:
        found.setdefault(one.scale, {}).setdefault(one.group, Counter())[one.point] += 1
    return found


def far(groups: Mapping[Hashable, Mapping[Any, int]], points: Sequence[Any]) -> list[Far]:
    """The groups of one scale that stand far from the others, the farthest first, each with the rating on which it is
    farthest; where two are as far, the one given more often, and the one that comes first. `points`: the ratings that
    are compared; who stands at anything else is left out."""
    rated = {group: sum(held.get(point, 0) for point in points) for group, held in groups.items()}
    everybody = sum(rated.values())
    found = []
    for group, held in groups.items():
        here, others = rated[group], everybody - rated[group]
        if here < ENOUGH or others < ENOUGH:
            continue
        on_each = [Far(group, point, held.get(point, 0), here, _at(point, groups, group), others) for point in points]
        farthest = max(on_each, key=lambda one: (one.apart, one.is_more))
        if farthest.apart >= FAR:
            found.append(farthest)
    if sum(number > 0 for number in rated.values()) == 2:
        found = sorted(found, key=lambda one: not one.is_more)[:1]
    return sorted(found, key=lambda one: -one.apart)


def _at(point: Any, groups: Mapping[Hashable, Mapping[Any, int]], but: Hashable) -> int:
    """How many of all other groups stand at a rating."""
    return sum(held.get(point, 0) for group, held in groups.items() if group != but)
