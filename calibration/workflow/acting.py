"""What every act of a meeting has in common: the row is locked, the version rises, the trail is written, and after
the commit every screen is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict
from accounts.viewing import as_task
from calibration import live
from calibration.models import Meeting

# what acts set by themselves; the rest of the row is the moves'
SET_BY_ACTS = ["version", "steered", "showing", "round", "stop", "line", "scribe", "moderator"]


@contextmanager
def acting(meeting: Meeting, by: Person, verb: str = "", about: Person | None = None) -> Iterator[Meeting]:
    """One act: yields the locked meeting; saves what was set on it. Without a `verb` a move writes the event."""
    with as_task("meeting"), transaction.atomic():
        locked = (
            Meeting.objects.select_for_update(of=("self",))
            .select_related("group__cycle", "round", "stop__subject")
            .get(pk=meeting.pk)
        )
        yield locked
        locked.version += 1
        locked.save(update_fields=SET_BY_ACTS)
        if verb:
            trail.record(verb, locked, by, about=about)
        transaction.on_commit(partial(live.announce, locked))
    meeting.refresh_from_db()


@contextmanager
def steering(
    meeting: Meeting, by: Person, verb: str, expected: int | None = None, about: Person | None = None
) -> Iterator[Meeting]:
    """An act that changes what is shown: only while the meeting runs, and only once for one press.

    `expected` is the version of the meeting that the person had before them; None asks nothing.
    """
    with acting(meeting, by, verb, about) as locked:
        must_run(locked)
        if expected is not None and locked.steered > expected:
            raise Conflict(_("The meeting has moved on meanwhile, so this press did nothing. This is where it stands."))
        yield locked
        locked.steered = locked.version + 1


def must_run(meeting: Meeting) -> None:
    """Raises Conflict where the meeting is not running."""
    sentences = {
        Meeting.State.PREPARED: _("The meeting has not started yet."),
        Meeting.State.PAUSED: _("The meeting is paused. Resume it first."),
        Meeting.State.LOCKED: _("The meeting is locked; nothing in it changes any more."),
    }
    if meeting.state in sentences:
        raise Conflict(sentences[meeting.state])


def must_not_be_locked(meeting: Meeting) -> None:
    """Raises Conflict where the meeting is over."""
    if meeting.state == Meeting.State.LOCKED:
        raise Conflict(_("The meeting is locked; nothing in it changes any more."))
