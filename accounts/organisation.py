"""The organisation's settings: changing them, and who did so last."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import trail
from accounts.hooks import Hook
from accounts.models import Event, Organisation, Person
from accounts.moves import NotAllowed
from accounts.rights import retention

SETTINGS = ("name", "time_zone", "roles_are_open", "readers_are_named", "statement_words", "gives_hints", "bias_kinds")
TEXTS = ("name", "bias_kinds")
KEPT = retention.SETTINGS

# the kinds of bias that a meeting knows anyway, in every word for them
bias_kinds_given: Hook[Callable[[], Iterable[str]]] = Hook()


@dataclass(frozen=True)
class Changed:
    """Who changed a setting last, and when that really was."""

    by: str
    at: datetime


@transaction.atomic
def change(by: Person, **values: Any) -> list[str]:
    """Changes the settings given and returns the names of those that differ from before, each an event.

    Raises NotAllowed for anyone but People Ops for the whole organisation, and where records would be kept for a
    shorter time: that takes two (`accounts.rights.shortening`). Settings that are not given stay, so that of two people
    who change different ones neither undoes the other's.
    """
    if not by.holds_everywhere("people_ops"):
        raise NotAllowed("change")
    organisation = Organisation.objects.select_for_update().get()
    kept = {name: value for name, value in values.items() if name in KEPT}
    if any(retention.is_shorter(getattr(organisation, name), value) for name, value in kept.items()):
        raise NotAllowed("shorten")
    return put(organisation, by, values)


def put(organisation: Organisation, by: Person | None, values: Mapping[str, Any]) -> list[str]:
    """Writes settings to the locked organisation and the trail; asks nobody. Returns what differs."""
    changed = [name for name in (*SETTINGS, *KEPT) if name in values and getattr(organisation, name) != values[name]]
    for name in changed:
        before, after = getattr(organisation, name), values[name]
        setattr(organisation, name, after)
        # the trail holds no text: of one only that it was changed
        states = {} if name in TEXTS else {"before": str(before)[:40], "after": str(after)[:40]}
        trail.record(f"set_{name}", organisation, by, **states)
    organisation.save(update_fields=changed)
    return changed


def last_changes() -> dict[str, Changed]:
    """Setting → who changed it last; a setting that nobody has changed is left out."""
    rows = Event.objects.filter(thing="accounts.organisation").select_related("by").order_by("at")
    names = {f"set_{name}": name for name in (*SETTINGS, *KEPT)}
    return {names[row.verb]: Changed(row.by.name, row.at) for row in rows if row.verb in names and row.by}
