"""What the group reads: all assessments one after the other, one subject with the remarks, and a remark."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import members, seen
from reviews.assessments import workflow
from reviews.assessments.forms import RemarkForm
from reviews.assessments.reading import by_level, cases
from reviews.models import Assignment, Group, Remark, RosterEntry

A_PAGE = 40  # people on one page of reading


@members
@require_safe
def reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every assessment of the group that the reader may read, lowest level first."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    entries = RosterEntry.objects.readable_by(request.user).filter(group=group, treatment="assess")
    rows = by_level(list(entries.select_related("subject", "role", "assessor")))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    open_ones = Assignment.objects.filter(group=group, state=Assignment.State.OPEN).values_list("subject_id", flat=True)
    missing = set(open_ones)
    context = {
        "group": group,
        "page": page,
        "cases": cases(group, request.user, page.object_list),
        "missing": [row for row in rows if row.subject_id in missing],
        "may_remark": group.state in workflow.REMARKING,
        "today": clock.today(),
    }
    return render(request, "reviews/assessments/reading.html", context)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """One subject as the group reads them, with the remarks; a post leaves one."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    entry = readable(request, group, person)
    form = RemarkForm()
    if request.method == "POST":
        form = RemarkForm(request.POST)
        if form.is_valid():
            workflow.remark(entry, request.user, **form.cleaned_data)
            messages.success(request, _("Your remark stands with %(name)s.") % {"name": entry.subject.name})
            return redirect("group_subject", pk=group.pk, person=person)
    [case] = cases(group, request.user, [entry])
    context = {
        "group": group,
        "case": case,
        "form": form,
        "may_remark": group.state in workflow.REMARKING and entry.discussed_at is None,
        "neighbours": neighbours(request, group, entry),
        "keys": [{"key": "n", "label": _("Next person")}, {"key": "p", "label": _("Person before")}],
    }
    return render(request, "reviews/assessments/subject.html", context, status=400 if form.errors else 200)


def readable(request: HttpRequest, group: Group, person: UUID) -> RosterEntry:
    """The subject's row, where the reader may read their matters now; else the 404."""
    rows = RosterEntry.objects.readable_by(request.user).select_related("subject", "role", "assessor", "group")
    return seen(rows, request.user, group=group, subject=person)


def neighbours(request: HttpRequest, group: Group, entry: RosterEntry) -> dict[str, str]:
    """Addresses of the person before and after, in the order of the reading page."""
    entries = RosterEntry.objects.readable_by(request.user).filter(group=group, treatment="assess")
    rows = [row.subject_id for row in by_level(list(entries.select_related("subject")))]
    at = rows.index(entry.subject_id) if entry.subject_id in rows else -1
    beside = {"before": rows[at - 1] if at > 0 else None, "after": rows[at + 1] if 0 <= at < len(rows) - 1 else None}
    return {side: reverse("group_subject", args=[group.pk, pk]) for side, pk in beside.items() if pk}


@members
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Changes one's own remark."""
    found = seen(Remark.objects.select_related("group", "subject"), request.user, pk=pk)
    workflow.refuse_change(found, request.user)
    if request.method == "POST":
        form = RemarkForm(request.POST)
        if form.is_valid():
            workflow.change_remark(found, request.user, **form.cleaned_data)
            return redirect("group_subject", pk=found.group_id, person=found.subject_id)
    else:
        form = RemarkForm(initial={"kind": found.kind, "text": found.text})
    back = reverse("group_subject", args=[found.group_id, found.subject_id])
    context = {"remark": found, "form": form, "back": back}
    return render(request, "reviews/assessments/remark.html", context, status=400 if form.errors else 200)
