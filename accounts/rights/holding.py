"""Holds: as long as one is in force nothing that is held about the person goes, by nobody's act and by no date."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.granting import covers_another
from accounts.models import Hold, Person
from accounts.moves import Conflict, NotAllowed


def hold_on(person: Person) -> Hold | None:
    """The hold in force, if there is one."""
    return Hold.objects.in_force().filter(person=person).select_related("put_by", "person").first()


@transaction.atomic
def put(person: Person, reason: str, by: Person) -> Hold:
    """Puts the person on hold from now on. Raises NotAllowed, or Conflict where there is one or nothing is left."""
    if not covers_another(by, person):
        raise NotAllowed("hold")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.is_erased:
        raise Conflict(_("This person was erased already."))
    if hold_on(person):
        raise Conflict(_("There is a hold on %(name)s already.") % {"name": person.name})
    hold = Hold.objects.create(person=person, reason=reason, put_by=by, put_at=clock.now())
    trail.record("hold", person, by, about=person)
    return hold


@transaction.atomic
def lift(hold: Hold, by: Person) -> Hold:
    """Lifts it. Raises NotAllowed, or Conflict where it was lifted already."""
    if not covers_another(by, hold.person):
        raise NotAllowed("lift")
    hold = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise Conflict(_("This hold was lifted already. Nothing was changed."))
    hold.lifted_at, hold.lifted_by = clock.now(), by
    hold.save(update_fields=["lifted_at", "lifted_by"])
    trail.record("lift", hold.person, by, about=hold.person)
    return hold
