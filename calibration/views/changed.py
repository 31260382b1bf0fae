"""What was changed for a manager's people: the page on which they say that they have seen it, and the act by which they
are told afterwards."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import members
from calibration import workflow
from calibration.forms import Pressed
from calibration.models import Meeting, Visit
from calibration.views.doors import about, back, the_meeting
from calibration.workflow.looking import in_words, may_tell_afterwards, named_to, waits_for
from calibration.yours import changed_for_yours, changed_in_the_end, is_to_be_told


def about_looking(visit: Visit) -> dict[str, object]:
    """For the desk and the observer: for whom the lock waits because they have not looked, and whether the visitor may
    say that they are told afterwards."""
    if visit.meeting.state == Meeting.State.LOCKED or not visit.sees_turns:
        return {}
    waiting = waits_for(visit.meeting)
    if not waiting:
        return {}
    named = named_to(visit.meeting, waiting, visit.person)
    return {
        "has_not_looked": in_words(waiting, named),
        "may_tell_afterwards": bool(named) and may_tell_afterwards(visit.meeting, visit.person),
        "has_not_looked_oneself": any(one.manager == visit.person for one in waiting),
    }


@members
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_changed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was changed for one's people; a post says "I have seen these"."""
    meeting = the_meeting(request, pk)
    if request.method == "POST":
        workflow.see_changes(meeting, request.user, Pressed.version_in(request.POST) or 0)
        return back(request, meeting, "meeting_changed")
    visit = Visit.of(request.user, meeting)
    locked = meeting.state == Meeting.State.LOCKED
    if not locked and not visit.came:
        return redirect("meeting", pk)
    yours = changed_in_the_end(meeting, request.user) if locked else changed_for_yours(visit)
    asks = is_to_be_told(visit) if locked else any(one.is_new for one in yours)
    return render(request, "calibration/changed.html", about(visit) | {"yours": yours, "asks": asks})


@members
@require_POST
def meeting_tell_afterwards(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever has not looked is told after the meeting."""
    meeting = the_meeting(request, pk)
    workflow.tell_afterwards(meeting, request.user)
    return back(request, meeting, "meeting_observer")
