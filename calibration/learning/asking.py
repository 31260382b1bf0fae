"""Asking those who were at a meeting what they say of it: once each, for a week, and nobody learns who said what."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from calibration.learning.survey import counted, printed
from calibration.models import Attendance, Meeting, Survey, SurveyAnswered

# a week has a working day of everybody's in it; later it would be asked how people were told, not how it was held
DAYS = 7


class Week(NamedTuple):
    """When it is asked: until when, also before the first has answered (None for a meeting that was never locked);
    whether answers are counted now; and whether what is shown of them is fixed."""

    ends_at: datetime | None
    is_open: bool
    is_over: bool


@as_task("surveying")
def week_of(meeting: Meeting) -> Week:
    """The week of a meeting; it says nothing of any answer."""
    row = Survey.objects.filter(meeting=meeting).values_list("ends_at", "shown").first()
    if row:
        end, is_fixed = row[0], row[1] is not None
    else:
        end, is_fixed = meeting.locked_at + timedelta(days=DAYS) if meeting.locked_at else None, True
    is_open = meeting.state == Meeting.State.LOCKED and end is not None and clock.now() < end
    return Week(end, is_open, is_fixed and not is_open)


def was_there(meeting: Meeting, person: Person) -> bool:
    """Whether the person was in the room at any time."""
    return Attendance.objects.filter(meeting=meeting, person=person).exists()


@as_task("surveying")
def has_answered(meeting: Meeting, person: Person) -> bool:
    """Whether this person has, for themselves."""
    return SurveyAnswered.objects.filter(survey__meeting=meeting, person=person).exists()


class Asked(NamedTuple):
    """How the asking stands for one person: they are asked while they were there and have not answered."""

    week: Week
    may_answer: bool
    has_answered: bool


def asked_of(meeting: Meeting, person: Person, was_there: bool) -> Asked:
    """Whether this person is asked now, who was there or was not."""
    week = week_of(meeting)
    is_asked = was_there and week.is_open
    answered = is_asked and has_answered(meeting, person)
    return Asked(week, is_asked and not answered, answered)


@as_task("surveying")
@transaction.atomic
def answer(meeting: Meeting, by: Person, answers: Mapping[str, int]) -> None:
    """Adds one person's answers to the counts. Writes no event: it would stand beside what they said.

    Raises NotAllowed for who was not there; Conflict before the lock, after the end, and the second time.
    """
    if not was_there(meeting, by):
        raise NotAllowed("answer")
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    end = week_of(locked).ends_at
    if locked.state != Meeting.State.LOCKED or end is None:
        raise Conflict(_("This is asked once the meeting is locked."))
    if clock.now() >= end:
        raise Conflict(_("The week for answers has ended. Nothing was counted."))
    survey, _made = Survey.objects.get_or_create(meeting=locked, defaults={"ends_at": end})
    if SurveyAnswered.objects.filter(survey=survey, person=by).exists():
        raise Conflict(_("You have answered already. Nothing was counted twice."))
    SurveyAnswered.objects.create(survey=survey, person=by)
    survey.tally = counted(survey.tally, answers)
    survey.save(update_fields=["tally"])


@as_task("surveying")
def end_what_is_due(today: date) -> None:
    """On the tick: what is shown of a survey that has ended is fixed, and all else of it goes. Safe to run twice."""
    for pk in Survey.objects.filter(shown__isnull=True, ends_at__lte=clock.now()).values_list("meeting", flat=True):
        _end(pk)


@transaction.atomic
def _end(meeting: object) -> None:
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting)
    survey = Survey.objects.get(meeting=meeting)
    if survey.shown is None:
        survey.shown, survey.tally = printed(survey.tally), {}
        survey.save(update_fields=["shown", "tally"])
        SurveyAnswered.objects.filter(survey=survey).delete()
