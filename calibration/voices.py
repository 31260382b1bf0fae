"""What is said in the room while a turn is open, as one viewer's page shows it: proposals, and who has the floor."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from calibration.models import Device, FloorRequest, Meeting, Proposal, Stop, Visit
from calibration.propose_form import ProposalForm
from calibration.screen import Face, Screen
from calibration.workflow.rules import JUDGES
from reviews.models import Part


@dataclass
class Proposed:
    """A proposal as a page shows it: which rating, from what to what, and whether the rating has changed since."""

    row: Proposal
    rating: str
    stands: Any
    is_overtaken: bool
    is_mine: bool

    @property
    def may_be_renewed(self) -> bool:
        """Whether it is still another rating than the one that stands."""
        return self.stands is None or self.stands.pk != self.row.after_id


def proposed(visit: Visit, face: Face) -> list[Proposed]:
    """What is proposed in the turn that the screen shows, in the order in which it was said."""
    rows = Proposal.objects.visible_to(visit).filter(stop=face.stop)
    stands = {line.axis_id: (line.name, line.point) for line in face.axes}
    overall = (_("Overall"), face.overall)
    return [
        _proposed(row, visit, *(stands.get(row.axis_id, ("", None)) if row.axis_id else overall))
        for row in rows.select_related("author", "before", "after")
    ]


def _proposed(row: Proposal, visit: Visit, rating: str, point: Any) -> Proposed:
    return Proposed(row, rating, point, row.is_overtaken(point), row.author_id == visit.person.pk)


@dataclass
class Floor:
    """Who speaks beside the assessor, and who asks to, in the order of their asking."""

    speaks: str = ""
    asking: list[FloorRequest] = field(default_factory=list)
    is_mine: bool = False
    is_asked: bool = False
    may_ask: bool = False

    @property
    def names(self) -> str:
        """Who asks, by name."""
        return ", ".join(asked.person.name for asked in self.asking)


def floor_of(visit: Visit, face: Face) -> Floor:
    """Who speaks in the turn that the screen shows, and who asks to."""
    rows = list(FloorRequest.objects.visible_to(visit).filter(stop=face.stop).select_related("person"))
    speaks = next((row for row in rows if row.given_at), None)
    return Floor(
        speaks.person.name if speaks else "",
        [row for row in rows if not row.given_at],
        is_mine=speaks is not None and speaks.person_id == visit.person.pk,
        is_asked=any(row.person_id == visit.person.pk for row in rows),
        may_ask=visit.attendance is not None and visit.attendance.part != Part.GUEST,
    )


def speaks_on(device: Device, screen: Screen) -> str:
    """Who has the floor, for the room's screen; empty where whoever assesses speaks."""
    if screen.face is None:
        return ""
    rows = FloorRequest.objects.visible_to(device).filter(stop=screen.face.stop)
    return rows.values_list("person__name", flat=True).first() or ""


def is_open_here(visit: Visit, screen: Screen | None) -> bool:
    """Whether the screen shows a turn in which the visitor, who is in the room, has a voice now."""
    shown = screen is not None and screen.face is not None and screen.face.stop.state == Stop.State.OPEN
    return shown and visit.attendance is not None and visit.meeting.state == Meeting.State.RUNNING


def judges_here(visit: Visit) -> bool:
    """Whether the visitor is in the room as one who judges, and does so still."""
    here = visit.attendance
    return here is not None and here.part in JUDGES and bool(visit.parts.intersection(JUDGES))


def on_a_page(visit: Visit, screen: Screen | None, **forms: Any) -> dict[str, Any]:
    """What a participant's page says of the voices: the proposals, and the form for another."""
    if not is_open_here(visit, screen):
        return {}
    face: Any = screen and screen.face
    found: dict[str, Any] = {"proposals": proposed(visit, face), "floor": floor_of(visit, face)}
    if judges_here(visit):
        found["propose"] = ProposalForm(visit.meeting, face.stop)
    return found | forms


def at_the_desk(visit: Visit, screen: Screen) -> dict[str, Any]:
    """What who drives chooses among: the proposals, and who asks to speak."""
    if not is_open_here(visit, screen) or screen.face is None:
        return {}
    found = {"proposals": proposed(visit, screen.face), "floor": floor_of(visit, screen.face)}
    return found | {"circles": screen.face.stop}
