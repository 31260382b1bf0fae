"""Who speaks for a person: whoever assesses them, where they are in the room; else who stands in; else nobody."""

from datetime import timedelta

from accounts import clock
from calibration import workflow
from calibration.models import Attendance, Meeting, Visit
from calibration.screen import screen_of
from calibration.workflow.presence import leave_with_the_part
from reviews.cycles.acts.deputising import end_deputy
from reviews.models import Deputyship, Participant
from tests.calibration.company import LAUNCHED, text
from tests.calibration.test_presence import stop_of
from tests.shared import shared


@shared
def at_lena(running, cast):
    return workflow.open_stop(running, cast.mei, stop_of(running, cast.lena))


def speaks(meeting, viewer):
    return screen_of(meeting, Visit.of(viewer, meeting)).face.speaks


def stand_in(meeting, person, deputy):
    until = LAUNCHED + timedelta(days=170)
    about = {"group": meeting.group, "person": person, "deputy": deputy, "named_by": person}
    Deputyship.objects.create(**about, from_at=LAUNCHED, until_at=until)
    Participant.objects.create(group=meeting.group, person=deputy, part="deputy", from_at=LAUNCHED, until_at=until)
    workflow.check_in(meeting, deputy)


def test_whoever_assesses_the_person_speaks(at_lena, cast):
    assert speaks(at_lena, cast.dana) == "Marco speaks."


def test_where_they_have_left_nobody_is_said_to_speak(at_lena, cast, sign_in, at):
    workflow.check_out(at_lena, cast.marco)
    assert speaks(at_lena, cast.dana) == "Marco is not here, and nobody stands in."
    assert "Marco is not here, and nobody stands in." in text(sign_in(cast.dana).get(at("")))


def test_whoever_stands_in_speaks_in_their_place(at_lena, cast):
    stand_in(at_lena, cast.marco, cast.sam)
    assert speaks(at_lena, cast.dana) == "Marco speaks."
    workflow.check_out(at_lena, cast.marco)
    assert speaks(at_lena, cast.dana) == "Sam speaks, who stands in for Marco."
    workflow.check_out(at_lena, cast.sam)
    assert speaks(at_lena, cast.dana) == "Marco is not here, and nobody stands in."


def is_here(person):
    return Attendance.objects.filter(person=person, until_at=None).exists()


def test_a_deputy_whose_time_ends_in_the_meeting_has_left_the_room(at_lena, cast):
    stand_in(at_lena, cast.marco, cast.hanne)
    workflow.take_seat(at_lena, cast.hanne, "moderator")
    leave_with_the_part(clock.today())
    assert is_here(cast.hanne)
    before = Meeting.objects.get().version
    Participant.objects.filter(person=cast.hanne, part="deputy").update(until_at=clock.now())
    leave_with_the_part(clock.today())
    assert not is_here(cast.hanne)
    assert is_here(cast.marco)
    assert (Meeting.objects.get().version, Meeting.objects.get().moderator) == (before + 1, None)
    leave_with_the_part(clock.today())
    assert Meeting.objects.get().version == before + 1


def test_a_deputy_whose_time_is_ended_by_hand_has_left_the_room_at_once(at_lena, cast):
    stand_in(at_lena, cast.marco, cast.hanne)
    end_deputy(Deputyship.objects.get(), cast.petra)
    assert not is_here(cast.hanne)


def test_a_deputy_who_has_another_part_stays_in_the_room_as_that(at_lena, cast):
    stand_in(at_lena, cast.marco, cast.sam)  # who is a guest there
    Participant.objects.filter(person=cast.sam, part="deputy").update(until_at=clock.now())
    leave_with_the_part(clock.today())
    assert Attendance.objects.get(person=cast.sam, until_at=None).part == "guest"


def test_who_stands_in_and_stepped_out_does_not_speak(at_lena, cast):
    stand_in(at_lena, cast.marco, cast.sam)
    workflow.recuse(at_lena, cast.sam, cast.lena)
    workflow.check_out(at_lena, cast.marco)
    assert speaks(at_lena, cast.dana) == "Marco is not here, and nobody stands in."


def test_an_assessor_who_stepped_out_does_not_speak_though_they_are_in_the_room(at_lena, cast):
    workflow.recuse(at_lena, cast.marco, cast.lena)
    assert speaks(at_lena, cast.dana) == "Marco is not here, and nobody stands in."


def test_a_deputy_of_somebody_else_does_not_speak_for_them(at_lena, cast):
    stand_in(at_lena, cast.mei, cast.sam)
    workflow.check_out(at_lena, cast.marco)
    assert speaks(at_lena, cast.dana) == "Marco is not here, and nobody stands in."
