"""What can be changed in a running group, and what was: for People Ops. Each act is shown in a sentence first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import people_ops, seen
from accounts.models import Person
from accounts.moves import Conflict
from accounts.paging import page_of
from reviews.assessments.sheet import titles
from reviews.cycles.acts import guard
from reviews.cycles.acts.done import done
from reviews.cycles.acts.offered import ACTS, Act
from reviews.cycles.setting_up import must_be_another
from reviews.models import Assignment, Group, RosterEntry
from reviews.models.cycles import RUNNING, UNTIL_THE_LOCK
from reviews.together import naming

A_PAGE = 150


def group_to_change(request: HttpRequest, pk: UUID) -> Group:
    """The group, for who sets it up. Raises NotAllowed."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    must_be_another(group, request.user)
    return group


@people_ops
@require_safe
def changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everyone on the roster whom the reader may change, with what can be done; and what was done."""
    group = group_to_change(request, pk)
    rows = guard.changeable(group, request.user).select_related("subject", "role", "assessor")
    page = page_of(rows.order_by("subject__name", "pk"), request.GET.get("page"), A_PAGE)
    named = titles(page.rows)
    there = set(
        Assignment.objects.filter(group=group, state=Assignment.State.SUBMITTED).values_list("subject_id", flat=True)
    )
    lines = []
    for row in page.rows:
        row.group = group
        role, _rank = named.get((row.version_id, row.role_id), (row.role.code, 0))
        acts = _acts(row)
        url = acts[0]["url"] if acts else ""
        lines.append({"entry": row, "role": role, "is_there": row.subject_id in there, "url": url})
    context = {
        "group": group,
        "page": page,
        "lines": lines,
        "done": done(page.rows, request.user),
        "may_join": group.state in UNTIL_THE_LOCK,
        "is_over": group.state not in RUNNING,
    }
    return render(request, "reviews/cycles/changes.html", context)


def _acts(entry: RosterEntry, here: str = "") -> list[dict[str, Any]]:
    """What can be done to the row now; `here`: the act whose page it is."""
    acts = [
        {
            "label": act.label,
            "url": reverse("change", args=[entry.group_id, entry.subject_id, code]),
            "is_here": code == here,
        }
        for code, act in ACTS.items()
        if act.is_open(entry)
    ]
    if naming.is_open(entry):
        url = reverse("contributors", args=[entry.group_id, entry.subject_id])
        acts.append({"label": _("contributors"), "url": url, "is_here": False})
    return acts


def _said(act: Act, entry: RosterEntry, **values: Any) -> tuple[str, str]:
    """What the act would do; or why it cannot be done."""
    try:
        return act.said(entry, **values), ""
    except Conflict as why:
        return "", why.sentence


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: UUID, subject: UUID, act: str) -> HttpResponse:
    """One act on one person's row: first what it would do, in a sentence; on the second press it is done."""
    group = group_to_change(request, pk)
    entry = seen(
        guard.changeable(group, request.user).select_related("subject", "role", "assessor", "version"),
        request.user,
        subject=subject,
    )
    entry.group = group
    if act not in ACTS:
        raise Http404
    chosen = ACTS[act]
    if not chosen.is_open(entry):
        raise Conflict(_("This cannot be changed now: the review has moved on."))
    form = chosen.form(request.POST if request.method == "POST" else None, entry=entry, by=request.user)
    said, problem = ("", "") if form.fields else _said(chosen, entry)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "do":
            said = chosen.said(entry, **form.values())
            chosen.do(entry, by=request.user, **form.values())
            messages.success(request, said)
            return redirect("changes", pk=group.pk)
        said, problem = _said(chosen, entry, **form.values())
    name = {"name": entry.subject.name}
    chosen_names = (
        {key: value.name for key, value in form.values().items() if isinstance(value, Person)} if said else {}
    )
    context = {
        "group": group,
        "entry": entry,
        "form": form,
        "said": said,
        "problem": problem,
        "heading": chosen.heading % name,
        "button": chosen.button % (name | chosen_names) if said else "",
        "acts": _acts(entry, act),
    }
    return render(request, "reviews/cycles/change.html", context, status=400 if form.errors else 200)
