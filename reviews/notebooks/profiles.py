"""The personal profile: what a role whose level has no text of its own asks of one person. Who writes it, which roles
want one, and how it reads beside an assessment."""

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
from reviews.models import Group, ProfileText, RosterEntry
from reviews.notebooks.axes import AxisChoice

Said = Mapping[UUID | None, str]  # id of an axis → text; None: in general


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
    version = placement and Version.objects.current().filter(framework=placement.role.framework_id).first()
    if placement is None or version is None or placement.role.code not in reading.roles(version):
        return []
    return _roles_from(version, placement.role)


def _roles_from(version: Version, held: Role) -> list[Wanted]:
    ladder = reading.ladder(version)
    return [
        Wanted(role, full_name(ladder.roles[role.code]), axes_of(version, role.code), role == held)
        for role in [held, *ways.next_roles(version, held)]
        if ladder.is_personal(role.code)
    ]


def axes_of(version: Version, code: str) -> tuple[AxisChoice, ...]:
    """The axes on which a role is judged: those of its tracks."""
    ladder, rows = reading.ladder(version), reading.axes(version)
    used = {axis.code: axis.name for track in ladder.roles[code].tracks for axis in ladder.axes_of(track)}
    return tuple(AxisChoice(rows[axis], name) for axis, name in used.items())


def texts(subject: Person, role: Role, viewer: Person, at: datetime | None = None) -> dict[UUID | None, ProfileText]:
    """What the viewer may read of a profile, by the id of the axis; as it stands, or as it stood at a moment."""
    rows = ProfileText.objects.visible_to(viewer).filter(subject=subject, role=role).at(at or clock.now())
    return {row.axis_id: row for row in rows.select_related("axis")}


def is_written(subject: Person, role: Role) -> bool:
    """Whether there is any; tells nothing of what it says."""
    with as_task("pitches-known"):
        rows = ProfileText.objects.filter(subject=subject, role=role, ended_at__isnull=True)
        return bool(rows.bookkept().exists())


def unwritten(entry: RosterEntry, roles: Iterable[Role]) -> list[Role]:
    """Those of some roles that want a profile of whoever stands on that line of a roster, and have none."""
    ladder = reading.ladder(entry.version)
    return [role for role in roles if ladder.is_personal(role.code) and not is_written(entry.subject, role)]


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
    rows = ProfileText.objects.filter(subject=subject, role=role, ended_at__isnull=True)
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


def _text(standing: Mapping[UUID | None, ProfileText], axis: UUID | None) -> str:
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


def shown(subject: Person, viewer: Person, one: Wanted, at: datetime | None = None) -> Shown:
    """A profile as a viewer may read it."""
    found = texts(subject, one.role, viewer, at)
    axes = [(axis.name, found[axis.axis.pk].text) for axis in one.axes if axis.axis.pk in found]
    return Shown(one.title, found[None].text if None in found else "", axes)


def read(person: Person, role: Role, viewer: Person, wanted: Wanted | None) -> Shown:
    """A profile on its own page, also of a role that wants none any more: its axes are then those that were written."""
    if wanted is None:
        version = Version.objects.current().filter(framework=role.framework_id).first()
        names = reading.names(version).axes if version else {}
        rows = [row.axis for row in texts(person, role, viewer).values() if row.axis]
        wanted = Wanted(role, role.code, tuple(AxisChoice(axis, names.get(axis.pk, axis.code)) for axis in rows), False)
    return shown(person, viewer, wanted)


def on_my_level(person: Person, placement: Placement, version: Version) -> Section | None:
    """What is written for oneself, below what is asked; nothing where no role of theirs wants it."""
    profiles = [shown(person, person, one) for one in _roles_from(version, placement.role)]
    if not profiles:
        return None
    return Section(_("My personal profile"), "reviews/notebooks/profile_on_my_level.html", {"profiles": profiles})


def on_person_page(person: Person, viewer: Person) -> Section | None:
    """For whoever manages somebody of whom a profile is wanted, the way to it."""
    if not may_write(viewer, person):
        return None
    ways_to = [(one, reverse("profile", args=[person.pk, one.role.pk])) for one in roles_for(person)]
    if not ways_to:
        return None
    profiles = [(one, url, is_written(person, one.role)) for one, url in ways_to]
    context = {"name": person.first_name, "profiles": profiles}
    return Section(_("Personal profile"), "reviews/notebooks/profile_on_person.html", context)


def beside_assessments(group: Group, viewer: Person, subjects: list[UUID]) -> dict[UUID, list[Extra]]:
    """The profiles of those whose level has no text of its own, for the readers of their assessments."""
    rows = RosterEntry.objects.filter(group=group, subject__in=subjects).select_related("version", "role", "subject")
    personal = [row for row in rows if reading.ladder(row.version).is_personal(row.role.code)]
    found = {row.subject_id: _of(row, viewer) for row in personal}
    return {pk: [Extra("reviews/notebooks/_profile_read.html", {"profile": one})] for pk, one in found.items()}


def _of(row: RosterEntry, viewer: Person) -> Shown:
    ladder = reading.ladder(row.version)
    title = full_name(ladder.roles[row.role.code])
    return shown(row.subject, viewer, Wanted(row.role, title, axes_of(row.version, row.role.code), True))


def lay_beside(sheet: Sheet, viewer: Person) -> dict[str, Any] | None:
    """Puts the texts of a profile to the axes of a sheet on which that person is assessed; what the page says of it.
    None where the role's level has a text of its own."""
    ladder, assessment = reading.ladder(sheet.version), sheet.assessment
    after = assessment.next_role
    if after and after.code in ladder.roles and ladder.is_personal(after.code):
        _put(sheet, texts(sheet.subject, after, viewer), "next_expected")
    if not ladder.is_personal(assessment.role.code):
        return None
    found = texts(sheet.subject, assessment.role, viewer)
    _put(sheet, found, "expected")
    general = found[None].text if None in found else ""
    is_theirs = may_write(viewer, sheet.subject)
    url = reverse("profile", args=[sheet.subject.pk, assessment.role.pk]) if is_theirs else ""
    return {"is_written": bool(found), "general": general, "url": url}


def _put(sheet: Sheet, found: Mapping[UUID | None, ProfileText], where: str) -> None:
    for row in sheet.axes:
        if text := found.get(row.axis.pk):
            given = {"text": text.text, "name": sheet.subject.first_name}
            said = render_to_string("reviews/notebooks/_profile_axis.html", given)
            setattr(row, where, getattr(row, where) + said)
