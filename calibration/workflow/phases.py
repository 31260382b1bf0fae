"""Starting, pausing and resuming, with the sittings they open and close."""

from datetime import date

from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed, move
from calibration.models import Break, Meeting, Sitting, SittingPlan
from calibration.timing import box_for
from calibration.workflow import presence
from calibration.workflow.acting import acting, must_not_be_locked
from calibration.workflow.rules import drives, drives_or_observes, what_is_missing
from reviews.models import Group


def start(meeting: Meeting, by: Person) -> Meeting:
    """Opens the first sitting. Raises Conflict with who is missing where a rule is not met."""
    return _go(meeting, "start", by)


def resume(meeting: Meeting, by: Person) -> Meeting:
    """Goes on exactly where it stopped; on another day that is a sitting of its own, and everyone checks in anew."""
    return _go(meeting, "resume", by)


def _go(meeting: Meeting, verb: str, by: Person) -> Meeting:
    if drives(
        meeting, by
    ):  # an act of its own: who is not here is so too where the meeting cannot go on for want of them
        presence.leave_of_another_day(meeting, by)
    with acting(meeting, by) as locked:
        if not drives(locked, by):
            raise NotAllowed(verb)
        if locked.group.state != Group.State.CALIBRATING:
            raise Conflict(_("The group is not in the phase of its meeting."))
        if locked.state in (Meeting.State.PREPARED, Meeting.State.PAUSED):
            missing = what_is_missing(locked)
            if missing:
                raise Conflict(missing)
        locked.state = move(locked, verb, by).state
        _open_sitting(locked)
    return meeting


def pause(meeting: Meeting, by: Person) -> Meeting:
    """Closes the sitting; what is open stays open. By who drives, or the observer."""
    with acting(meeting, by) as locked:
        locked.state = move(locked, "pause", by).state
        Sitting.objects.filter(meeting=locked, closed_at__isnull=True).update(closed_at=clock.now())
    return meeting


def _open_sitting(meeting: Meeting) -> None:
    last = Sitting.objects.filter(meeting=meeting).order_by("-number").first()
    if last and clock.day_of(last.opened_at) == clock.today():
        if last.closed_at:
            Break.objects.create(sitting=last, from_at=last.closed_at, until_at=clock.now())
        Sitting.objects.filter(pk=last.pk).update(closed_at=None)
        return
    number, each = last.number + 1 if last else 1, box_for(meeting)
    Sitting.objects.create(meeting=meeting, number=number, opened_at=clock.now(), minutes_a_turn=each)


def plan_sitting(meeting: Meeting, by: Person, on: date, minutes: int) -> None:
    """Says that the meeting sits on that day for so many minutes; 0: it does not. What was fixed when today's sitting
    opened stays. Raises NotAllowed, and Conflict for a day that is over."""
    with acting(meeting, by, "plan_sitting") as locked:
        must_not_be_locked(locked)
        if not drives_or_observes(locked, by):
            raise NotAllowed("plan_sitting")
        if on < clock.today():
            raise Conflict(_("This day is over: plan a sitting for today or later."))
        if minutes:
            SittingPlan.objects.update_or_create(meeting=locked, on=on, defaults={"minutes": minutes})
        else:
            SittingPlan.objects.filter(meeting=locked, on=on).delete()
