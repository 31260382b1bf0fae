"""A framework version as plain data: everything that a framework file can say, and nothing else.

Texts are kept as they are, but for outer white space and the line ends of other systems. An empty text, an
empty tuple and ``None`` all mean "not said", unless the field says otherwise.
"""

from dataclasses import dataclass, field, fields
from typing import Literal

Cadence = Literal["quarterly", "half-yearly", "yearly"]
Standing = Literal["below", "partly", "at", "above", "none"]
LevelStatus = Literal["described", "unfinished", "retired", "appointment"]
Openness = Literal["after", "know", "with"]
RuleKind = Literal["across-the-board", "guidance", "demonstrated", "points", "weighted-average", "counting", "manual"]
Better = Literal["higher", "lower", "middle"]
Need = Literal["", "required", "optional"]


def tidy(text: str) -> str:
    """The text without outer white space and with line feeds as its only line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class Tidied:
    """Tidies its texts when it is made, so that what is equal in a file is equal here."""

    def __post_init__(self):
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, str):
                object.__setattr__(self, one.name, tidy(value))
            elif isinstance(value, tuple):
                tidied = tuple(tidy(item) if isinstance(item, str) else item for item in value)
                object.__setattr__(self, one.name, tidied)


@dataclass(frozen=True, kw_only=True)
class Point(Tidied):
    """A point of the rating scale."""

    code: str
    word: str
    standing: Standing
    mark: str = ""
    meaning: str = ""


@dataclass(frozen=True, kw_only=True)
class PointBefore(Tidied):
    """A point of an earlier scale; ``becomes`` is the code of the point that it counts as now, if any does."""

    code: str
    word: str
    becomes: str = ""


@dataclass(frozen=True, kw_only=True)
class ScaleBefore(Tidied):
    """An earlier scale, as far as it can be read on the new one."""

    code: str
    name: str
    points: tuple[PointBefore, ...]


@dataclass(frozen=True, kw_only=True)
class Scale(Tidied):
    """The rating scale; points from the lowest to the highest.

    ``numbers``: people count the points, ``up`` from the lowest or ``down``, so that 1 is the best.
    """

    code: str
    name: str
    points: tuple[Point, ...]
    numbers: Literal["", "up", "down"] = ""
    before: tuple[ScaleBefore, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measure(Tidied):
    """A number that illustrates a behaviour; ``better`` says where its good end is."""

    name: str
    value: str
    better: Better
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Behaviour(Tidied):
    """One example, never a checkbox. ``day_one``: expected before onboarding ends.

    ``need``: what the framework calls it; ``link``: where more is said; ``examples``: what it looks like.
    """

    text: str
    day_one: bool = False
    need: Need = ""
    link: str = ""
    measure: Measure | None = None
    examples: tuple[str, ...] = ()
    identity: str = field(default="", compare=False, repr=False)  # what links point at; no file says it


@dataclass(frozen=True, kw_only=True)
class AxisGroup(Tidied):
    """A heading over several axes; ``tracks`` are the codes of those that show it, none means all."""

    code: str
    name: str
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step(Tidied):
    """A named stage of an axis; ``points`` is what it is worth where the rule counts points."""

    number: int
    name: str
    summary: str = ""
    points: int | None = None
    behaviours: tuple[Behaviour, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Axis(Tidied):
    """A category of judgement; ``group`` is the code of an axis group.

    ``replaces`` is the code of the axis whose place it takes where it is asked.
    """

    code: str
    name: str
    question: str = ""
    group: str = ""
    replaces: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Weight(Tidied):
    """How much an axis counts in a weighted average; 1 where nothing is said."""

    axis: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class Track(Tidied):
    """A ladder. ``axes`` are the codes it uses; ``None`` means all axes of the framework."""

    code: str
    name: str
    about: str = ""
    axes: tuple[str, ...] | None = None
    weights: tuple[Weight, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fact(Tidied):
    """Something shown beside a level, as name and text."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Expectation(Tidied):
    """What a role asks on an axis: words of its own, a step of the axis, both, or a reason why nothing.

    ``called`` is the axis's name here, where it is another; ``link`` leads to where more is said.
    """

    axis: str
    called: str = ""
    summary: str = ""
    link: str = ""
    day_one: bool = False
    step: int | None = None
    behaviours: tuple[Behaviour, ...] = ()
    not_applicable: str = ""


@dataclass(frozen=True, kw_only=True)
class Band(Tidied):
    """A part of a level (3.1, 3.2); ``name`` and ``summary`` where there is more to say than its code."""

    code: str
    name: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Count(Tidied):
    """One way to reach a level by counting: this step on so many axes (``None``: on all)."""

    step: int
    axes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Level(Tidied):
    """A rung. ``rank`` orders levels over the whole organisation; ``points_from`` is a threshold.

    ``average_from`` is a threshold too, in digits ("2.5"); one of the ``counts`` is enough. ``longest_months``: for how
    long one is expected to stay at most. ``expectations`` are asked of every role of the level.
    ``personal_profile``: what is asked here is written for each person.
    """

    code: str
    rank: int
    summary: str = ""
    status: LevelStatus = "described"
    is_different_role: bool = False
    personal_profile: bool = False
    bands: tuple[Band, ...] = ()
    facts: tuple[Fact, ...] = ()
    longest_months: int | None = None
    points_from: int | None = None
    average_from: str = ""
    counts: tuple[Count, ...] = ()
    weights: tuple[Weight, ...] = ()
    expectations: tuple[Expectation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Role(Tidied):
    """A level on one track or several.

    ``next`` holds the codes of roles one may move to; ``None`` means the roles of the next rank on the same
    tracks, an empty tuple means that no move is foreseen. ``equals`` holds those of other tracks that stand level
    with it; ``None`` means that nothing is said, an empty tuple that none does.
    """

    code: str
    level: str
    tracks: tuple[str, ...]
    title: str = ""
    aliases: tuple[str, ...] = ()
    summary: str = ""
    next: tuple[str, ...] | None = None
    equals: tuple[str, ...] | None = None
    expectations: tuple[Expectation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LayerRole(Tidied):
    """What a layer adds to a role, axis by axis."""

    role: str
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, kw_only=True)
class Layer(Tidied):
    """A department or a specialty that adds to what the company asks; ``within`` is the code of the layer around it."""

    code: str
    name: str
    within: str = ""
    roles: tuple[LayerRole, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Duty(Tidied):
    """One part of an add-on role."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AddOnRole(Tidied):
    """A role held on top of a level, such as team lead; ``on_levels`` are the codes it may sit on."""

    code: str
    title: str
    on_levels: tuple[str, ...]
    summary: str = ""
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HighPerformance(Tidied):
    """The overall rating asked at the current role, for how many months (``None``: no length named)."""

    standing: Standing
    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class AtNextLevel(Tidied):
    """The standing asked against the next role, for how many months (``None``: no length named).

    ``axes``: on all of them, or as guidance, where no single axis is a gate.
    """

    standing: Standing
    months: int | None = None
    axes: Literal["all", "guidance"] = "all"


@dataclass(frozen=True, kw_only=True)
class Condition(Tidied):
    """A clause answered in words; asked from ``from_level`` up to ``to_level``, or always.

    ``at_least`` and ``at_most`` are digits: the answer begins with a number that they are held against.
    """

    code: str
    name: str
    question: str
    from_level: str = ""
    to_level: str = ""
    at_least: str = ""
    at_most: str = ""
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule(Tidied):
    """The promotion rule, as data over standings.

    ``mandatory`` are codes of axes for which nothing makes up; ``time_at_level_months`` are spent at a level first.
    """

    kind: RuleKind
    time_at_level_months: int | None = None
    high_performance: HighPerformance | None = None
    at_next_level: AtNextLevel | None = None
    mandatory: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class Translated(Tidied):
    """A text of the framework, and what it is in another language."""

    text: str
    means: str


@dataclass(frozen=True, kw_only=True)
class Translation(Tidied):
    """The texts of the framework in another language; what has none stays as it is."""

    language: str
    texts: tuple[Translated, ...]


@dataclass(frozen=True, kw_only=True)
class Document(Tidied):
    """One version of one framework. ``framework`` is its identity, ``version`` the label of this version.

    ``expectations`` are asked of every role.
    """

    framework: str
    title: str
    version: str
    language: str
    cumulative: bool
    scale: Scale
    tracks: tuple[Track, ...]
    levels: tuple[Level, ...]
    roles: tuple[Role, ...]
    rule: Rule
    about: str = ""
    attribution: str = ""
    licence: str = ""
    cadence: Cadence = "quarterly"
    behaviours_are: Literal["examples"] = "examples"
    pitch_open_to_subject: Openness = "after"
    consistently_months: int | None = None
    terminal_level: str = ""
    axis_groups: tuple[AxisGroup, ...] = ()
    axes: tuple[Axis, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    layers: tuple[Layer, ...] = ()
    add_on_roles: tuple[AddOnRole, ...] = ()
    translations: tuple[Translation, ...] = ()
