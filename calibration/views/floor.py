"""Asking for the floor from one's own page, and giving it at the desk."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import members, seen
from accounts.models import Person
from calibration import workflow
from calibration.views.desk import act
from calibration.views.doors import the_meeting


@members
@require_POST
def meeting_ask_floor(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks to speak."""
    workflow.ask_to_speak(the_meeting(request, pk), request.user)
    return redirect("meeting", pk)


@members
@require_POST
def meeting_leave_floor(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks no more, or has spoken."""
    workflow.give_up_the_floor(the_meeting(request, pk), request.user)
    return redirect("meeting", pk)


@members
@require_POST
def meeting_give_floor(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Gives the floor to one who asks."""
    return act(request, pk, lambda at, by: workflow.give_the_floor(at, by, seen(Person, by, pk=person)))
