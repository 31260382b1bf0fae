"""A self-reflection: written by the person, and read by whom they chose."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import autosave, clock
from accounts.access import members, seen
from accounts.components import action
from accounts.moves import Conflict
from accounts.refusals import is_by_itself
from reviews.cycles.onward import page_of
from reviews.drafts import Stale
from reviews.models import Reflection, RosterEntry
from reviews.notebooks import reflecting
from reviews.notebooks.axes import AskedAxis, asked_of
from reviews.notebooks.forms import ReflectionForm, as_fields
from reviews.notebooks.reflecting import State, Thoughts


@members
@require_http_methods(["GET", "HEAD", "POST"])
def my_reflection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the reader writes of their own work in one review; a post keeps it and hands it in."""
    entry, asked = _own(request, pk)
    if request.method != "POST":
        return _page(request, entry, asked)
    form = ReflectionForm(asked, entry.assessor.first_name, request.POST)
    if form.is_valid() and not form.cleaned_data["readers"]:
        form.add_error("readers", _("Say who may read it, then hand it in."))
    if not form.is_valid():
        return _wanting(request, entry, asked, form)
    try:
        saved = reflecting.save(entry, request.user, form.cleaned_data["version"], form.thoughts())
    except Stale as stale:
        return _both(request, entry, asked, stale)
    try:
        reflecting.hand_in(saved, request.user, form.cleaned_data["readers"])
    except Conflict as empty:
        return _page(request, entry, asked, sentence=empty.sentence, status=409)
    return redirect("my_reflection", pk=pk)


@members
@require_POST
def my_reflection_save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps it as a draft: answers the browser's own saving in JSON, a pressed button with the page."""
    entry, asked = _own(request, pk)
    by_itself = is_by_itself(request)
    form = ReflectionForm(asked, entry.assessor.first_name, request.POST)
    if not form.is_valid():
        return autosave.refused(form.errors) if by_itself else _page(request, entry, asked, form, status=400)
    try:
        saved = reflecting.save(entry, request.user, form.cleaned_data["version"], form.thoughts())
    except Stale as stale:
        if by_itself:
            return autosave.other_text(stale, as_fields(stale.stored, asked))
        return _both(request, entry, asked, stale)
    return autosave.kept(saved) if by_itself else redirect("my_reflection", pk=pk)


@members
@require_POST
def my_reflection_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes it back to change it."""
    reflecting.take_back(seen(Reflection, request.user, group=pk, subject=request.user), request.user)
    return redirect("my_reflection", pk=pk)


@members
@require_safe
def reflection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a person wrote of their own work, for whoever may read it."""
    found = seen(Reflection.objects.select_related("group__cycle", "subject", "role"), request.user, pk=pk)
    if found.subject_id == request.user.pk:
        return redirect("my_reflection", pk=found.group_id)
    entry = RosterEntry.objects.select_related("version", "role").get(group=found.group_id, subject=found.subject_id)
    context = {
        "reflection": found,
        "parts": parts_of(reflecting.stored(found), asked_of(entry.version, entry.role)),
        "above": page_of(found.group, request.user),
    }
    return render(request, "reviews/notebooks/reflection.html", context)


def parts_of(thoughts: Thoughts, asked: list[AskedAxis]) -> list[dict[str, str]]:
    """What was said by axis, in the order of the role."""
    said = [(one.name, thoughts.axes.get(one.axis.pk, "")) for one in asked]
    return [{"name": name, "text": text} for name, text in said if text]


def _own(request: HttpRequest, pk: UUID) -> tuple[RosterEntry, list[AskedAxis]]:
    """The reader's own row in a launched review that has self-reflections, and what their role asks; else the 404."""
    entry = reflecting.entry_of(pk, request.user)
    if entry is None:
        raise Http404
    return entry, asked_of(entry.version, entry.role)


def _wanting(request: HttpRequest, entry: RosterEntry, asked: list[AskedAxis], form: ReflectionForm) -> HttpResponse:
    """Who may read it is not said, or something is wrong: what can be kept is kept as a draft."""
    draft = ReflectionForm(asked, entry.assessor.first_name, request.POST)
    if not draft.is_valid():
        return _page(request, entry, asked, form, status=400)
    try:
        saved = reflecting.save(entry, request.user, draft.cleaned_data["version"], draft.thoughts())
    except Stale as stale:
        return _both(request, entry, asked, stale)
    form.data = request.POST.copy()
    form.data["version"] = str(saved.draft_number)
    return _page(request, entry, asked, form, status=400, saved=autosave.standing(saved.saved_at))


def _both(request: HttpRequest, entry: RosterEntry, asked: list[AskedAxis], stale: Stale) -> HttpResponse:
    """Both texts: the writer's in the fields, the other above them; the next press decides."""
    mine = request.POST.copy()
    mine["version"] = str(stale.number)
    form = ReflectionForm(asked, entry.assessor.first_name, mine)
    theirs = [
        {"label": form.fields[name].label, "text": text}
        for name, text in as_fields(stale.stored, asked).items()
        if text and text.strip() != mine.get(name, "").replace("\r\n", "\n").strip()
    ]
    return _page(request, entry, asked, form, status=409, theirs=theirs)


def _page(
    request: HttpRequest,
    entry: RosterEntry,
    asked: list[AskedAxis],
    form: ReflectionForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    rows = Reflection.objects.visible_to(request.user).filter(group=entry.group_id, subject=request.user)
    found = rows.first()
    thoughts = reflecting.stored(found) if found else Thoughts()
    if form is None:
        number = {"version": found.draft_number if found else 0, "readers": found.readers if found else ""}
        form = ReflectionForm(asked, entry.assessor.first_name, initial=as_fields(thoughts, asked) | number)
    is_open = reflecting.is_open(entry.group)
    handed_in = found is not None and found.state == State.HANDED_IN
    back = action(
        _("Take it back to change it"), reverse("my_reflection_take_back", args=[entry.group_id]), "post", True
    )
    context = {
        "entry": entry,
        "group": entry.group,
        "reflection": found,
        "form": form,
        "parts": parts_of(thoughts, asked),
        "thoughts": thoughts,
        "is_open": is_open and not handed_in,
        "handed_in": handed_in,
        "actions": [back] if handed_in and is_open else [],
        "saved": autosave.standing(found.saved_at if found else None, errors=bool(form.errors), both="theirs" in more),
        "today": clock.today(),
    }
    return render(request, "reviews/notebooks/my_reflection.html", context | more, status=status)
