"""The observer's page: presence by hand, the distribution so far, bias call-outs, and what went on without them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import members
from accounts.moves import NotAllowed, may
from calibration import workflow
from calibration.afterwards import afterwards
from calibration.attending import passed_over, recusals, to_the_observer, who_is_here
from calibration.board_file.board import may_take_out
from calibration.buttons import phases
from calibration.counting import bias_counts, distribution
from calibration.forms import PairForm
from calibration.keys import bias_keys
from calibration.models import Meeting, Stop, Visit
from calibration.timing import planned, timing_of
from calibration.views.changed import about_looking
from calibration.views.doors import about, back, the_meeting
from calibration.workflow.locking import unconfirmed
from calibration.workflow.rules import knows_who_is_here, observes
from reviews.models import Part


@members
@require_safe
def meeting_observer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The observer's panel."""
    meeting = the_meeting(request, pk)
    visit = Visit.of(request.user, meeting)
    if visit.part != Part.OBSERVER:
        raise NotAllowed("observe")
    seen = Stop.objects.visible_to(visit)
    knows = knows_who_is_here(visit)
    bias_sittings, bias = bias_counts(meeting)
    context = about(visit) | {
        "after": afterwards(meeting, request.user),
        "attested": observes(meeting, request.user),
        "sentence": to_the_observer(visit),
        "waits": passed_over(visit),
        "knows": knows,
        "people": who_is_here(meeting) if knows else [],
        "recusals": recusals(meeting, request.user) if knows else [],
        "distribution": distribution(meeting, request.user),
        "bias": bias,
        "bias_sittings": bias_sittings,
        "unconfirmed": unconfirmed(meeting).filter(pk__in=seen.values("pk")).select_related("subject", "round"),
        **about_looking(visit),
        "phases": phases(meeting, request.user) if may(meeting, "pause", request.user) else [],
        "pair": PairForm(),
        "timing": timing_of(visit),
        "plans": planned(meeting),
        "has_file": may_take_out(meeting.group, request.user),
        "is_running": meeting.state == Meeting.State.RUNNING,
        "keys": bias_keys((row["kind"], row["label"]) for row in bias if row["is_offered"]),
    }
    page = "calibration/observer.html"
    return render(request, f"{page}#observer_now" if request.htmx and not request.htmx.boosted else page, context)


@members
@require_POST
def meeting_attest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The observer says by hand: I am here."""
    meeting = the_meeting(request, pk)
    workflow.attest(meeting, request.user)
    return back(request, meeting, "meeting_observer")


@members
@require_POST
def meeting_bias(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Counts one bias call-out."""
    meeting = the_meeting(request, pk)
    workflow.call_bias(meeting, request.user, request.POST.get("kind", ""))
    return back(request, meeting, "meeting_observer")


@members
@require_POST
def meeting_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirms, in one act, what went on without the observer."""
    meeting = the_meeting(request, pk)
    workflow.confirm_unwitnessed(meeting, request.user)
    return back(request, meeting, "meeting_observer")
