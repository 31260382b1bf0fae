"""The list of one's candidates, opening one, the page of one, and what they are called."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import members
from accounts.components import action
from accounts.moves import Conflict, NotAllowed
from candidates import workflow
from candidates.forms import CandidateForm, LabelForm
from candidates.models import Candidate, Interviewer
from candidates.sheet import choices_of
from candidates.views.page import candidate_of, page
from frameworks import reading
from frameworks.models import Version

State, Writing = Candidate.State, Interviewer.State


@members
@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """One's own candidates and those one was invited to, the latest first."""
    rows = Candidate.objects.visible_to(request.user).select_related("version", "owner")
    shown = Paginator(rows.order_by("-opened_at", "pk"), 25).get_page(request.GET.get("page"))
    mine = Interviewer.objects.filter(person=request.user, candidate__in=list(shown), state=Writing.WRITING)
    waiting = set(mine.values_list("candidate_id", flat=True))
    context = {
        "page": shown,
        "candidates": [{"one": one, "waits": one.pk in waiting and one.state == State.OPEN} for one in shown],
        "actions": _opening(request),
    }
    return render(request, "candidates/candidates.html", context)


def _opening(request: HttpRequest) -> list[dict[str, object]]:
    return [action(_("Level a candidate"), reverse("candidate_new"))] if workflow.may_open(request.user) else []


@members
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Opens a candidate; whoever manages nobody finds nothing here."""
    if not workflow.may_open(request.user):
        raise Http404
    versions = [one for one in _versions(request) if choices_of(reading.ladder(one))]
    wanted = next((str(one.pk) for one in versions if one.framework.slug == request.GET.get("framework")), "")
    first = wanted or (str(versions[0].pk) if len(versions) == 1 else "")
    data = request.POST if request.method == "POST" else None
    form = CandidateForm(request.user, versions, data, initial={"framework": first})
    if data is not None and form.is_valid():
        try:
            made = workflow.open_one(
                request.user, form.cleaned_data["label"], form.version(), form.role(), form.interviewers()
            )
        except Conflict as wrong:
            form.add_error("people", wrong.sentence)
        else:
            return redirect("candidate", pk=made.pk)
    context = {"form": form, "has_versions": bool(versions)}
    return render(request, "candidates/new.html", context, status=400 if form.errors else 200)


def _versions(request: HttpRequest) -> list[Version]:
    rows = Version.objects.visible_to(request.user).current().select_related("framework")
    return list(rows.order_by("title", "pk"))


@members
@require_safe
def candidate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One candidate, as far as it has come."""
    return page(request, candidate_of(request, pk))


@members
@require_http_methods(["GET", "HEAD", "POST"])
def label(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Calls them otherwise; the owner alone."""
    candidate = candidate_of(request, pk)
    if not workflow.is_owner(candidate, request.user):
        raise NotAllowed("rename")
    data = request.POST if request.method == "POST" else None
    form = LabelForm(data, initial={"label": candidate.label})
    if data is not None and form.is_valid():
        workflow.rename(candidate, request.user, form.cleaned_data["label"])
        return redirect("candidate", pk=pk)
    return render(
        request, "candidates/label.html", {"candidate": candidate, "form": form}, status=400 if form.errors else 200
    )
