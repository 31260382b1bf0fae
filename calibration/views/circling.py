"""Saying at the desk that the room goes round in circles."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.access import members
from calibration import workflow
from calibration.views.desk import act
from calibration.views.doors import the_meeting, the_stop


@members
@require_POST
def meeting_circle(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Counts it, and has every screen ask what would change the rating."""
    return act(request, pk, workflow.circle, the_stop(request, the_meeting(request, pk), stop))
