"""The agenda of a group: who has a turn, where, and who may make it."""

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Meeting
from reviews.models import Group, RosterEntry
from tests.calibration.company import make_company


def agenda_of(meeting):
    return [
        (stop.round.number, stop.round.name, stop.subject.name, stop.kind)
        for stop in meeting.stops.select_related("round", "subject")
    ]


def test_the_rounds_go_from_the_lowest_level_up_and_lena_has_two_turns(meeting):
    assert agenda_of(meeting) == [
        (1, "IC1", "Ivan", "discuss"),
        (2, "IC2", "Ines", "discuss"),
        (3, "IC3", "Lena", "discuss"),
        (4, "IC4", "Noor", "discuss"),
        (4, "IC4", "Lena", "cohort"),
    ]


def test_by_rating_the_rounds_are_the_ratings_and_the_cohort_check_is_last(cast):
    company = make_company(cast, meeting_order="rating")
    assert agenda_of(workflow.prepare(company.group, cast.mei, seed=1))[0] == (1, "Struggling", "Ivan", "discuss")
    assert agenda_of(Meeting.objects.get())[-1] == (4, "IC4", "Lena", "cohort")


def test_who_is_not_assessed_this_time_has_no_turn(company, cast):
    RosterEntry.objects.filter(subject=cast.ines).update(treatment="not_now")
    meeting = workflow.prepare(company.group, cast.mei, seed=1)
    assert "Ines" not in [name for _, _, name, _ in agenda_of(meeting)]


def test_a_second_press_gives_the_same_meeting(company, cast):
    first = workflow.prepare(company.group, cast.mei)
    assert workflow.prepare(company.group, cast.petra) == first
    assert Event.objects.filter(verb="prepare").count() == 1


@pytest.mark.parametrize("name", ["ivan", "lena", "tariq", "otto", "frida", "sam", "pavel"])
def test_who_does_not_take_part_cannot_prepare(company, cast, name):
    with pytest.raises(NotAllowed):
        workflow.prepare(company.group, getattr(cast, name))
    assert not Meeting.objects.exists()


def test_before_the_preview_has_ended_there_is_no_agenda(company, cast):
    Group.objects.update(state="previewing")
    with pytest.raises(Conflict, match="preview has not ended"):
        workflow.prepare(company.group, cast.mei)
