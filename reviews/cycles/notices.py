"""What cycles ask of people: of People Ops to launch and to move on, of readers to read."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Door
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
    return [
        Owed(
            _("Plan the cycle after %(cycle)s") % {"cycle": cycle.name},
            reverse("cycle_new") + f"?after={cycle.pk}",
        )
        for cycle in TO_BE_FOLLOWED(person)
    ] + [
        Owed(_to_launch(cycle) % {"cycle": cycle.name}, reverse("cycle", args=[cycle.pk]), None)
        for cycle in WANTING_A_LAUNCH(person)
    ]


def _wanting_a_launch(person: Person) -> QuerySet[Cycle]:
    """Those that nobody has launched, and those of which the worker could not launch a group."""
    groups = Group.objects.filter(cycle=OuterRef("pk"))
    failed = Exists(groups.filter(state=State.PLANNING).exclude(launch_trouble=""))
    found = Cycle.objects.visible_to(person).filter(closed_at__isnull=True).annotate(has_failed=failed)
    return found.filter(Q(launched_at__isnull=True) | Q(has_failed=True)).exclude(Exists(groups.in_hand()))


def _to_be_read(person: Person) -> QuerySet[Group]:
    reads = Participant.objects.now().filter(group=OuterRef("pk"), person=person, part__in=READERS)
    return Group.objects.visible_to(person).filter(Exists(reads), state=State.PREVIEWING).select_related("cycle")


TO_BE_FOLLOWED = Door(lambda person: to_be_followed(Cycle.objects.visible_to(person)))
WANTING_A_LAUNCH = Door(_wanting_a_launch)
TO_BE_READ = Door(_to_be_read)


def _to_launch(cycle: Any) -> str:
    if cycle.has_failed:
        return _("Look which groups of %(cycle)s could not be launched, and why")
    return _("Launch %(cycle)s, or discard it")


def _to_read(person: Person, today: date) -> list[Owed]:
    """Of readers: groups in preview."""
    return [
        due(
            _("Read the assessments of %(group)s before the meeting") % {"group": group.name},
            reverse("reading", args=[group.pk]),
            group.cycle.preview_by,
            today,
        )
        for group in TO_BE_READ(person)
    ]
