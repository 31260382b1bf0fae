"""A contributor's input: written by its author, read where the assessment is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import autosave, clock
from accounts.access import members, seen
from accounts.components import action
from accounts.moves import NotAllowed
from accounts.refusals import is_by_itself
from reviews.cycles.onward import page_of
from reviews.drafts import Stale
from reviews.models import Group, Input, RosterEntry
from reviews.together import inputs, reading
from reviews.together.forms import InputForm

State = Input.State


def _seen(request: HttpRequest, pk: UUID) -> Input:
    return seen(Input.objects.select_related("group__cycle", "subject", "author"), request.user, pk=pk)


def _own(request: HttpRequest, pk: UUID) -> Input:
    """The reader's own; 403 for whoever may only read it."""
    found = _seen(request, pk)
    if not inputs.is_author(found, request.user):
        raise NotAllowed("write")
    return found


@members
@require_http_methods(["GET", "HEAD", "POST"])
def input(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To be written by its author, to be read by whoever reads the assessment; a post submits it."""
    if request.method != "POST":
        found = _seen(request, pk)
        if found.author_id != request.user.pk:
            return render(request, "reviews/together/input_read.html", _shown(request, found))
        return _page(request, found)
    found = _own(request, pk)
    form = InputForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 400)
    try:
        kept = inputs.save(found, request.user, form.cleaned_data["version"], form.cleaned_data["text"])
    except Stale as stale:
        return _both(request, found, stale)
    if not kept.text:
        form.add_error("text", _("Write what you saw, then submit it."))
        return _page(request, kept, form, 400)
    inputs.submit(kept, request.user)
    messages.success(request, _("What you saw of %(name)s is submitted.") % {"name": found.subject.name})
    return redirect("input", pk=pk)


@members
@require_POST
def input_save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps it as a draft: answers the browser's own saving in JSON, a pressed button with the page."""
    found, by_itself = _own(request, pk), is_by_itself(request)
    form = InputForm(request.POST)
    if not form.is_valid():
        return autosave.refused(form.errors) if by_itself else _page(request, found, form, 400)
    try:
        kept = inputs.save(found, request.user, form.cleaned_data["version"], form.cleaned_data["text"])
    except Stale as stale:
        if by_itself:
            return autosave.other_text(stale, {"text": stale.stored})
        return _both(request, found, stale)
    return autosave.kept(kept) if by_itself else redirect("input", pk=pk)


@members
@require_POST
def input_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begins to change what was submitted, on a draft beside it."""
    return redirect("input", pk=inputs.reopen(_own(request, pk), request.user).pk)


@members
@require_POST
def input_put_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drops a change that was begun; what was submitted stands."""
    dropped = inputs.put_away(_own(request, pk), request.user)
    messages.success(request, _("Your change is dropped. What you submitted stands."))
    return redirect("input", pk=inputs.standing_of(dropped).bookkept().get().pk)


@members
@require_safe
def subject_inputs(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """What contributors saw of one subject, for whoever reads their assessment: a part of the meeting's page when it is
    opened there, else a page of its own."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    readable = RosterEntry.objects.readable_by(request.user).select_related("subject")
    entry = seen(readable, request.user, group=group, subject=person)
    context = {
        "group": group,
        "subject": entry.subject,
        "inputs": reading.submitted(request.user, group, [entry.subject_id]),
    }
    page = "reviews/together/_inputs.html" if request.htmx else "reviews/together/inputs.html"
    return render(request, page, context)


def _both(request: HttpRequest, found: Input, stale: Stale) -> HttpResponse:
    """Both texts: the writer's in the field, the other above it; the next press decides."""
    mine = request.POST.copy()
    mine["version"] = str(stale.number)
    return _page(request, found, InputForm(mine), 409, theirs=stale.stored)


def _shown(request: HttpRequest, found: Input) -> dict[str, Any]:
    return {"input": found, "group": found.group, "above": page_of(found.group, request.user)}


def _page(
    request: HttpRequest, found: Input, form: InputForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of its author: the form while it is a draft that is asked for; else what stands there."""
    is_open = inputs.is_open(found)
    standing = inputs.standing_of(found).exclude(pk=found.pk).bookkept().first()
    if form is None:
        form = InputForm(initial={"text": found.text, "version": found.draft_number})
    context = {
        "input": found,
        "group": found.group,
        "name": found.subject.first_name,
        "form": form,
        "writes": is_open and found.state == State.DRAFT,
        "standing": standing,
        "actions": _actions(found, is_open),
        "due_on": inputs.due_on(found.group, clock.today()),
        "saved": autosave.standing(found.saved_at, errors=bool(form.errors), both="theirs" in more),
        "today": clock.today(),
    }
    return render(request, "reviews/together/input.html", context | more, status=status)


def _actions(found: Input, is_open: bool) -> list[dict[str, Any]]:
    """What its author may do with what stands: change it, or go on with the change that was begun."""
    if not is_open or found.state != State.SUBMITTED:
        return []
    if draft := inputs.draft_of(found).bookkept().first():
        return [action(_("Go on with your change"), reverse("input", args=[draft.pk]), quiet=True)]
    note = _("What you submitted stands until you submit the new text.")
    return [action(_("Change it"), reverse("input_reopen", args=[found.pk]), "post", True, note)]
