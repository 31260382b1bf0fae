"""Editing a version in the browser: its table, with one place of it opened beside, and the savings of that place."""

from urllib.parse import parse_qsl
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import autosave
from accounts.access import framework_editors, seen
from accounts.moves import Conflict
from accounts.refusals import is_by_itself
from frameworks import discarding, reading
from frameworks.addresses import difference_url
from frameworks.asked import Ladder
from frameworks.editing import begun, examples, workflow
from frameworks.editing.cells import field_of, identity_in
from frameworks.editing.door import Gone, who_wrote_lately
from frameworks.editing.fields import Unfit
from frameworks.editing.forms import BeginForm
from frameworks.editing.lacking import lacking
from frameworks.editing.opened import Opened, opened
from frameworks.editing.places import Example, Place, Where, where_from
from frameworks.editing.workflow import Both, Refused
from frameworks.models import Version
from frameworks.table import table
from frameworks.views.choosing import versions_of
from frameworks.views.talk import query

NOT_TEXTS = {"csrfmiddlewaretoken", "version", "act", "to"}


@framework_editors
@require_http_methods(["GET", "HEAD", "POST"])
def framework_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begins a new version: from the one in force, or from another one that the address names."""
    versions = versions_of(request, framework__slug=slug)
    label = request.GET.get("from")
    named = [one for one in versions if one.label == label] if label is not None else []
    source = next(iter(named or [one for one in versions if one.state == Version.State.PUBLISHED] or versions), None)
    if source is None:
        raise Http404
    written = [one for one in versions if one.is_written]
    initial = {"label": workflow.suggested_label(source.framework)}
    form = BeginForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            version = workflow.begin(source, form.cleaned_data["label"], request.user)
        except (Unfit, Conflict) as wrong:
            form.add_error("label", wrong.sentence)
        else:
            return redirect("framework_draft", slug, version.pk)
    context = {"source": source, "form": form, "written": written}
    return render(request, "frameworks/editing/begin.html", context, status=400 if form.errors else 200)


@framework_editors
@require_safe
def framework_draft(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The table of a version that is written, with the place opened that the address names, or what it lacks; the part
    alone where the browser asks for that."""
    version = _version(request, slug, pk)
    if not version.is_written:
        return redirect(reverse("framework", args=[slug]) + query(version))
    if "lacking" in request.GET and getattr(request, "htmx", False):
        context = {"version": version, "lacking": lacking(reading.document(version))}
        return render(request, "frameworks/editing/_lacking.html", context)
    where = where_from(request.GET.dict())
    try:
        shown = opened(version, where) if where else None
    except Gone as gone:
        return _page(request, version, None, gone.sentence, 409)
    return _page(request, version, shown)


@framework_editors
@require_POST
def framework_draft_save(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Saves the place that the address names: from autosave (answered as JSON) or by a button, which may do more."""
    version = _version(request, slug, pk)
    where = where_from(request.GET.dict())
    if where is None:
        raise Http404
    by_itself = is_by_itself(request)
    texts = {name: _sent(values) for name, values in request.POST.lists() if name not in NOT_TEXTS}
    carried = begun.read(request.POST.get("version", ""))
    try:
        kept = workflow.save(version, where, carried, texts, request.user)
    except Refused as refused:
        if by_itself:
            return autosave.refused(refused.errors)
        shown = opened(version, where, texts, refused.errors, number=request.POST.get("version", ""))
        return _page(request, version, shown, status=400)
    except Both as both:
        shown = opened(version, where, texts, theirs=both.fields, number=both.number)
        if by_itself:
            return autosave.other_text(both, both.fields, {name: text for name, text in shown.theirs.items() if text})
        return _page(request, version, shown, status=409)
    if by_itself:
        return autosave.kept(kept, _translated(kept.languages))
    if kept.languages:
        messages.warning(request, _translated(kept.languages))
    where = _act(request, version, where, texts)
    return redirect(reverse("framework_draft", args=[slug, pk]) + f"?{where.query}#draft_open")


@framework_editors
@require_http_methods(["GET", "HEAD", "POST"])
def framework_draft_discard(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """GET: what goes and what stays if a version is discarded. POST: discards it."""
    version = _version(request, slug, pk)
    if not version.is_written:
        return redirect(reverse("framework", args=[slug]) + query(version))
    sentence = ""
    if request.method == "POST":
        label = version.label
        try:
            discarding.discard(version, request.user, request.POST.get("seen", ""))
        except Conflict as conflict:
            sentence = conflict.sentence
            version.refresh_from_db()
        else:
            messages.success(request, _("Version %(label)s is discarded.") % {"label": label})
            return redirect("frameworks")
    context = {
        "version": version,
        "sentence": sentence,
        "others": who_wrote_lately(version, request.user),
        "taken": discarding.taken_into(version),
        "said": discarding.said_of(version),
    }
    return render(request, "frameworks/editing/discard.html", context, status=409 if sentence else 200)


def _sent(values: list[str]) -> str:
    """The text of a field; of one whose codes are ticked, those with spaces between."""
    return values[0] if len(values) == 1 else " ".join(filter(None, values))


def _version(request: HttpRequest, slug: str, pk: UUID) -> Version:
    return seen(Version.objects.select_related("framework", "based_on"), request.user, pk=pk, framework__slug=slug)


def _translated(languages: tuple[str, ...]) -> str:
    """What is to be said where a sentence was worded anew that is translated."""
    if not languages:
        return ""
    said = _("It is translated (%(languages)s), and the translation still says what it said.")
    return said % {"languages": ", ".join(languages)}


def _act(request: HttpRequest, version: Version, where: Where, texts: dict[str, str]) -> Where:
    """What a button asked besides saving: an example up, down, away, elsewhere, or all of a cell elsewhere. Returns the
    place to open then."""
    verb, _colon, named = request.POST.get("act", "").partition(":")
    there = where_from(dict(parse_qsl(request.POST.get("to", "")))) if verb == "put" else None
    if isinstance(where, Place) and isinstance(there, Place):
        number = examples.put_all(version, where, there, request.user)
        said = ngettext("%(number)s example was put here.", "%(number)s examples were put here.", number)
        messages.success(request, said % {"number": number})
        return there
    identity = where.identity if isinstance(where, Example) else identity_in(named)
    if identity is None:
        return where
    if verb in ("up", "down"):
        examples.shift(version, identity, request.user, down=verb == "down")
    elif verb == "remove":
        text = texts.get("text" if isinstance(where, Example) else field_of(identity), "")
        examples.remove(version, identity, request.user, seen=text)
        messages.success(request, _("Taken away: “%(text)s”") % {"text": text})
    elif isinstance(there, Place):
        examples.put(version, identity, there, request.user)
        return there
    return where


def _track_of(ladder: Ladder, shown: Opened | None) -> str:
    """The track of the role that is opened, else the first."""
    role = ladder.roles.get(getattr(shown.where, "role", "") if shown else "")
    return role.tracks[0] if role else next(iter(ladder.tracks), "")


def _changed_since(version: Version, in_force: Version | None) -> str:
    """Where a version has come into force since this one was begun: the address of what that one changed."""
    if in_force is None or version.based_on is None or version.based_on_id == in_force.pk:
        return ""
    return difference_url(version.based_on, in_force)


def _page(
    request: HttpRequest, version: Version, shown: Opened | None, sentence: str = "", status: int = 200
) -> HttpResponse:
    state = {}
    if shown:
        state = autosave.standing(None, errors=bool(shown.form.errors), both=bool(shown.theirs))
    context = {"version": version, "opened": shown, "sentence": sentence, "saved": state}
    if getattr(request, "htmx", False):
        return render(request, "frameworks/editing/_open.html", context)
    ladder = reading.ladder(version)
    track = request.GET.get("on") or _track_of(ladder, shown)
    if track not in ladder.tracks:
        raise Http404
    in_force = Version.objects.in_force(version.framework_id)
    context |= {
        "document": ladder.document,
        "track": ladder.tracks[track],
        "table": table(ladder, track),
        "in_force": in_force,
        "difference_url": difference_url(in_force, version) if in_force else "",
        "late_link": _changed_since(version, in_force),
        "lacking": lacking(ladder.document) if "lacking" in request.GET else None,
    }
    return render(request, "frameworks/editing/draft.html", context, status=status)
