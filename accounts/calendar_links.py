"""Making and ending the link to one's calendar file, and whose a link is. Its secret is shown once and not kept."""

import hashlib
import secrets

from django.db import transaction

from accounts import clock, trail
from accounts.backends import may_come_in
from accounts.dates import Given, calendar_of
from accounts.granting import covers_another
from accounts.models import CalendarLink, Person
from accounts.moves import NotAllowed
from accounts.viewing import viewing

BYTES = 32


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def open_link(person: Person) -> CalendarLink | None:
    """The link that the person has now, if any."""
    return CalendarLink.objects.filter(person=person, ended_at__isnull=True).first()


@transaction.atomic
def make(person: Person) -> str:
    """A new link for oneself; returns its secret, once. The one before ends, and the changes it has told of go on."""
    given = _end(person, person)
    token = secrets.token_urlsafe(BYTES)
    link = CalendarLink.objects.create(person=person, digest=_digest(token), made_at=clock.now(), given=given)
    trail.record("make", link, person, about=person)
    return token


@transaction.atomic
def end(person: Person, by: Person) -> None:
    """Ends the link of a person; one that was ended already stays so. Raises NotAllowed for anyone but the person and
    People Ops for their population."""
    if by.pk != person.pk and not covers_another(by, person):
        raise NotAllowed("end")
    _end(person, by)


def _end(person: Person, by: Person) -> Given:
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    link = open_link(person)
    if link is None:
        return {}
    given, link.given, link.ended_at = link.given, {}, clock.now()
    link.save(update_fields=["given", "ended_at"])
    trail.record("end", link, by, about=person)
    return given


def link_of(token: str) -> CalendarLink | None:
    """The link with this secret; None where it is made up or ended, or the account is closed."""
    link = CalendarLink.objects.filter(digest=_digest(token), ended_at__isnull=True).select_related("person").first()
    return link if link and may_come_in(link.person) else None


def file_of(link: CalendarLink) -> bytes:
    """The calendar file as it is now; what it gives otherwise than before is remembered."""
    with viewing(link.person):
        content, given = calendar_of(link.person, link.given)
    if given != link.given:
        CalendarLink.objects.filter(pk=link.pk, ended_at__isnull=True).update(given=given)
    return content
