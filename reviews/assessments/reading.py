"""What a group reads before it meets: assessments one after the other, with remarks and what other apps add."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.hooks import Hook
from accounts.models import Person
from frameworks.models import VersionAxis
from reviews.assessments.sheet import ratings_by_assessment, titles
from reviews.models import Assessment, AxisRating, Group, Remark, RosterEntry


@dataclass(frozen=True)
class Extra:
    """A piece that another app shows with a subject: a template and what it is given."""

    template: str
    context: dict[str, Any]


# (group, viewer, subject ids) → {subject id: [Extra, …]}; each asks its own door, in a constant number of queries
Adds = Callable[[Group, Person, list[UUID]], dict[UUID, list[Extra]]]
beside_assessments: Hook[Adds] = Hook()


@dataclass
class Case:
    """One subject as the group reads them."""

    entry: RosterEntry
    role: str
    rank: int
    assessment: Assessment | None = None
    axes: list[dict[str, Any]] = field(default_factory=list)
    next_axes: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)

    @property
    def subject(self) -> Person:
        return self.entry.subject


def by_level(rows: list[RosterEntry]) -> list[RosterEntry]:
    """The rows of a roster, lowest level first, then by name."""
    named = titles(rows)
    return sorted(rows, key=lambda row: (named.get((row.version_id, row.role_id), ("", 0))[1], row.subject.name))


def cases(group: Group, viewer: Person, entries: Iterable[RosterEntry]) -> list[Case]:
    """The cases of `entries` (let through `readable_by`), in their order; one set of queries for all."""
    rows = list(entries)
    subjects = [entry.subject_id for entry in rows]
    named = titles(rows)
    written = Assessment.objects.visible_to(viewer).filter(group=group, subject__in=subjects)
    written = written.exclude(state=Assessment.State.DRAFT)
    assessments = {a.subject_id: a for a in written.select_related("overall", "author", "next_role")}
    ratings = ratings_by_assessment(
        list(
            AxisRating.objects.visible_to(viewer)
            .filter(assessment__in=[a.pk for a in assessments.values()])
            .select_related("point", "step")
        )
    )
    axes: dict[UUID, list[VersionAxis]] = {}
    for axis in VersionAxis.objects.filter(version__in={entry.version_id for entry in rows}):
        axes.setdefault(axis.version_id, []).append(axis)
    remarks: dict[UUID, list[Remark]] = {}
    for remark in Remark.objects.visible_to(viewer).filter(group=group, subject__in=subjects).select_related("author"):
        remarks.setdefault(remark.subject_id, []).append(remark)
    extras: dict[UUID, list[Extra]] = {}
    for adds in beside_assessments:
        for subject, more in adds(group, viewer, subjects).items():
            extras.setdefault(subject, []).extend(more)
    found = []
    for entry in rows:
        role, rank = named.get((entry.version_id, entry.role_id), (entry.role.code, 0))
        case = Case(entry, role, rank, assessments.get(entry.subject_id))
        case.remarks = remarks.get(entry.subject_id, [])
        case.extras = extras.get(entry.subject_id, [])
        if case.assessment:
            said = ratings.get(case.assessment.pk, {})
            case.axes = _rated(axes.get(entry.version_id, []), said, AxisRating.Against.CURRENT)
            case.next_axes = _rated(axes.get(entry.version_id, []), said, AxisRating.Against.NEXT)
        found.append(case)
    return found


def _rated(axes: list[VersionAxis], said: dict, against: str) -> list[dict[str, Any]]:
    """The axes on which something is said, in the version's order."""
    return [
        {
            "name": axis.name,
            "point": rating.point,
            "step": rating.step,
            "statement": rating.statement,
            "without": rating.not_applicable,
        }
        for axis in axes
        if (rating := said.get((axis.axis_id, against)))
    ]
