"""Writing to the trail: one function, called in the transaction of the act itself."""

from django.db.models import Model

from accounts.models import Event, Person


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
