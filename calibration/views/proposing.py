"""Proposing a rating from one's own page; taking a proposal, or setting it aside, at the desk."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import members, seen
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Meeting, Proposal, Visit
from calibration.propose_form import ProposalForm
from calibration.screen import screen_of
from calibration.views.desk import act
from calibration.views.doors import the_meeting, the_stop
from calibration.views.following import page
from calibration.voices import judges_here
from calibration.workflow.changing import must_be_open
from calibration.workflow.proposing import gone


@members
@require_POST
def meeting_propose(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Proposes a rating; where it was changed meanwhile its author is told, and keeps what was typed.

    Raises Conflict once the turn is no longer open: the page shows another person by then.
    """
    meeting = the_meeting(request, pk)
    looked_at = the_stop(request, meeting, stop)
    if not judges_here(Visit.of(request.user, meeting)):
        raise NotAllowed("propose")
    must_be_open(meeting, looked_at)
    form = ProposalForm(meeting, looked_at, request.POST)
    if not form.is_valid():
        return _again(request, meeting, form, 400)
    said = form.cleaned_data
    try:
        workflow.propose(
            meeting, request.user, looked_at, said["after"], said["line"], form.axis, expected=said["version"]
        )
    except Conflict as too_late:
        now = the_meeting(request, pk)
        must_be_open(now, the_stop(request, now, stop))
        form.comes_back(too_late.sentence, now.version)
        return _again(request, now, form, 409)
    return redirect("meeting", pk)


def _again(request: HttpRequest, meeting: Meeting, form: ProposalForm, status: int) -> HttpResponse:
    """The page as it stands now, with the form that came back."""
    visit = Visit.of(request.user, meeting)
    return page(request, visit, screen_of(meeting, visit), status=status, propose=form)


@members
@require_POST
def meeting_proposal_take(request: HttpRequest, pk: UUID, proposal: UUID) -> HttpResponse:
    """Takes a proposal: the rating changes."""
    return act(request, pk, lambda at, by: workflow.take_proposal(at, by, _proposal(request, at, proposal)))


@members
@require_POST
def meeting_proposal_aside(request: HttpRequest, pk: UUID, proposal: UUID) -> HttpResponse:
    """Sets a proposal aside."""
    return act(request, pk, lambda at, by: workflow.set_aside(at, by, _proposal(request, at, proposal)))


@members
@require_POST
def meeting_proposal_withdraw(request: HttpRequest, pk: UUID, proposal: UUID) -> HttpResponse:
    """Its author takes it back."""
    meeting = the_meeting(request, pk)
    workflow.withdraw_proposal(meeting, request.user, _proposal(request, meeting, proposal))
    return redirect("meeting", pk)


@members
@require_POST
def meeting_proposal_renew(request: HttpRequest, pk: UUID, proposal: UUID) -> HttpResponse:
    """Its author proposes it once more after the rating has changed."""
    meeting = the_meeting(request, pk)
    workflow.renew_proposal(meeting, request.user, _proposal(request, meeting, proposal))
    return redirect("meeting", pk)


def _proposal(request: HttpRequest, meeting: Meeting, proposal: UUID) -> Proposal:
    """The proposal, as far as who asks sees it. Raises Conflict where it is not there for them: they may have had it
    before them a moment ago."""
    try:
        return seen(Proposal, request.user, pk=proposal, stop__meeting=meeting)
    except Http404:
        raise Conflict(gone()) from None
