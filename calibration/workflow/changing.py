"""What is decided in the room: a rating changed with its proposer and one line; recusals; bias call-outs."""

from typing import Any

from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from calibration.counting import bias_kinds
from calibration.models import BiasCall, Meeting, RatingChange, Sitting, Stop
from calibration.standing import standing_point
from calibration.workflow import voices
from calibration.workflow.acting import acting, must_not_be_locked, must_run
from calibration.workflow.presence import mark_unwitnessed
from calibration.workflow.rules import drives_or_observes, drives_this, is_witnessed, may_propose
from frameworks.models import Axis, ScalePoint, VersionAxis
from reviews.models import Exclusion, RosterEntry


def change_rating(
    meeting: Meeting,
    by: Person,
    stop: Stop,
    after: ScalePoint,
    proposer: Person,
    line: str,
    axis: Axis | None = None,
    expected: int | None = None,
) -> RatingChange:
    """Changes the overall rating (`axis` None) or one axis in the open stop: before and after stay side by side.

    `expected` is the version of the meeting that the scribe had before them: where this stop's ratings changed
    since, the later one is told (Conflict). Raises NotAllowed for one's own stop, and where the proposer has no part
    in it; Conflict where the stop is not open, the point is of another scale or nothing would change.
    """
    with acting(meeting, by) as locked:
        must_run(locked)
        stop = Stop.objects.select_for_update(of=("self",)).select_related("meeting", "subject").get(pk=stop.pk)
        if stop.meeting_id != locked.pk or not drives_this(stop, by):
            raise NotAllowed("change_rating")
        if not may_propose(locked, stop).filter(pk=proposer.pk).exists():
            raise NotAllowed("change_rating")
        must_be_open(locked, stop)
        if expected is not None and stop.touched > expected:
            raise Conflict(_("Somebody changed a rating of this person a moment ago. Look at it, then decide again."))
        values = {"axis": axis, "before": checked(stop, axis, after, line), "after": after}
        change = write_change(locked, stop, by, **values, proposer=proposer, line=line.strip())
        locked.circling = False
        voices.overtake(change)
    return change


def write_change(locked: Meeting, stop: Stop, by: Person, **values: Any) -> RatingChange:
    """Writes down a change in a person's turn, with the version that the act makes; without an observer of the turn
    here it is unwitnessed. The caller has asked whether it may be."""
    change = RatingChange.objects.create(
        stop=stop,
        group_id=stop.group_id,
        subject=stop.subject,
        against=stop.against,
        witnessed=is_witnessed(locked, stop),
        version=locked.version + 1,
        **values,
    )
    turn = Stop.objects.filter(pk=stop.pk)
    turn.update(touched=change.version)
    if not change.witnessed:
        turn.mark_unwitnessed()
    trail.record("change_rating", change, by, about=stop.subject)
    return change


def checked(stop: Stop, axis: Axis | None, after: ScalePoint, line: str) -> ScalePoint | None:
    """The point that stands before the change. Raises Conflict with what is wrong with it."""
    version = RosterEntry.objects.select_related("version").get(group=stop.group_id, subject=stop.subject_id).version
    if after.scale_id != version.scale_id:
        raise Conflict(_("This rating belongs to another scale than the one this person is rated on."))
    if axis is None and stop.kind == Stop.Kind.COHORT:
        raise Conflict(_("The overall rating is judged at the person's own level, not in the cohort check."))
    if axis is not None and not VersionAxis.objects.filter(version=version, axis=axis).exists():
        raise Conflict(_("This person is not rated on that axis."))
    if not line.strip():
        raise Conflict(_("A change says in one line why."))
    before = standing_point(stop, axis)
    if before == after:
        raise Conflict(_("This is the rating that stands already."))
    return before


def recuse(meeting: Meeting, by: Person, subject: Person) -> None:
    """`by` steps out of everything about one subject of the group. No reason is asked or kept.

    Holds from now on, for all of the group's pages. A second press changes nothing.
    """
    stops = Stop.objects.visible_to(by).filter(meeting=meeting, subject=subject)
    if Exclusion.objects.filter(group=meeting.group_id, person=by, subject=subject).exists():
        return
    if not stops.exists():
        raise NotAllowed("recuse")
    with acting(meeting, by) as locked:
        must_not_be_locked(locked)
        row, made = Exclusion.objects.get_or_create(group_id=locked.group_id, person=by, subject=subject)
        if made:
            trail.record("recuse", row, by, about=subject)
            voices.step_out(locked.group, by, subject)
        mark_unwitnessed(locked)


def call_bias(meeting: Meeting, by: Person, kind: str) -> None:
    """Counts one bias call-out of that kind in the sitting; by who drives or observes, without anybody's name."""
    with acting(meeting, by, "call_bias") as locked:
        if not drives_or_observes(locked, by):
            raise NotAllowed("call_bias")
        must_run(locked)
        if kind not in dict(bias_kinds()):
            raise Conflict(_("This kind of bias is not on the list."))
        BiasCall.objects.create(sitting=Sitting.objects.get(meeting=locked, closed_at__isnull=True), kind=kind)


def must_be_open(meeting: Meeting, stop: Stop) -> None:
    """Raises Conflict where the meeting does not run, or another turn is open than this."""
    must_run(meeting)
    if stop.state != Stop.State.OPEN:
        raise Conflict(_("This turn is no longer open. The rating stands as it was."))


def may_change(stop: Stop, by: Person) -> bool:
    """Whether the form for a change is shown: in a break none is, although the turn stays open for afterwards."""
    is_open = stop.state == Stop.State.OPEN and stop.meeting.state == Meeting.State.RUNNING
    return is_open and drives_this(stop, by)
