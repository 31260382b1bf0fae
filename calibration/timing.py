"""How the time of a meeting stands, in words, for one viewer: from the turns that this viewer is counted, so that no
number tells anybody of a turn of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock
from calibration.consent import listed
from calibration.forecast import ENOUGH, Day, End, box, end, pace
from calibration.models import Meeting, Sitting, SittingPlan, Stop, Turn, Visit


@dataclass
class Timing:
    """What the desk and the observer read: how much is left, and where it ends."""

    left: str
    ends: str = ""
    attention: str = ""


def timing_of(visit: Visit, on_lists: Collection[UUID] | None = None) -> Timing | None:
    """Of a meeting that is not over; None afterwards. `on_lists`: the turns that their rounds take together, where the
    caller has read them."""
    meeting = visit.meeting
    if meeting.state == Meeting.State.LOCKED:
        return None
    left = _left(meeting, visit.counted, on_lists)
    if not left:
        return Timing(_("Every turn you have a part in was had."))
    said = ngettext("%(turns)s turn of the meeting is left.", "%(turns)s turns of the meeting are left.", left) % {
        "turns": left
    }
    days = days_left(meeting)
    if not days:
        return Timing(said, _("No sitting is planned from today on, so nothing says when it ends."))
    had = sum(turn.state == Stop.State.CLOSED and not turn.together for turn in visit.counted)
    each = _pace(meeting, had, days, left)
    if not each or had < ENOUGH:
        return Timing(said, _for_each(each))
    return _said(said, end(left, each, days))


def planned(meeting: Meeting) -> list[SittingPlan]:
    """The sittings that are planned from today on."""
    return list(SittingPlan.objects.filter(meeting=meeting, on__gte=clock.today()))


def days_left(meeting: Meeting) -> list[Day]:
    """What is left of the sittings planned from today on, in their order."""
    day, plans = clock.today(), planned(meeting)
    sat = sum(minutes_sat(one) for one in _of(day, meeting))
    return [Day(plan.on, max(0, plan.minutes - int(sat)) if plan.on == day else plan.minutes) for plan in plans]


def minutes_sat(sitting: Sitting) -> float:
    """How long a sitting has lasted, without its breaks."""
    lasted = (sitting.closed_at or clock.now()) - sitting.opened_at
    breaks = sum((one.until_at - one.from_at for one in sitting.breaks.all()), timedelta())
    return max(0.0, (lasted - breaks).total_seconds() / 60)


def box_for(meeting: Meeting) -> int | None:
    """What is fixed when a sitting opens: of everybody's turns, as one number of whole minutes for the whole room."""
    return box(days_left(meeting), _left(meeting, Stop.objects.filter(meeting=meeting).turns()))


def minutes_a_turn(meeting: Meeting) -> int | None:
    """What was fixed when the sitting opened, while somebody's turn is shown; else None."""
    if meeting.state != Meeting.State.RUNNING or meeting.showing != Meeting.Showing.STOP:
        return None
    open_now = Sitting.objects.filter(meeting=meeting, closed_at__isnull=True)
    return open_now.values_list("minutes_a_turn", flat=True).first()


def _of(day: date, meeting: Meeting) -> list[Sitting]:
    sittings = Sitting.objects.filter(meeting=meeting).prefetch_related("breaks")
    return [one for one in sittings if clock.day_of(one.opened_at) == day]


def _left(meeting: Meeting, turns: Sequence[Turn], on_lists: Collection[UUID] | None = None) -> int:
    waiting = [turn for turn in turns if turn.state != Stop.State.CLOSED]
    together = {turn.pk for turn in listed(meeting, waiting)} if on_lists is None else on_lists
    return sum(turn.pk not in together for turn in waiting)


def _for_each(minutes: float | None) -> str:
    """Before there is a pace: how much time the plan leaves."""
    if not minutes:
        return _("Nothing is left of the sittings that are planned.")
    sentence = ngettext("That is %(minutes)s minute for each.", "That is %(minutes)s minutes for each.", int(minutes))
    return sentence % {"minutes": int(minutes)}


def _pace(meeting: Meeting, had: int, days: Sequence[Day], left: int) -> float | None:
    sittings = list(Sitting.objects.filter(meeting=meeting).prefetch_related("breaks").order_by("number"))
    fixed = sittings[-1].minutes_a_turn if sittings else None
    fixed = fixed or box(days, left)
    if not meeting.group.cycle.measures_time:
        return fixed
    return pace(sum(minutes_sat(one) for one in sittings), had, fixed)


def _said(left: str, ends: End) -> Timing:
    if ends.over:
        sentence = ngettext(
            "At this pace it goes %(minutes)s minute over what is planned.",
            "At this pace it goes %(minutes)s minutes over what is planned.",
            ends.over,
        )
        return Timing(left, sentence % {"minutes": ends.over}, "warning")
    if ends.day == clock.today():
        at = timezone.localtime(clock.now()) + timedelta(minutes=ends.minutes)
        return Timing(left, _("At this pace it ends today at about %(time)s.") % {"time": time_format(at, "H:i")})
    said = {"day": date_format(ends.day, "l, j F"), "minutes": ends.minutes}
    return Timing(left, _("At this pace it ends on %(day)s, %(minutes)s minutes into that sitting.") % said)
