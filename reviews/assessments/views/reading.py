"""What the group reads: all assessments one after the other, one subject with the remarks, and a remark."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.doors import Door
from reviews.assessments import blind, unread, workflow
from reviews.assessments.forms import AnswerForm, FirstReadForm, RemarkForm
from reviews.assessments.reading import cases, revisions
from reviews.models import Group, Remark, RosterEntry

A_PAGE = 40  # people on one page of reading


@members
@require_safe
def reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every assessment of the group that the reader may read, lowest level first; or those that are asked for."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    rows = unread.to_read(group, request.user)
    there = unread.places(group, request.user)
    levels = unread.levels(there)
    assessors, ratings = unread.offered(rows, there)
    unseen = blind.hidden(group, request.user, [one.subject for one in there])
    ratings = [] if unseen else ratings  # whom a filter finds would tell how they are rated
    by = unread.narrowed(request.GET, assessors, ratings, levels)
    asked = unread.narrow(rows, by).select_related("subject", "role__level", "assessor")
    paginator = Paginator(list(asked) if by else asked, A_PAGE)
    paginator.count = len(paginator.object_list) if by else len(there)  # everyone was counted already
    page = paginator.get_page(request.GET.get("page"))
    new_ones = [one.subject for one in there if one.is_unread]
    context = {
        "group": group,
        "page": page,
        "cases": cases(group, request.user, page.object_list),
        "missing": [one for one in there if one.is_owed],
        "may_remark": group.state in workflow.REMARKING,
        "unseen": len(unseen),
        "today": clock.today(),
        "there": there,
        "levels": levels,
        "new": len(new_ones),
        "next_new": new_ones[0] if new_ones else None,
        "by": by,
        "asked": urlencode(by.asked),
        "assessors": assessors,
        "ratings": ratings,
        "keys": [
            {"key": "n", "label": _("Next person with something new")},
            {"key": "j", "label": _("Next person")},
            {"key": "k", "label": _("Person before")},
        ],
    }
    return render(request, "reviews/assessments/reading.html", context)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """One subject as the group reads them, with what was changed and the remarks; a post leaves one."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    entry = readable(request, group, person)
    is_blind = bool(blind.hidden(group, request.user, [entry.subject_id]))
    form_of: Any = FirstReadForm if is_blind else RemarkForm
    form, now = form_of(), clock.now()
    if request.method == "POST":
        form = form_of(request.POST)
        if form.is_valid() and is_blind:
            blind.first_read(entry, request.user, **form.cleaned_data)
            return redirect("group_subject", pk=group.pk, person=person)
        if form.is_valid():
            workflow.remark(entry, request.user, **form.cleaned_data)
            messages.success(request, _("Your remark stands with %(name)s.") % {"name": entry.subject.name})
            return redirect("group_subject", pk=group.pk, person=person)
    [case] = cases(group, request.user, [entry])
    beside = unread.beside(unread.places(group, request.user), entry.subject_id)
    context = {
        "group": group,
        "case": case,
        "revisions": revisions(case, request.user),
        "form": form,
        "may_remark": group.state in workflow.REMARKING and entry.discussed_at is None,
        "neighbours": {side: reverse("group_subject", args=[pk, other]) for side, other in beside.items() if other},
        "keys": [
            {"key": "n", "label": _("Next person with something new")},
            {"key": "j", "label": _("Next person")},
            {"key": "k", "label": _("Person before")},
        ],
    }
    if request.method == "GET":
        unread.look(entry, request.user, now)
    return render(request, "reviews/assessments/subject.html", context, status=400 if form.errors else 200)


@members
@require_POST
def looked(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """The reader has read this on the page of all: nothing of it is new to them any more."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    entry = readable(request, group, person)
    unread.look(entry, request.user)
    asked = QueryDict(request.POST.get("asked", "")[:500]).urlencode()
    return redirect(f"{reverse('reading', args=[pk])}{'?' if asked else ''}{asked}#{entry.subject_id}")


READABLE = Door(
    lambda viewer, group, subject: (
        RosterEntry.objects.readable_by(viewer)
        .visible_to(viewer)
        .filter(group=group, subject=subject)
        .select_related("subject", "role", "assessor", "group")
    )
)


def readable(request: HttpRequest, group: Group, person: UUID) -> RosterEntry:
    """The subject's row, where the reader may read their matters now; else the 404."""
    found: list[RosterEntry] = READABLE(request.user, group.pk, person)
    if not found:
        raise Http404
    return found[0]


@members
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Changes one's own remark, or one's own answer."""
    found = seen(Remark.objects.select_related("group", "subject"), request.user, pk=pk)
    workflow.refuse_change(found, request.user)
    form_of: Any = RemarkForm if found.parent_id is None else AnswerForm
    if request.method == "POST":
        form = form_of(request.POST)
        if form.is_valid():
            said = {"kind": found.kind} | form.cleaned_data
            workflow.change_remark(found, request.user, **said)
            return redirect("group_subject", pk=found.group_id, person=found.subject_id)
    else:
        form = form_of(initial={"kind": found.kind, "text": found.text, "example": found.example})
    return _writing(request, found, form, _("Change it"), _("It can be changed until the meeting has discussed it."))


@members
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answers a remark, under it."""
    found = seen(Remark.objects.select_related("group", "subject", "author"), request.user, pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        workflow.answer(found, request.user, **form.cleaned_data)
        messages.success(request, _("Your answer stands under the remark of %(name)s.") % {"name": found.author.name})
        return redirect("group_subject", pk=found.group_id, person=found.subject_id)
    note = _("It stands under your name. The group reads it until the close; %(name)s does not.")
    name = {"name": found.subject.first_name}
    return _writing(request, found, form, _("Answer it"), note % name, answered=True)


def _writing(
    request: HttpRequest, found: Remark, form: Any, button: str, note: str, answered: bool = False
) -> HttpResponse:
    back = reverse("group_subject", args=[found.group_id, found.subject_id])
    context = {"remark": found, "form": form, "back": back, "button": button, "note": note, "answered": answered}
    return render(request, "reviews/assessments/remark.html", context, status=400 if form.errors else 200)
