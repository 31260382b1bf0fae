"""What a group reads before it meets: assessments one after the other, with remarks and what other apps add."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.doors import Door
from accounts.hooks import Hook
from accounts.models import Event, Person
from accounts.models.people import is_active
from frameworks.models import VersionAxis
from reviews.assessments import blind
from reviews.assessments.revisions import Changed, changes
from reviews.assessments.sheet import ratings_by_assessment, titles
from reviews.models import Assessment, AxisRating, Group, Part, Participant, Remark, RosterEntry


@dataclass(frozen=True)
class Extra:
    """A piece that another app shows with a subject: a template and what it is given."""

    template: str
    context: dict[str, Any]


# (group, viewer, subject ids) → {subject id: [Extra, …]}; each asks its own door, in a constant number of queries
Adds = Callable[[Group, Person, list[UUID]], dict[UUID, list[Extra]]]
beside_assessments: Hook[Adds] = Hook()


@dataclass
class Thread:
    """A remark with the answers under it."""

    remark: Remark
    answers: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Revision:
    """What one submission changed in the one before: when, whether the group could read the older, and what."""

    on: datetime
    in_preview: bool
    changes: list[Changed]


@dataclass
class Case:
    """One subject as the group reads them."""

    entry: RosterEntry
    role: str
    rank: int
    assessment: Assessment | None = None
    axes: list[dict[str, Any]] = field(default_factory=list)
    next_axes: list[dict[str, Any]] = field(default_factory=list)
    remarks: list["Thread"] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    written_with: str = ""  # the names of who were invited to write it when it was submitted
    is_blind: bool = False  # the viewer's first read is asked for before the rating shows

    @property
    def subject(self) -> Person:
        return self.entry.subject


def threads(remarks: list[Remark]) -> dict[UUID, list[Thread]]:
    """Subject → their remarks, the oldest first, each with its answers."""
    found = {remark.pk: Thread(remark) for remark in remarks if remark.parent_id is None}
    by_subject: dict[UUID, list[Thread]] = {}
    for thread in found.values():
        by_subject.setdefault(thread.remark.subject_id, []).append(thread)
    for remark in remarks:
        if remark.parent_id in found:
            found[remark.parent_id].answers.append(remark)
    return by_subject


WRITTEN = Door(
    lambda viewer, group, subjects: (
        Assessment.objects.visible_to(viewer)
        .handed_in()
        .filter(group=group, subject__in=subjects)
        .select_related("overall", "author", "submitted_by", "next_role")
    )
)
RATED = Door(
    lambda viewer, assessments: (
        AxisRating.objects.visible_to(viewer).filter(assessment__in=assessments).select_related("point", "step")
    )
)
SAID = Door(
    lambda viewer, group, subjects: (
        Remark.objects.visible_to(viewer).filter(group=group, subject__in=subjects).select_related("author")
    )
)


def cases(
    group: Group, viewer: Person, entries: Iterable[RosterEntry], given: dict[UUID, Assessment] | None = None
) -> list[Case]:
    """The cases of `entries` (let through `readable_by`), in their order; one set of queries for all. `given`: other
    assessments than those that stand, by subject, let through their door."""
    rows = list(entries)
    subjects = [entry.subject_id for entry in rows]
    named = titles(rows)
    assessments = given or {one.subject_id: one for one in WRITTEN(viewer, group.pk, subjects)}
    ratings = ratings_by_assessment(RATED(viewer, [one.pk for one in assessments.values()]))
    axes: dict[UUID, list[VersionAxis]] = {}
    for axis in VersionAxis.objects.filter(version__in={entry.version_id for entry in rows}):
        axes.setdefault(axis.version_id, []).append(axis)
    remarks = threads(SAID(viewer, group.pk, subjects))
    extras: dict[UUID, list[Extra]] = {}
    for adds in beside_assessments:
        for subject, more in adds(group, viewer, subjects).items():
            extras.setdefault(subject, []).extend(more)
    blind_on = blind.hidden(group, viewer, subjects)
    others = _written_with(group, assessments)
    found = []
    for entry in rows:
        role, rank = named.get((entry.version_id, entry.role_id), (entry.role.code, 0))
        case = Case(entry, role, rank, assessments.get(entry.subject_id))
        case.remarks = remarks.get(entry.subject_id, [])
        case.extras = extras.get(entry.subject_id, [])
        if case.assessment:
            said = ratings.get(case.assessment.pk, {})
            case.axes = _rated(axes.get(entry.version_id, []), said, AxisRating.Against.CURRENT)
            case.written_with = get_text_list(others.get(entry.subject_id, []), _("and"))
            case.next_axes = _rated(axes.get(entry.version_id, []), said, AxisRating.Against.NEXT)
            if entry.subject_id in blind_on:
                _hide(case)
        found.append(case)
    return found


def _written_with(group: Group, assessments: dict[UUID, Assessment]) -> dict[UUID, list[str]]:
    """Subject → who had been invited to write the assessment with its author when that was submitted, by name."""
    if not assessments:
        return {}
    parts = Participant.objects.filter(group=group, part=Part.CO_AUTHOR, about__in=list(assessments))
    found: dict[UUID, list[str]] = {}
    for part in parts.select_related("person").order_by("person__name", "pk"):
        on = assessments[part.about_id].submitted_at if part.about_id else None
        if part.about_id and on and is_active(part.from_at, part.until_at, on):
            found.setdefault(part.about_id, []).append(part.person.name)
    return found


def _hide(case: Case) -> None:
    """Takes out what would tell the rating: the words stay, those on an axis as well."""
    case.is_blind, case.remarks, case.next_axes = True, [], []
    case.axes = [axis | {"point": None, "step": None} for axis in case.axes if axis["statement"]]


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


# -- what was changed after it was submitted ---------------------------------------------------------


def revisions(case: Case, viewer: Person) -> list[Revision]:
    """What the author changed since the first submission, the latest first; nothing where somebody else had it before.
    `case` was read through `cases`; three queries more where there is something."""
    stands = case.assessment
    if stands is None or stands.revises_id is None or case.is_blind:
        return []
    earlier = Assessment.objects.visible_to(viewer).filter(
        group=stands.group_id, subject=stands.subject_id, author=stands.author_id, still_shown=True
    )
    rows = [*earlier.select_related("overall").order_by("submitted_at"), stands]
    ratings = AxisRating.objects.visible_to(viewer).filter(assessment__in=[row.pk for row in rows])
    said = ratings_by_assessment(list(ratings.select_related("point", "step")))
    axes = {axis.axis_id: axis.name for axis in VersionAxis.objects.filter(version=case.entry.version_id)}
    texts = [_labelled(row, said.get(row.pk, {}), axes) for row in rows]
    replaced_at = _acts(stands.group_id, [row.pk for row in rows])
    opened = replaced_at.get(str(stands.group_id))
    found = []
    for number, row in enumerate(rows[1:], start=1):
        replaced = replaced_at.get(str(rows[number - 1].pk))
        seen = bool(opened and replaced and replaced > opened)
        found.append(Revision(row.submitted_at, seen, changes(texts[number - 1], texts[number])))
    return found[::-1]


def _labelled(row: Assessment, said: dict, axes: dict[UUID, str]) -> dict[str, str]:
    """Everything that an assessment says, by how it is called."""
    texts = {_("Overall"): row.overall.word if row.overall else "", _("Statement"): row.statement}
    for axis, name in axes.items():
        for against, label in ((AxisRating.Against.CURRENT, name), (AxisRating.Against.NEXT, _next(name))):
            if rating := said.get((axis, against)):
                step = _("step %(number)s") % {"number": rating.step.number} if rating.step else ""
                rated = rating.point.word if rating.point else _("does not apply") if rating.not_applicable else ""
                texts[label] = ", ".join(part for part in (rated, step) if part)
                texts[_("%(axis)s, in words") % {"axis": label}] = rating.statement or rating.not_applicable
    return texts


def _next(name: str) -> str:
    return _("%(axis)s, against the next role") % {"axis": name}


def _acts(group: UUID, assessments: list[UUID]) -> dict[str, datetime]:
    """When the preview of the group was opened, and when each assessment was replaced, by their ids."""
    ids = [str(group), *(str(pk) for pk in assessments)]
    acts = Event.objects.filter(thing_id__in=ids, verb__in=["open_preview", "replace"])
    return dict(acts.values_list("thing_id", "at"))
