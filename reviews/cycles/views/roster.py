"""The rosters to be of a cycle's planned groups, as one list that can be asked."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import people_ops, seen
from reviews.cycles import planned
from reviews.cycles.setting_up import run_by
from reviews.models import Cycle, Group

A_PAGE = 50  # people


@people_ops
@require_safe
def cycle_roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who would be on which roster, assessed by whom, and who is left out and why: of the groups that are still planned
    and whose everyone the reader is People Ops for."""
    cycle, day = seen(Cycle, request.user, pk=pk), clock.today()
    groups = list(Group.objects.visible_to(request.user).filter(cycle=cycle, state=Group.State.PLANNING))
    run = run_by(groups, request.user)
    groups = [group for group in groups if group.pk in run]
    by = planned.asked(request.GET, groups)
    everyone = planned.rows(cycle, groups, day)
    found = planned.narrow(everyone, by)
    counts = planned.counts(found)
    paginator = Paginator(found.select_related("person", "group"), A_PAGE)
    paginator.count = sum(counts.values())  # counted once, by where they stand
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "groups": groups,
        "by": by,
        "query": urlencode(by.said),
        "counts": [(label, counts[value]) for value, label in planned.Standing.choices if counts.get(value)],
        "standings": planned.Standing.choices,
        "page": page,
        "rows": planned.lines(list(page), everyone, cycle, day) if counts else [],
    }
    return render(request, "reviews/cycles/cycle_roster.html", context)
