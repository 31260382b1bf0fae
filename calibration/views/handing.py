"""Handing over moderation at the desk."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import members
from accounts.models import Person
from accounts.moves import Conflict
from calibration import workflow
from calibration.models import Attendance, Meeting
from calibration.views.desk import desk
from calibration.views.doors import back, must_drive, the_meeting
from calibration.workflow.rules import drives


@members
@require_POST
def meeting_hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hands the moderator's seat to somebody in the room; who drives no longer by that goes to the meeting."""
    meeting = the_meeting(request, pk)
    must_drive(meeting, request.user)
    try:
        workflow.hand_over(meeting, request.user, _chosen(meeting, request.POST.get("person", "")))
    except Conflict as too_late:
        return desk(request, the_meeting(request, pk), status=409, too_late=too_late.sentence)
    return back(request, meeting, "meeting_desk" if drives(meeting, request.user) else "meeting")


def _chosen(meeting: Meeting, said: str) -> Person:
    """Somebody who came to the meeting. Raises Conflict for anybody else."""
    try:
        pk = UUID(said)
    except ValueError:
        raise Conflict(_("Choose somebody in the room who moderates from now on.")) from None
    found = Person.objects.filter(pk=pk, pk__in=Attendance.objects.filter(meeting=meeting).values("person")).first()
    if found is None:
        raise Conflict(_("Choose somebody in the room who moderates from now on."))
    return found
