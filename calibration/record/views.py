"""The page of a meeting's record, which also prints, and its file."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import trail
from accounts.access import members, people_ops, recently_signed_in
from accounts.models import Person
from accounts.moves import Conflict
from calibration.across.recorded import recorded
from calibration.models import Meeting
from calibration.record.file import record_file
from calibration.record.gathering import record_of
from calibration.record.reach import reads_the_record, taken_along
from calibration.views.doors import the_visit, to_the_meeting
from calibration.workflow.reopening import may_reopen


@members
@require_safe
def meeting_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happened in the meeting, as far as the reader may know; who comes and has not come goes to the meeting."""
    visit = the_visit(request, pk)
    if not reads_the_record(visit):
        return to_the_meeting(request, visit)
    record = record_of(visit)
    locked = visit.meeting.state == Meeting.State.LOCKED
    context = {
        "record": record,
        "meeting": visit.meeting,
        "group": visit.meeting.group,
        "is_locked": locked,
        "came": visit.came,
        "may_reopen": may_reopen(visit.meeting, request.user),
        "has_file": bool(taken_along(visit)),
        "check": recorded(visit.meeting.group, request.user) if locked else None,
    }
    return render(request, "calibration/record.html", context)


@people_ops
@recently_signed_in
@require_safe
def meeting_record_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every rating before and after of those of whom the reader is People Ops, as far as their own turns go: after one
    said again who one is, and written down each time."""
    visit = the_visit(request, pk)
    if not reads_the_record(visit):
        raise Http404
    if visit.meeting.state != Meeting.State.LOCKED:
        raise Conflict(_("There is no file before the ratings of this group are locked."))
    subjects = taken_along(visit)
    if not subjects:
        raise Http404
    spoken = [one for one in record_of(visit).spoken if one.turn.subject_id in subjects]
    trail.record("download_record", visit.meeting, request.user)
    answer = HttpResponse(record_file(spoken, _employee_ids(subjects)), content_type="text/csv; charset=utf-8")
    name = slugify(f"{visit.meeting.group.cycle.name} {visit.meeting.group.name}") or "group"
    answer["Content-Disposition"] = f'attachment; filename="before-and-after-{name}.csv"'
    return answer


def _employee_ids(subjects: Collection[UUID]) -> dict[UUID, str]:
    return dict(Person.objects.filter(pk__in=subjects).values_list("pk", "employee_id"))
