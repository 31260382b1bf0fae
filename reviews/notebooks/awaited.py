"""Where a review stands for the person whom it is about: in words, with the days, and with nothing of what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import clock
from accounts.components import action
from accounts.models import Person
from reviews.models import Group, Reflection, Result, RosterEntry
from reviews.notebooks.reflecting import is_open
from reviews.telling.letter import Coming, coming_to

State = Group.State


@dataclass(frozen=True)
class Awaited:
    """One review that was not told yet: the sentence of now, the line of its phases with their days, and what its
    subject may do meanwhile."""

    coming: Coming
    sentence: str
    phases: list[dict[str, Any]]
    actions: list[dict[str, Any]] = field(default_factory=list)


def awaited_by(person: Person) -> list[Awaited]:
    """The reviews that the person waits for, the one they hear of first before the others."""
    coming = coming_to(person)
    assessors = {
        entry.group_id: entry.assessor.first_name
        for entry in RosterEntry.objects.visible_to(person)
        .filter(subject=person, group__in=[one.group.pk for one in coming])
        .select_related("assessor")
    }
    written = {one.group_id: one for one in Reflection.objects.visible_to(person).filter(subject=person).bookkept()}
    found = [
        Awaited(one, _now(one, assessors.get(one.group.pk, "")), _phases(one), _actions(one.group, written, person))
        for one in coming
    ]
    return sorted(found, key=lambda one: (one.coming.hears_by is None, one.coming.hears_by or date.max))


def _actions(group: Group, written: Mapping[Any, Reflection], person: Person) -> list[dict[str, Any]]:
    """What the person may do while it is assessed; afterwards the way to what they handed in."""
    common = reverse("common_text", args=[group.pk, person.pk]) if group.cycle.has_common_text else ""
    return [*_reflection(group, written), *([action(_("The common text"), common, quiet=True)] if common else [])]


def _reflection(group: Group, written: Mapping[Any, Reflection]) -> list[dict[str, Any]]:
    url, there = reverse("my_reflection", args=[group.pk]), written.get(group.pk)
    handed_in = there is not None and there.state == Reflection.State.HANDED_IN
    if handed_in:
        return [action(_("What you handed in about your work"), url, quiet=True)]
    if not is_open(group):
        return []
    note = _("Nobody has to. You choose who reads it.")
    return [action(_("Go on writing about your work") if there else _("Write about your own work"), url, note=note)]


def _now(coming: Coming, assessor: str) -> str:
    """What happens at this moment, in one sentence; the same for everybody in the group but for the name."""
    cycle, said, today = coming.group.cycle, {"name": assessor}, clock.today()
    if coming.group.state == State.ASSESSING:
        if cycle.assess_by < today:
            return _("%(name)s had until %(day)s to write about your work.") % (said | {"day": _day(cycle.assess_by)})
        return _("%(name)s writes about your work, until %(day)s.") % (said | {"day": _day(cycle.assess_by)})
    if coming.group.state == State.PREVIEWING:
        if cycle.preview_by < today:
            return _("The group had until %(day)s to read what was written, and meets next.") % {
                "day": _day(cycle.preview_by)
            }
        return _("The group reads what was written, until %(day)s.") % {"day": _day(cycle.preview_by)}
    if coming.group.state == State.CALIBRATING:
        return _("The group meets, and looks at everybody’s case in turn.")
    if coming.group.state == State.DECIDING:
        return _("The group has met; what is to be decided about roles in it is decided now.")
    if coming.group.state == State.FINALISING:
        return _("%(name)s writes to you.") % said
    return _("%(name)s tells you next.") % said


def _phases(coming: Coming) -> list[dict[str, Any]]:
    """The line, with the day by which each of its phases is to end where that is set."""
    cycle = coming.group.cycle
    days = [
        _until(cycle.assess_by),
        _until(cycle.preview_by),
        (_("was due %(day)s") if cycle.meet_on < clock.today() else _("on %(day)s")) % {"day": _day(cycle.meet_on)},
        "",
        _until(cycle.release_on),
        _("you hear by %(day)s") % {"day": _day(coming.hears_by)} if coming.hears_by else "",
    ]
    return [
        phase | {"note": day if phase["state"] != "done" else ""}
        for phase, day in zip(coming.phases, days, strict=True)
    ]


def _until(day: date) -> str:
    said = _("was due %(day)s") if day < clock.today() else _("until %(day)s")
    return said % {"day": _day(day)}


def _day(day: date) -> str:
    return date_format(day, "l, j F")


def last_told(person: Person) -> Result | None:
    """The newest result that the person may read."""
    rows = Result.objects.visible_to(person).filter(subject=person)
    return rows.select_related("group__cycle", "overall", "author").order_by("group__cycle__covers_to").last()
