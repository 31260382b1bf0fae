"""What a cycle's page says of the check across groups, and what it asks of whom."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.components import fact
from accounts.doors import Door
from accounts.models import Person
from accounts.owed import Owed, due
from calibration.across.reach import UNRELEASED, answers_it, comes_to_the_check
from calibration.across.status import status_of
from calibration.models import CheckQuestion
from reviews.models import Cycle, Part, Participant


def check_of(cycle: Cycle, viewer: Person) -> list[dict[str, Any]]:
    """One line, for who comes to it, of a cycle that has it."""
    if not cycle.has_check_across or cycle.launched_at is None or not comes_to_the_check(cycle, viewer):
        return []
    status = status_of(cycle)
    if len(status.groups) < 2:
        return []
    said = _("made") if status.is_done else _("open") if status.is_open else _("not open yet")
    return [fact(_("The check across groups"), said, status.sentence, reverse("cycle_check", args=[cycle.pk]))]


def _directed(person: Person) -> QuerySet[Cycle]:
    parts = Participant.objects.now().filter(person=person, part=Part.DIRECTOR)
    cycles = Cycle.objects.filter(has_check_across=True, closed_at__isnull=True, pk__in=parts.values("group__cycle"))
    return cycles.order_by("name")


DIRECTED = Door(_directed, holding=False)


def owed_in_checks(person: Person, today: date) -> list[Owed]:
    """For directors: to look at the levels of a cycle whose groups have all met, and to answer what was asked."""
    return [one for cycle in DIRECTED(person) for one in _owed_in(cycle, person, today)]


def _owed_in(cycle: Cycle, person: Person, today: date) -> list[Owed]:
    status, at = status_of(cycle), reverse("cycle_check", args=[cycle.pk])
    if len(status.groups) < 2 or not status.may_be_made:
        return []
    found = []
    if person in status.missing:
        what = _("Look at the levels of all groups of %(cycle)s side by side") % {"cycle": cycle.name}
        found.append(due(what, at, cycle.release_on, today))
    rows = CheckQuestion.objects.visible_to(person).filter(
        group__cycle=cycle, group__state__in=UNRELEASED, state=CheckQuestion.State.OPEN
    )
    for group in dict.fromkeys(one.group for one in rows.select_related("group") if answers_it(one, person)):
        what = _("Answer what the check across groups asks of %(group)s") % {"group": group.name}
        found.append(due(what, f"{at}#asked", cycle.release_on, today))
    return found
