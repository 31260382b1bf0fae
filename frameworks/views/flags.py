"""Flags on wording, raised from a role's page; and all that is said of a framework's wordings, which editors settle."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import framework_editors, members, seen
from accounts.logs import unsaid
from accounts.models import GrantKind, Person
from frameworks import flagging, reading, wordings
from frameworks.flagged import Key, Raised, Wording, grouped
from frameworks.forms import FlagForm, SettleForm
from frameworks.models import Comment, Flag, Framework, Proposal, Version
from frameworks.models.comments import WITH
from frameworks.views.choosing import chosen, role_or_404
from frameworks.views.talk import stands_url, talk_url, title

A_PAGE = 20
# the same with a name and without
FLAGGED = gettext_lazy(
    "The wording is flagged: with your name from now on, without it from the next working day on. What editors answer"
    " stands with what is said of its wording."
)


@dataclass
class Shown:
    """A wording as the page shows it: what it is called, the text itself, where it stands, and for editors the form."""

    wording: Wording
    title: str
    short: str
    version: Version
    text: str
    is_example: bool
    url: str
    talk: str
    form: SettleForm | None = field(default=None)


@unsaid
@members
@require_http_methods(["GET", "HEAD", "POST"])
def role_flag(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Flags what a role asks on the axis that the address names."""
    found = chosen(request, slug)
    role_or_404(found, code)
    axis, role = reading.axes(found.version).get(request.GET.get("axis", "")), reading.roles(found.version)[code]
    if axis is None or found.version.is_written:
        raise Http404
    asked = next((one for one in found.ladder.asked(code) if one.axis == axis.code), None)
    given = request.POST if request.method == "POST" else None
    form = FlagForm(flagging.examples(found.version, role, axis), given, initial={"form": uuid4()})
    there = reverse("role", args=[slug, code]) + found.query + f"#axis-{axis.code}"
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        behaviour = form.examples.get(said.get("what", ""))
        flagging.raise_flag(
            *(found.version, role, axis, request.user, said["said"], behaviour, said["is_named"]), form=said["form"]
        )
        messages.success(request, FLAGGED)
        return redirect(there)
    status = 400 if form.is_bound else 200
    context = {"chosen": found, "role": found.ladder.roles[code], "axis": found.ladder.axes[axis.code], "asked": asked}
    return render(request, "frameworks/flag.html", context | {"form": form, "back": there}, status=status)


@members
@require_safe
def framework_flags(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of a framework's wordings and waits for an answer; its editors settle it here."""
    return _page(request, seen(Framework, request.user, slug=slug))


@framework_editors
@require_POST
def framework_flags_settle(request: HttpRequest, slug: str) -> HttpResponse:
    """Settles some flags and comments on one wording."""
    framework = seen(Framework, request.user, slug=slug)
    given = set(request.POST.getlist("flags"))
    nothing = Wording(Key("", wordings.Wording()))
    said_of = _grouped(framework, request.user)
    wording = next((one for one in said_of if given & {str(flag.pk) for flag in one.open}), nothing)
    form = SettleForm(wording, request.POST)
    if not form.is_valid():
        return _page(request, framework, form)
    said = form.cleaned_data
    settled = flagging.settle(said["flags"], request.user, said["outcome"], said["line"])
    messages.success(request, _("Settled: %(count)s.") % {"count": len(settled)})
    return redirect("framework_flags", slug)


def _page(request: HttpRequest, framework: Framework, wrong: SettleForm | None = None) -> HttpResponse:
    found = _grouped(framework, request.user)
    settles = request.user.holds(GrantKind.FRAMEWORK_EDITOR)
    answered = "answered" in request.GET
    wanted = [one for one in found if (one.settled if answered else one.waits)]
    page = Paginator(wanted, A_PAGE).get_page(_number_of(wanted, wrong) or request.GET.get("page"))
    settled = [one for one in found if one.settled]
    mine = Flag.objects.filter(version__framework=framework, author=request.user, waits_in__isnull=False).count()
    context = {
        "framework": framework,
        "wrong": wrong,
        "page": page,
        "open": [] if answered else _shown(list(page), settles, wrong),
        "settled": _shown(list(page) if answered else settled[:A_PAGE], False, None),
        "more": 0 if answered else max(len(settled) - A_PAGE, 0),
        "answered": answered,
        "settles": settles,
        "waiting": mine,
    }
    return render(request, "frameworks/flags.html", context, status=400 if wrong else 200)


def _number_of(wanted: list[Wording], wrong: SettleForm | None) -> int | None:
    """The page on which a form stands that was wrong."""
    found = (number for number, one in enumerate(wanted) if wrong is not None and one.key == wrong.wording)
    return next((number // A_PAGE + 1 for number in found), None)


# -- the pieces ------------------------------------------------------------------------------------


def _grouped(framework: Framework, viewer: Person) -> list[Wording]:
    """What is said of the versions of a framework that the viewer reads, by wording; only editors read who raised a
    flag."""
    names = viewer.holds(GrantKind.FRAMEWORK_EDITOR)
    said = Version.objects.visible_to(viewer).filter(framework=framework)
    raised, order = [], {}
    for row, one in [*_flags(said, names), *_comments(said, viewer), *_proposals(said, viewer)]:
        on = wordings.wording_of(row)
        key = Key(row.version_id, on)
        raised.append((key, one))
        ladder = reading.ladder(row.version)
        rank = ladder.rank(on.role) if on.role in ladder.roles else -1
        step = -1 if on.step is None else on.step
        order[key] = (rank, on.role, on.axis, on.behaviour, on.level, on.layer, step, on.everybody)
    return grouped(raised, order)


def _flags(versions: QuerySet[Version], names: bool) -> Iterator[tuple[Flag, Raised]]:
    rows = Flag.objects.let_out().filter(version__in=versions)
    for row in rows.select_related("version__framework", "role", "axis", "author"):
        author = row.author.name if names and row.author else ""
        yield row, Raised(row.pk, row.said, author, row.get_outcome_display() if row.outcome else "", row.line)


def _comments(versions: QuerySet[Version], viewer: Person) -> Iterator[tuple[Comment, Raised]]:
    rows = Comment.objects.visible_to(viewer).to_answer().filter(version__in=versions)
    rows = rows.exclude(state=Comment.State.STRUCK)
    for row in rows.select_related(*WITH, "author"):
        author = row.author.name if row.author else ""
        outcome = row.get_outcome_display() if row.outcome else ""
        yield row, Raised(row.pk, row.said, author, outcome, row.line, "comment")


def _proposals(versions: QuerySet[Version], viewer: Person) -> Iterator[tuple[Proposal, Raised]]:
    rows = Proposal.objects.visible_to(viewer).filter(version__in=versions)
    rows = rows.exclude(state=Proposal.State.WITHDRAWN)
    for row in rows.select_related(*WITH, "author"):
        outcome = "" if row.state == Proposal.State.OPEN else row.get_state_display()
        yield row, Raised(row.pk, row.meant, row.author.name, outcome, row.line, "proposal", row.kind)


def _shown(wordings_: list[Wording], settles: bool, wrong: SettleForm | None) -> list[Shown]:
    versions = Version.objects.filter(pk__in={one.key.version for one in wordings_})
    by_pk = {one.pk: one for one in versions.select_related("framework")}
    found = [_one(one, by_pk[one.key.version]) for one in wordings_]
    for number, one in enumerate(found if settles else []):
        is_wrong = wrong is not None and wrong.wording == one.wording.key
        if one.wording.open:
            one.form = wrong if is_wrong else SettleForm(one.wording, auto_id=f"settle{number}_%s")
    return found


def _one(wording: Wording, version: Version) -> Shown:
    ladder, on = reading.ladder(version), wording.key.on
    return Shown(
        wording,
        title(ladder, on),
        title(ladder, on, is_short=True),
        version,
        wordings.text_of(ladder, on),
        bool(on.behaviour),
        stands_url(version, on),
        talk_url(version, on),
    )
