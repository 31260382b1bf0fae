"""Where the work of a group goes on, and where one came from: the pages that whoever reads may go to."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import GrantKind, Person
from reviews.models import Group
from reviews.models.cycles import RELEASED
from reviews.models.participants import WITHOUT_THE_GROUP, parts_held
from reviews.telling.board import watches

State = Group.State


def onward(group: Group, viewer: Person, held: Collection[str] | None = None) -> dict[str, str] | None:
    """A link (label, url) to the meeting, the decisions, the finalising or the telling; None where there is none.

    `held`: the viewer's parts in the group, where `parts_held` has read them for many groups.
    """
    if group.state == State.CALIBRATING and _takes_part(group, viewer, held):
        return {"label": _("Go to the meeting of %(group)s") % {"group": group.name}, "url": _to("meeting", group)}
    if group.state == State.DECIDING and (viewer.holds(GrantKind.PEOPLE_OPS) or _takes_part(group, viewer, held)):
        return {"label": _("Decisions on pitches"), "url": _to("decisions", group)}
    if group.state == State.FINALISING and watches(group, viewer, held):
        return {"label": _("See whose words are done"), "url": _to("finalising", group)}
    if group.state in RELEASED and watches(group, viewer, held):
        return {"label": _("See how far the telling is"), "url": _to("finalising", group)}
    return None


def _takes_part(group: Group, viewer: Person, held: Collection[str] | None) -> bool:
    if held is None:
        held = parts_held([group.pk], viewer).get(group.pk, ())
    return bool(set(held) - set(WITHOUT_THE_GROUP))


def page_of(group: Group, viewer: Person, name: str = "group") -> str:
    """The address of a page of the group's, to go back to; nothing for whoever reads one matter of it and no more."""
    return _to(name, group) if Group.objects.visible_to(viewer).filter(pk=group.pk).exists() else ""


def _to(name: str, group: Group) -> str:
    return reverse(name, args=[group.pk])
