"""What the screens show: the boards, one stop at a time, next and back, parking, and the one line."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Conflict, NotAllowed, move
from calibration.models import Meeting, Round, Stop
from calibration.workflow.acting import steering
from calibration.workflow.rules import drives, is_witnessed
from reviews.assessments.workflow import seal
from reviews.models.participants import is_kept_away


def show_board(meeting: Meeting, by: Person, round: Round, expected: int | None = None) -> Meeting:
    """Shows everyone of a round; an open stop is closed."""
    with steering(meeting, by, "show_board", expected) as locked:
        _must_drive(locked, by)
        _close_open(locked, by)
        _show(locked, round=round)
    return meeting


def open_stop(meeting: Meeting, by: Person, stop: Stop, expected: int | None = None) -> Meeting:
    """Opens one person's turn; another that is open is closed. Raises NotAllowed for one's own and after a recusal."""
    with steering(meeting, by, "show_stop", expected, about=stop.subject) as locked:
        _must_drive(locked, by)
        if is_kept_away(stop, by):
            raise NotAllowed("open")
        _open(locked, stop, by)
    return meeting


def close_stop(meeting: Meeting, by: Person, expected: int | None = None) -> Meeting:
    """Closes the open stop and shows the board of its round."""
    with steering(meeting, by, "close_stop", expected) as locked:
        _must_drive(locked, by)
        if not _close_open(locked, by):
            raise Conflict(_("No turn is open."))
        _show(locked, round=locked.round)
    return meeting


def park(meeting: Meeting, by: Person, expected: int | None = None) -> Meeting:
    """Puts the open stop aside to the end of its round and shows the round's board."""
    with steering(meeting, by, "park_stop", expected) as locked:
        _must_drive(locked, by)
        stop = locked.stop
        if stop is None or stop.state != Stop.State.OPEN:
            raise Conflict(_("No turn is open."))
        last = Stop.objects.filter(round=stop.round_id).aggregate(last=Max("order"))["last"]
        move(stop, "park", by, parked=True, order=last + 1)
        _show(locked, round=locked.round)
    return meeting


def go_next(meeting: Meeting, by: Person, expected: int | None = None) -> Meeting:
    """The next thing of the agenda: the next stop that waits in this round, then the next round's board."""
    with steering(meeting, by, "next", expected) as locked:
        _must_drive(locked, by)
        following = what_follows(locked, by)
        if following is None:
            raise Conflict(_("This was the last turn of the last round."))
        if isinstance(following, Stop):
            _open(locked, following, by)
        else:
            _close_open(locked, by)
            _show(locked, round=following)
    return meeting


def what_follows(meeting: Meeting, by: Person) -> Stop | Round | None:
    """The next stop that waits in this round, else the next round (its board), else None.

    What is the driver's own, or stepped out of, is passed over without a word: no button tells anybody that they are
    pitched. `attending.passed_over` tells the others what waits for another driver.
    """
    if meeting.round:
        after = meeting.stop.order if meeting.showing == Meeting.Showing.STOP and meeting.stop else 0
        waiting = Stop.objects.filter(round=meeting.round, state=Stop.State.WAITING, order__gt=after).not_kept_from(by)
        stop = waiting.select_related("subject", "round", "meeting").order_by("order").first()
        if stop:
            return stop
    number = meeting.round.number if meeting.round else 0
    later = Stop.objects.filter(meeting=meeting, round__number__gt=number).not_kept_from(by)
    return Round.objects.filter(pk__in=later.values("round")).order_by("number").first()


def go_back(meeting: Meeting, by: Person, expected: int | None = None) -> Meeting:
    """What stands before this on the agenda: the stop before, the round's board, or the last stop of the round
    before, as far as the driver has a part in them. A stop gone back to is open again."""
    with steering(meeting, by, "back", expected) as locked:
        _must_drive(locked, by)
        if locked.round is None:
            raise Conflict(_("This is the beginning of the agenda."))
        before = Stop.objects.filter(meeting=locked).not_kept_from(by)
        if locked.showing == Meeting.Showing.STOP and locked.stop:
            before = before.filter(round=locked.round, order__lt=locked.stop.order)
        else:
            before = before.filter(round__number__lt=locked.round.number)
        stop = before.select_related("subject", "round").order_by("-round__number", "-order").first()
        if stop:
            _open(locked, stop, by)
        elif locked.showing == Meeting.Showing.STOP:
            _close_open(locked, by)
            _show(locked, round=locked.round)
        else:
            raise Conflict(_("This is the beginning of the agenda."))
    return meeting


def say_line(meeting: Meeting, by: Person, line: str) -> Meeting:
    """Sets the one line that stands under the person on every screen; empty takes it away."""
    with steering(meeting, by, "say_line") as locked:
        _must_drive(locked, by)
        locked.line = line.strip()[:300]
    return meeting


# -- the pieces ------------------------------------------------------------------------------------


def _must_drive(meeting: Meeting, by: Person) -> None:
    """The seat; and nobody drives while their own stop, or one they stepped out of, is open."""
    if not drives(meeting, by):
        raise NotAllowed("drive")
    if meeting.stop and meeting.stop.state == Stop.State.OPEN and is_kept_away(meeting.stop, by):
        raise NotAllowed("drive")


def _show(meeting: Meeting, *, round: Round | None, stop: Stop | None = None) -> None:
    meeting.showing = Meeting.Showing.STOP if stop else Meeting.Showing.BOARD if round else Meeting.Showing.NOTHING
    meeting.round, meeting.stop, meeting.line = round, stop, ""


def _open(meeting: Meeting, stop: Stop, by: Person) -> None:
    if stop.state == Stop.State.OPEN:
        raise Conflict(_("This turn is open already."))
    _close_open(meeting, by)
    with transaction.atomic():
        opened = move(stop, "open", by, opened_at=timezone.now(), closed_at=None, parked=False)
    if not is_witnessed(meeting, opened):
        _unwitnessed(opened)
    _show(meeting, round=opened.round, stop=opened)


def _close_open(meeting: Meeting, by: Person) -> bool:
    stop = Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN).select_related("subject").first()
    if stop is None:
        return False
    if not is_witnessed(meeting, stop):
        _unwitnessed(stop)
    move(stop, "close", by)
    if not Stop.objects.filter(meeting=meeting, subject=stop.subject_id).exclude(state=Stop.State.CLOSED).exists():
        seal(meeting.group, stop.subject)
    return True


def _unwitnessed(stop: Stop) -> None:
    """Takes a confirmation back too: something happened after it."""
    Stop.objects.filter(pk=stop.pk).update(witnessed=False, confirmed_at=None)
