"""Placing people: who holds which role from which day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict
from accounts.written_once import WrittenOnce
from frameworks.models import Placement, Role
from frameworks.succeeding import afterwards, follow

OF_PERSON = WrittenOnce(
    lambda person: (
        Placement.objects.filter(person=person).select_related("role__framework", "role__level").order_by("-from_on")
    )
)


def role_on(person: Person, day: date) -> Placement | None:
    """The placement in force for the person on that day, with its role and framework; None where there is none."""
    return next((one for one in OF_PERSON(person.pk) if one.is_in_force(day)), None)


@transaction.atomic
def place(person: Person, role: Role, from_on: date, by: Person | None) -> Placement:
    """From that day on the person holds the role; the earlier placement ends the day before.

    The same role again changes nothing; on the first day of the present placement the role is put right. Where a
    version has come meanwhile that has not the role, they go on to the one that follows it; where none does, they are
    to be placed (see `placing`). Raises Conflict where the person has a placement that begins later.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    placements = list(Placement.objects.filter(person=person).order_by("from_on"))
    if any(one.from_on > from_on for one in placements):
        raise Conflict(
            _("%(name)s has a role that begins later. Nothing was changed; choose a day after it.")
            % {"name": person.name}
        )
    current = next((one for one in placements if one.to_on is None or one.to_on >= from_on), None)
    later = afterwards(role)
    if current and current.role_id == (later[-1][1] if later else role).pk and current.to_on is None:
        return current
    if current and current.from_on == from_on:
        current.role, current.to_on = role, None
        current.save(update_fields=["role", "to_on"])
        placed = current
    else:
        if current:
            current.to_on = from_on - timedelta(days=1)
            current.save(update_fields=["to_on"])
        placed = Placement.objects.create(person=person, role=role, from_on=from_on)
    trail.record("place", placed, by, about=person)
    for day, following in later:
        placed = follow(placed, following, day, by)
    return placed
