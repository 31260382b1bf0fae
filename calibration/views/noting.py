"""Saving what is written in a turn, or about the whole meeting: from autosave (answered as JSON), or by a button."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import autosave
from accounts.access import members
from accounts.moves import Conflict
from accounts.refusals import is_by_itself
from calibration import workflow
from calibration.notes import NoteForm
from calibration.views.doors import the_meeting, the_stop
from reviews.drafts import Stale


@members
@require_POST
def meeting_note(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Keeps a note for oneself."""
    return _of_a_turn(request, pk, stop, "note", workflow.save_note)


@members
@require_POST
def meeting_feedback(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Keeps feedback for the person."""
    return _of_a_turn(request, pk, stop, "feedback", workflow.save_feedback)


@members
@require_POST
def meeting_whole_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps a note for oneself about the meeting as a whole."""
    meeting = the_meeting(request, pk)
    form = NoteForm("whole", "", request.POST)
    return _saved(request, form, partial(workflow.save_note_of_the_meeting, meeting, request.user), "meeting", pk)


def _of_a_turn(request: HttpRequest, pk: UUID, stop: UUID, kind: str, save: Callable[..., Any]) -> HttpResponse:
    meeting = the_meeting(request, pk)
    looked_at = the_stop(request, meeting, stop)
    form = NoteForm(kind, looked_at.subject.name, request.POST)
    return _saved(request, form, partial(save, meeting, request.user, looked_at), "meeting_stop", pk, stop)


def _saved(request: HttpRequest, form: NoteForm, save: Callable[..., Any], then: str, *at: UUID) -> HttpResponse:
    by_itself = is_by_itself(request)
    if not form.is_valid():
        if by_itself:
            return autosave.refused(form.errors)
        raise Conflict(" ".join(sentence for sentences in form.errors.values() for sentence in sentences))
    try:
        row = save(form.cleaned_data["version"], form.cleaned_data["text"])
    except Stale as stale:
        if by_itself:
            return autosave.other_text(stale, {"text": stale.stored})
        raise Conflict(
            _("This was saved in another window meanwhile. What you typed stands below; look at the other text first.")
        ) from None
    return autosave.kept(row) if by_itself else redirect(then, *at)
