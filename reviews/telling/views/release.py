"""Who is not done, the release, and the file for payroll."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import clock, trail
from accounts.access import members, people_ops, recently_signed_in, seen
from accounts.moves import Conflict
from reviews.models import Group
from reviews.telling import board, hooks, workflow
from reviews.telling.forms import ReleaseForm


@members
@require_safe
def finalising(request: HttpRequest, pk) -> HttpResponse:
    """For directors and People Ops: whose words are not done, what a release will do, and how far the telling is."""
    return _page(request, _watched(request, pk))


@members
@require_POST
def release(request: HttpRequest, pk) -> HttpResponse:
    """Releases the results whose words are done: from now on they may be told."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    form = ReleaseForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    try:
        owed = workflow.release(group, request.user, given.get("missing") or 0, given.get("regardless", False))
    except Conflict as late:
        return _page(request, _watched(request, pk), late.sentence, 409)
    said = ngettext(
        "Released. %(count)s person is to be told.", "Released. %(count)s people are to be told.", len(owed)
    )
    messages.success(request, said % {"count": len(owed)})
    return redirect("finalising", pk=pk)


def _watched(request: HttpRequest, pk) -> Group:
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    if not board.watches(group, request.user):
        raise Http404
    return group


def _page(request: HttpRequest, group: Group, sentence: str = "", status: int = 200) -> HttpResponse:
    waiting = board.unreleased(group, request.user)
    awaited = hooks.held_back(group) if board.is_locked(group) else None
    shown = {
        "group": group,
        "sentence": sentence,
        "awaited": awaited,
        "waiting": waiting,
        "today": clock.today(),
        "told": board.told_of(group, clock.today()) if group.released_on else None,
        "is_locked": board.is_locked(group),
        "shows_each": waiting.done or not group.released_on,
        "may_release": workflow.may_release(group, request.user),
        "actions": _release_action(group, waiting) if waiting.done and not waiting.missing and not awaited else [],
        "has_file": request.user.holds("people_ops") and board.is_locked(group),
    }
    return render(request, "reviews/telling/finalising.html", shown, status=status)


def _release_action(group: Group, waiting: board.Unreleased) -> list[dict]:
    """The release of everybody; of those who follow, once the first were released."""
    label = _("Release %(group)s") % {"group": group.name}
    if group.released_on:
        label = _("Release %(count)s more in %(group)s") % {"count": waiting.done, "group": group.name}
    return [{"label": label, "url": reverse("release", args=[group.pk]), "method": "post"}]


@people_ops
@recently_signed_in
@require_safe
def results_file(request: HttpRequest, pk) -> HttpResponse:
    """The results per person, for payroll, of one's own population: after one said again who one is, and written
    down each time."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    if not board.is_locked(group):
        raise Conflict(_("There is no file before the ratings of this group are locked."))
    trail.record("download_results", group, request.user)
    answer = HttpResponse(board.payroll_file(group, request.user), content_type="text/csv; charset=utf-8")
    name = slugify(f"{group.cycle.name} {group.name}") or "group"
    answer["Content-Disposition"] = f'attachment; filename="results-{name}.csv"'
    return answer
