"""What the rule is computed from: plain frozen values, all days inclusive at both ends.

References (role, cycle, axis, condition) are opaque strings of the caller's choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

STANDINGS = ("below", "partly", "at", "above")


def reaches(standing, needed):
    """Whether `standing` is `needed` or higher; a scale need not have every standing.

    Raises ValueError for a word that is no standing.
    """
    return STANDINGS.index(standing) >= STANDINGS.index(needed)


def _known(*standings):
    for standing in standings:
        if standing is not None and standing not in STANDINGS:
            raise ValueError(f"unknown standing: {standing!r}")


def _in_order(first, last):
    if first is not None and last is not None and last < first:
        raise ValueError(f"a period cannot end ({last}) before it begins ({first})")


@dataclass(frozen=True)
class HighPerformance:
    """So many months in a row with an overall rating of at least `standing` in the current role."""

    months: int
    standing: str = "above"

    def __post_init__(self):
        _known(self.standing)


@dataclass(frozen=True)
class AtNextLevel:
    """Per axis, so many months at `standing` or higher against the target role.

    Without months one telling result is enough. `axes` is "all", or "guidance": then the axes
    are spoken about but never make a pitch an exception.
    """

    months: int | None = None
    standing: str = "at"
    axes: str = "all"

    def __post_init__(self):
        _known(self.standing)
        if self.axes not in ("all", "guidance"):
            raise ValueError(f"axes must be all or guidance, not {self.axes!r}")


@dataclass(frozen=True)
class Condition:
    """A clause that the author answers in words, asked from a rank up to a rank (None: always).

    With `at_least` or `at_most` the answer begins with a number; `gate` says which, in words.
    """

    code: str
    name: str
    question: str
    from_rank: int | None = None
    to_rank: int | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    gate: str = ""


@dataclass(frozen=True)
class Points:
    """`thresholds`: role -> points it starts at; `worth`: axis -> step number -> points, never negative."""

    thresholds: Mapping[str, int]
    worth: Mapping[str, Mapping[int, int]]

    def __post_init__(self):
        if any(points < 0 for steps in self.worth.values() for points in steps.values()):
            raise ValueError("a step cannot be worth less than nothing")


@dataclass(frozen=True)
class Average:
    """`thresholds`: role -> the average it starts at; `weights`: how much each axis that has steps counts."""

    thresholds: Mapping[str, Decimal]
    weights: Mapping[str, int]


@dataclass(frozen=True)
class Counting:
    """`ways`: role -> ways to reach it, each a step and on how many axes (None: all); `axes`: those that have steps."""

    ways: Mapping[str, tuple[tuple[int, int | None], ...]]
    axes: tuple[str, ...]


KINDS = ("across-the-board", "guidance", "demonstrated", "points", "weighted-average", "counting", "manual")


@dataclass(frozen=True)
class Rule:
    """A framework's promotion rule as data.

    kind: one of KINDS. mandatory: axes for which nothing else makes up. time_at_level: months in the present rank.
    """

    kind: str
    high_performance: HighPerformance | None = None
    at_next_level: AtNextLevel | None = None
    conditions: tuple[Condition, ...] = ()
    points: Points | None = None
    average: Average | None = None
    counting: Counting | None = None
    mandatory: tuple[str, ...] = ()
    time_at_level: int | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of rule: {self.kind!r}")
        if self.kind == "points" and self.points is None:
            raise ValueError("a rule of kind points needs its points")


@dataclass(frozen=True)
class TargetRole:
    """The role pitched for: its rank over the whole organisation, the axes that apply to it, and the steps it asks."""

    role: str
    rank: int
    axes: tuple[str, ...] = ()
    steps: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """A locked result of one cycle, or an imported earlier one.

    role: the role the person was rated in. overall: standing in that role, None tells nothing.
    current: axis -> standing against `role`; shown beside the rule, and read by no clause, since
    doing well at one level is no proof for the next. next: axis -> standing against `next_role`.
    next_role: None stands for "the role after `role`". steps: axis -> number of the step attained.
    """

    cycle: str
    covers_from: date
    covers_to: date
    role: str
    overall: str | None = None
    current: Mapping[str, str | None] = field(default_factory=dict)
    next: Mapping[str, str | None] = field(default_factory=dict)
    next_role: str | None = None
    steps: Mapping[str, int] = field(default_factory=dict)
    imported: bool = False

    def __post_init__(self):
        _in_order(self.covers_from, self.covers_to)
        _known(self.overall, *self.current.values(), *self.next.values())


@dataclass(frozen=True)
class Claim:
    """What the author of a pitch says of a stretch of days; without an axis it speaks of all of them.

    kind: high_performance (about the whole role, so never with an axis) or at_next_level.
    """

    kind: str
    from_day: date
    to_day: date
    axis: str | None = None
    text: str = ""

    def __post_init__(self):
        _in_order(self.from_day, self.to_day)
        if self.kind not in ("high_performance", "at_next_level"):
            raise ValueError(f"unknown kind of claim: {self.kind!r}")
        if self.kind == "high_performance" and self.axis is not None:
            raise ValueError("high performance is claimed for the whole role, not for an axis")


@dataclass(frozen=True)
class Placement:
    """A role of record, held from a day to a day; None where the day is not known or not yet there."""

    role: str
    rank: int
    from_day: date | None
    to_day: date | None = None

    def __post_init__(self):
        _in_order(self.from_day, self.to_day)


@dataclass(frozen=True)
class Leave:
    """Days away; without an end the person is still away."""

    from_day: date
    to_day: date | None = None

    def __post_init__(self):
        _in_order(self.from_day, self.to_day)
