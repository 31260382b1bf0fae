"""What a person owes to a meeting: to come to it on its day, and to make its agenda."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import day_said
from accounts.models import Person
from accounts.owed import Owed
from calibration.models import Attendance, Meeting
from calibration.workflow.rules import COMES_AS
from reviews.models import Group, Participant


def owed(person: Person, today: date) -> list[Owed]:
    """One sentence a group that calibrates and that the person comes to: until they came, or while it runs."""
    parts = Participant.objects.filter(person=person, part__in=COMES_AS, until_at__isnull=True)
    groups = Group.objects.filter(pk__in=parts.values("group"), state=Group.State.CALIBRATING).select_related("cycle")
    meetings = {meeting.group_id: meeting for meeting in Meeting.objects.filter(group__in=groups)}
    here = set(
        Attendance.objects.filter(person=person, until_at__isnull=True).values_list("meeting__group_id", flat=True)
    )
    found = []
    for group in groups:
        meeting, day = meetings.get(group.pk), group.cycle.meet_on
        if meeting is None:
            sentence = _("The agenda of the meeting of %(group)s is not made yet")
        elif meeting.state == Meeting.State.LOCKED:
            continue
        elif group.pk in here:
            sentence, day = _("The meeting of %(group)s goes on, and you are in it"), max(day, today)
        else:
            sentence = _("Come to the meeting of %(group)s")
        if day < today:
            sentence += _("; it was planned for %(day)s")
        said = {"group": group.name, "day": day_said(day, today)}
        found.append(Owed(sentence % said, reverse("meeting", args=[group.pk]), day))
    return found
