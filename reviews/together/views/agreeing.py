"""The page of a common text: for the two who write it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import autosave
from accounts.access import members, seen
from accounts.moves import Conflict, NotAllowed
from accounts.refusals import is_by_itself
from reviews.drafts import Stale
from reviews.models import RosterEntry
from reviews.together import agreeing
from reviews.together.forms import CommonTextForm


def _entry(request: HttpRequest, pk: UUID, person: UUID) -> RosterEntry:
    """The person's row, for the two; 404 where the cycle has no common texts."""
    rows = RosterEntry.objects.select_related("group__cycle", "subject", "assessor")
    found = seen(rows, request.user, group=pk, subject=person, treatment=RosterEntry.Treatment.ASSESS)
    if not found.group.cycle.has_common_text or found.group.launched_at is None:
        raise Http404
    if not agreeing.is_one_of_two(found, request.user):
        raise NotAllowed("write")
    return found


@members
@require_http_methods(["GET", "HEAD", "POST"])
def common_text(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """What was shown, and the reader's own draft; a post shows it to the other."""
    entry = _entry(request, pk, person)
    if request.method != "POST":
        return _page(request, entry)
    form = CommonTextForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, form, 400)
    given = form.cleaned_data
    if not given["text"]:
        form.add_error("text", _("Write something, then show it."))
        return _page(request, entry, form, 400)
    try:
        agreeing.show(entry, request.user, given["version"], given["text"], given["newest"])
    except Stale as stale:
        return _both(request, entry, stale)
    except Conflict as said:
        if not agreeing.is_open(entry.group):
            raise  # the page of what is too late gives the text back
        return _refused(request, entry, said.sentence)
    messages.success(request, _("%(name)s reads it from now on.") % {"name": _other(request, entry)})
    return redirect("common_text", pk=pk, person=person)


@members
@require_POST
def common_text_save(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Keeps it as a draft: answers the browser's own saving in JSON, a pressed button with the page."""
    entry, by_itself = _entry(request, pk, person), is_by_itself(request)
    form = CommonTextForm(request.POST)
    if not form.is_valid():
        return autosave.refused(form.errors) if by_itself else _page(request, entry, form, 400)
    try:
        kept = agreeing.save(entry, request.user, form.cleaned_data["version"], form.cleaned_data["text"])
    except Stale as stale:
        if by_itself:
            return autosave.other_text(stale, {"text": stale.stored})
        return _both(request, entry, stale)
    return autosave.kept(kept) if by_itself else redirect("common_text", pk=pk, person=person)


@members
@require_POST
def common_text_agree(request: HttpRequest, pk: UUID, person: UUID, version: UUID) -> HttpResponse:
    """Agrees to the other's newest version."""
    entry = _entry(request, pk, person)
    found = seen(agreeing.versions(entry, request.user), request.user, pk=version)
    agreeing.agree(entry, found, request.user)
    messages.success(request, _("You both agree to version %(number)d.") % {"number": found.number})
    return redirect("common_text", pk=pk, person=person)


def _other(request: HttpRequest, entry: RosterEntry) -> str:
    return (entry.assessor if request.user.pk == entry.subject_id else entry.subject).first_name


def _both(request: HttpRequest, entry: RosterEntry, stale: Stale) -> HttpResponse:
    """Both texts: the writer's in the field, the other above it; the next press decides."""
    mine = request.POST.copy()
    mine["version"] = str(stale.number)
    return _page(request, entry, CommonTextForm(mine), 409, theirs=stale.stored)


def _refused(request: HttpRequest, entry: RosterEntry, sentence: str) -> HttpResponse:
    """Why it was not shown, on a page with what was shown meanwhile; the next press knows of that."""
    mine, newest = request.POST.copy(), agreeing.versions(entry, request.user).first()
    mine["newest"] = str(newest.number or 0) if newest else "0"
    form = CommonTextForm(mine)
    form.add_error("text", sentence)
    return _page(request, entry, form, 409)


def _page(
    request: HttpRequest, entry: RosterEntry, form: CommonTextForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    draft = agreeing.draft_of(entry, request.user)
    shown = list(agreeing.versions(entry, request.user))
    if form is None:
        begins = draft.text if draft else (shown[0].text if shown else "")
        number, newest = (draft.draft_number if draft else 0), (shown[0].number if shown else 0)
        form = CommonTextForm(initial={"text": begins, "version": number, "newest": newest})
    is_open = agreeing.is_open(entry.group)
    context = {
        "entry": entry,
        "group": entry.group,
        "other": _other(request, entry),
        "is_own": request.user.pk == entry.subject_id,
        "form": form,
        "is_open": is_open,
        "is_folded": bool(shown) and draft is None and not form.is_bound,
        "shown": shown,
        "stands": next((one for one in shown if one.state == agreeing.State.AGREED), None),
        "may_agree": is_open
        and bool(shown)
        and shown[0].state == agreeing.State.SHOWN
        and shown[0].author != request.user,
        "saved": autosave.standing(draft.saved_at if draft else None, errors=bool(form.errors), both="theirs" in more),
    }
    return render(request, "reviews/together/common_text.html", context | more, status=status)
