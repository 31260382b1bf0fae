"""Where the work of a group goes on, and where one came from: the pages that whoever reads may go to."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import GrantKind, Person
from reviews.models import Group, Part, Participant
from reviews.models.cycles import RELEASED
from reviews.telling.board import watches

State = Group.State


def onward(group: Group, viewer: Person, parts: set[str] | None = None) -> dict[str, str] | None:
    """A link (label, url) to the meeting, the decisions, the finalising or the telling; None where there is none.

    `parts`: the viewer's parts in the group, where `parts_of` has read them for many groups at once.
    """
    if group.state == State.CALIBRATING and _takes_part(group, viewer, parts):
        return {"label": _("Go to the meeting of %(group)s") % {"group": group.name}, "url": _to("meeting", group)}
    if group.state == State.DECIDING and (viewer.holds(GrantKind.PEOPLE_OPS) or _takes_part(group, viewer, parts)):
        return {"label": _("Decisions on pitches"), "url": _to("decisions", group)}
    if group.state == State.FINALISING and watches(group, viewer):
        return {"label": _("See whose words are done"), "url": _to("finalising", group)}
    if group.state in RELEASED and watches(group, viewer):
        return {"label": _("See how far the telling is"), "url": _to("finalising", group)}
    return None


def _takes_part(group: Group, viewer: Person, parts: set[str] | None) -> bool:
    held = parts_of([group], viewer).get(group.pk, set()) if parts is None else parts
    return bool(held - {Part.SUBJECT, Part.CONTRIBUTOR})


def parts_of(groups: Iterable[Group], viewer: Person) -> dict[UUID, set[str]]:
    """Group id → the parts that the viewer has in it now; one query."""
    rows = Participant.objects.now().filter(group__in=[group.pk for group in groups], person=viewer)
    found: dict[UUID, set[str]] = {}
    for group, part in rows.values_list("group_id", "part"):
        found.setdefault(group, set()).add(part)
    return found


def page_of(group: Group, viewer: Person, name: str = "group") -> str:
    """The address of a page of the group's, to go back to; nothing for whoever reads one matter of it and no more."""
    return _to(name, group) if Group.objects.visible_to(viewer).filter(pk=group.pk).exists() else ""


def _to(name: str, group: Group) -> str:
    return reverse(name, args=[group.pk])
