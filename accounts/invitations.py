"""Inviting people to sign in: a mail with a link to choose a first password, good once and for fourteen days.

That somebody is invited is a row, written with the act; the tick sends what waits. The link is made when the mail is,
and is nowhere kept.
"""

import hashlib
import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core import signing
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts import clock, sessions, trail
from accounts.backends import may_come_in
from accounts.granting import covers_another
from accounts.models import Identity, Invitation, Person, lease
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, NotAllowed
from accounts.providers import ways

log = logging.getLogger(__name__)

GOOD_FOR = timedelta(days=14)
AGAIN_AFTER = timedelta(minutes=1)
SALT = "plumbline.invitation"
MOST_TRIES = 12
BATCH = 200  # mails a tick sends at most


# -- the link ------------------------------------------------------------------------------------------


def _state(person: Person) -> str:
    """What the first password, and another address, change: after that the link is no longer theirs."""
    bound = f"{person.password}|{person.last_login}|{person.email}"
    return salted_hmac(SALT, bound, algorithm="sha256").hexdigest()


def token_of(person: Person) -> str:
    """The secret of a link, made now."""
    return signing.dumps([person.pk.hex, _state(person)], salt=SALT)


def person_of(token: str) -> Person | None:
    """Whom a link invites; None where it is made up, too old, used, or the account is closed."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=UUID(pk)).first()
    if person is None or not may_come_in(person) or not constant_time_compare(state, _state(person)):
        return None
    return person


@transaction.atomic
def use(token: str, password: str) -> None:
    """Sets the first password by a link; of two at once the second is too late. Raises Conflict."""
    person = person_of(token)
    if person is not None:
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        person = person_of(token)
    if person is None:
        raise Conflict(_("This link was used a moment ago. Sign in with the password chosen then."))
    get_adapter().set_password(person, password)
    sessions.end_all(person)


def send_link(person: Person, message_id: str = "") -> None:
    """Sends the mail now; raises SMTPException or OSError."""
    context = {"user": person}
    if settings.PASSWORD_SIGN_IN:
        context["link"] = settings.SITE_URL + reverse("invitation_link", args=[token_of(person)])
    else:
        context |= {"place": settings.SITE_URL + reverse("account_login"), "ways": [way.name for way in ways()]}
    get_adapter().send_mail("accounts/email/invitation", person.email, context, message_id)


# -- who is invited --------------------------------------------------------------------------------------


def may_invite(person: Person, by: Person) -> bool:
    """People Ops for the person's population, while the person is here and has no password; never oneself."""
    return may_come_in(person) and not person.has_usable_password() and covers_another(by, person)


@transaction.atomic
def invite(person: Person, by: Person) -> Invitation:
    """Invites somebody, or again; raises NotAllowed, or Conflict for the second click of a minute."""
    if not may_invite(person, by):
        raise NotAllowed("invite")
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if Invitation.objects.filter(person=person, asked_at__gt=timezone.now() - AGAIN_AFTER).exists():
        raise Conflict(_("%(name)s was sent an invitation a moment ago.") % {"name": person.name})
    return _invited([person], by)[0]


def not_invited(viewer: Person) -> QuerySet[Person]:
    """Who is here, has no password and never came by the company's provider, and was sent no invitation that could
    still be good; never the viewer."""
    lately = Invitation.objects.filter(person=OuterRef("pk"), asked_at__gt=timezone.now() - GOOD_FOR)
    lately = lately.exclude(sent_at__isnull=True, tries__gte=MOST_TRIES)
    known = Identity.objects.filter(person=OuterRef("pk"))
    here = Q(left_on__isnull=True) | Q(left_on__gt=clock.today())
    rows = Person.objects.filter(here, is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return (
        rows.filter(people_ops_for(viewer, "pk"), ~Exists(lately), ~Exists(known))
        .exclude(pk=viewer.pk)
        .order_by("name", "pk")
    )


def digest(people: Iterable[Person]) -> str:
    """The same for the same people: whom the preview showed is who is invited."""
    return hashlib.sha256("".join(sorted(person.pk.hex for person in people)).encode()).hexdigest()


@transaction.atomic
def invite_all(by: Person, shown: str) -> list[Invitation]:
    """Invites everyone who was not yet, as it was shown; raises Conflict where that has changed since."""
    people = list(not_invited(by).select_for_update(of=("self",)))
    if not people or digest(people) != shown:
        raise Conflict(_("Who is to be invited has changed since you looked. Nobody was invited: look again."))
    return _invited(people, by)


def invite_oneself(person: Person) -> Invitation:
    """The first person of an installation, where nobody else could invite them."""
    return _invited([person], None)[0]


def _invited(people: list[Person], by: Person | None) -> list[Invitation]:
    rows = [Invitation(person=person, by=by, asked_at=timezone.now()) for person in people]
    Invitation.objects.bulk_create(rows, batch_size=500)
    for person in people:
        trail.record("invite", person, by, about=person)
    return rows


# -- sending -----------------------------------------------------------------------------------------------


def send_waiting(today: object) -> None:
    """Sends what waits, oldest first. An act of the tick: one process at a time, safe to run twice.

    What the mail server refuses for one person is tried again, a few times; while it takes none, everything waits.
    """
    until = lease.take("invitations", seconds=300)
    if until is None:
        return
    try:
        waiting = Invitation.objects.filter(sent_at__isnull=True, tries__lt=MOST_TRIES).select_related("person")
        for invitation in waiting.order_by("tries", "asked_at")[:BATCH]:
            row = Invitation.objects.filter(pk=invitation.pk)
            if not may_come_in(invitation.person):
                row.update(tries=MOST_TRIES)  # has left meanwhile
                continue
            row.update(tries=F("tries") + 1)
            try:
                send_link(invitation.person, f"<{invitation.pk}@{urlsplit(settings.SITE_URL).hostname}>")
            except (SMTPRecipientsRefused, SMTPDataError) as refused:
                log.warning("an invitation was refused by the mail server (%s)", type(refused).__name__)
            except (SMTPException, OSError) as wrong:
                row.update(tries=F("tries") - 1)
                log.warning("invitations wait: the mail server takes none (%s)", type(wrong).__name__)
                return
            else:
                row.update(sent_at=timezone.now())
    finally:
        lease.give_back("invitations", until)
