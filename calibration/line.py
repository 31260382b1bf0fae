"""The agenda as the line: the rounds, and under the one looked at its turns, as far as the viewer sees them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.addresses import addresses
from calibration.models import Meeting, Round, Stop
from calibration.screen import rounds_line


def agenda_line(
    meeting: Meeting, viewer: Any, looked_at: Round | None = None, turns: list[Stop] | None = None
) -> list[dict[str, Any]]:
    """Items for the line, each linked to its page. The weight hangs where the meeting is.

    `turns`: those of the round looked at, where they were read for this viewer already.
    """
    unfolded = looked_at or meeting.round
    stops = turns or []
    if unfolded and turns is None:
        rows = Stop.objects.visible_to(viewer).filter(meeting=meeting, round=unfolded)
        stops = list(rows.select_related("subject"))
    here = meeting.stop_id if meeting.showing == Meeting.Showing.STOP else None
    inside = any(stop.pk == here for stop in stops)
    items: list[dict[str, Any]] = []
    for item in rounds_line(meeting, viewer):
        if item["state"] == "here" and inside:
            item["state"] = "done"
        address = reverse("meeting_round", args=[meeting.group_id, item["number"]])
        items.append(item | {"href": address, "is_round": True})
        if unfolded and unfolded.number == item["number"]:
            address_of = addresses("meeting_stop", meeting.group_id)
            items += [_turn(stop, here, address_of(stop.pk)) for stop in stops]
    return items


def _turn(stop: Stop, here: Any, address: str) -> dict[str, Any]:
    states = {Stop.State.WAITING: "next", Stop.State.OPEN: "here", Stop.State.CLOSED: "done"}
    notes = [_("cohort check")] if stop.kind == Stop.Kind.COHORT else []
    if stop.parked:
        notes.append(_("parked"))
    if not stop.witnessed:
        notes.append(_("unwitnessed, confirmed") if stop.confirmed_at else _("unwitnessed"))
    return {
        "label": stop.subject.name,
        "state": "here"
        if stop.pk == here
        else "next"
        if stop.pk != here and stop.state == "open"
        else states[stop.state],
        "note": ", ".join(notes),
        "href": address,
    }
