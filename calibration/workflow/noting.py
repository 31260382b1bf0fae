"""Writing down in a meeting: a note for oneself, of a person or of the whole, and feedback that whoever assesses the
person finds afterwards."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from accounts.models import Person
from accounts.moves import NotAllowed
from calibration.models import Meeting, PrivateNote, RoomFeedback, Stop
from calibration.workflow.acting import must_not_be_locked
from calibration.workflow.rules import here
from reviews.drafts import count_on, stands_already
from reviews.models import Part, RosterEntry
from reviews.models.participants import is_kept_away

Text = TypeVar("Text", PrivateNote, RoomFeedback)
Allowed = Callable[[], bool]


def save_note(meeting: Meeting, by: Person, stop: Stop, draft_number: int, text: str) -> PrivateNote:
    """Keeps what `by`, who is in the room, notes for themselves about the person of that turn. Raises NotAllowed for
    who is not there or keeps away, Conflict once the meeting is over, Stale where another window saved meanwhile."""
    return _save(PrivateNote, lambda: may_note(meeting, by, stop), meeting, by, stop.subject_id, draft_number, text)


def save_note_of_the_meeting(meeting: Meeting, by: Person, draft_number: int, text: str) -> PrivateNote:
    """Keeps what `by`, who is in the room, notes for themselves about the meeting as a whole. Raises as a note does."""
    return _save(PrivateNote, lambda: here(meeting, by) is not None, meeting, by, None, draft_number, text)


def save_feedback(meeting: Meeting, by: Person, stop: Stop, draft_number: int, text: str) -> RoomFeedback:
    """Keeps what `by` writes for the person of that turn. Raises as a note does; also for a guest, who listens, and for
    whoever assesses the person and writes to them anyway."""
    return _save(
        RoomFeedback, lambda: may_feed_back(meeting, by, stop), meeting, by, stop.subject_id, draft_number, text
    )


def may_note(meeting: Meeting, by: Person, stop: Stop) -> bool:
    """Whoever is in the room and does not keep away from the turn."""
    return here(meeting, by) is not None and not is_kept_away(stop, by)


def may_feed_back(meeting: Meeting, by: Person, stop: Stop) -> bool:
    """Whoever is in the room as more than a guest, does not keep away, and does not assess the person."""
    there = here(meeting, by)
    if there is None or there.part == Part.GUEST or is_kept_away(stop, by):
        return False
    return not RosterEntry.objects.filter(group=stop.group_id, subject=stop.subject_id, assessor=by).exists()


@transaction.atomic
def _save(
    model: type[Text],
    allowed: Allowed,
    meeting: Meeting,
    by: Person,
    subject: UUID | None,
    draft_number: int,
    text: str,
) -> Text:
    """Who may is asked with the meeting's row in hand, as who steps out has it."""
    must_not_be_locked(Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk))
    if not allowed():
        raise NotAllowed("save")
    row, _made = model.objects.select_for_update(of=("self",)).get_or_create(
        group_id=meeting.group_id, subject_id=subject, author=by
    )
    if not stands_already(row, draft_number, row.text, text):
        row.text = text
        row.save(update_fields=["text", *count_on(row)])
    return row
