"""What a person owes to a meeting: to make its agenda where that is theirs, and to come to it on its day."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import day_said
from accounts.models import Person
from accounts.owed import Owed
from calibration.models import Attendance, Meeting
from calibration.workflow.preparing import asked_to_prepare
from calibration.workflow.rules import COMES_AS
from reviews.models import Group, Participant


def owed(person: Person, today: date) -> list[Owed]:
    """One sentence a group that calibrates and that the person comes to: until they came, or while it runs."""
    parts = Participant.objects.now().filter(person=person, part__in=COMES_AS)
    groups = Group.objects.filter(pk__in=parts.values("group"), state=Group.State.CALIBRATING).select_related("cycle")
    meetings = {meeting.group_id: meeting for meeting in Meeting.objects.filter(group__in=groups)}
    here = set(
        Attendance.objects.filter(person=person, until_at__isnull=True).values_list("meeting__group_id", flat=True)
    )
    found = []
    for group in groups:
        meeting, day, names = meetings.get(group.pk), group.cycle.meet_on, ""
        if meeting is None:
            sentence, names = _without_agenda(group, person)
        elif meeting.state == Meeting.State.LOCKED:
            continue
        elif group.pk in here:
            sentence, day = _("The meeting of %(group)s goes on, and you are in it"), max(day, today)
        else:
            sentence = _("Come to the meeting of %(group)s")
        if day < today:
            sentence += _("; it was planned for %(day)s")
        said = {"group": group.name, "day": day_said(day, today), "names": names}
        found.append(Owed(sentence % said, reverse("meeting", args=[group.pk]), day))
    return found


def _without_agenda(group: Group, person: Person) -> tuple[str, str]:
    """For those whose task the agenda is, the task; for the others, for whose agenda the meeting waits; and the names
    of those whose task it is."""
    asked = asked_to_prepare(group)
    names = _(" or ").join(each.name for each in asked)
    if person in asked or not asked:
        return _("Make the agenda of the meeting of %(group)s"), names
    return _("The meeting of %(group)s waits for its agenda from %(names)s"), names
