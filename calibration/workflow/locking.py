"""The end of a meeting: what was not witnessed is confirmed in one act; then the lock makes results of what stands."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts import clock, sealing
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed, move
from calibration.across.lines import write_lines
from calibration.models import Attendance, Device, Meeting, Reopening, Sitting, Stop
from calibration.standing import Ratings, handed_in, of_group
from calibration.workflow.acting import acting, must_not_be_locked
from calibration.workflow.looking import told_afterwards_at_the_lock, who_has_not_looked
from calibration.workflow.presence import end_seats
from calibration.workflow.rules import drives, observes, what_is_missing
from promotions.workflow import open_decisions, restart_decisions
from reviews.assessments.workflow import seal, seal_assessments
from reviews.models import AxisRating, Group, RosterEntry
from reviews.telling.workflow import Final, make_results, update_results


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
        mine = unconfirmed(locked).not_kept_from(by)
        count = mine.exclude(state=Stop.State.OPEN).update(confirmed_at=clock.now(), confirmed_by=by)
        if not count:
            raise Conflict(_("There is nothing to confirm."))
    return count


def what_keeps_open(meeting: Meeting, reader: Person) -> str:
    """The sentence that says to this reader why the meeting cannot be locked yet; empty where it can."""
    if meeting.state != Meeting.State.RUNNING:
        return _("The meeting is not running.")
    if Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN).exists():
        return _("A turn is still open. Close it first.")
    missing = what_is_missing(meeting)
    if missing:
        return missing
    if Stop.objects.filter(meeting=meeting, state=Stop.State.WAITING, pulled_out=True).exists():
        # neither how many nor whose: one of them may be the reader's own
        return _("A turn of its own was asked for, and has not been had yet.")
    if unconfirmed(meeting).exists():  # not how many: one of them may be the reader's own
        return _("Something went on without the observer, who has to confirm it first.")
    return who_has_not_looked(meeting, reader)


def lock(meeting: Meeting, by: Person) -> Meeting:
    """Ends the meeting: seals assessments and remarks, makes results of what stands, opens the decisions.

    Stops that nobody opened keep the assessor's rating. Once it is committed the worker seals the trail. Raises
    NotAllowed, and Conflict with what keeps it open.
    """
    with acting(meeting, by) as locked:
        must_not_be_locked(locked)
        if not drives(locked, by):
            raise NotAllowed("lock")
        sentence = what_keeps_open(locked, by)
        if sentence:
            raise Conflict(sentence)
        moved = move(locked, "lock", by)
        locked.state, locked.locked_at = moved.state, moved.locked_at
        told_afterwards_at_the_lock(locked)
        _empty_the_room(locked)
        group = Group.objects.get(pk=locked.group_id)
        _seal(group, by)
        _hand_over(group, by)
        end_seats(locked)
        transaction.on_commit(sealing.seal_soon, robust=True)
    return meeting


def _empty_the_room(meeting: Meeting) -> None:
    now = clock.now()
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
    stands = finals(group)
    write_lines(group, {subject: final.overall for subject, final in stands.items()})
    if not Reopening.objects.filter(meeting__group=group).exists():
        make_results(group, stands, by)
        open_decisions(move(group, "lock", by), by)
        return
    same = update_results(group, stands, by)
    restart_decisions(move(group, "lock", by), by, same)


def finals(group: Group) -> dict[UUID, Final]:
    """What stands, by subject, as results are made of it.

    Everyone on the roster who is assessed, as far as their assessment was handed in or they were rated in the room:
    of who left, or keeps the last result, nothing is made. A step stays as the assessor gave it. The role is the one
    in which it was handed in; of who was looked at in another by the meeting, that.
    """
    assessed = RosterEntry.objects.filter(group=group, treatment=RosterEntry.Treatment.ASSESS)
    on_roster = set(assessed.values_list("subject_id", flat=True))
    rows = handed_in(group).computing().values_list("subject_id", "role_id", "next_role_id")
    roles = {subject: {"current": role} | ({"next": to} if to else {}) for subject, role, to in rows}
    another = {subject: {"current": role} for subject, role in _had_in_another_role(group)}
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
    for subject in [one for one in roles | stands if one in on_roster]:
        one, steps = stands.get(subject, Ratings()), given.get(subject, {})
        keys = dict.fromkeys([*steps, *(key for key in one.points if key[0] is not None)])
        axes = {key: one.points[key].pk if key in one.points else None for key in keys}
        overall = one.overall.pk if one.overall else None
        made[subject] = Final(
            overall,
            axes,
            roles.get(subject, {}) | another.get(subject, {}),
            {key: step for key, step in steps.items() if step},
            without.get(subject, set()) - one.points.keys(),
        )
    return made


def _had_in_another_role(group: Group) -> QuerySet:
    """Subjects with the role of the roster, in which their turn was had, though they were assessed in another."""
    entry = {"group": OuterRef("group"), "subject": OuterRef("subject")}
    had = Stop.objects.filter(**entry, kind=Stop.Kind.DISCUSS, state=Stop.State.CLOSED, role=OuterRef("role"))
    same = handed_in(group).filter(**entry, role=OuterRef("role"))
    rows = RosterEntry.objects.filter(Exists(had), ~Exists(same.computing()), group=group)
    return rows.values_list("subject_id", "role_id")
