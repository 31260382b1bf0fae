"""The board of a group for those who take part, and an assessor's own team."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.days import number
from reviews.cycles import board, progress
from reviews.cycles.onward import onward
from reviews.models import Group, RosterEntry
from reviews.models.cycles import READING

A_PAGE = 150  # people on one page of a board; a guide says that a group has at most 120


@members
@require_safe
def group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everyone on the roster by level: whose assessment is there, and from the preview on what it says."""
    found = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    roster = RosterEntry.objects.visible_to(request.user).filter(group=found).exclude(subject=request.user)
    rows = list(roster.select_related("subject", "role", "assessor"))
    count, today = progress.filed([found], request.user).get(found.pk, progress.Filed()), clock.today()
    lines, axes = board.lines(found, request.user, rows)
    context = {
        "group": found,
        "reads": found.state in READING or found.state == Group.State.CLOSED,
        "onward": onward(found, request.user),
        "said": progress.state_said(found, count, today),
        "phases": progress.phases(found.cycle, found.state, count, today),
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        "axes": axes,
    }
    return render(request, "reviews/cycles/group.html", context)


@members
@require_safe
def my_team(request: HttpRequest) -> HttpResponse:
    """Those whom the reader assesses in the cycles that run: what is owed, and by when."""
    today = clock.today()
    teams = [
        {
            "group": group,
            "rows": rows,
            "owed": (owed := sum(1 for row in rows if row.is_owed)),
            "owed_said": number(owed).capitalize(),
            "is_open": group.state in (Group.State.ASSESSING, Group.State.PREVIEWING),
        }
        for group, rows in progress.team(request.user)
    ]
    return render(request, "reviews/cycles/my_team.html", {"teams": teams, "today": today})
