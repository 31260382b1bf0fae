"""The doors to a meeting and its stops, what its pages have in common, and the way back after an act."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import seen
from accounts.doors import Door
from accounts.models import Person
from accounts.moves import NotAllowed
from calibration.models import Meeting, Round, Stop, Visit
from calibration.workflow.acting import must_not_be_locked
from calibration.workflow.rules import drives
from reviews.models import Group, Part

WHOLE = Meeting.objects.select_related("group__cycle", "round")
MEETING = Door(lambda viewer, group: WHOLE.visible_to(viewer).filter(group=group), holding=False)
WAYS_BACK = ("meeting", "meeting_desk", "meeting_observer", "meeting_check_in", "meeting_changed")


def the_meeting(request: HttpRequest, group: UUID) -> Meeting:
    """The meeting of a group, for who may come to it; else 404."""
    found: list[Meeting] = MEETING(request.user, group)
    if not found:
        raise Http404
    return found[0]


def the_meeting_of(request: HttpRequest, group: UUID) -> Meeting:
    """The meeting of a group that the person may know of; else 404. If they come to the meeting is not asked."""
    found = seen(Group, request.user, pk=group)
    meeting = Meeting.objects.select_related("group__cycle").filter(group=found).first()
    if meeting is None:
        raise Http404
    return meeting


def the_visit(request: HttpRequest, group: UUID) -> Visit:
    """How the person stands to the meeting of a group that they may know of; else 404."""
    return Visit.of(request.user, the_meeting_of(request, group))


def to_the_meeting(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where a page of a meeting is not for the visitor, or not yet: who comes to it goes there; else 404."""
    if Meeting.objects.visible_to(request.user).filter(pk=visit.meeting.pk).exists():
        return redirect("meeting", visit.meeting.group_id)
    raise Http404


def the_stop(request: HttpRequest, meeting: Meeting, stop: UUID) -> Stop:
    """A stop of that meeting, for who may see it; else 404: never one's own."""
    rows = Stop.objects.select_related("subject", "round", "meeting__group__cycle")
    return seen(rows, request.user, pk=stop, meeting=meeting)


def about(visit: Visit) -> dict[str, object]:
    """What every page of a meeting says around its middle."""
    found, attendance = visit.meeting, visit.attendance
    locked = found.state == Meeting.State.LOCKED
    return {
        "meeting": found,
        "group": found.group,
        "attendance": attendance,
        "drives": bool(attendance) and visit.person.pk in (found.scribe_id, found.moderator_id),
        "is_observer": visit.part == Part.OBSERVER,
        "may_take_a_seat": bool(attendance) and visit.part != Part.GUEST and not locked,
        "may_pull_out": visit.part != Part.GUEST,
        "is_locked": locked,
    }


def must_drive(meeting: Meeting, person: Person) -> None:
    """The desk is for who holds a seat: raises NotAllowed, and Conflict once the meeting is over."""
    must_not_be_locked(meeting)
    if not drives(meeting, person):
        raise NotAllowed("desk")


def back(request: HttpRequest, meeting: Meeting, to: str = "meeting_desk") -> HttpResponse:
    """After an act: the page it was done from, else `to`."""
    said = request.POST.get("back", "")
    return redirect(said if said in WAYS_BACK else to, meeting.group_id)


def number_or_404(meeting: Meeting, number: int, viewer: Person | Visit) -> Round:
    """The round of that number, where the viewer may know of it."""
    turns = Stop.objects.filter(meeting=meeting).not_kept_from(viewer)
    round = meeting.rounds.filter(number=number, pk__in=turns.values("round")).first()
    if round is None:
        raise Http404
    return round
