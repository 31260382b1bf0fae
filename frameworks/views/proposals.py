"""Proposals of other words: making one, reading and discussing it, withdrawing it, and how editors answer it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import framework_editors, members, seen
from accounts.moves import Conflict, may
from frameworks import commenting, proposing, reading, wordings
from frameworks.comment_forms import NEW, AcceptForm, DeclineForm, ProposalForm, Said
from frameworks.editing.door import Gone
from frameworks.editing.fields import Unfit
from frameworks.editing.workflow import Both, Refused, suggested_label
from frameworks.likeness import marks
from frameworks.models import Comment, Proposal
from frameworks.models.comments import WITH
from frameworks.views.choosing import chosen
from frameworks.views.talk import propose_url, query, stands_url, talk_url, text_for, title, title_within
from frameworks.views.wordings import named
from frameworks.wordings import wording_of

Kind = Proposal.Kind


@members
@require_http_methods(["GET", "HEAD", "POST"])
def framework_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Proposes other words for the wording that the address names; or with `kind` another example there, or that it
    goes."""
    found, wording, kind = chosen(request, slug), named(request.GET), request.GET.get("kind", Kind.REWORD)
    ladder = reading.ladder(found.version)
    if found.version.state not in commenting.HEARD or not wordings.stands(ladder, wording):
        raise Http404
    if kind not in Kind.values or not proposing.may_be(wording, kind):
        raise Http404
    was, of_step = proposing.what_stands(ladder, wording, kind), wordings.step_asked(ladder, wording)
    given = request.POST if request.method == "POST" else None
    form = ProposalForm(kind, given, initial={"text": was, "form": uuid4()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            proposing.propose(
                *(found.version, wording, request.user, said.get("text", ""), said["reason"], said["form"]), kind
            )
        except Conflict as refused:
            form.add_error("text" if "text" in form.fields else None, refused.sentence)
        else:
            messages.success(request, _("Your proposal stands with the wording, and framework editors answer it."))
            return redirect(talk_url(found.version, wording) + "#proposals")
    context = {
        "chosen": found,
        "title": title(ladder, wording),
        "title_within": title_within(ladder, wording),
        "text": wordings.text_of(ladder, wording),
        "was": was,
        "kind": kind,
        "step": wordings.step_of(ladder, wording.axis, of_step.step) if of_step else None,
        "instead": propose_url(found.version, wording, Kind.REMOVE)
        if wording.behaviour and kind != Kind.REMOVE
        else "",
        "of_step": propose_url(found.version, of_step, kind) if of_step else "",
        "form": form,
        "back": talk_url(found.version, wording),
    }
    return render(request, "frameworks/propose.html", context, status=400 if form.is_bound else 200)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def framework_proposal(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A proposal with its reason, what is said of it and what became of it; whoever reads it may say something."""
    proposal = _proposal(request, slug, pk)
    form = Said(request.POST if request.method == "POST" else None, initial={"form": uuid4()})
    if request.method == "POST" and form.is_valid():
        commenting.discuss(proposal, request.user, form.cleaned_data["said"], form.cleaned_data["form"])
        return redirect(reverse("framework_proposal", args=[slug, pk]) + "#said")
    if request.method == "GET":
        proposing.read_the_answer(proposal, request.user)
    return _page(request, proposal, said=form)


@members
@require_POST
def proposal_withdraw(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Its author takes a proposal back."""
    proposal = _proposal(request, slug, pk)
    if not proposing.is_author(proposal, request.user):
        raise Http404
    proposing.withdraw(proposal, request.user)
    return redirect("framework_proposal", slug, pk)


@framework_editors
@require_POST
def proposal_accept(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """An editor writes a proposal into a draft, or into a new one."""
    proposal = _proposal(request, slug, pk)
    drafts = _drafts(proposal)
    form = AcceptForm(proposal.kind, _offered(drafts), request.POST)
    if form.is_valid() and _accepted(request, proposal, drafts, form):
        return redirect("framework_proposal", slug, pk)
    return _page(request, proposal, accept=form)


@framework_editors
@require_POST
def proposal_decline(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """An editor answers that the words stay."""
    proposal = _proposal(request, slug, pk)
    form = DeclineForm(request.POST)
    if form.is_valid():
        proposing.decline(proposal, form.cleaned_data["line"], request.user)
        return redirect("framework_proposal", slug, pk)
    return _page(request, proposal, decline=form)


# -- the pieces ------------------------------------------------------------------------------------


@dataclass
class Into:
    """A draft into which a proposal can be written, or a new one: what stands there now, and its mark."""

    version: Any
    now: str
    differs: bool = field(default=False)
    key: str = NEW


def _proposal(request: HttpRequest, slug: str, pk: UUID) -> Proposal:
    rows = Proposal.objects.filter(version__framework__slug=slug).select_related(*WITH, "author", "draft")
    return seen(rows, request.user, pk=pk)


def _drafts(proposal: Proposal) -> list[Into]:
    """Where it can be written: each draft that still has the wording, and a new one."""
    wording, framework, found = wording_of(proposal), proposal.version.framework, []
    for draft in proposing.drafts_for(framework):
        there = proposing.wording_in(proposal, wording, draft)
        try:
            now = proposing.stored(draft, there, proposal.kind) if there else None
        except Gone:
            now = None
        if now is None:
            continue
        found.append(Into(draft, now, now != proposal.was, str(draft.pk)))
    source = proposing.source_of(proposal.version)
    there = proposing.wording_in(proposal, wording, source)
    if there and wordings.stands(reading.ladder(source), there):
        now = proposing.what_stands(reading.ladder(source), there, proposal.kind)
        found.append(Into(None, now, now != proposal.was))
    return found


def _without(proposal: Proposal, offered: list[Into]) -> list[str]:
    """The labels of the drafts that have the wording no more, so that nobody looks for them among those offered."""
    there = {one.version.pk for one in offered if one.version}
    return [one.label for one in proposing.drafts_for(proposal.version.framework) if one.pk not in there]


def _offered(drafts: list[Into]) -> list[tuple[str, str, str]]:
    """(value, words, what stands there now) of each."""
    return [
        (
            one.key,
            _("Version %(label)s, %(state)s") % {"label": one.version.label, "state": one.version.get_state_display()}
            if one.version
            else _("A new version, begun from the one in force"),
            one.now,
        )
        for one in drafts
    ]


def _accepted(request: HttpRequest, proposal: Proposal, drafts: list[Into], form: AcceptForm) -> bool:
    """Whether it was written; why not stands in the form then."""
    given = form.cleaned_data
    one = next(one for one in drafts if one.key == given["into"])
    into = one.version or given["label"]
    try:
        proposing.accept(
            *(proposal, wording_of(proposal), into, form.seen(), given.get("text", ""), given["line"], request.user)
        )
    except Both as both:
        said = _(
            "Somebody changed these words in that draft meanwhile. They read now: “%(now)s”. Look, and send again."
        )
        form.add_error("text" if "text" in form.fields else None, said % {"now": next(iter(both.fields.values()))})
        form.look_again(_offered(_drafts(proposal)))
        return False
    except Refused as refused:
        form.add_error("text", next(iter(refused.errors.values())))
        return False
    except Unfit as unfit:
        form.add_error("label", unfit.sentence)
        return False
    except Conflict as refused:
        form.add_error(None, refused.sentence)
        return False
    return True


def _page(
    request: HttpRequest,
    proposal: Proposal,
    said: Said | None = None,
    accept: AcceptForm | None = None,
    decline: DeclineForm | None = None,
) -> HttpResponse:
    viewer, wording = request.user, wording_of(proposal)
    ladder = text_for(viewer, proposal.version)
    is_open, slug = proposal.state == Proposal.State.OPEN, proposal.version.framework.slug
    answers = may(proposal, "accept", viewer)
    drafts = _drafts(proposal) if answers else []
    wrong = next((form for form in (said, accept, decline) if form is not None and form.is_bound), None)
    rows = Comment.objects.visible_to(viewer).filter(proposal=proposal).select_related("author")
    context = {
        "proposal": proposal,
        "framework": proposal.version.framework,
        "title": title(ladder, wording),
        "title_within": title_within(ladder, wording),
        "marks": marks(proposal.was, proposal.text),
        "stands": stands_url(proposal.version, wording),
        "talk": talk_url(proposal.version, wording),
        "said": [_shown(one, slug, viewer) for one in rows.order_by("shown_on", "id")],
        "form": (said or Said(initial={"form": uuid4()})) if is_open else None,
        "withdraws": may(proposal, "withdraw", viewer),
        "other_answers": is_open and not answers and commenting.edits(proposal, viewer),
        "drafts": [one for one in drafts if one.differs],
        "without_it": _without(proposal, drafts) if answers else [],
        "accept": _to_accept(proposal, drafts, accept) if drafts else None,
        "decline": (decline or DeclineForm(auto_id="decline_%s")) if answers else None,
        "wrong": wrong,
        "is_undone": proposing.reads_as_before(proposal, wording),
        "read_draft": reverse("framework", args=[slug]) + query(proposal.draft) if proposal.draft else "",
    }
    return render(request, "frameworks/proposal.html", context, status=400 if wrong else 200)


def _to_accept(proposal: Proposal, drafts: list[Into], wrong: AcceptForm | None) -> AcceptForm:
    if wrong is not None:
        return wrong
    first = {"into": drafts[0].key, "text": proposal.text, "label": suggested_label(proposal.version.framework)}
    return AcceptForm(proposal.kind, _offered(drafts), initial=first, auto_id="accept_%s")


def _shown(one: Comment, slug: str, viewer: Any) -> dict[str, Any]:
    own = one.author_id == viewer.pk and one.state == Comment.State.OPEN
    return {
        "comment": one,
        "take_back": reverse("comment_take_back", args=[slug, one.pk]) if own else "",
        "strike": reverse("comment_strike", args=[slug, one.pk]) if may(one, "strike", viewer) else "",
    }
