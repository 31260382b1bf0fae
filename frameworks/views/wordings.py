"""What is said of one wording: reading it, saying something, taking one's own back, and striking what must not stand.

Nothing here may tell who wrote without a name: the address that is sent to names no wording, the answer is the same
with a name and without, nothing is put into the session, and whatever is refused leaves no line in the log.
"""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import framework_editors, members, seen
from accounts.logs import unsaid
from accounts.models import GrantKind, Person
from accounts.moves import Conflict, may
from frameworks import commenting, reading, wordings
from frameworks.comment_forms import CommentForm, StrikeForm
from frameworks.models import Comment, Flag, Framework, Proposal
from frameworks.models.comments import WITH
from frameworks.views.choosing import Chosen, chosen
from frameworks.views.talk import propose_url, query, stands_url, talk_url, title, title_within
from frameworks.wordings import Wording, wording_of

A_PAGE = 40


@unsaid
@members
@require_http_methods(["GET", "HEAD", "POST"])
def framework_wording(request: HttpRequest, slug: str) -> HttpResponse:
    """One wording with all that is said of it, and the form to say more; with a name or without."""
    found = chosen(request, slug)
    wording, ladder = named(request.POST if request.method == "POST" else request.GET), reading.ladder(found.version)
    wording, what = wording._replace(behaviour=""), wording.behaviour
    stands = wordings.stands(ladder, wording)
    is_heard = stands and found.version.state in commenting.HEARD
    if (request.method == "POST" and not is_heard) or not (stands or _said(found, wording, request.user).exists()):
        raise Http404
    form = None
    if is_heard:
        begun = wording.said | {"what": what, "form": uuid4()}
        form = CommentForm(
            wordings.examples(ladder, wording), request.POST if request.method == "POST" else None, initial=begun
        )
    if request.method == "POST" and form is not None and form.is_valid() and _sent(found, wording, request.user, form):
        return redirect(talk_url(found.version, wording, sent="1") + "#said")
    context = _page(request, found, wording, form)
    return render(request, "frameworks/wording.html", context, status=status(form))


@members
@require_http_methods(["GET", "HEAD", "POST"])
def comment_take_back(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Its author takes a comment back, after seeing it once more."""
    comment = _comment(request, slug, pk)
    if comment.author_id != request.user.pk:
        raise Http404
    if request.method == "POST":
        there = _back(comment)
        commenting.take_back(comment, request.user)
        return redirect(there)
    return render(request, "frameworks/comment.html", {"comment": comment, "back": _back(comment)})


@framework_editors
@require_http_methods(["GET", "HEAD", "POST"])
def comment_strike(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """An editor takes the words of a comment out, and says why."""
    comment = _comment(request, slug, pk)
    form = StrikeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        commenting.strike(comment, request.user, form.cleaned_data["line"])
        return redirect(_back(comment))
    context = {"comment": comment, "back": _back(comment), "form": form}
    return render(request, "frameworks/comment.html", context, status=400 if form.is_bound else 200)


# -- the pieces ------------------------------------------------------------------------------------


def status(form: Any) -> int:
    """Of a page with a form."""
    return 400 if form is not None and form.is_bound else 200


def named(given: QueryDict) -> Wording:
    """The wording that is asked for; 404 where no version can have it."""
    found = wordings.named(given)
    if found is None:
        raise Http404
    return found


def _sent(found: Chosen, wording: Wording, by: Person, form: CommentForm) -> bool:
    """Whether it was sent; why not stands in the form then."""
    given = form.cleaned_data
    on = wording._replace(behaviour=given.get("what", ""))
    try:
        commenting.comment(found.version, on, by, given["said"], given["is_named"], given["form"])
    except Conflict as refused:
        form.add_error(None, refused.sentence)
        return False
    return True


def _said(found: Chosen, wording: Wording, viewer: Person) -> Any:
    """What is said of a wording in every version that the viewer may read, the latest day first; of a cell also what is
    said of its examples."""
    return _of(Comment.objects.to_answer(), found.version.framework, wording, viewer).order_by("-shown_on", "id")


def _of(rows: Any, framework: Framework, wording: Wording, viewer: Person) -> Any:
    on: dict[str, Any] = {"version__framework": framework, "layer": wording.layer}
    on |= {"is_for_everybody": wording.everybody}
    on |= {"step__isnull": True} if wording.step is None else {"step__number": wording.step}
    for name in ("level", "role", "axis"):
        code = getattr(wording, name)
        on |= {f"{name}__code": code} if code else {f"{name}__isnull": True}
    return rows.visible_to(viewer).filter(**on).select_related(*WITH, "author")


def _page(request: HttpRequest, found: Chosen, wording: Wording, form: CommentForm | None) -> dict[str, Any]:
    framework, viewer = found.version.framework, request.user
    edits = viewer.holds(GrantKind.FRAMEWORK_EDITOR)
    page = Paginator(_said(found, wording, viewer), A_PAGE).get_page(request.GET.get("page"))
    ladder = reading.ladder(found.version)
    of_step, takes_examples = wordings.step_asked(ladder, wording), form is not None and wording.is_cell
    return {
        "chosen": found,
        "wording": wording,
        "title": title(ladder, wording),
        "title_within": title_within(ladder, wording),
        "text": wordings.text_of(ladder, wording),
        "of_step": talk_url(found.version, of_step) if of_step else "",
        "is_gone": not wordings.stands(ladder, wording),
        "stands": stands_url(found.version, wording),
        "form": form,
        "action": reverse("framework_wording", args=[framework.slug]) + query(found.version),
        "sent": "sent" in request.GET,
        "most": settings.COMMENTS_WITHOUT_NAME_A_DAY,
        "page": page,
        "query": query(found.version, wording).removeprefix("?"),
        "said": [_shown(one, found, viewer, edits) for one in page],
        "proposals": list(_of(Proposal.objects, framework, wording, viewer).order_by("-proposed_on", "id")[:A_PAGE]),
        "proposable": _proposable(found, wording) if form is not None else [],
        "another": propose_url(found.version, wording, Proposal.Kind.ADD) if takes_examples else "",
        "flags": _flags(found, wording) if wording.is_of_role else 0,
        "flag": _flag_url(found, wording) if wording.is_of_role and not found.version.is_written else "",
    }


def _shown(one: Comment, found: Chosen, viewer: Person, edits: bool) -> dict[str, Any]:
    """A comment on the page: which text it was on, where that is not the one above it, and what may be done."""
    slug, text = found.version.framework.slug, wordings.text_of(reading.ladder(found.version), wording_of(one))
    own = one.author_id == viewer.pk and one.state == Comment.State.OPEN
    return {
        "comment": one,
        "was": one.was if one.behaviour_id or one.was != text else "",
        "version": one.version if one.version_id != found.version.pk else None,
        "take_back": reverse("comment_take_back", args=[slug, one.pk]) if own else "",
        "strike": reverse("comment_strike", args=[slug, one.pk]) if edits and may(one, "strike", viewer) else "",
    }


def _proposable(found: Chosen, wording: Wording) -> list[tuple[str, str]]:
    """(where one proposes other words, the words now): of this wording, and of each example at it."""
    ladder = reading.ladder(found.version)
    each = [wording, *(wording._replace(behaviour=one.identity) for one in wordings.examples(ladder, wording))]
    return [(propose_url(found.version, one), wordings.text_of(ladder, one)) for one in each]


def _flags(found: Chosen, wording: Wording) -> int:
    on = {"version": found.version, "role__code": wording.role, "axis__code": wording.axis, "state": Flag.State.OPEN}
    return Flag.objects.let_out().filter(**on).count()


def _flag_url(found: Chosen, wording: Wording) -> str:
    address = reverse("role_flag", args=[found.version.framework.slug, wording.role])
    return address + query(found.version, axis=wording.axis)


def _comment(request: HttpRequest, slug: str, pk: UUID) -> Comment:
    """A comment whose words still stand; or 404."""
    rows = Comment.objects.exclude(state=Comment.State.STRUCK).filter(version__framework__slug=slug)
    return seen(rows.select_related(*WITH, "author", "proposal"), request.user, pk=pk)


def _back(comment: Comment) -> str:
    """The page on which it stands."""
    if comment.proposal_id:
        return reverse("framework_proposal", args=[comment.version.framework.slug, comment.proposal_id]) + "#said"
    return talk_url(comment.version, wording_of(comment)) + "#said"
