"""How far the record of a meeting reaches for one person: whose turns, and of whom also why a rating changed."""

from uuid import UUID

from accounts.models import GrantKind
from accounts.models.grants import people_ops_for
from calibration.models import Meeting, Stop, Turn, Visit
from calibration.workflow.rules import knows_who_is_here
from reviews.models import Group, Part, RosterEntry


def reads_the_record(visit: Visit) -> bool:
    """Whoever came to the meeting; once it was locked also People Ops for somebody on the roster."""
    if visit.meeting.state == Meeting.State.PREPARED:
        return False
    return visit.came or (visit.meeting.locked_at is not None and knows_who_is_here(visit))


def turns_of(visit: Visit) -> list[Turn]:
    """The turns that the record counts and names: those the person sees; after the close those of whom they are People
    Ops. Never their own, nor those they stepped out of."""
    if visit.meeting.group.state != Group.State.CLOSED:
        return visit.turns
    theirs = Stop.objects.filter(people_ops_for(visit.person, "subject"), meeting=visit.meeting)
    return theirs.not_kept_from(visit).turns()


def read_why_of(visit: Visit) -> set[UUID]:
    """Once the meeting is over whoever observed it, as People Ops for the subject; after the close People Ops for the
    subject. All others read what changed."""
    closed = visit.meeting.group.state == Group.State.CLOSED
    if not closed and (visit.part != Part.OBSERVER or not visit.came):
        return set()
    return _people_ops_for(visit)


def taken_along(visit: Visit) -> set[UUID]:
    """Once the meeting is locked People Ops for the subject, of turns that they read."""
    if visit.meeting.state != Meeting.State.LOCKED or not visit.person.holds(GrantKind.PEOPLE_OPS):
        return set()
    return _people_ops_for(visit).intersection(turn.subject_id for turn in turns_of(visit))


def _people_ops_for(visit: Visit) -> set[UUID]:
    subjects = RosterEntry.objects.filter(people_ops_for(visit.person, "subject"), group=visit.meeting.group_id)
    return set(subjects.values_list("subject_id", flat=True))


def reads_why(visit: Visit, subject: UUID) -> bool:
    """The same of one subject's turn; while the meeting is not over, whoever sees the turn."""
    return visit.meeting.state != Meeting.State.LOCKED or subject in read_why_of(visit)
