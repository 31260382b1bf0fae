"""What People Ops does with a cycle that runs: what is wrong in it, its dates, and asking for what is missing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import members, people_ops, seen
from accounts.moves import NotAllowed
from accounts.paging import page_of
from reviews.cycles import moving, nudging, problems
from reviews.cycles.date_forms import DatesForm
from reviews.cycles.views.launching import GROUPS_A_PAGE
from reviews.models import Cycle, Group
from reviews.telling import digest


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_dates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The dates that may still move; a post moves them. The page of the cycle takes the form in, in place."""
    cycle = seen(Cycle, request.user, pk=pk)
    if not moving.may_move(cycle, request.user):
        raise NotAllowed("move_dates")
    movable = moving.movable(cycle, cycle.groups.values_list("state", flat=True))
    form = DatesForm(request.POST if request.method == "POST" else None, cycle=cycle, movable=movable)
    if request.method == "POST" and form.is_valid():
        if moving.move_dates(cycle, request.user, form.days()):
            messages.success(request, _told(cycle))
        return redirect("cycle", pk=pk)
    context = {"cycle": cycle, "form": form, "today": clock.today()}
    return render(request, "reviews/cycles/cycle_dates.html", context, status=400 if form.errors else 200)


def _told(cycle: Cycle) -> str:
    if cycle.is_trial or cycle.launched_at is None:
        return _("The dates of %(cycle)s are moved. Nobody is mailed.") % {"cycle": cycle.name}
    return _("The dates of %(cycle)s are moved. Whom they concern is told by mail today.") % {"cycle": cycle.name}


@members
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_nudge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mail that would go to those who owe something, before it goes; a post sends it to those chosen."""
    cycle = seen(Cycle, request.user, pk=pk)
    if request.method == "POST":
        written = nudging.nudge(cycle, request.user, set(request.POST.getlist("whom")))
        messages.success(request, _written(len(written)))
        return redirect("cycle", pk=pk)
    owing = nudging.nudges(cycle, request.user)
    only = request.GET.get("who", "")
    rows = [
        {
            "nudge": one,
            "count": len(one.missing) + len(one.inputs),
            "is_chosen": not one.was_nudged and only in ("", str(one.person.pk)),
        }
        for one in owing
    ]
    first = next((row["nudge"] for row in rows if row["is_chosen"]), None)
    letter = None
    if first:
        said = nudging.letter(cycle, first, request.user)
        letter = {"to": first.person.name, "subject": said[0].subject, "body": digest.body(first.person, said)}
    return render(request, "reviews/cycles/cycle_nudge.html", {"cycle": cycle, "rows": rows, "letter": letter})


def _written(count: int) -> str:
    if not count:
        return _("Nobody was written to: whoever was chosen has had a nudge today, or owes nothing any more.")
    return ngettext("%(count)d nudge is on its way.", "%(count)d nudges are on their way.", count) % {"count": count}


@people_ops
@require_safe
def cycle_problems(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is wrong in the groups of one page of the cycle, each with where it is mended. That page takes it in."""
    cycle = seen(Cycle, request.user, pk=pk)
    rows = Group.objects.visible_to(request.user).filter(cycle=cycle)
    page = page_of(rows, request.GET.get("groups"), GROUPS_A_PAGE)
    for group in page.rows:
        group.cycle = cycle
    context = {"cycle": cycle, "problems": problems.problems(page.rows, request.user, clock.today())}
    return render(request, "reviews/cycles/problems.html", context)
