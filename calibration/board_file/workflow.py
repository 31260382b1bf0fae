"""Taking a group's board out, and bringing in what a meeting that was held elsewhere has changed, all or nothing."""

from django.utils.translation import gettext as _

from accounts import trail
from accounts.importing import workbook
from accounts.importing.problems import Refused
from accounts.importing.table import Table
from accounts.models import Person
from accounts.moves import Conflict
from accounts.viewing import viewing
from calibration.board_file import columns
from calibration.board_file.board import Board, board_of
from calibration.board_file.plan import Plan, make_plan, table_of
from calibration.models import Meeting, Stop
from calibration.workflow.acting import acting, must_not_be_locked
from calibration.workflow.changing import write_change
from calibration.workflow.rules import JUDGES
from reviews.models import Exclusion, Group, Participant


def take_out(group: Group, by: Person) -> bytes:
    """The board as a workbook, written down each time. Raises NotAllowed or Conflict."""
    board = board_of(group, by)
    trail.record("take_board_out", group, by)
    return workbook.as_xlsx(columns.rows(board.lines, board.axes, group.pk), "board", ready=0)


def meeting_of(group: Group) -> Meeting:
    """The meeting whose ratings a board may change. Raises Conflict with what is not so yet, or no more."""
    if group.state != Group.State.CALIBRATING:
        raise Conflict(_("The group is not in the phase of its meeting."))
    meeting = Meeting.objects.filter(group=group).select_related("group__cycle").first()
    if meeting is None:
        raise Conflict(_("The agenda of the meeting is not made yet. Make it first."))
    must_not_be_locked(meeting)
    _no_turn_is_open(meeting)
    return meeting


def _no_turn_is_open(meeting: Meeting) -> None:
    if Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN).exists():
        raise Conflict(_("A turn is open in the room. Close it first."))


def look_at(table: Table, board: Board) -> Plan:
    """What the file would change now; writes nothing. Raises Refused."""
    parts = Participant.objects.now().filter(group=board.group, part__in=JUDGES, person__is_active=True)
    judges: dict[str, list[Person]] = {}
    for person in {part.person for part in parts.select_related("person")}:
        judges.setdefault(person.employee_id.casefold(), []).append(person)
        judges.setdefault(person.name.casefold(), []).append(person)
    kept = set(Exclusion.objects.filter(group=board.group).values_list("person_id", "subject_id"))
    plan = make_plan(table, board, judges, kept)
    if plan.changes:
        meeting_of(board.group)
    return plan


def bring_in(group: Group, content: str, shown: str, by: Person) -> Plan:
    """Changes the ratings as it was shown (`shown`: the digest), each in its person's turn, and returns what was done.

    As in the room each change has a proposer and a line; where no observer was here it is unwitnessed and has to be
    confirmed before the lock. Raises NotAllowed; Conflict where something is different now.
    """
    with acting(meeting_of(group), by, "bring_board_in") as meeting:
        must_not_be_locked(meeting)
        _no_turn_is_open(meeting)
        with viewing(by):
            board = board_of(meeting.group, by)
            try:
                plan = look_at(table_of(content, "", board), board)
            except Refused as refused:
                raise Conflict(refused.problem.in_words()) from None
        if plan.problems or plan.digest != shown:
            raise Conflict(_("Something has changed since you looked. No rating was changed; give the file again."))
        turns = Stop.objects.filter(meeting=meeting, kind=Stop.Kind.DISCUSS).select_for_update(of=("self",))
        stops = {stop.subject_id: stop for stop in turns.select_related("subject")}
        for change in plan.changes:
            if change.seat.entry.subject_id not in stops:
                said = _("%(name)s has no turn in this meeting. No rating was changed.")
                raise Conflict(said % {"name": change.seat.line.name})
            write_change(
                meeting,
                stops[change.seat.entry.subject_id],
                by,
                axis_id=change.seat.axes[change.axis] if change.axis != columns.OVERALL else None,
                before=change.before,
                after=change.after,
                proposer=change.proposer,
                line=change.why,
            )
    return plan
