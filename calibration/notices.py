"""What a person owes to a meeting: to make its agenda where that is theirs, to come to it on its day, and to say
afterwards how it was; and to the check across groups."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import clock
from accounts.days import day_said
from accounts.doors import Door
from accounts.models import Person
from accounts.owed import Owed, due
from calibration.across.beside import owed_in_checks
from calibration.learning.asking import DAYS, asked_of
from calibration.models import Attendance, Meeting
from calibration.models.reopening import reopenings_of
from calibration.workflow.looking import to_look_at
from calibration.workflow.preparing import asked_to_prepare
from calibration.workflow.rules import COMES_AS
from reviews.models import Group, Participant
from reviews.models.cycles import AFTER_THE_LOCK


def _calibrating(person: Person) -> QuerySet[Group]:
    parts = Participant.objects.now().filter(person=person, part__in=COMES_AS)
    return Group.objects.filter(pk__in=parts.values("group"), state=Group.State.CALIBRATING).select_related("cycle")


def _looked_at_afterwards(person: Person) -> QuerySet[Meeting]:
    locked = Meeting.objects.filter(pk__in=to_look_at(person).values("meeting"), state=Meeting.State.LOCKED)
    return locked.filter(group__state__in=AFTER_THE_LOCK).select_related("group").order_by("group__name")


CALIBRATING = Door(_calibrating, holding=False)
LOOKED_AT_AFTERWARDS = Door(_looked_at_afterwards, holding=False)


def owed(person: Person, today: date) -> list[Owed]:
    """What meetings ask: to come, to look at what one changed, to say how it was; and what the check asks."""
    return [
        *_to_come_to(person, today),
        *_told_afterwards(person, today),
        *_to_be_answered(person, today),
        *owed_in_checks(person, today),
    ]


def _to_come_to(person: Person, today: date) -> list[Owed]:
    """One sentence a group that calibrates and that the person comes to: until they came, or while it runs."""
    if not (groups := CALIBRATING(person)):
        return []
    meetings = {meeting.group_id: meeting for meeting in Meeting.objects.filter(group__in=groups)}
    here = set(
        Attendance.objects.filter(person=person, until_at__isnull=True).values_list("meeting__group_id", flat=True)
    )
    reopened = {row.meeting_id for row in reopenings_of(meetings.values())}
    found = []
    for group in groups:
        meeting, day, names = meetings.get(group.pk), group.cycle.meet_on, ""
        if meeting is None:
            sentence, names = _without_agenda(group, person)
        elif meeting.state == Meeting.State.LOCKED:
            continue
        elif group.pk in here:
            sentence, day = _("The meeting of %(group)s goes on, and you are in it"), max(day, today)
        elif meeting.pk in reopened:
            sentence, day = _("The meeting of %(group)s was reopened: come to it once more"), max(day, today)
        else:
            sentence = _("Come to the meeting of %(group)s")
        if day < today:
            sentence += _("; it was planned for %(day)s")
        said = {"group": group.name, "day": day_said(day, today), "names": names}
        found.append(Owed(sentence % said, reverse("meeting", args=[group.pk]), day))
    return found


def _told_afterwards(person: Person, today: date) -> list[Owed]:
    """After the lock: to look at what the meeting changed for one's people, where one has not before it."""
    said = _("Look at what the meeting of %(group)s changed for your people")
    return [
        Owed(said % {"group": one.group.name}, reverse("meeting_changed", args=[one.group_id]), today)
        for one in LOOKED_AT_AFTERWARDS(person)
    ]


def _to_be_answered(person: Person, today: date) -> list[Owed]:
    """For a week after the lock: what is asked of who was there, until they have answered. It stands on their own page
    alone, and no mail says it: nobody learns from it who has answered."""
    came = Attendance.objects.filter(person=person, meeting__state=Meeting.State.LOCKED).values("meeting")
    ended = Meeting.objects.filter(pk__in=came, locked_at__gt=clock.now() - timedelta(days=DAYS))
    found = []
    for one in ended.select_related("group").order_by("group__name"):
        week, may_answer, _answered = asked_of(one, person, was_there=True)
        if may_answer and week.ends_at:
            said = _("Say how the meeting of %(group)s was: three questions, and nobody learns what you said")
            url = reverse("meeting_look_back", args=[one.group_id])
            found.append(due(said % {"group": one.group.name}, url, timezone.localtime(week.ends_at).date(), today))
    return found


def _without_agenda(group: Group, person: Person) -> tuple[str, str]:
    """For those whose task the agenda is, the task; for the others, for whose agenda the meeting waits; and the names
    of those whose task it is."""
    asked = asked_to_prepare(group)
    names = _(" or ").join(each.name for each in asked)
    if person in asked or not asked:
        return _("Make the agenda of the meeting of %(group)s"), names
    return _("The meeting of %(group)s waits for its agenda from %(names)s"), names
