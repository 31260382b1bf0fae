"""What cycles ask of people: of People Ops to launch and to move on, of readers to read."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import GrantKind, Person
from accounts.owed import Owed, due
from reviews.cycles.following import to_be_followed
from reviews.models import Cycle, Group, Participant
from reviews.models.participants import READERS

State = Group.State


def owed(person: Person, today: date) -> list[Owed]:
    """What this person owes to cycles, without what they have to write."""
    return [*_to_run(person, today), *_to_read(person, today)]


def _to_run(person: Person, today: date) -> list[Owed]:
    """Of People Ops: cycles in planning, and series that want the next one. (The release is asked for by telling.)"""
    if not person.holds(GrantKind.PEOPLE_OPS):
        return []
    cycles = Cycle.objects.visible_to(person)
    return [
        Owed(
            _("Plan the cycle after %(cycle)s") % {"cycle": cycle.name},
            reverse("cycle_new") + f"?after={cycle.pk}",
        )
        for cycle in to_be_followed(cycles)
    ] + [
        Owed(_to_launch(cycle) % {"cycle": cycle.name}, reverse("cycle", args=[cycle.pk]), None)
        for cycle in _wanting_a_launch(cycles)
    ]


def _wanting_a_launch(cycles: QuerySet[Cycle]) -> QuerySet[Cycle]:
    """Those that nobody has launched, and those of which the worker could not launch a group."""
    groups = Group.objects.filter(cycle=OuterRef("pk"))
    failed = Exists(groups.filter(state=State.PLANNING).exclude(launch_trouble=""))
    found = cycles.filter(closed_at__isnull=True).annotate(has_failed=failed)
    return found.filter(Q(launched_at__isnull=True) | Q(has_failed=True)).exclude(Exists(groups.in_hand()))


def _to_launch(cycle: Any) -> str:
    if cycle.has_failed:
        return _("Look which groups of %(cycle)s could not be launched, and why")
    return _("Launch %(cycle)s, or discard it")


def _to_read(person: Person, today: date) -> list[Owed]:
    """Of readers: groups in preview."""
    reads = Participant.objects.now().filter(group=OuterRef("pk"), person=person, part__in=READERS)
    groups = Group.objects.visible_to(person).filter(Exists(reads), state=State.PREVIEWING).select_related("cycle")
    return [
        due(
            _("Read the assessments of %(group)s before the meeting") % {"group": group.name},
            reverse("reading", args=[group.pk]),
            group.cycle.preview_by,
            today,
        )
        for group in groups
    ]
