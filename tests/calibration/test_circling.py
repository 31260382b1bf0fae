"""A room that goes round in circles: counted on the turn, asked on every screen, gone when the meeting moves on."""

import pytest

from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Stop
from frameworks.models import ScalePoint
from tests.calibration.company import text
from tests.calibration.test_presence import stop_of
from tests.calibration.test_room import paired, screen  # noqa: F401  fixtures
from tests.shared import shared

ASKED = "What would we have to know to give another rating?"


@shared
def at_ivan(running, cast):
    return workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))


def circled(meeting):
    return Stop.objects.get(pk=meeting.stop.pk).circled


def change(meeting, cast):
    to = ScalePoint.objects.get(scale__code="meeting-ladder", code="meeting")
    return workflow.change_rating(meeting, cast.mei, meeting.stop, to, cast.marco, "why")


def test_one_press_asks_on_every_screen_beside_the_one_line(at_ivan, cast, paired, sign_in, at):  # noqa: F811
    workflow.say_line(at_ivan, cast.mei, "October or November?")
    assert ASKED not in text(paired.get("/room/"))
    assert sign_in(cast.mei).post(at(f"stops/{at_ivan.stop.pk}/circle/")).status_code == 302
    for page in (paired.get("/room/"), sign_in(cast.marco).get(at())):
        assert f"October or November? {ASKED}" in text(page)
    desk = text(sign_in(cast.mei).get(at("desk/")))
    assert "Said 1 time in this turn." in desk
    assert 'value="October or November?"' in desk


def test_it_counts_once_while_it_is_asked_and_again_after_an_answer(at_ivan, cast):
    workflow.circle(at_ivan, cast.mei, at_ivan.stop)
    workflow.circle(at_ivan, cast.mei, at_ivan.stop)
    assert (at_ivan.circling, circled(at_ivan)) == (True, 1)
    change(at_ivan, cast)
    assert at_ivan.circling is False
    workflow.circle(at_ivan, cast.mei, at_ivan.stop)
    assert circled(at_ivan) == 2


@pytest.mark.parametrize(
    "act", [workflow.close_stop, workflow.park, workflow.go_next, workflow.go_back], ids=lambda act: act.__name__
)
def test_it_is_gone_when_the_screens_move(at_ivan, cast, act):
    workflow.circle(at_ivan, cast.mei, at_ivan.stop)
    act(at_ivan, cast.mei)
    assert at_ivan.circling is False


def test_only_who_drives_says_it_and_only_of_the_open_turn(at_ivan, cast):
    for person in (cast.marco, cast.petra, cast.ivan):
        with pytest.raises(NotAllowed):
            workflow.circle(at_ivan, person, at_ivan.stop)
    with pytest.raises(Conflict, match="no longer open"):
        workflow.circle(at_ivan, cast.mei, stop_of(at_ivan, cast.ines))


def test_the_record_says_how_often_and_nobodys_name(running, cast, sign_in, at):
    for person in (cast.ivan, cast.ines):
        workflow.open_stop(running, cast.mei, stop_of(running, person))
        workflow.circle(running, cast.mei, running.stop)
    page = text(sign_in(cast.dana).get(at("record/")))
    assert "said 2 times, in the turns that you have a part in" in page
    workflow.recuse(running, cast.dana, cast.ivan)
    assert "said 1 time, in the turns that you have a part in" in text(sign_in(cast.dana).get(at("record/")))
