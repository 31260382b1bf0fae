"""Bringing together what each found alone; what is agreed; the offer, and the close without one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import autosave
from accounts.access import members
from accounts.moves import NotAllowed
from accounts.refusals import is_by_itself
from candidates import workflow
from candidates.forms import OfferForm, as_fields, in_words
from candidates.models import Candidate
from candidates.sheet import Asked
from candidates.views.page import agreed_form, candidate_of, page, theirs
from reviews.drafts import Stale

State = Candidate.State


@members
@require_POST
def bring_together(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From now on those invited read what each handed in."""
    workflow.bring_together(candidate_of(request, pk), request.user)
    return redirect("candidate", pk=pk)


@members
@require_POST
def agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps what those invited agreed: answers the browser's own saving in JSON, a pressed button with the page."""
    candidate = candidate_of(request, pk)
    workflow.refuse_unless(candidate, State.TOGETHER)
    asked, by_itself = Asked.of(candidate), is_by_itself(request)
    form = agreed_form(asked, request.POST)
    if not form.is_valid():
        return autosave.refused(form.errors) if by_itself else page(request, candidate, 400, form=form)
    try:
        saved = workflow.agree(candidate, request.user, form.cleaned_data["version"], form.sheet())
    except Stale as stale:
        words = in_words(stale.stored, asked)
        if by_itself:
            return autosave.other_text(stale, as_fields(stale.stored, asked), words)
        data = request.POST.copy()
        data["version"] = str(stale.number)
        form = agreed_form(asked, data)
        return page(request, candidate, 409, form=form, theirs=theirs(form, stale, words))
    return autosave.kept(saved) if by_itself else redirect("candidate", pk=pk)


@members
@require_POST
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps what was offered, and ends it."""
    candidate = candidate_of(request, pk)
    if not workflow.is_owner(candidate, request.user):
        raise NotAllowed("offer")
    workflow.refuse_unless(candidate, State.TOGETHER)
    form = OfferForm(candidate.version, request.POST)
    if not form.is_valid():
        return page(request, candidate, 400, offer_form=form)
    workflow.offer(
        *(candidate, request.user, form.chosen_role()), form.cleaned_data["terms"], form.cleaned_data["offered_on"]
    )
    return redirect("candidate", pk=pk)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks once more, then ends it without an offer."""
    candidate = candidate_of(request, pk)
    if not workflow.is_owner(candidate, request.user):
        raise NotAllowed("close")
    if request.method != "POST":
        return render(request, "candidates/close.html", {"candidate": candidate})
    workflow.close(candidate, request.user)
    return redirect("candidate", pk=pk)
