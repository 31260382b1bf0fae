"""Changing the address of somebody who holds a permission: one person asks, another confirms.

Whoever has the address can choose a new password by mail. So that nobody of People Ops alone can take over the account
of another, an import does not change such an address, and neither does anyone alone on a page.
"""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, letters, trail
from accounts.models import AddressChange, Grant, GrantKind, Person
from accounts.moves import Conflict, Move, NotAllowed, move

State = AddressChange.State


def needs_two(person: Person) -> bool:
    """Whether the address of this person is changed by two people only: whoever holds a permission."""
    return bool(person.grants_held)


def may_ask(person: Person, by: Person) -> bool:
    """People Ops for the whole organisation, where the person holds a permission; also for themselves."""
    return by.holds_everywhere(GrantKind.PEOPLE_OPS) and needs_two(person)


def may_confirm(change: AddressChange, by: Person | None) -> bool:
    """The person concerned or somebody of People Ops, but never who asked; the machine, where there is nobody else."""
    if by is None:
        held = Grant.objects.of_people_ops().filter(scope=None)
        return not held.exclude(person__in=[change.asked_by_id, change.subject_id]).exists()
    is_one_of_them = by.pk == change.subject_id or by.holds_everywhere(GrantKind.PEOPLE_OPS)
    return is_one_of_them and by.pk != change.asked_by_id


def may_withdraw(change: AddressChange, by: Person | None) -> bool:
    """The person concerned, and anybody of People Ops for the whole organisation."""
    return by is not None and (by.pk == change.subject_id or by.holds_everywhere(GrantKind.PEOPLE_OPS))


TOO_LATE = gettext_lazy("This was confirmed or withdrawn already. Nothing was done; look again.")
AddressChange.MOVES = {
    "confirm": Move(frozenset({State.WAITING}), State.CONFIRMED, may_confirm, TOO_LATE),
    "withdraw": Move(frozenset({State.WAITING}), State.WITHDRAWN, may_withdraw, TOO_LATE),
}


def waiting_for(person: Person) -> AddressChange | None:
    """The change that waits to be confirmed, if there is one."""
    rows = AddressChange.objects.filter(subject=person, state=State.WAITING)
    return rows.select_related("asked_by", "subject").first()


@transaction.atomic
def ask(person: Person, address: str, by: Person) -> AddressChange:
    """Asks for a new address; nothing changes until another person confirms it.

    Raises NotAllowed, or Conflict where one waits already or somebody has that address.
    """
    if not may_ask(person, by):
        raise NotAllowed("ask")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if waiting_for(person):
        raise Conflict(_("Another address of %(name)s waits to be confirmed already.") % {"name": person.name})
    if Person.objects.filter(email__iexact=address).exists():
        raise Conflict(_("Somebody has the address %(address)s already. Nothing was asked for.") % {"address": address})
    change = AddressChange.objects.create(subject=person, address=address, asked_by=by, asked_at=clock.now())
    trail.record("ask", change, by, about=person)
    return change


@transaction.atomic
def confirm(change: AddressChange, by: Person | None) -> AddressChange:
    """Gives the person the new address; `by=None` is the machine. The old address is told of it.

    Raises NotAllowed for who asked, or Conflict where it is too late or somebody has that address by now.
    """
    change = move(change, "confirm", by, confirmed_by=by)
    person = Person.objects.select_for_update(of=("self",)).get(pk=change.subject_id)
    before, person.email = person.email, change.address
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError:
        raise Conflict(_("Somebody has this address by now. Nothing was changed: withdraw it.")) from None
    EmailAddress.objects.filter(user=person).delete()
    trail.record("change", person, by, about=person, after="email")
    # the change stands even if the old address no longer takes mail
    transaction.on_commit(lambda: _tell_the_old_address(person, before), robust=True)
    return change


def _tell_the_old_address(person: Person, before: str) -> None:
    letters.send([before], gettext_lazy("Your address for Plumbline was changed"), "address_changed.txt", person=person)


def withdraw(change: AddressChange, by: Person) -> AddressChange:
    """Puts the change away; the address stays. Raises NotAllowed or Conflict."""
    return move(change, "withdraw", by)
