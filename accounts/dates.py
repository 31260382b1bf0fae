"""The dates that concern a person, as each app says them, and the calendar file made of them. It names nobody.

The file is given to whoever has the link, and lies with whoever keeps that person's calendar: so it says what is due
and in which review, and nothing about anybody.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts import clock
from accounts.hooks import Hook
from accounts.models import Person

Given = dict[str, list[Any]]  # uid → digest of what was said, how often it has changed, since when
ASKED_AGAIN = timedelta(hours=6)


@dataclass(frozen=True)
class Occasion:
    """One day that concerns a person: `kind` and `thing` (an id) are what it is known by when its day moves; `what` is
    due in `of`; more is at the path `at`, for whoever may look there."""

    kind: str
    thing: str
    day: date
    what: str
    of: str
    at: str


# (person) → the days that concern them
dates_of: Hook[Callable[[Person], Iterable[Occasion]]] = Hook()


def occasions(person: Person) -> list[Occasion]:
    """Every day that concerns the person, the soonest first; the same thing once."""
    found = {(one.kind, one.thing): one for says in dates_of for one in says(person)}
    return sorted(found.values(), key=lambda one: (one.day, one.kind, one.thing))


def calendar_of(person: Person, given: Given) -> tuple[bytes, Given]:
    """The file of RFC 5545, and what it gives of each date: what is new there, or said otherwise than in `given`, is
    stamped with this moment."""
    calendar = Calendar()
    calendar.add("prodid", "-//Plumbline//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Reviews"))
    calendar.add("refresh-interval", ASKED_AGAIN, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    now: Given = {}
    for one in occasions(person):
        uid = _uid(person, one)
        now[uid] = _stamped(one, given.get(uid))
        calendar.add_component(_event(one, uid, *now[uid][1:]))
    return calendar.to_ical(), now


def _uid(person: Person, one: Occasion) -> str:
    """The same for the same thing, whatever its day; it gives away no id."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"{uuid5(NAMESPACE_URL, f'{person.pk} {one.kind} {one.thing}')}@{host}"


def _stamped(one: Occasion, before: list[Any] | None) -> list[Any]:
    said = hashlib.sha256(f"{one.day} {one.what} {one.of} {one.at}".encode()).hexdigest()[:16]
    if before and before[0] == said:
        return before
    return [said, before[1] + 1 if before else 0, clock.now().replace(microsecond=0).isoformat()]


def _event(one: Occasion, uid: str, sequence: int, since: str) -> Event:
    """A whole day, which stands in nobody's way."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.fromisoformat(since))
    event.add("last-modified", datetime.fromisoformat(since))
    event.add("sequence", sequence)
    event.add("summary", _("%(what)s (%(of)s)") % {"what": one.what, "of": one.of})
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("url", settings.SITE_URL + one.at)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
