"""The board of a group for those who take part."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.components import action
from accounts.models import Person
from reviews.assessments import blind
from reviews.cycles import board, progress
from reviews.cycles.onward import onward
from reviews.cycles.workflow import leads_the_meeting
from reviews.models import Group, RosterEntry
from reviews.models.cycles import READING, RUNNING, UNRELEASED

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
    leads = found.cycle.has_blind_read and leads_the_meeting(found, request.user)
    seen_apart = blind.differ(found, request.user) if leads else []
    reads = found.state in READING or found.state == Group.State.CLOSED
    context = {
        "group": found,
        "reads": reads,
        "has_met": found.state in (*UNRELEASED, Group.State.TELLING, Group.State.CLOSED),
        "actions": _actions(found, request.user, reads),
        "said": progress.state_said(found, count, today),
        "phases": progress.phases(found.cycle, found.state, count, today),
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        "axes": axes,
        "differ": seen_apart,
        "reads_texts": any(line["is_read"] for line in lines),
        "unseen_teams": blind.unseen_by_team(seen_apart),
        "assesses": found.state in RUNNING and any(row.assessor_id == request.user.pk for row in rows),
    }
    return render(request, "reviews/cycles/group.html", context)


def _actions(found: Group, viewer: Person, reads: bool) -> list[dict[str, Any]]:
    """Where the work of the group goes on, and what was written; the first is what to do now."""
    further = onward(found, viewer)
    actions = [action(further["label"], further["url"])] if further else []
    if reads:
        actions.append(action(_("Read the assessments"), reverse("reading", args=[found.pk])))
    return actions
