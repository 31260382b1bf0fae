"""Reopening a locked meeting: by People Ops, for a reason, while nothing is released and no decision confirmed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, sealing
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed, move
from calibration.models import Meeting, Reopening
from calibration.workflow.acting import acting
from promotions.workflow import hold_decisions
from reviews.cycles.workflow import reopens
from reviews.models import Group, Result
from reviews.models.cycles import LOCKED, RELEASED, UNRELEASED


def reopen(meeting: Meeting, by: Person, reason: str) -> Reopening:
    """The group calibrates again and its meeting is paused; results, words and votes stay for the next lock.

    Who may is asked first. Then the rows that a release, a confirmation or the clock would change are locked, and asked
    once more: Raises Conflict where one of them was first. Raises NotAllowed.
    """
    with acting(meeting, by) as locked:
        group = locked.group  # locked by now, but not against a vote that is being cast: its decision is waited for
        if not reopens(group, by):
            raise NotAllowed("reopen")
        if not reason.strip():
            raise Conflict(_("Say why the meeting is reopened."))
        if locked.state != Meeting.State.LOCKED or group.state not in LOCKED:
            raise Conflict(_("The meeting is not locked."))
        hold_decisions(group)
        if group.state in RELEASED or _is_something_released(group):
            raise Conflict(_("Results of this group are released already, so its meeting stays locked."))
        move(group, "reopen", by)
        moved = move(locked, "reopen", by)
        locked.state, locked.locked_at = moved.state, moved.locked_at
        made = Reopening.objects.create(meeting=locked, by=by, at=clock.now(), reason=reason.strip())
        transaction.on_commit(sealing.seal_soon, robust=True)
    return made


def _is_something_released(group: Group) -> bool:
    return Result.objects.filter(group=group).exclude(state__in=Result.UNRELEASED).exists()


def may_reopen(meeting: Meeting, by: Person) -> bool:
    """Whether the page that leads to it is there for the person: who may, while nothing of it is released."""
    group = meeting.group
    return meeting.state == Meeting.State.LOCKED and group.state in UNRELEASED and reopens(group, by)
