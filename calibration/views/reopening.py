"""The page that leads to reopening a meeting: it says what will happen, and asks why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import people_ops, recently_signed_in
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.forms import ReopenForm
from calibration.views.doors import the_meeting_of
from calibration.workflow.reopening import may_reopen
from reviews.cycles.workflow import reopens


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What reopening does, and the reason; a post reopens."""
    meeting = the_meeting_of(request, pk)
    group = meeting.group
    if not reopens(group, request.user):
        raise NotAllowed("reopen")
    form, status, too_late = ReopenForm(request.POST or None), 200, ""
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                workflow.reopen(meeting, request.user, form.cleaned_data["reason"])
            except Conflict as late:
                status, too_late = 409, late.sentence
            else:
                messages.success(request, _("The meeting is open again and paused. Everybody who comes to it is told."))
                return redirect("cycle", group.cycle_id)
    context = {"group": group, "form": form, "too_late": too_late, "may_reopen": may_reopen(meeting, request.user)}
    return render(request, "calibration/reopen.html", context, status=status)
