"""What people themselves ask of people: to confirm an address, an erasure, a permission or a shorter
time for records that somebody else asked for."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Door
from accounts.granting import may_confirm
from accounts.models import AddressChange, Erasure, Grant, GrantKind, Person, Shortening
from accounts.moves import may
from accounts.owed import Owed

CHANGES = Door(
    lambda person: (
        AddressChange.objects.visible_to(person).filter(state=AddressChange.State.WAITING).select_related("subject")
    )
)


def owed(person: Person, today: date) -> list[Owed]:
    """One sentence for each change of address, erasure, permission and shorter time that this person may confirm."""
    found = []
    for change in CHANGES(person):
        if may(change, "confirm", person):
            own = change.subject_id == person.pk
            sentence = _("Confirm your new address") if own else _("Confirm the new address of %(name)s")
            url = reverse("address", args=[change.subject_id])
            found.append(Owed(sentence % {"name": change.subject.name}, url))
    if not person.holds(GrantKind.PEOPLE_OPS):
        return found
    erasures = Erasure.objects.visible_to(person).filter(state=Erasure.State.WAITING)
    for erasure in erasures.select_related("subject"):
        if may(erasure, "confirm", person):
            sentence = _("Confirm the erasure of %(name)s, or withdraw it") % {"name": erasure.subject.name}
            found.append(Owed(sentence, reverse("person_data", args=[erasure.subject_id])))
    for shorter in Shortening.objects.visible_to(person).filter(state=Shortening.State.WAITING):
        if may(shorter, "confirm", person):
            sentence = _("Confirm that records are kept for a shorter time, or withdraw it")
            found.append(Owed(sentence, reverse("organisation_kept")))
    for grant in Grant.objects.visible_to(person).waiting().select_related("person", "scope"):
        if may_confirm(grant, person):
            sentence = _("Confirm a permission of %(name)s, or withdraw it") % {"name": grant.person.name}
            found.append(Owed(sentence, reverse("grants")))
    return found
