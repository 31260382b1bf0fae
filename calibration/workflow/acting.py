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
from calibration.models import Meeting, Stop
from calibration.workflow import voices
from reviews.models import Group

# what acts set by themselves; the rest of the row is the moves'
SET_BY_ACTS = ["version", "steered", "showing", "round", "stop", "line", "circling", "scribe", "moderator"]


@contextmanager
def acting(meeting: Meeting, by: Person, verb: str = "", about: Person | None = None) -> Iterator[Meeting]:
    """One act: yields the locked meeting; saves what was set on it. Without a `verb` a move writes the event."""
    with as_task("meeting"), transaction.atomic():
        locked = hold(meeting)
        yield locked
        finish(locked)
        if verb:
            trail.record(verb, locked, by, about=about)
    meeting.refresh_from_db()


def hold(meeting: Meeting) -> Meeting:
    """The row, locked until the transaction ends: the group first, as late acts do that enter the meeting."""
    Group.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.group_id)
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group__cycle", "round", "stop__subject")
    return rows.get(pk=meeting.pk)


def finish(meeting: Meeting) -> None:
    """How every act ends that held the row: nobody's voice outlasts it, the version rises, and the screens are told."""
    voices.settle(meeting)
    meeting.version += 1
    meeting.save(update_fields=SET_BY_ACTS)
    transaction.on_commit(partial(live.announce, meeting))


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


def still_there(stop: Stop) -> Stop:
    """The turn as it stands now, with its person. Raises Conflict where a late change took it out of the meeting."""
    row = Stop.objects.filter(pk=stop.pk).select_related("subject", "round", "meeting__group__cycle").first()
    if row is None:
        raise Conflict(_("%(name)s has no turn in this meeting any more.") % {"name": stop.subject.name})
    return row


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
