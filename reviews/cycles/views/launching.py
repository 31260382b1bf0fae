"""Launching a cycle, and how far the worker is with a large one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import people_ops, seen
from reviews.cycles import launching
from reviews.cycles.launching import Launching
from reviews.models import Cycle, Group

GROUPS_A_PAGE = 10


@people_ops
@require_POST
def launch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Freezes the rosters and opens the assessing; a large cycle is then in the worker's hands."""
    found = seen(Cycle, request.user, pk=pk)
    if launching.begin(found, by=request.user):
        messages.success(request, _("%(cycle)s is launched.") % {"cycle": found.name})
    return redirect("cycle", pk=pk)


@people_ops
@require_safe
def cycle_launching(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the worker is; once it is done the page is asked for anew."""
    found = seen(Cycle, request.user, pk=pk)
    groups = list(Group.objects.visible_to(request.user).filter(cycle=found))
    far = launching.how_far(groups)
    if far is None or not far.waits:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "reviews/cycles/_launching.html", context(found, groups, far))


def context(found: Cycle, groups: list[Group], far: Launching) -> dict[str, Any]:
    """What the page is told of a launch; `groups`: all of the cycle that are seen, in the order of its pages."""
    place = {group.pk: 1 + number // GROUPS_A_PAGE for number, group in enumerate(groups)}
    return {
        "cycle": found,
        "launching": far,
        "failed": [{"group": group, "page": place[group.pk]} for group in far.failed],
    }
