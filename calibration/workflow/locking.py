"""The end of a meeting: what was not witnessed is confirmed in one act; then the lock makes results of what stands."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Conflict, NotAllowed, move
from calibration.models import Attendance, Device, Meeting, Sitting, Stop
from calibration.standing import Ratings, handed_in, of_group
from calibration.workflow.acting import acting, must_not_be_locked
from calibration.workflow.rules import drives, observes, what_is_missing
from promotions.workflow import open_decisions
from reviews.assessments.workflow import seal, seal_assessments
from reviews.models import AxisRating, Exclusion, Group, RosterEntry
from reviews.telling.workflow import Final, make_results


def unconfirmed(meeting: Meeting):
    """The stops in which something happened without the observer, not confirmed yet."""
    return Stop.objects.filter(meeting=meeting, witnessed=False, confirmed_at__isnull=True)


def confirm_unwitnessed(meeting: Meeting, by: Person) -> int:
    """The observer takes note, in one act, of everything that happened without them; returns how many stops.

    Own stops and those stepped out of stay for another observer.
    """
    with acting(meeting, by, "confirm_unwitnessed") as locked:
        must_not_be_locked(locked)
        if not observes(locked, by):
            raise NotAllowed("confirm_unwitnessed")
        recused = Exclusion.objects.filter(group=OuterRef("group"), subject=OuterRef("subject"), person=by)
        mine = unconfirmed(locked).exclude(subject=by).filter(~Exists(recused))
        count = mine.exclude(state=Stop.State.OPEN).update(confirmed_at=timezone.now())
        if not count:
            raise Conflict(_("There is nothing to confirm."))
    return count


def what_keeps_open(meeting: Meeting) -> str:
    """The sentence that says why the meeting cannot be locked yet; empty where it can."""
    if meeting.state != Meeting.State.RUNNING:
        return _("The meeting is not running.")
    if Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN).exists():
        return _("A turn is still open. Close it first.")
    missing = what_is_missing(meeting)
    if missing:
        return missing
    if unconfirmed(meeting).exists():  # not how many: one of them may be the reader's own
        return _("Something went on without the observer, who has to confirm it first.")
    return ""


def lock(meeting: Meeting, by: Person) -> Meeting:
    """Ends the meeting: seals assessments and remarks, makes results of what stands, opens the decisions.

    Stops that nobody opened keep the assessor's rating. Raises NotAllowed, and Conflict with what keeps it open.
    """
    with acting(meeting, by) as locked:
        must_not_be_locked(locked)
        if not drives(locked, by):
            raise NotAllowed("lock")
        sentence = what_keeps_open(locked)
        if sentence:
            raise Conflict(sentence)
        moved = move(locked, "lock", by)
        locked.state, locked.locked_at = moved.state, moved.locked_at
        _empty_the_room(locked)
        group = Group.objects.get(pk=locked.group_id)
        _seal(group, by)
        _hand_over(group, by)
    return meeting


def _empty_the_room(meeting: Meeting) -> None:
    now = timezone.now()
    meeting.showing, meeting.round, meeting.stop, meeting.line = Meeting.Showing.NOTHING, None, None, ""
    Sitting.objects.filter(meeting=meeting, closed_at__isnull=True).update(closed_at=now)
    Attendance.objects.filter(meeting=meeting, until_at__isnull=True).update(until_at=now)
    Device.objects.filter(meeting=meeting, revoked_at__isnull=True).update(revoked_at=now)


def _seal(group: Group, by: Person) -> None:
    for entry in RosterEntry.objects.filter(group=group).select_related("subject"):
        seal(group, entry.subject)
    seal_assessments(group, by)


def _hand_over(group: Group, by: Person) -> None:
    """Results are telling's, decisions are promotions'; the group then stands in its next phase."""
    make_results(group, finals(group), by)
    open_decisions(move(group, "lock", by), by)


def finals(group: Group) -> dict[UUID, Final]:
    """What stands, by subject, as results are made of it.

    Everyone whose assessment was handed in or who was rated in the room; a step stays as the assessor gave it.
    """
    rows = handed_in(group).computing().values_list("subject_id", "role_id", "next_role_id")
    roles = {subject: {"current": role} | ({"next": to} if to else {}) for subject, role, to in rows}
    given: dict[UUID, dict[tuple[UUID, str], int | None]] = {}
    without: dict[UUID, set[tuple[UUID, str]]] = {}
    ratings = AxisRating.objects.filter(assessment__in=handed_in(group)).computing()
    columns = ("assessment__subject_id", "axis_id", "against", "step_id", "not_applicable")
    for subject, axis, against, step, why in ratings.values_list(*columns):
        given.setdefault(subject, {})[axis, against] = step
        if why:
            without.setdefault(subject, set()).add((axis, against))
    stands = of_group(group)
    made = {}
    for subject in roles | stands:
        one, steps = stands.get(subject, Ratings()), given.get(subject, {})
        keys = dict.fromkeys([*steps, *(key for key in one.points if key[0] is not None)])
        axes = {key: one.points[key].pk if key in one.points else None for key in keys}
        overall = one.overall.pk if one.overall else None
        made[subject] = Final(
            overall,
            axes,
            roles.get(subject, {}),
            {key: step for key, step in steps.items() if step},
            without.get(subject, set()) - one.points.keys(),
        )
    return made
