"""The agenda as the line: the rounds, and under the one looked at its turns, as far as the viewer sees them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.addresses import addresses
from calibration.models import Meeting, Round, Stop, Turn, Visit
from calibration.screen import rounds_line
from reviews.models import Cycle


def agenda_line(visit: Visit, looked_at: Round | None = None) -> list[dict[str, Any]]:
    """Items for the line, each linked to its page. The weight hangs where the meeting is."""
    meeting = visit.meeting
    unfolded = looked_at or meeting.round
    turns = [turn for turn in visit.turns if unfolded and turn.round_id == unfolded.pk]
    here = meeting.stop_id if meeting.showing == Meeting.Showing.STOP else None
    inside = any(turn.pk == here for turn in turns)
    items: list[dict[str, Any]] = []
    for item in rounds_line(meeting, visit):
        if item["state"] == "here" and inside:
            item["state"] = "done"
        address = reverse("meeting_round", args=[meeting.group_id, item["number"]])
        items.append(item | {"href": address, "is_round": True})
        if unfolded and unfolded.number == item["number"]:
            address_of = addresses("meeting_stop", meeting.group_id)
            items += [_turn(turn, here, address_of(turn.pk)) for turn in turns]
    return items


def order_said(meeting: Meeting) -> str:
    """In which order the turns of a round come, in a sentence."""
    said = {"seed": meeting.seed}
    if not (first := meeting.group.cycle.goes_first):
        return _("Within a round the turns are shuffled by seed %(seed)s.") % said
    kinds = _(", then ").join(str(Cycle.First(one).label) for one in first)
    return _("Within a round first %(kinds)s; the rest is shuffled by seed %(seed)s.") % (said | {"kinds": kinds})


def _turn(turn: Turn, here: Any, address: str) -> dict[str, Any]:
    states = {Stop.State.WAITING: "next", Stop.State.OPEN: "here", Stop.State.CLOSED: "done"}
    notes = [_("cohort check")] if turn.kind == Stop.Kind.COHORT else []
    if turn.together:
        notes.append(_("taken together"))
    if turn.pulled_out and turn.state == "waiting":
        notes.append(_("pulled out"))
    if turn.parked:
        notes.append(_("parked"))
    if not turn.witnessed:
        notes.append(_("unwitnessed, confirmed") if turn.confirmed_at else _("unwitnessed"))
    return {
        "label": turn.name,
        "state": "here"
        if turn.pk == here
        else "next"
        if turn.pk != here and turn.state == "open"
        else states[turn.state],
        "note": ", ".join(notes),
        "href": address,
    }
