"""Where the work of a group goes on: the one page that its state asks for, for whoever may go there."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import GrantKind, Person
from reviews.models import Group, Part, Participant
from reviews.telling.board import watches

State = Group.State
TOLD = (State.TELLING, State.CLOSED)


def onward(group: Group, viewer: Person) -> dict[str, str] | None:
    """A link (label, url) to the meeting, the decisions, the finalising or the telling; None where there is none."""
    if group.state == State.CALIBRATING and _takes_part(group, viewer):
        return {"label": _("Go to the meeting of %(group)s") % {"group": group.name}, "url": _to("meeting", group)}
    if group.state == State.DECIDING and (viewer.holds(GrantKind.PEOPLE_OPS) or _takes_part(group, viewer)):
        return {"label": _("Decisions on pitches"), "url": _to("decisions", group)}
    if group.state == State.FINALISING and watches(group, viewer):
        return {"label": _("See whose words are done"), "url": _to("finalising", group)}
    if group.state in TOLD and watches(group, viewer):
        return {"label": _("See how far the telling is"), "url": _to("finalising", group)}
    return None


def _takes_part(group: Group, viewer: Person) -> bool:
    parts = Participant.objects.filter(group=group, person=viewer, until_at__isnull=True)
    return parts.exclude(part__in=(Part.SUBJECT, Part.CONTRIBUTOR)).exists()


def _to(name: str, group: Group) -> str:
    return reverse(name, args=[group.pk])
