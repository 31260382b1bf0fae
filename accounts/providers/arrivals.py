"""Whom a provider vouches for, and which person of ours that is. Nobody becomes one by arriving."""

import string
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from accounts import clock, trail
from accounts.backends import may_come_in
from accounts.models import Identity, Person

SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
LONGEST = {"issuer": 255, "subject": 255, "address": 254}


@dataclass(frozen=True)
class Arrival:
    """What a provider said, once it is known to have said it.

    `address` is empty unless the provider vouches for it; `words` are what it says of how the person showed who they
    are there; `said_at` is when, in seconds since 1970, where it says so.
    """

    issuer: str
    subject: str
    address: str = ""
    words: frozenset[str] = field(default_factory=frozenset)
    said_at: float | None = None

    @property
    def is_sound(self) -> bool:
        """Whether it can be kept: somebody is named, and nothing is longer than it may be or holds a NUL."""
        texts = {name: getattr(self, name) for name in LONGEST}
        fits = all("\0" not in text and len(text) <= LONGEST[name] for name, text in texts.items())
        return fits and bool(self.subject)

    @property
    def has_second_step(self) -> bool:
        """Whether the provider says that a second step was taken (PROVIDER_SECOND_STEP)."""
        return not self.words.isdisjoint(settings.PROVIDER_SECOND_STEP)


class Refused(Exception):
    """Who arrived is not let in: why, in a word, and whose account it is about, where there is one."""

    def __init__(self, reason: str, person: Person | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.person = person


@transaction.atomic
def recognise(arrival: Arrival) -> Person:
    """Who it is: by the subject; for one never seen by the address, to which the subject is then bound for good.

    Raises Refused where it is nobody here, nobody who may come in, or the address of somebody known by another subject.
    """
    known = Identity.objects.filter(issuer=arrival.issuer, subject=arrival.subject).select_related("person").first()
    person = known.person if known else _by_address(arrival)
    if not may_come_in(person):
        raise Refused("closed", person)
    if known is None:
        _bind(arrival, person)
    return person


def _by_address(arrival: Arrival) -> Person:
    """The person with the address. Only A to Z count as their small letters: a sign that some other rule takes for one
    of them is not the same address."""
    if not arrival.address:
        raise Refused("no_address")
    rows = Person.objects.select_for_update(of=("self",)).filter(email=arrival.address.translate(SMALL))
    person = rows.first()
    if person is None:
        raise Refused("no_account")
    return person


def _bind(arrival: Arrival, person: Person) -> None:
    """From now on this subject is this person. Another tab that did the same a moment ago is no other subject."""
    before = Identity.objects.filter(issuer=arrival.issuer, person=person).first()
    if before is not None and before.subject != arrival.subject:
        raise Refused("known_otherwise", person)
    if before is None:
        identity = Identity.objects.create(
            issuer=arrival.issuer, subject=arrival.subject, person=person, bound_at=clock.now()
        )
        trail.record("bind_identity", identity, person, about=person)


@transaction.atomic
def unbind(person: Person, by: Person | None) -> int:
    """Forgets by which subjects a person is known, so that the next arrival is matched by address; how many."""
    gone = list(Identity.objects.select_for_update(of=("self",)).filter(person=person))
    for identity in gone:
        trail.record("unbind_identity", identity, by, about=person)
    return Identity.objects.filter(pk__in=[identity.pk for identity in gone]).delete()[0]
