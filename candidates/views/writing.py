"""What one interviewer found: saved as it is typed, handed in, and taken back while nobody has read it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts import autosave
from accounts.access import members
from accounts.moves import Conflict
from accounts.refusals import is_by_itself
from candidates import workflow
from candidates.forms import as_fields, in_words
from candidates.models import Candidate, Interviewer
from candidates.sheet import Asked
from candidates.views.page import candidate_of, finding_form, page, theirs
from reviews.drafts import Stale


def _own(request: HttpRequest, pk: UUID) -> tuple[Candidate, Interviewer]:
    """The candidate with the reader's own part; the 404 for whoever has none, the 409 where it has gone on."""
    candidate = candidate_of(request, pk)
    mine = Interviewer.objects.filter(candidate=candidate, person=request.user).select_related("candidate").first()
    if mine is None:
        raise Http404
    workflow.refuse_unless(candidate, Candidate.State.OPEN)
    return candidate, mine


@members
@require_POST
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps it as a draft: answers the browser's own saving in JSON, a pressed button with the page."""
    candidate, mine = _own(request, pk)
    asked, by_itself = Asked.of(candidate), is_by_itself(request)
    form = finding_form(asked, request.POST)
    if not form.is_valid():
        return autosave.refused(form.errors) if by_itself else page(request, candidate, 400, form=form)
    try:
        saved = workflow.save(mine, request.user, form.cleaned_data["version"], form.sheet())
    except Stale as stale:
        if by_itself:
            return autosave.other_text(stale, as_fields(stale.stored, asked), in_words(stale.stored, asked))
        return _both(request, candidate, asked, stale)
    return autosave.kept(saved) if by_itself else redirect("candidate", pk=pk)


@members
@require_POST
def hand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps what was typed and hands it in; what can be kept is kept where it cannot be handed in."""
    candidate, mine = _own(request, pk)
    asked = Asked.of(candidate)
    form = finding_form(asked, request.POST)
    if not form.is_valid():
        return page(request, candidate, 400, form=form)
    try:
        saved = workflow.save(mine, request.user, form.cleaned_data["version"], form.sheet())
    except Stale as stale:
        return _both(request, candidate, asked, stale)
    try:
        workflow.hand_in(saved, request.user)
    except Conflict as wrong:
        return page(request, candidate, 409, sentence=wrong.sentence)
    return redirect("candidate", pk=pk)


@members
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes it back to change it."""
    _candidate, mine = _own(request, pk)
    workflow.take_back(mine, request.user)
    return redirect("candidate", pk=pk)


def _both(request: HttpRequest, candidate: Candidate, asked: Asked, stale: Stale) -> HttpResponse:
    """Both texts: the writer's in the fields, the other above them; the next press decides."""
    data = request.POST.copy()
    data["version"] = str(stale.number)
    form = finding_form(asked, data)
    other = theirs(form, stale, in_words(stale.stored, asked))
    return page(request, candidate, 409, form=form, theirs=other)
