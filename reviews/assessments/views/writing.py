"""The page on which an assessment is written: saved as it is typed, filled, submitted, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.moves import Conflict, NotAllowed
from accounts.refusals import is_by_itself
from reviews import autosave
from reviews.assessments import shown as showing
from reviews.assessments import workflow
from reviews.assessments.forms import AssessmentForm
from reviews.assessments.reading import cases
from reviews.assessments.sheet import Sheet, sheet
from reviews.cycles.onward import page_of
from reviews.drafts import Stale
from reviews.models import Assessment, RosterEntry

EVERY_COLUMN = [column.name for column in Assessment._meta.concrete_fields]
# what its author's page says of the review and of the person
NAMED = ["subject__name", "group__name", "group__state", "group__cycle__name"]
NAMED += [f"group__cycle__{day}" for day in ("covers_from", "covers_to", "assess_by")]


def visible(request: HttpRequest, pk: UUID) -> Assessment:
    """The assessment, where the reader may see it; else the 404. First whether it is their own: that is soon asked."""
    rows = Assessment.objects.select_related("group__cycle", "subject")
    own = rows.only(*EVERY_COLUMN, *NAMED).written_by(request.user).filter(pk=pk)[:1]
    return next(iter(own), None) or seen(rows, request.user, pk=pk)


def own_sheet(request: HttpRequest, pk: UUID) -> Sheet:
    """The sheet of an assessment for its author; 404 for whoever may not see it, 403 for whoever may only read."""
    found = visible(request, pk)
    if not workflow.is_author(found, request.user):
        raise NotAllowed("write")
    return sheet(found)


def is_open(assessment: Assessment) -> bool:
    """Whether its author may write in it now."""
    return assessment.state == Assessment.State.DRAFT and assessment.group.state in workflow.WRITING


@members
@require_safe
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet for its author while it is open; for everyone else, and afterwards, what was submitted."""
    found = visible(request, pk)
    if found.author_id != request.user.pk or found.state != Assessment.State.DRAFT:
        return read_page(request, found)
    return page(request, sheet(found))


@members
@require_POST
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps what was typed: answers the browser's own saving in JSON, a pressed button with the page."""
    written = own_sheet(request, pk)
    return _kept(request, written, AssessmentForm(written, request.POST))


@members
@require_POST
def fill(request: HttpRequest, pk: UUID) -> HttpResponse:
    """ "Meeting on all": every axis at the point that means what the role asks, and the overall where none stands.

    With JavaScript the page does this by itself (`static/js/sheet.js`); without, it comes back unfolded.
    """
    written = own_sheet(request, pk)
    data = filled(request.POST, written)
    return _kept(request, written, AssessmentForm(written, data), then="?unfold=next#by-axis")


@members
@require_POST
def submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hands what stands on the page to the group, or says what is missing."""
    written = own_sheet(request, pk)
    form = AssessmentForm(written, request.POST, submitting=True)
    if not form.is_valid():
        return _wanting(request, written, form)
    try:
        workflow.save_and_submit(written.assessment, request.user, form.cleaned_data["version"], form.draft())
    except Stale as stale:
        return _both(request, written, stale)
    except Conflict as late:
        return _too_late(request, written, form, late)
    messages.success(
        request,
        _("Your assessment of %(name)s is submitted to %(group)s.")
        % {"name": written.subject.name, "group": written.assessment.group.name},
    )
    return redirect("my_team")


@members
@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes a submitted assessment back to change it."""
    workflow.reopen(visible(request, pk), by=request.user)
    return redirect("assessment", pk=pk)


def _kept(request: HttpRequest, written: Sheet, form: AssessmentForm, then: str = "#say") -> HttpResponse:
    by_itself = is_by_itself(request)
    if not form.is_valid():
        return autosave.refused(form.errors) if by_itself else page(request, written, form, 400)
    try:
        kept = workflow.save_draft(written.assessment, request.user, form.cleaned_data["version"], form.draft())
    except Stale as stale:
        return _both(request, written, stale, by_itself)
    except Conflict as late:
        if by_itself:
            raise
        return _too_late(request, written, form, late)
    if by_itself:
        return autosave.kept(kept)
    return redirect(reverse("assessment", args=[kept.pk]) + then)


def _wanting(request: HttpRequest, written: Sheet, form: AssessmentForm) -> HttpResponse:
    """What is missing before it can be submitted; what is there is kept as a draft, unless it is wrong."""
    draft = AssessmentForm(written, request.POST)
    if not draft.is_valid():
        return page(request, written, form, 400)
    try:
        kept = workflow.save_draft(written.assessment, request.user, draft.cleaned_data["version"], draft.draft())
    except Stale as stale:
        return _both(request, written, stale)
    except Conflict as late:
        return _too_late(request, written, draft, late)
    form.data = request.POST.copy()
    form.data["version"] = str(kept.draft_number)
    return page(request, written, form, 400, saved=autosave.standing(kept.saved_at))


def _both(request: HttpRequest, written: Sheet, stale: Stale, by_itself: bool = False) -> HttpResponse:
    """Both texts: the reader's in the fields, the other beside them; the next press decides."""
    stored = showing.as_fields(written, stale.stored)
    words = {str(point.pk): point.word for point in written.points}
    if by_itself:
        shown = {name: words[value] for name, value in stored.items() if value in words}
        return autosave.other_text(stale, stored, shown)
    mine = request.POST.copy()
    mine["version"] = str(stale.number)
    form = AssessmentForm(written, mine)
    theirs = [
        {"label": form.fields[name].label, "text": words.get(value, value)}
        for name, value in stored.items()
        if value.strip() != mine.get(name, "").replace("\r\n", "\n").strip() and value
    ]
    return page(request, written, form, 409, theirs=theirs)


def _too_late(request: HttpRequest, written: Sheet, form: AssessmentForm, late: Conflict) -> HttpResponse:
    """Nothing was changed: the sentence, and what was typed where it is not what was submitted."""
    submitted = written.assessment.state != Assessment.State.DRAFT
    if submitted and workflow.stored_draft(written.assessment) == form.draft():
        return read_page(request, written.assessment, late.sentence, 409)
    return page(request, written, form, 409, sentence=late.sentence)


def filled(data: QueryDict, written: Sheet) -> QueryDict:
    """What was posted, with every rated axis at the point that means what the role asks."""
    more = data.copy()
    if written.at_point is None:
        return more
    for row in written.axes:
        if row.is_rated:
            more[f"rating-{row.axis.pk}"] = str(written.at_point.pk)
    if not more.get("overall"):
        more["overall"] = str(written.at_point.pk)
    return more


def page(
    request: HttpRequest, written: Sheet, form: AssessmentForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The sheet for its author, with what stands on it, or with what was typed."""
    found = written.assessment
    shown = showing.typed(form) if form else showing.stored(written, workflow.stored_draft(found))
    context = {
        "sheet": written,
        "assessment": found,
        "group": found.group,
        "name": written.subject.first_name,
        "form": form,
        "today": clock.today(),
        "is_open": is_open(found),
        "closed": not is_open(found),
        "at_word": written.at_point.word if written.at_point else "",
        "saved": autosave.standing(found.saved_at, errors=bool(form and form.errors), both="theirs" in more),
        "unfolded": request.GET.get("unfold") == "next" or request.path.endswith("/fill/"),
    }
    return render(request, "reviews/assessments/assessment.html", context | shown.as_context() | more, status=status)


def read_page(request: HttpRequest, found: Assessment, sentence: str = "", status: int = 200) -> HttpResponse:
    """The assessment to be read; its author may take it back while that is possible."""
    entries = RosterEntry.objects.filter(group=found.group, subject=found.subject)
    [case] = cases(found.group, request.user, entries.select_related("subject", "role", "assessor"))
    mine = found.author_id == request.user.pk
    may_reopen = mine and found.state == Assessment.State.SUBMITTED and found.group.state in workflow.WRITING
    reopen_it = {
        "label": _("Take it back to change it"),
        "url": reverse("assessment_reopen", args=[found.pk]),
        "method": "post",
        "quiet": True,
        "note": _("The group does not see it until you submit it again."),
    }
    context = {
        "assessment": found,
        "group": found.group,
        "case": case,
        "above": reverse("my_team") if mine else page_of(found.group, request.user),
        "sentence": sentence,
        "is_mine": mine,
        "actions": [reopen_it] if may_reopen else [],
    }
    return render(request, "reviews/assessments/assessment_read.html", context, status=status)
