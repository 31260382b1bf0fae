"""What was done in a running group, from the trail, in sentences."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Event, Person
from reviews.models import RosterEntry

VERBS = ("add_to_roster", "reassign", "treat", "leave", "change_role", "hand_over")
VERBS += ("name_contributor", "end_contributor", "invite", "dismiss")
MOST = 50


def done(rows: Iterable[RosterEntry], viewer: Person) -> list[tuple[datetime, str]]:
    """When and what, the latest first: of the rows given, which the viewer may change."""
    entries = {str(row.pk): row for row in rows}
    found = Event.objects.visible_to(viewer).filter(thing="reviews.rosterentry", verb__in=VERBS, thing_id__in=entries)
    events = list(found.select_related("by").order_by("-at")[:MOST])
    ids = {_id(said) for event in events for said in (event.before, event.after)} - {None}
    names: dict[UUID | None, str] = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [(event.at, _sentence(event, entries[event.thing_id], names)) for event in events]


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _sentence(event: Event, entry: RosterEntry, names: dict[UUID | None, str]) -> str:
    said = {"by": event.by.name if event.by else _("the clock"), "subject": entry.subject.name}
    if event.verb == "add_to_roster":
        return _("%(by)s put %(subject)s on the roster.") % said
    if event.verb == "leave":
        return _("%(by)s said that %(subject)s leaves.") % said
    if event.verb == "change_role":
        return _("%(by)s changed the role in which %(subject)s is assessed.") % said
    if event.verb in ("reassign", "hand_over"):
        pair = {"before": names.get(_id(event.before), ""), "after": names.get(_id(event.after), "")}
        return _("%(by)s gave %(subject)s from %(before)s to %(after)s.") % (said | pair)
    if event.verb in ("name_contributor", "end_contributor"):
        said |= {"name": names.get(_id(event.after or event.before), "")}
        asked = _("%(by)s asked %(name)s what they saw of %(subject)s.")
        return (asked if event.after else _("%(by)s asked %(name)s no more about %(subject)s.")) % said
    if event.verb in ("invite", "dismiss"):
        said |= {"name": names.get(_id(event.after or event.before), "")}
        invited = _("%(by)s invited %(name)s to write on %(subject)s with them.")
        return (invited if event.after else _("%(by)s writes on %(subject)s without %(name)s.")) % said
    treated = {
        RosterEntry.Treatment.ASSESS: _("%(by)s said that %(subject)s is assessed."),
        RosterEntry.Treatment.KEEP: _("%(by)s said that %(subject)s keeps the last result."),
    }
    return treated.get(event.after, _("%(by)s said that %(subject)s is not assessed this time.")) % said
