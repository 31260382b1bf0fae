"""The personal profile: what a role whose level has no text of its own asks of one person. Who writes it, which roles
want one, and how it reads beside an assessment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.extras import Section
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from frameworks import reading, ways
from frameworks.asked import full_name
from frameworks.models import Placement, Role, Version
from frameworks.placements import role_on
from reviews.assessments.reading import Extra
from reviews.assessments.sheet import Sheet
from reviews.models import Assessment, Group, ProfileText, RosterEntry
from reviews.notebooks.axes import AxisChoice

Said = Mapping[UUID | None, str]  # id of an axis → text; None: in general
Texts = Mapping[UUID | None, ProfileText]


@dataclass(frozen=True)
class Wanted:
    """A role that wants a profile of one person: its name as it is read, and the axes it is judged on."""

    role: Role
    title: str
    axes: tuple[AxisChoice, ...]
    is_own: bool  # they hold it; else it is one they can go to


def roles_for(person: Person) -> list[Wanted]:
    """The roles of somebody today that want a profile: the one they hold, and those they can go to from it."""
    placement = role_on(person, clock.today())
    version = placement and Version.objects.in_force(placement.role.framework_id)
    if placement is None or version is None or placement.role.code not in reading.roles(version):
        return []
    return _roles_from(version, placement.role)


def _roles_from(version: Version, held: Role) -> list[Wanted]:
    ladder = reading.ladder(version)
    found = [role for role in [held, *ways.next_roles(version, held)] if ladder.is_personal(role.code)]
    return [wanted(version, role, role == held) for role in found]


def wanted(version: Version, role: Role, is_own: bool = True) -> Wanted:
    """What a profile of a role of a version is headed with and says something on."""
    return Wanted(role, full_name(reading.ladder(version).roles[role.code]), axes_of(version, role.code), is_own)


def axes_of(version: Version, code: str) -> tuple[AxisChoice, ...]:
    """The axes on which a role is judged: those of its tracks."""
    names, rows = reading.ladder(version).axes_of_role(code), reading.axes(version)
    return tuple(AxisChoice(rows[axis.code], axis.name) for axis in names.values())


def texts(subject: Person, role: Role, viewer: Person, at: datetime | None = None) -> Texts:
    """What the viewer may read of a profile; as it stands, or as it stood at a moment."""
    rows = ProfileText.objects.visible_to(viewer).filter(subject=subject, role=role)
    return _in_force(rows.select_related("axis"), at)


def _in_force(rows: Iterable[ProfileText], at: datetime | None) -> Texts:
    moment = at or clock.now()
    return {row.axis_id: row for row in rows if row.stood_at(moment)}


def written(subject: Person) -> set[UUID]:
    """The ids of the roles of which anything is written for a person; tells nothing of what it says."""
    with as_task("pitches-known"):
        return set(ProfileText.objects.standing().filter(subject=subject).bookkept().values_list("role_id", flat=True))


def unwritten(entry: RosterEntry, roles: Iterable[Role]) -> list[Role]:
    """Those of some roles that want a profile of whoever stands on that line of a roster, and have none."""
    ladder = reading.ladder(entry.version)
    wanting = [role for role in roles if ladder.is_personal(role.code)]
    there = written(entry.subject) if wanting else set()
    return [role for role in wanting if role.pk not in there]


def may_write(author: Person, subject: Person) -> bool:
    """Whoever manages the person today."""
    return subject.is_active and author.pk != subject.pk and subject.reports_to(author)


@transaction.atomic
def write(author: Person, subject: Person, role: Role, said: Said, began: Said) -> int:
    """Writes what is another than before, by axis; an empty text takes one away. How many were changed.

    `began`: what stood there when the writing began. Raises NotAllowed; Conflict where the role wants no profile of
    them, or where somebody else changed one of these texts meanwhile.
    """
    if not may_write(author, subject):
        raise NotAllowed("write")
    if role not in [one.role for one in roles_for(subject)]:
        raise Conflict(_("%(role)s has a text of its own. Nothing was saved.") % {"role": role.code})
    Person.objects.select_for_update().get(pk=subject.pk)
    now = clock.now()
    rows = ProfileText.objects.standing().filter(subject=subject, role=role)
    standing: dict[UUID | None, ProfileText] = {row.axis_id: row for row in rows}
    changed = [axis for axis, text in said.items() if text.strip() != _text(standing, axis)]
    if any(_text(standing, axis) != began.get(axis, "").strip() for axis in changed):
        raise Conflict(
            _("Somebody saved another text meanwhile; it stands below. Yours is in the fields: save again to keep it.")
        )
    for axis in changed:
        if earlier := standing.get(axis):
            earlier.ended_at = now
            earlier.save(update_fields=["ended_at"])
        if text := said[axis].strip():
            values = {"subject": subject, "role": role, "axis_id": axis, "author": author, "begun_at": now}
            ProfileText.objects.create(text=text, **values)
    if changed:
        trail.record("write_profile", role, author, about=subject)
    return len(changed)


def _text(standing: Texts, axis: UUID | None) -> str:
    return standing[axis].text.strip() if axis in standing else ""


# -- how it reads ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """One profile, ready to be shown: the role, what it asks in general, and (name of the axis, text)."""

    role: str
    general: str
    axes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.general and not self.axes


def shown(one: Wanted, found: Texts) -> Shown:
    """A profile from its texts."""
    axes = [(axis.name, found[axis.axis.pk].text) for axis in one.axes if axis.axis.pk in found]
    return Shown(one.title, found[None].text if None in found else "", axes)


def read(person: Person, role: Role, viewer: Person, one: Wanted | None) -> Shown:
    """A profile on its own page, also of a role that wants none any more: its axes are then those that were written."""
    found = texts(person, role, viewer)
    if one is None:
        version = Version.objects.in_force(role.framework_id)
        names = reading.names(version).axes if version else {}
        rows = [row.axis for row in found.values() if row.axis]
        one = Wanted(role, role.code, tuple(AxisChoice(axis, names.get(axis.pk, axis.code)) for axis in rows), False)
    return shown(one, found)


def on_my_level(person: Person, placement: Placement, version: Version) -> Section | None:
    """What is written for oneself, below what is asked; nothing where no role of theirs wants it."""
    profiles = [shown(one, texts(person, one.role, person)) for one in _roles_from(version, placement.role)]
    if not profiles:
        return None
    template = "reviews/notebooks/profile_on_my_level.html"
    return Section(_("My personal profile"), template, {"profiles": profiles}, "profile")


def on_person_page(person: Person, viewer: Person) -> Section | None:
    """For whoever manages somebody of whom a profile is wanted, the way to it."""
    if not may_write(viewer, person):
        return None
    ways_to = [(one, reverse("profile", args=[person.pk, one.role.pk])) for one in roles_for(person)]
    if not ways_to:
        return None
    there = written(person)
    profiles = [(one, url, one.role.pk in there) for one, url in ways_to]
    context = {"name": person.first_name, "profiles": profiles}
    return Section(_("Personal profile"), "reviews/notebooks/profile_on_person.html", context)


def beside_assessments(group: Group, viewer: Person, subjects: list[UUID]) -> dict[UUID, list[Extra]]:
    """The profiles of those whose level has no text of its own, for the readers of their assessments: as they stood
    when the assessment was handed in."""
    rows = RosterEntry.objects.filter(group=group, subject__in=subjects).select_related("version", "role")
    personal = [row for row in rows if reading.ladder(row.version).is_personal(row.role.code)]
    if not personal:
        return {}
    inside = [row.subject_id for row in personal]
    written = Assessment.objects.visible_to(viewer).handed_in().filter(group=group, subject__in=inside)
    when = dict(written.values_list("subject_id", "submitted_at"))
    by_person: dict[tuple[UUID, UUID], list[ProfileText]] = defaultdict(list)
    for text in ProfileText.objects.visible_to(viewer).filter(subject__in=inside).select_related("axis"):
        by_person[text.subject_id, text.role_id].append(text)
    found = {}
    for row in personal:
        texts = _in_force(by_person[row.subject_id, row.role_id], when.get(row.subject_id))
        profile = shown(wanted(row.version, row.role), texts)
        found[row.subject_id] = [Extra("reviews/notebooks/_profile_read.html", {"profile": profile})]
    return found


def lay_beside(sheet: Sheet, viewer: Person) -> dict[str, Any] | None:
    """Puts the texts of a profile to the axes of a sheet on which that person is assessed, as they stood when it was
    handed in; what the page says of it. None where the role's level has a text of its own."""
    ladder, assessment = reading.ladder(sheet.version), sheet.assessment
    after = assessment.next_role
    if after and after.code in ladder.roles and ladder.is_personal(after.code):
        _put(sheet, texts(sheet.subject, after, viewer, assessment.submitted_at), "next_expected")
    if not ladder.is_personal(assessment.role.code):
        return None
    found = texts(sheet.subject, assessment.role, viewer, assessment.submitted_at)
    _put(sheet, found, "expected")
    general = found[None].text if None in found else ""
    is_theirs = may_write(viewer, sheet.subject)
    url = reverse("profile", args=[sheet.subject.pk, assessment.role.pk]) if is_theirs else ""
    return {"is_written": bool(found), "general": general, "url": url}


def _put(sheet: Sheet, found: Texts, where: str) -> None:
    for row in sheet.axes:
        if text := found.get(row.axis.pk):
            given = {"text": text.text, "name": sheet.subject.first_name}
            said = render_to_string("reviews/notebooks/_profile_axis.html", given)
            setattr(row, where, getattr(row, where) + said)
