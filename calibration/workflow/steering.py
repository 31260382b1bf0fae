"""What the screens show: the boards, one stop at a time, next and back, parking, and the one line."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed, move
from calibration.agenda import Waiting, what_is_next
from calibration.consent import listed
from calibration.models import Meeting, Round, Stop
from calibration.workflow.acting import steering, still_there
from calibration.workflow.rules import drives, is_shut_out, is_witnessed
from frameworks.models import VersionLevel
from reviews.assessments.workflow import seal
from reviews.models import RosterEntry
from reviews.models.participants import is_kept_away


def show_board(meeting: Meeting, by: Person, round: Round, expected: int | None = None) -> Meeting:
    """Shows everyone of a round; an open stop is closed."""
    with steering(meeting, by, "show_board", expected) as locked:
        must_drive(locked, by)
        close_open(locked, by)
        show(locked, round=round)
    return meeting


def open_stop(meeting: Meeting, by: Person, stop: Stop, expected: int | None = None) -> Meeting:
    """Opens one person's turn; another that is open is closed. Raises NotAllowed for one's own and after a recusal."""
    with steering(meeting, by, "show_stop", expected, about=stop.subject) as locked:
        must_drive(locked, by)
        if is_kept_away(stop, by):
            raise NotAllowed("open")
        _open(locked, still_there(stop), by)
    return meeting


def close_stop(meeting: Meeting, by: Person, expected: int | None = None) -> Meeting:
    """Closes the open stop and shows the board of its round."""
    with steering(meeting, by, "close_stop", expected) as locked:
        must_drive(locked, by)
        if not close_open(locked, by):
            raise Conflict(_("No turn is open."))
        show(locked, round=locked.round)
    return meeting


def park(meeting: Meeting, by: Person, expected: int | None = None) -> Meeting:
    """Puts the open stop aside to the end of its round and shows the round's board."""
    with steering(meeting, by, "park_stop", expected) as locked:
        must_drive(locked, by)
        stop = locked.open_stop
        if stop is None:
            raise Conflict(_("No turn is open."))
        last = Stop.objects.filter(round=stop.round_id).last_place()
        move(stop, "park", by, parked=True, times_parked=stop.times_parked + 1, order=last + 1)
        show(locked, round=locked.round)
    return meeting


def go_next(meeting: Meeting, by: Person, expected: int | None = None) -> Meeting:
    """The next thing of the agenda: what waits in this round, then in earlier ones, then the next round's board."""
    with steering(meeting, by, "next", expected) as locked:
        must_drive(locked, by)
        following = what_follows(locked, by)
        if following is None:
            raise Conflict(_("This was the last turn of the last round."))
        if isinstance(following, Stop):
            _open(locked, following, by)
        else:
            close_open(locked, by)
            show(locked, round=following)
    return meeting


def what_follows(meeting: Meeting, by: Person, on_lists: Collection[UUID] | None = None) -> Stop | Round | None:
    """The next stop that waits, or the next round (its board), as `agenda.what_is_next` orders them; else None.
    `on_lists`: the stops that their rounds take together, where the caller has read them.

    What is the driver's own, or stepped out of, is passed over without a word: no button tells anybody that they are
    pitched. `attending.passed_over` tells the others what waits for another driver.
    """
    turns = Stop.objects.filter(meeting=meeting, state=Stop.State.WAITING).not_kept_from(by).turns()
    together = {turn.pk for turn in listed(meeting, turns)} if on_lists is None else on_lists
    waiting = [
        Waiting(turn.pk, turn.round_number, turn.order, turn.times_parked, turn.pk in together) for turn in turns
    ]
    shown = Round.objects.filter(meeting=meeting, shown_at__isnull=False).values_list("number", flat=True)
    here = meeting.round.number if meeting.round else 0
    at = meeting.stop.order if meeting.showing == Meeting.Showing.STOP and meeting.stop else 0
    following = what_is_next(waiting, set(shown), here, at)
    if isinstance(following, Waiting):
        return Stop.objects.select_related("subject", "round", "meeting").get(pk=following.key)
    return Round.objects.get(meeting=meeting, number=following) if following else None


def go_back(meeting: Meeting, by: Person, expected: int | None = None) -> Meeting:
    """What was had before this on the agenda: the stop before, the round's board, or the last stop of the round
    before, as far as the driver has a part in them. A stop gone back to is open again; what the round takes together,
    or has not had yet, is passed over."""
    with steering(meeting, by, "back", expected) as locked:
        must_drive(locked, by)
        if locked.round is None:
            raise Conflict(_("This is the beginning of the agenda."))
        before = Stop.objects.filter(meeting=locked, together=False).not_kept_from(by)
        if locked.showing == Meeting.Showing.STOP and locked.stop:
            before = before.filter(round=locked.round, order__lt=locked.stop.order).exclude(state=Stop.State.WAITING)
        else:
            before = before.filter(round__number__lt=locked.round.number)
        stop = before.select_related("subject", "round").order_by("-round__number", "-order").first()
        if stop:
            _open(locked, stop, by)
        elif locked.showing == Meeting.Showing.STOP:
            close_open(locked, by)
            show(locked, round=locked.round)
        else:
            raise Conflict(_("This is the beginning of the agenda."))
    return meeting


def say_line(meeting: Meeting, by: Person, line: str) -> Meeting:
    """Sets the one line that stands under the person on every screen; empty takes it away."""
    with steering(meeting, by, "say_line") as locked:
        must_drive(locked, by)
        locked.line = line.strip()[:300]
    return meeting


# -- the pieces ------------------------------------------------------------------------------------


def must_drive(meeting: Meeting, by: Person) -> None:
    """The seat; and nobody drives while their own stop, or one they stepped out of, is open."""
    if not drives(meeting, by) or is_shut_out(meeting, by):
        raise NotAllowed("drive")


def show(meeting: Meeting, *, round: Round | None, stop: Stop | None = None) -> None:
    if round and not stop:
        Round.objects.filter(pk=round.pk, shown_at__isnull=True).update(shown_at=clock.now())
    meeting.showing = Meeting.Showing.STOP if stop else Meeting.Showing.BOARD if round else Meeting.Showing.NOTHING
    meeting.round, meeting.stop, meeting.line, meeting.circling = round, stop, "", False


def _open(meeting: Meeting, stop: Stop, by: Person) -> None:
    if stop.state == Stop.State.OPEN:
        raise Conflict(_("This turn is open already."))
    close_open(meeting, by)
    with transaction.atomic():
        now = {"opened_at": _now(meeting), "closed_at": None, "parked": False, "together": False}
        opened = move(stop, "open", by, **now, **in_todays_role(stop))
    if not is_witnessed(meeting, opened):
        _unwitnessed(opened)
    show(meeting, round=opened.round, stop=opened)


def in_todays_role(stop: Stop) -> dict[str, Any]:
    """In which role, and at which rank, a turn of somebody whose role is another since it was had is had again."""
    if stop.state != Stop.State.CLOSED or stop.kind != Stop.Kind.DISCUSS:
        return {}
    entry = RosterEntry.objects.select_related("role").get(group=stop.group_id, subject=stop.subject_id)
    if entry.role_id == stop.role_id:
        return {}
    levels = VersionLevel.objects.filter(version=entry.version_id, level=entry.role.level_id)
    return {"role": entry.role, "rank": levels.values_list("rank", flat=True).get()}


def close_open(meeting: Meeting, by: Person) -> bool:
    stop = Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN).select_related("subject").first()
    if stop is None:
        return False
    close(meeting, stop, by, "close")
    if not Stop.objects.filter(meeting=meeting, subject=stop.subject_id).exclude(state=Stop.State.CLOSED).exists():
        seal(meeting.group, stop.subject)
    return True


def close(meeting: Meeting, stop: Stop, by: Person | None, verb: str, **changes: Any) -> None:
    """Closes a turn by that verb; without an observer of it here it is marked."""
    if not is_witnessed(meeting, stop):
        _unwitnessed(stop)
    move(stop, verb, by, closed_at=_now(meeting), **changes)


def _now(meeting: Meeting) -> datetime | None:
    """The time as a turn keeps it: none where the cycle measures none."""
    return clock.now() if meeting.group.cycle.measures_time else None


def _unwitnessed(stop: Stop) -> None:
    Stop.objects.filter(pk=stop.pk).mark_unwitnessed()
