"""The page on which an assessment is written: saved as it is typed, filled, submitted, changed, a change dropped. In a
row of the board of one's team (asked for by htmx) the same is answered in short."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from accounts import autosave, clock
from accounts.access import members, seen
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.refusals import is_by_itself
from accounts.written_once import WrittenOnce, somebody
from reviews.assessments import at_hand, of_team, workflow
from reviews.assessments import shown as showing
from reviews.assessments.completeness import asked_on, in_words, missing, said, state_said
from reviews.assessments.forms import AssessmentForm
from reviews.assessments.hinted import shown_here
from reviews.assessments.reading import cases
from reviews.assessments.sheet import Sheet, beside_sheet, sheet
from reviews.assessments.workflow import Draft
from reviews.cycles.onward import page_of
from reviews.drafts import Stale
from reviews.models import Assessment, RosterEntry
from reviews.models.cycles import WRITING

DRAFT = Assessment.State.DRAFT
EVERY_COLUMN = [column.name for column in Assessment._meta.concrete_fields]
# what its author's page says of the review and of the person
NAMED = ["subject__name", "group__name", "group__state", "group__cycle__name"]
NAMED += [f"group__cycle__{one}" for one in ("covers_from", "covers_to", "assess_by", "has_common_text")]
WHOLE = Assessment.objects.select_related("group__cycle", "subject")
NAMING = WHOLE.only(*EVERY_COLUMN, *NAMED)
OWN = WrittenOnce(lambda pk, viewer: NAMING.written_by(somebody(viewer)).filter(pk=pk))


def visible(request: HttpRequest, pk: UUID) -> Assessment:
    """The assessment, where the reader may see it; else the 404. First whether it is their own: that is soon asked."""
    return next(iter(OWN(pk, request.user.pk)), None) or seen(WHOLE, request.user, pk=pk)


def own_sheet(request: HttpRequest, pk: UUID) -> Sheet:
    """The sheet of an assessment for its author; 404 for whoever may not see it, 403 for whoever may only read."""
    found = visible(request, pk)
    if not workflow.writes(found, request.user):
        raise NotAllowed("write")
    return sheet(found)


def is_open(assessment: Assessment) -> bool:
    """Whether its author may write in it now."""
    return assessment.state == DRAFT and assessment.group.state in WRITING


def sentence_of(assessment: Assessment) -> dict[str, str]:
    """What its author is told of a draft: why it is closed, or what stands beside it; empty for an ordinary one."""
    if workflow.is_put_away(assessment):
        text = _("Another text takes its place, or you put it away. What you wrote is still here, for you alone.")
        return {"title": _("This draft goes nowhere"), "text": text}
    stands = assessment.revises_id is not None and workflow.may_put_away(assessment)
    if is_open(assessment):
        text = _("What you submitted stands until you submit this. Both are kept then, and the group sees the change.")
        return {"text": text} if stands else {}
    if stands:
        text = _("The meeting has opened. What you submitted before stands; what you wrote here is for you alone.")
        return {"title": _("This change was not submitted"), "text": text}
    text = _("The meeting has opened, and drafts are closed. What you wrote is still here, for you alone.")
    return {"title": _("This was not submitted"), "text": text}


@members
@require_safe
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet for its author while it is open or was never handed in; else what was submitted, to be read."""
    found = visible(request, pk)
    if (found.state == DRAFT or workflow.is_put_away(found)) and workflow.writes(found, request.user):
        return page(request, sheet(found))
    return read_page(request, found)


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
    if not workflow.submits(written.assessment, request.user):
        raise NotAllowed("submit")
    if workflow.is_put_away(written.assessment):  # it goes nowhere, and what was typed is kept
        return _kept(request, written, AssessmentForm(written, request.POST))
    form = AssessmentForm(written, request.POST, submitting=True)
    if not form.is_valid():
        return _wanting(request, written, form)
    try:
        workflow.save_and_submit(written.assessment, request.user, form.cleaned_data["version"], form.draft())
    except Stale as stale:
        return _both(request, written, stale)
    except Conflict as late:
        return _too_late(request, written, form, late)
    if request.htmx:
        return on_the_board(read_page(request, visible(request, pk)))
    messages.success(
        request,
        _("Your assessment of %(name)s is submitted to %(group)s.")
        % {"name": written.subject.name, "group": written.assessment.group.name},
    )
    return redirect("my_team")


@members
@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begins to change what was submitted, on a draft beside it."""
    draft = workflow.reopen(visible(request, pk), by=request.user)
    if request.htmx:
        return on_the_board(page(request, own_sheet(request, draft.pk)))
    return redirect("assessment", pk=draft.pk)


@members
@require_POST
def put_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drops a change that was begun; what was submitted stands."""
    dropped = workflow.put_away(visible(request, pk), by=request.user)
    if request.htmx:
        standing = workflow.standing_of(dropped).bookkept().get()
        return on_the_board(read_page(request, visible(request, standing.pk)))
    said = _("Your change is dropped. What you submitted on %(name)s stands.")
    messages.success(request, said % {"name": dropped.subject.name})
    return redirect("my_team")


def on_the_board(opened: HttpResponse) -> HttpResponse:
    """The answer in an opened row, after an act by which the board says something else of it."""
    return trigger_client_event(opened, "team-changed")


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
        sentence = sentence_of(kept)["text"] if workflow.is_put_away(kept) else ""
        return autosave.kept(kept, sentence, **_stands(written, form.draft()))
    return redirect(reverse("assessment", args=[kept.pk]) + then)


def _stands(written: Sheet, draft: Draft) -> dict[str, Any]:
    """Where the draft stands now, for the board on which it is written; and the hints, where they are on."""
    wants = in_words(missing(asked_on(written), draft, written.subject.first_name))
    return {"state": state_said(wants), "wants": said(wants)} | shown_here().answer(draft, written.points)


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
    submitted = written.assessment.state != DRAFT
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
    found, beside = written.assessment, shown_here()
    of_team.put_beside(written)
    draft = form.draft() if form and form.is_bound and not form.errors.get("__all__") else workflow.stored_draft(found)
    shown = showing.typed(form) if form else showing.stored(written, draft)
    context = {
        "sheet": written,
        "assessment": found,
        "group": found.group,
        "name": written.subject.first_name,
        "form": form,
        "today": clock.today(),
        "is_open": is_open(found),
        "closed": not is_open(found),
        "is_mine": (mine := found.author_id == request.user.pk),
        "with_whom": "" if mine or workflow.submits(found, request.user) else found.author.name,
        "told": sentence_of(found),
        "keys": [{"key": "Ctrl S", "label": _("Save now what you are writing")}],
        "at_word": written.at_point.word if written.at_point else "",
        "saved": autosave.standing(found.saved_at, errors=bool(form and form.errors), both="theirs" in more),
        "beside": beside,
        "hints": beside.hints(draft, written.points),
        "hands": hands(written, request.user),
        "profile": next((said for lay in beside_sheet if (said := lay(written, request.user))), None),
        "unfolded": request.GET.get("unfold") == "next" or request.path.endswith("/fill/"),
    }
    template = "reviews/team/_open.html" if request.htmx else "reviews/assessments/assessment.html"
    return render(request, template, context | shown.as_context() | more, status=status)


def hands(written: Sheet, viewer: Person) -> list[dict[str, str]]:
    """What is at hand beside the sheet, each folded until it is opened."""
    name, code = {"name": written.subject.first_name}, {"role": written.assessment.role.code}
    wrote = written.assessment.author_id == viewer.pk
    last = _("The last review of %(name)s, and what you wrote then") if wrote else _("The last review of %(name)s")
    offered = [
        ("last", last % name),
        ("told", _("What %(name)s was told, asked and promised since") % name),
        ("lines", _("Lines of the text, to quote")),
    ]
    if any(True for _about in at_hand.evidence_about):
        offered.insert(2, ("evidence", _("What was noted in this period, and what contributors saw")))
    if written.had_another_text and at_hand.version_before(written, viewer):
        offered.insert(0, ("changed", _("What the text of %(role)s says anew since the last review") % code))
    if written.next_title:
        offered.append(("next", _("What %(role)s asks") % {"role": written.next_title}))
    pk = written.assessment.pk
    return [
        {"part": part, "label": label, "url": reverse("assessment_at_hand", args=[pk, part])} for part, label in offered
    ]


def read_page(request: HttpRequest, found: Assessment, sentence: str = "", status: int = 200) -> HttpResponse:
    """The assessment to be read; its author may begin to change it while that is possible."""
    entries = RosterEntry.objects.filter(group=found.group, subject=found.subject)
    entry = entries.select_related("subject", "role", "assessor").get()
    [case] = cases(found.group, request.user, [entry], {found.subject_id: found})
    mine = found.author_id == request.user.pk
    context = {
        "assessment": found,
        "group": found.group,
        "case": case,
        "above": reverse("my_team") if mine else page_of(found.group, request.user),
        "sentence": sentence,
        "is_mine": mine,
        "asks": entry.assessor_id == request.user.pk and found.group.state in WRITING,
        "before": _written_before(found) if mine else [],
        "actions": _changing(found, entry, request.user) if mine else [],
    }
    template = "reviews/team/_read.html" if request.htmx else "reviews/assessments/assessment_read.html"
    return render(request, template, context, status=status)


def _written_before(found: Assessment) -> Any:
    """What its author wrote of the subject besides and is replaced or put away, the latest first."""
    rows = Assessment.objects.written_by(found.author).filter(group=found.group_id, subject=found.subject_id)
    return rows.filter(state=Assessment.State.REPLACED).exclude(pk=found.pk).bookkept().order_by("-saved_at")


def _changing(found: Assessment, entry: RosterEntry, by: Person) -> list[dict[str, Any]]:
    """What its author may do with what they submitted: change it, or go on with the change that was begun."""
    if found.state != Assessment.State.SUBMITTED or found.group.state not in WRITING:
        return []
    draft = workflow.drafts_of(found).bookkept().first()
    if draft is not None and draft.author_id == by.pk:
        return [{"label": _("Go on with your change"), "url": reverse("assessment", args=[draft.pk]), "quiet": True}]
    if draft is not None or entry.assessor_id != by.pk:
        return []
    change = {"label": _("Change it"), "url": reverse("assessment_reopen", args=[found.pk]), "method": "post"}
    return [change | {"quiet": True, "note": _("The group keeps this text until you submit the new one.")}]
