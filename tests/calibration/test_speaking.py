"""Who speaks for a person: whoever assesses them, where they are in the room; else who stands in; else nobody."""

from datetime import timedelta

import pytest

from calibration import workflow
from calibration.models import Visit
from calibration.screen import screen_of
from reviews.models import Deputyship, Participant
from tests.calibration.company import LAUNCHED, text
from tests.calibration.test_presence import stop_of


@pytest.fixture
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
