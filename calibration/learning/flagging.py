"""Flagging a wording in an open turn; nothing links the flag to the turn, and it waits until the review is closed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Conflict
from accounts.viewing import as_task
from calibration.models import FlaggedAxis, Meeting, Stop
from calibration.workflow.changing import must_be_open
from frameworks import reading
from frameworks.flagging import raise_flag
from frameworks.models import Axis, Flag, Role
from promotions.models import Pitch
from reviews.models import Group, RosterEntry

# fewer flags in a meeting are not counted for anybody: they could be remembered turn by turn
FEWEST = 5


def flag_wording(meeting: Meeting, by: Person, stop: Stop, axis: Axis, said: str, is_named: bool) -> None:
    """Flags what the open turn's role asks on an axis: the next role in a cohort check. The caller was let through to
    the turn. Raises Conflict where it is no longer open. Leaves no event, notes no reading and raises no version."""
    must_be_open(meeting, stop)
    entry = RosterEntry.objects.select_related("version", "role").get(group=stop.group_id, subject=stop.subject_id)
    role = _next_role(stop) if stop.kind == Stop.Kind.COHORT else entry.role
    raise_flag(entry.version, role, axis, by, said, None, is_named, waits_in=meeting.pk)


def axes_of(stop: Stop) -> dict[str, str]:
    """The axes that are judged in a turn, by id, with their names."""
    entry = RosterEntry.objects.select_related("version").get(group=stop.group_id, subject=stop.subject_id)
    return {str(axis): name for axis, name in reading.names(entry.version).axes.items()}


def _next_role(stop: Stop) -> Role:
    """The role of the pitch: computed with, so that no reading beside the flag says of whom somebody spoke."""
    pitches = Pitch.objects.of_group(stop.group_id, subject=stop.subject_id, state__in=Pitch.HANDED_IN).computing()
    target = pitches.values_list("target_id", flat=True).first()
    if target is None:
        raise Conflict(_("This version has no such wording. Nothing was flagged; look again."))
    return Role.objects.get(pk=target)


@as_task("flags-let-out")
def let_out(today: date) -> None:
    """On the tick: flags whose review is closed are for everybody, and nothing says any more where they were raised.
    Before that it is counted for those who were there how many were on which axis. Safe to run twice."""
    waiting = Flag.objects.filter(waits_in__isnull=False).values_list("waits_in", flat=True).distinct()
    for meeting in waiting:
        _let_out(meeting)


@transaction.atomic
def _let_out(pk: UUID) -> None:
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").filter(pk=pk).first()
    if meeting and meeting.group.state != Group.State.CLOSED:
        return
    flags = Flag.objects.filter(waits_in=pk)
    if meeting and flags.count() >= FEWEST:
        counted = flags.order_by().values_list("version_id", "axis_id").annotate(number=Count("pk"))
        FlaggedAxis.objects.bulk_create(
            FlaggedAxis(meeting=meeting, version_id=version, axis_id=axis, number=number)
            for version, axis, number in counted
        )
    flags.update(waits_in=None)
