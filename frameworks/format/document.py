"""A framework version as plain data: everything that a framework file can say, and nothing else.

Texts are kept as they are, but for outer white space and the line ends of other systems. An empty text, an
empty tuple and ``None`` all mean "not said", unless the field says otherwise.
"""

from dataclasses import dataclass, fields
from typing import Literal

Cadence = Literal["quarterly", "half-yearly", "yearly"]
Standing = Literal["below", "partly", "at", "above", "none"]
LevelStatus = Literal["described", "unfinished", "retired", "appointment"]
Openness = Literal["after", "know", "with"]
RuleKind = Literal["across-the-board", "guidance", "demonstrated", "points"]
Better = Literal["higher", "lower", "middle"]


def tidy(text: str) -> str:
    """The text without outer white space and with line feeds as its only line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class Tidied:
    """Tidies its texts when it is made, so that what is equal in a file is equal here."""

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                object.__setattr__(self, field.name, tidy(value))
            elif isinstance(value, tuple):
                tidied = tuple(tidy(item) if isinstance(item, str) else item for item in value)
                object.__setattr__(self, field.name, tidied)


@dataclass(frozen=True, kw_only=True)
class Point(Tidied):
    """A point of the rating scale."""

    code: str
    word: str
    standing: Standing
    mark: str = ""
    meaning: str = ""


@dataclass(frozen=True, kw_only=True)
class Scale(Tidied):
    """The rating scale; points from the lowest to the highest."""

    code: str
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Measure(Tidied):
    """A number that illustrates a behaviour; ``better`` says where its good end is."""

    name: str
    value: str
    better: Better
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Behaviour(Tidied):
    """One example, never a checkbox. ``day_one``: expected before onboarding ends."""

    text: str
    day_one: bool = False
    measure: Measure | None = None


@dataclass(frozen=True, kw_only=True)
class AxisGroup(Tidied):
    """A heading over several axes."""

    code: str
    name: str


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
    """A category of judgement; ``group`` is the code of an axis group."""

    code: str
    name: str
    question: str = ""
    group: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Track(Tidied):
    """A ladder. ``axes`` are the codes it uses; ``None`` means all axes of the framework."""

    code: str
    name: str
    about: str = ""
    axes: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Fact(Tidied):
    """Something shown beside a level, as name and text."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Level(Tidied):
    """A rung. ``rank`` orders levels over the whole organisation; ``points_from`` is a threshold."""

    code: str
    rank: int
    summary: str = ""
    status: LevelStatus = "described"
    is_different_role: bool = False
    facts: tuple[Fact, ...] = ()
    points_from: int | None = None


@dataclass(frozen=True, kw_only=True)
class Expectation(Tidied):
    """What a role asks on an axis: words of its own, a step of the axis, both, or a reason why nothing."""

    axis: str
    summary: str = ""
    day_one: bool = False
    step: int | None = None
    behaviours: tuple[Behaviour, ...] = ()
    not_applicable: str = ""


@dataclass(frozen=True, kw_only=True)
class Role(Tidied):
    """A level on one track or several.

    ``next`` holds the codes of roles one may move to; ``None`` means the roles of the next rank on the same
    tracks, an empty tuple means that no move is foreseen.
    """

    code: str
    level: str
    tracks: tuple[str, ...]
    title: str = ""
    aliases: tuple[str, ...] = ()
    summary: str = ""
    next: tuple[str, ...] | None = None
    expectations: tuple[Expectation, ...] = ()


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
    """A clause answered in words; asked from ``from_level`` up, or always."""

    code: str
    name: str
    question: str
    from_level: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule(Tidied):
    """The promotion rule, as data over standings."""

    kind: RuleKind
    high_performance: HighPerformance | None = None
    at_next_level: AtNextLevel | None = None
    conditions: tuple[Condition, ...] = ()
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class Document(Tidied):
    """One version of one framework. ``framework`` is its identity, ``version`` the label of this version."""

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
    add_on_roles: tuple[AddOnRole, ...] = ()
