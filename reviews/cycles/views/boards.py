"""The board of a group for those who take part, and an assessor's own team."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.days import number
from frameworks.models import VersionAxis
from reviews.assessments.sheet import ratings_by_assessment, titles
from reviews.cycles import progress
from reviews.cycles.onward import onward
from reviews.models import Assessment, Assignment, AxisRating, Group, RosterEntry
from reviews.models.cycles import READING

A_PAGE = 150  # people on one page of a board; a guide says that a group has at most 120


@members
@require_safe
def group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everyone on the roster by level: whose assessment is there, and from the preview on what it says."""
    found = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    roster = RosterEntry.objects.visible_to(request.user).filter(group=found).exclude(subject=request.user)
    rows = list(roster.select_related("subject", "role", "assessor"))
    count, today = progress.filed([found]).get(found.pk, progress.Filed()), clock.today()
    context = {
        "group": found,
        "reads": found.state in READING or found.state == Group.State.CLOSED,
        "onward": onward(found, request.user),
        "said": progress.state_said(found, count, today),
        "phases": progress.phases(found.cycle, found.state, count, today),
        "page": Paginator(board(found, request.user, rows), A_PAGE).get_page(request.GET.get("page")),
        "axes": axis_names(rows),
    }
    return render(request, "reviews/cycles/group.html", context)


def axis_names(rows: list[RosterEntry]) -> list[str]:
    """The names of the axes where every version used has the same; else none, and the board shows the overall only."""
    named: dict[UUID, list[str]] = {}
    for axis in VersionAxis.objects.filter(version__in={row.version_id for row in rows}):
        named.setdefault(axis.version_id, []).append(axis.name)
    return next(iter(named.values())) if len({tuple(names) for names in named.values()}) == 1 else []


def board(found: Group, viewer: Any, rows: list[RosterEntry]) -> list[dict[str, Any]]:
    """A line for each row of the roster, lowest level first."""
    named = titles(rows)
    there = set(
        Assignment.objects.filter(group=found, state=Assignment.State.SUBMITTED).values_list("subject_id", flat=True)
    )
    readable = set(RosterEntry.objects.readable_by(viewer).filter(group=found).values_list("subject_id", flat=True))
    written = Assessment.objects.visible_to(viewer).filter(group=found).exclude(state=Assessment.State.DRAFT)
    assessments = {a.subject_id: a for a in written.filter(subject__in=readable).select_related("overall")}
    said = ratings_by_assessment(
        list(
            AxisRating.objects.filter(
                assessment__in=[a.pk for a in assessments.values()], against=AxisRating.Against.CURRENT
            ).select_related("point")
        )
    )
    versions = VersionAxis.objects.filter(version__in={row.version_id for row in rows})
    axes: dict[Any, list[Any]] = {}
    for axis in versions:
        axes.setdefault(axis.version_id, []).append(axis)
    lines = []
    for row in rows:
        role, rank = named.get((row.version_id, row.role_id), (row.role.code, 0))
        assessment = assessments.get(row.subject_id)
        ratings = said.get(assessment.pk, {}) if assessment else {}
        lines.append(
            {
                "entry": row,
                "role": role,
                "rank": rank,
                "is_there": row.subject_id in there,
                "assessment": assessment,
                "ratings": [(a.name, ratings.get((a.axis_id, "current"))) for a in axes.get(row.version_id, [])],
                "url": reverse("group_subject", args=[found.pk, row.subject_id]) if row.subject_id in readable else "",
            }
        )
    return sorted(lines, key=lambda line: (line["rank"], line["entry"].subject.name))


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
