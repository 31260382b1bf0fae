"""The floor: asking for it, giving it, and when nobody has it any more."""

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Device, FloorRequest, Visit
from calibration.screen import screen_of
from calibration.voices import floor_of
from tests.calibration.company import text
from tests.calibration.test_presence import stop_of
from tests.calibration.test_room import paired, screen  # noqa: F401  fixtures
from tests.shared import shared


@shared
def at_ivan(running, cast):
    return workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))


def asking():
    return [(one.person.name, one.given_at is not None) for one in FloorRequest.objects.all()]


def test_who_asked_first_is_first_and_a_second_press_changes_nothing(at_ivan, cast):
    for person in (cast.marco, cast.dana, cast.marco):
        workflow.ask_to_speak(at_ivan, person)
    assert asking() == [("Marco", False), ("Dana", False)]
    assert Event.objects.filter(verb="ask_to_speak").count() == 2


def test_who_drives_gives_the_floor_and_who_spoke_before_has_done_so(at_ivan, cast):
    for person in (cast.marco, cast.dana):
        workflow.ask_to_speak(at_ivan, person)
    for by in (cast.marco, cast.petra):
        with pytest.raises(NotAllowed):
            workflow.give_the_floor(at_ivan, by, cast.dana)
    workflow.give_the_floor(at_ivan, cast.mei, cast.dana)
    assert asking() == [("Marco", False), ("Dana", True)]
    workflow.give_the_floor(at_ivan, cast.mei, cast.marco)
    assert asking() == [("Marco", True)]
    with pytest.raises(Conflict, match="Dana does not ask"):
        workflow.give_the_floor(at_ivan, cast.mei, cast.dana)


def test_guests_and_who_is_not_in_the_room_do_not_ask(at_ivan, cast):
    workflow.check_in(at_ivan, cast.sam)
    for person in (cast.sam, cast.dilan):
        with pytest.raises(NotAllowed):
            workflow.ask_to_speak(at_ivan, person)


def test_nobody_asks_in_their_own_turn_nor_where_they_stepped_out_nor_between_turns(running, cast):
    with pytest.raises(Conflict, match="No turn is open"):
        workflow.ask_to_speak(running, cast.marco)
    workflow.recuse(running, cast.dana, cast.noor)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    for person in (cast.noor, cast.dana):
        with pytest.raises(NotAllowed):
            workflow.ask_to_speak(running, person)


@pytest.mark.parametrize(
    "act",
    [
        lambda meeting, cast: workflow.give_up_the_floor(meeting, cast.marco),
        lambda meeting, cast: workflow.check_out(meeting, cast.marco),
        lambda meeting, cast: workflow.recuse(meeting, cast.marco, cast.ivan),
        lambda meeting, cast: workflow.close_stop(meeting, cast.mei),
        lambda meeting, cast: workflow.park(meeting, cast.mei),
        lambda meeting, cast: workflow.go_next(meeting, cast.mei),
        lambda meeting, cast: workflow.show_board(meeting, cast.mei, meeting.rounds.get(number=1)),
    ],
    ids=["asks no more", "leaves", "steps out", "close", "park", "next", "board"],
)
def test_the_floor_goes_with_who_leaves_and_with_the_turn(at_ivan, cast, act):
    workflow.ask_to_speak(at_ivan, cast.marco)
    workflow.give_the_floor(at_ivan, cast.mei, cast.marco)
    act(at_ivan, cast)
    assert asking() == []


def test_the_line_under_a_person_leaves_who_speaks(at_ivan, cast):
    workflow.ask_to_speak(at_ivan, cast.marco)
    workflow.say_line(at_ivan, cast.mei, "What did October need?")
    assert asking() == [("Marco", False)]


# -- the pages -------------------------------------------------------------------------------------


def test_everybodys_page_and_the_room_say_who_has_the_floor(at_ivan, cast, paired, sign_in, at):  # noqa: F811
    assert "Mei speaks." in text(paired.get("/room/"))
    marco = sign_in(cast.marco)
    assert "Ask to speak" in text(marco.get(at()))
    assert marco.post(at("floor/ask/")).status_code == 302
    workflow.ask_to_speak(at_ivan, cast.dana)
    page = text(sign_in(cast.noor).get(at()))
    assert "Marco, Dana ask to speak, in this order." in page
    assert "Give Marco the floor" not in page
    room = text(paired.get("/room/"))
    assert "Mei speaks." in room
    assert "Dana" not in room
    desk = sign_in(cast.mei)
    assert "Give Marco the floor" in text(desk.get(at("desk/")))
    assert desk.post(at(f"floor/{cast.marco.pk}/give/")).status_code == 302
    room = text(paired.get("/room/"))
    assert "Marco has the floor." in room
    assert "Mei speaks." not in room
    assert "Marco has the floor." in text(sign_in(cast.noor).get(at()))
    marco = sign_in(cast.marco)
    assert "You have the floor." in text(marco.get(at()))
    assert marco.post(at("floor/leave/")).status_code == 302
    assert "Mei speaks." in text(paired.get("/room/"))


def test_a_screen_reads_who_speaks_and_nobody_who_asks(at_ivan, cast):
    device = Device.objects.create(token_hash="-", meeting=at_ivan, paired_by=cast.mei)
    for person in (cast.marco, cast.dana):
        workflow.ask_to_speak(at_ivan, person)
    workflow.give_the_floor(at_ivan, cast.mei, cast.dana)
    assert [one.person for one in FloorRequest.objects.visible_to(device)] == [cast.dana]
    workflow.pause(at_ivan, cast.mei)
    assert not FloorRequest.objects.visible_to(Device.objects.get(pk=device.pk)).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_is_read_in_one_question(at_ivan, cast, number, django_assert_num_queries):
    for person in (cast.marco, cast.dana, cast.oskar)[:number]:
        workflow.ask_to_speak(at_ivan, person)
    visit = Visit.of(cast.mei, at_ivan)
    screen_ = screen_of(at_ivan, visit)
    with django_assert_num_queries(1):
        assert floor_of(visit, screen_.face).names == ", ".join(["Marco", "Dana", "Oskar"][:number])
