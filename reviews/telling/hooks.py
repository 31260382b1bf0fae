"""What later apps say about a result: what the meeting changed (calibration), what was decided (promotions).

Those apps come after this one, so they register a function here and are never imported.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.hooks import Hook
from accounts.models import Person
from frameworks.models import ScalePoint
from reviews.models import Group, Result


@dataclass(frozen=True)
class Change:
    """A rating that the meeting changed, for the manager who has to explain it: not who proposed it, nor why."""

    axis_id: UUID | None  # None: the overall rating
    against: str  # "current" or "next"
    before: ScalePoint | None
    after: ScalePoint | None


@dataclass(frozen=True)
class Decided:
    """What came of a pitch, as its subject is told it."""

    outcome: str  # "approved", "not_now" or "withdrawn"
    word: str  # the outcome in words
    target: str  # the role pitched for, as people call it
    starts_on: date | None = None
    axis: str = ""  # the rest only with "not now"
    evidence: str = ""
    support: str = ""
    again_on: date | None = None


@dataclass(frozen=True)
class Beside:
    """A text of somebody's for the person, which whoever writes the words finds beside them and may quote."""

    key: str
    text: str
    source: str


@dataclass(frozen=True)
class HeldBack:
    """Why the release of a group waits, as a sentence, and where that is mended."""

    sentence: str
    href: str
    label: str


ChangesOf = Callable[[Group, Person], list[Change]]
DecisionsOf = Callable[[Group, Iterable[UUID]], Mapping[UUID, Decided]]

# calibration's: (group, subject) → what the meeting changed of that subject's ratings
rating_changes: Hook[ChangesOf] = Hook()
# promotions': (group, ids of subjects) → by subject, what was decided; nothing while a decision is open. The caller
# has seen each subject's result through its door, and whoever sees a result sees the decision
pitch_decisions: Hook[DecisionsOf] = Hook()
# calibration's: (result, who writes its words) → what was written in the meeting for the person
beside_words: Hook[Callable[[Result, Person], list[Beside]]] = Hook()
# later apps': (group) → why its first release waits, unless whoever releases says that it is done regardless
waits_for: Hook[Callable[[Group], HeldBack | None]] = Hook()


def held_back(group: Group) -> HeldBack | None:
    """Why the first release of the group waits; nothing keeps those who follow."""
    if group.released_on:
        return None
    return next((why for asked in waits_for if (why := asked(group))), None)


def to_quote(result: Result, viewer: Person) -> list[Beside]:
    """What others wrote for the person, for whoever writes the words to them."""
    return [one for about in beside_words for one in about(result, viewer)]


def changes_of(group: Group, subject: Person) -> list[Change]:
    """What the meeting changed of the subject's ratings."""
    return [change for told in rating_changes for change in told(group, subject)]


def decisions_of(group: Group, subject_ids: Iterable[UUID]) -> dict[UUID, Decided]:
    """What was decided on the pitches of these subjects, by subject."""
    ids = list(subject_ids)
    return {subject: decided for told in pitch_decisions for subject, decided in told(group, ids).items()}


def decision_of(group: Group, subject_id: UUID) -> Decided | None:
    """What was decided on one subject's pitch, if there was one."""
    return decisions_of(group, [subject_id]).get(subject_id)
