"""The acts and pages by which one learns from a meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import members
from accounts.logs import unsaid
from accounts.moves import Conflict, NotAllowed
from calibration.learning import asking
from calibration.learning.flagging import axes_of, flag_wording
from calibration.learning.forms import SurveyForm, TurnFlagForm
from calibration.learning.looking_back import look_back, may_look_back
from calibration.learning.words import step_words
from calibration.models import Visit
from calibration.views.doors import back, the_meeting, the_stop, the_visit, to_the_meeting
from frameworks.models import Axis


@unsaid
@members
@require_POST
def meeting_flag(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Flags the wording of an axis from the open turn, as whoever sees that turn."""
    meeting = the_meeting(request, pk)
    turn = the_stop(request, meeting, stop)
    axes = axes_of(turn)
    form = TurnFlagForm(axes, request.POST)
    if not form.is_valid():
        raise Conflict(" ".join(sentence for sentences in form.errors.values() for sentence in sentences))
    given = form.cleaned_data
    flag_wording(meeting, request.user, turn, Axis.objects.get(pk=given["axis"]), given["said"], given["is_named"])
    messages.success(request, _("The wording of %(axis)s is flagged.") % {"axis": axes[given["axis"]]})
    return back(request, meeting, "meeting")


@members
@require_safe
def meeting_look_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A look back at a meeting that is locked; before, whoever comes to it is led to it."""
    visit = the_visit(request, pk)
    if not may_look_back(visit):
        return to_the_meeting(request, visit)
    return _looking_back(request, visit, SurveyForm())


@members
@require_POST
def meeting_survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Counts what somebody who was there says of the meeting; nothing is kept that links it to them."""
    visit = the_visit(request, pk)
    if not visit.attendances:
        the_meeting(request, pk)
        raise NotAllowed("answer")
    form = SurveyForm(request.POST)
    if not form.is_valid() and asking.week_of(visit.meeting).is_open:
        return _looking_back(request, visit, form, 400)
    asking.answer(visit.meeting, request.user, form.cleaned_data)
    messages.success(request, _("Thank you. What you said is counted, and nothing says that it was you."))
    return redirect("meeting_look_back", pk)


def _looking_back(request: HttpRequest, visit: Visit, form: SurveyForm, status: int = 200) -> HttpResponse:
    context = {
        "back": look_back(visit),
        "group": visit.meeting.group,
        "form": form,
        "steps": [_("Question"), *step_words()],
    }
    return render(request, "calibration/look_back.html", context, status=status)
