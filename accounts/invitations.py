"""Inviting someone to sign in: a mail with a link to choose a password."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.forms import ResetForm
from accounts.granting import covers
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed

AGAIN_AFTER = timedelta(minutes=1)


def may_invite(person: Person, by: Person) -> bool:
    """People Ops for the person's population, while the person is here; nobody invites themselves."""
    return person.is_active and person.pk != by.pk and covers(by, person)


@transaction.atomic
def invite(person: Person, by: Person, request: HttpRequest) -> None:
    """Sends the mail after commit; raises NotAllowed, or Conflict for the second click of a minute."""
    if not may_invite(person, by):
        raise NotAllowed("invite")
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    lately = timezone.now() - AGAIN_AFTER
    if Event.objects.filter(verb="invite", thing_id=str(person.pk), at__gt=lately).exists():
        raise Conflict(_("%(name)s was sent an invitation a moment ago.") % {"name": person.name})
    trail.record("invite", person, by, about=person)
    form = ResetForm({"email": person.email})
    if form.is_valid():
        transaction.on_commit(lambda: form.save(request))
