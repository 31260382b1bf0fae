"""Who is not done, the release, and the file for payroll."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import clock, trail
from accounts.access import members, people_ops, seen
from accounts.moves import Conflict, may
from reviews.models import Group, Result
from reviews.telling import board, workflow
from reviews.telling.letter import hears_by


@members
@require_safe
def finalising(request: HttpRequest, pk) -> HttpResponse:
    """For directors and People Ops: whose words are not done, what a release will do, and how far the telling is."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    if not board.watches(group, request.user):
        raise Http404
    rows = board.rows_of(group, request.user)
    undone = sum(row.state == Result.State.STANDING for row in rows)
    shown = {
        "group": group,
        "rows": rows,
        "undone": undone,
        "today": clock.today(),
        "hears_by": hears_by(group),
        "told": board.told_of(group, clock.today()) if group.released_on else None,
        "is_locked": board.is_locked(group),
        "actions": _release_action(group, request.user) if rows and not undone else [],
        "may_release": may(group, "release", request.user),
        "has_file": request.user.holds("people_ops") and board.is_locked(group),
    }
    return render(request, "reviews/telling/finalising.html", shown)


def _release_action(group: Group, by) -> list[dict]:
    if not may(group, "release", by):
        return []
    url = reverse("release", args=[group.pk])
    return [{"label": _("Release %(group)s") % {"group": group.name}, "url": url, "method": "post"}]


@members
@require_POST
def release(request: HttpRequest, pk) -> HttpResponse:
    """Releases the group's results: from now on they may be told."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    owed = workflow.release(group, request.user)
    said = ngettext(
        "Released. %(count)s person is to be told.", "Released. %(count)s people are to be told.", len(owed)
    )
    messages.success(request, said % {"count": len(owed)})
    return redirect("finalising", pk=pk)


@people_ops
@require_safe
@reauthentication_required
def results_file(request: HttpRequest, pk) -> HttpResponse:
    """The results per person, for payroll, of one's own population: after the password was given again, and written
    down each time."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    if not board.is_locked(group):
        raise Conflict(_("There is no file before the ratings of this group are locked."))
    trail.record("download_results", group, request.user)
    answer = HttpResponse(board.payroll_file(group, request.user), content_type="text/csv; charset=utf-8")
    name = slugify(f"{group.cycle.name} {group.name}") or "group"
    answer["Content-Disposition"] = f'attachment; filename="results-{name}.csv"'
    return answer
