"""What becomes of the voices in the room: proposals and who asks to speak go with the turn, and with who leaves it."""

from accounts.models import Person
from accounts.viewing import as_task
from calibration.models import FloorRequest, Meeting, Proposal, RatingChange, RoomFeedback, Stop
from calibration.workflow.rules import may_propose, may_speak
from reviews.models import Group


def settle(meeting: Meeting) -> None:
    """Every act of a meeting ends with this: what nobody could say any more is gone. The turn is over, or its author
    has left the room, stepped out of it or has no such part any more."""
    proposals, asked = Proposal.objects.filter(stop__meeting=meeting), FloorRequest.objects.filter(meeting=meeting)
    stop = Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN).first()
    if stop:
        proposals = proposals.exclude(stop=stop, author__in=may_propose(meeting, stop))
        asked = asked.exclude(stop=stop, person__in=may_speak(meeting, stop))
    proposals.delete()
    asked.delete()


@as_task("meeting")
def when_a_part_ends(group: Group, person: Person) -> None:
    """Somebody judges in the group no more: what they proposed in its meeting is withdrawn."""
    for meeting in Meeting.objects.filter(group=group):
        settle(meeting)


def step_out(group: Group, person: Person, subject: Person) -> None:
    """Whoever steps out of a person's matters gives them no feedback: what they wrote for them in the room goes."""
    RoomFeedback.objects.filter(group=group, author=person, subject=subject).delete()


def overtake(change: RatingChange) -> None:
    """What was proposed for a rating that was changed just now waits until its author has looked at it again."""
    rows = Proposal.objects.filter(group=change.group_id, subject=change.subject_id)
    rows.filter(axis=change.axis_id, against=change.against).update(state=Proposal.State.OVERTAKEN)
