"""The buttons of the meeting's pages, from the same tables that the acts ask."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import may
from calibration.models import Meeting, Round, Stop
from calibration.workflow.rules import drives, is_shut_out


def post(label: str, name: str, meeting: Meeting, *more: Any, **extra: Any) -> dict[str, Any]:
    """One button: its words, its address, and the version it was pressed at."""
    fields = {"version": meeting.version} | extra.pop("fields", {})
    return {
        "label": label,
        "url": reverse(name, args=[meeting.group_id, *more]),
        "method": "post",
        "fields": fields,
    } | (extra)


def steering(meeting: Meeting, by: Person, following: Stop | Round | None) -> list[dict[str, Any]]:
    """Next, back, close and park, in words that say what happens and to whom; `following` is what next would show."""
    if meeting.state != Meeting.State.RUNNING or not drives(meeting, by) or is_shut_out(meeting, by):
        return []
    buttons = []
    if isinstance(following, Stop):
        label = (
            _("Next: %(name)s, cohort check") % {"name": following.subject.name}
            if following.kind == Stop.Kind.COHORT
            else _("Next: %(name)s") % {"name": following.subject.name}
        )
        buttons.append(post(label, "meeting_next", meeting, key="n"))
    elif isinstance(following, Round):
        buttons.append(
            post(_("Next: the board of %(name)s") % {"name": following.name}, "meeting_next", meeting, key="n")
        )
    if meeting.open_stop:
        name = meeting.open_stop.subject.name
        buttons.append(post(_("Close %(name)s's turn") % {"name": name}, "meeting_close", meeting, key="c"))
        buttons.append(post(_("Park %(name)s") % {"name": name}, "meeting_park", meeting, quiet=True, key="p"))
    if meeting.round:
        buttons.append(post(_("Back"), "meeting_back", meeting, quiet=True, key="b"))
    return buttons


def phases(meeting: Meeting, by: Person) -> list[dict[str, Any]]:
    """Start, pause, resume: whichever the person could do now."""
    words = {"start": _("Start the meeting"), "pause": _("Pause the meeting"), "resume": _("Go on with the meeting")}
    return [
        post(words[verb], f"meeting_{verb}", meeting, quiet=verb == "pause") for verb in words if may(meeting, verb, by)
    ]
