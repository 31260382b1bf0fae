"""The second step of signing in: whom it is asked of, who has one, and taking it off somebody who lost theirs."""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import sessions, trail
from accounts.granting import covers_another, may_deal_with
from accounts.hooks import Hook
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed

# what later apps add: as what a person takes part there, in the words of SECOND_STEP_FOR
parts_of: Hook[Callable[[Person], set[str]]] = Hook()

EVERYONE = "everyone"
LATELY = timedelta(days=30)


def is_asked_of(person: Person) -> bool:
    """Whether the settings ask it of somebody with these permissions and parts."""
    asked = set(settings.SECOND_STEP_FOR)
    if not asked:
        return False
    if EVERYONE in asked or asked & {grant.kind for grant in person.grants_held}:
        return True
    return any(asked & parts(person) for parts in parts_of)


def has_one(person: Person) -> bool:
    """An authenticator app or a passkey. Saved codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=person, type__in=kinds).exists()


def lacks_one(person: Person) -> bool:
    """Must have one and has none: nothing but setting one up is open."""
    return is_asked_of(person) and not has_one(person)


def came_with_one(request: HttpRequest, person: Person) -> bool:
    """Whether the company's provider has said, of this session, that a second step was taken there."""
    return any(record.get("second_step") for record in get_authentication_records(request, person))


# -- for somebody who lost theirs ----------------------------------------------------------------------


def may_reset(person: Person, by: Person) -> bool:
    """People Ops for the person, holding no less than they do; never oneself."""
    if not covers_another(by, person):
        return False
    return all(may_deal_with(by, grant.kind, grant.scope) for grant in person.grants_held)


@transaction.atomic
def reset(person: Person, by: Person | None) -> None:
    """Takes app, passkeys and codes off and ends every session; the next sign-in is by password and sets up anew.

    The person is told by mail. `by=None` is whoever runs the machine. Raises NotAllowed, or Conflict where there is
    nothing to take off, or where the same person has lately given them another address: the two together would be
    their account.
    """
    if by is not None and not may_reset(person, by):
        raise NotAllowed("reset_second_step")
    given = Event.objects.filter(verb="change", after="email", about=person, by=by, at__gt=timezone.now() - LATELY)
    if by is not None and given.exists():
        sentence = _("You have changed the address of %(name)s lately: another person of People Ops has to do this.")
        raise Conflict(sentence % {"name": person.name})
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    gone, _kinds = Authenticator.objects.filter(user=person).delete()
    if not gone:
        raise Conflict(_("%(name)s has no second step. Nothing was changed.") % {"name": person.name})
    sessions.end_all(person)
    trail.record("reset_second_step", person, by, about=person)
    who = by.name if by else _("Whoever runs the site")
    transaction.on_commit(
        lambda: get_adapter().send_mail("accounts/email/second_step_reset", person.email, {"user": person, "who": who}),
        robust=True,  # what was done stands, told or not
    )
