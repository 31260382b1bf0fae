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
from reviews.models import Group


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


ChangesOf = Callable[[Group, Person], list[Change]]
DecisionsOf = Callable[[Group, Iterable[UUID]], Mapping[UUID, Decided]]

# calibration's: (group, subject) → what the meeting changed of that subject's ratings
rating_changes: Hook[ChangesOf] = Hook()
# promotions': (group, ids of subjects) → by subject, what was decided; nothing while a decision is open. The caller
# has seen each subject's result through its door, and whoever sees a result sees the decision
pitch_decisions: Hook[DecisionsOf] = Hook()


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
