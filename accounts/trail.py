"""Writing to the trail: one function, called in the transaction of the act itself."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import Event, Person, Reading

AGAIN_AFTER = timedelta(minutes=10)


def record(
    verb: str,
    thing: Model | type[Model],
    by: Person | None,
    about: Person | None = None,
    before: str = "",
    after: str = "",
) -> Event:
    """Writes one event; `by=None` means the system. Ids and states only. A model in place of a thing: none of them."""
    return Event.objects.create(
        verb=verb,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk) if isinstance(thing, Model) else "",
        by=by,
        about=about,
        before=before,
        after=after,
    )


def record_all(verb: str, things: Iterable[Any], by: Person | None) -> None:
    """The same event for each of many things that have a subject."""
    Event.objects.bulk_create(
        (
            Event(verb=verb, thing=one._meta.label_lower, thing_id=str(one.pk), by=by, about_id=one.subject_id)
            for one in things
        ),
        batch_size=500,
    )


def record_look(by: Person, about: Person | None) -> None:
    """Writes that somebody looked through the log of reading, once in ten minutes for the same person looked up."""
    lately = timezone.now() - AGAIN_AFTER
    if not Event.objects.filter(verb="look", by=by, about=about, at__gt=lately).exists():
        record("look", Reading, by, about=about)
