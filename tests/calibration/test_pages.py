"""The pages of the meeting: following it, looking around, and the blank page for one's own turn."""

import pytest

from accounts.models import Grant
from calibration import workflow
from calibration.models import Attendance, Device, Meeting, Stop, Visit
from calibration.screen import rounds_line
from tests.calibration.company import IVAN, LENA, NOOR, crowd, pitch_noor, text, title
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of

FRAGMENT = {"HX-Request": "true"}


# -- following and looking around ------------------------------------------------------------------


def test_before_there_is_an_agenda_a_participant_makes_it(company, cast, sign_in, at):
    client = sign_in(cast.mei)
    assert "Make the agenda" in text(client.get(at()))
    assert client.post(at("prepare/")).status_code == 302
    assert Meeting.objects.get().group == company.group
    assert "I am here" in text(client.get(at()))


def test_before_one_came_the_page_asks_to_come_in_and_shows_nobody(running, cast, sign_in, at):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    client = sign_in(cast.dilan)
    assert "Ivan" not in text(client.get(at()))
    assert client.post(at("check-in/")).status_code == 302
    assert IVAN in text(client.get(at()))


def test_a_participant_follows_what_the_meeting_shows(running, cast, sign_in, at):
    client = sign_in(cast.marco)
    assert "nothing is shown yet" in text(client.get(at()))
    workflow.go_next(running, cast.mei)
    assert "1 person, as assessed" in text(client.get(at()))
    workflow.go_next(running, cast.mei)
    page = text(client.get(at()))
    assert IVAN in page
    assert "Assessed by Mei" in page


def test_the_part_that_follows_is_the_page_without_its_frame(running, cast, sign_in, at):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    part = text(sign_in(cast.marco).get(at(), headers=FRAGMENT))
    assert IVAN in part
    assert "<html" not in part


def test_a_participant_looks_around_while_the_room_shows_another(running, cast, sign_in, at):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    client = sign_in(cast.marco)
    assert LENA in text(client.get(at(f"stops/{stop_of(running, cast.lena).pk}/")))
    board = text(client.get(at("rounds/3/")))
    assert "Lena" in board
    assert "Follow the meeting again" in board


def test_a_round_that_is_not_there_is_not_there(running, cast, sign_in, at):
    client = sign_in(cast.marco)
    assert client.get(at("rounds/9/")).status_code == 404
    assert client.get(at(f"rounds/{10**30}/")).status_code == 404


# -- who is there ----------------------------------------------------------------------------------


def test_who_has_not_come_is_not_told_who_is_there(running, cast, sign_in, at):
    workflow.recuse(running, cast.marco, cast.ivan)
    client = sign_in(cast.dilan)
    page = text(client.get(at("check-in/")))
    assert "Who is in the room is not shown to you yet." in page
    assert "I am here" in page
    for name in ("Petra", "Oskar", "Mei", "Marco", "Noor", "Dana", "Ivan"):
        assert name not in page.split("<main")[1]
    client.post(at("check-in/"))
    page = text(client.get(at("check-in/")))
    assert "Petra observes" in page
    assert "Marco has stepped out of what concerns Ivan." in page


def test_who_came_and_left_still_sees_who_is_there_and_a_guest_does_not(running, cast, sign_in, at):
    for person in (cast.dilan, cast.sam):
        workflow.check_in(running, person)
        workflow.check_out(running, person)
    assert "Oskar" in text(sign_in(cast.dilan).get(at("check-in/")))
    assert "Oskar" not in text(sign_in(cast.sam).get(at("check-in/")))


def test_people_ops_sees_who_is_there_before_coming(meeting, cast, sign_in, at):
    Attendance.objects.filter(person=cast.petra).delete()
    client = sign_in(cast.petra)
    assert "Oskar" in text(client.get(at("check-in/")))
    assert "Oskar" in text(client.get(at("observer/")))
    Grant.objects.filter(person=cast.petra).delete()
    for page in (client.get(at("check-in/")), client.get(at("observer/"))):
        assert "Oskar" not in text(page)


# -- one's own turn --------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, FRAGMENT])
def test_noors_page_goes_blank_for_her_own_turn(running, cast, sign_in, at, headers):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    page = text(sign_in(cast.noor).get(at(), headers=headers))
    assert "This turn is not for you" in page
    assert NOOR not in page
    assert "IC4" not in page
    assert "Ines" not in page


def test_no_title_tells_who_is_spoken_of(running, cast, sign_in, at):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    assert title(sign_in(cast.noor).get(at())) == "Meeting – Plumbline"
    assert title(sign_in(cast.marco).get(at())) == "Meeting – Plumbline"
    assert title(sign_in(cast.mei).get(at("desk/"))) == "Meeting – Plumbline"


def test_noors_board_and_agenda_are_without_her(running, cast, sign_in, at):
    client = sign_in(cast.noor)
    board = client.get(at("rounds/4/"))
    main = text(board).split("<main")[1]
    assert board.status_code == 200
    assert "Noor" not in main
    assert "cohort check" in main


def rounds(viewer, meeting):
    fresh = type(meeting).objects.select_related("round").get(pk=meeting.pk)
    looks = Device.objects.get(pk=viewer.pk) if isinstance(viewer, Device) else Visit.of(viewer, fresh)
    return [f"{one['label']} {one['note']}".strip() for one in rounds_line(fresh, looks)]


def test_no_round_tells_noor_that_she_has_a_turn_in_it(company, running, cast):
    """Her turn at her own level, and the cohort check of the level that only she is pitched into."""
    pitch_noor(running, cast)
    workflow.show_board(running, cast.mei, running.rounds.get(number=4))
    assert rounds(cast.marco, running) == ["IC1", "IC2", "IC3", "IC4 0 of 2", "IC5"]
    assert rounds(cast.noor, running) == ["IC1", "IC2", "IC3", "IC4 0 of 1"]


def test_the_board_of_that_round_is_not_there_for_noor(company, running, cast, sign_in, at):
    pitch_noor(running, cast)
    assert sign_in(cast.noor).get(at("rounds/5/")).content == sign_in(cast.noor).get(at("rounds/9/")).content
    assert sign_in(cast.marco).get(at("rounds/5/")).status_code == 200


def test_the_rooms_screen_counts_no_turn_of_somebody_in_the_room(company, running, cast):
    pitch_noor(running, cast)
    workflow.show_board(running, cast.mei, running.rounds.get(number=4))
    screen = Device.objects.create(token_hash="t", meeting=running, paired_by=cast.mei)
    assert rounds(screen, running) == ["IC1", "IC2", "IC3", "IC4 0 of 1"]
    workflow.check_out(running, cast.noor)
    assert rounds(screen, running) == ["IC1", "IC2", "IC3", "IC4 0 of 2", "IC5"]


@pytest.mark.parametrize("rest", ["", "open/", "change/", "step-out/"])
def test_her_own_stop_is_not_there_for_noor(running, cast, sign_in, at, rest):
    client = sign_in(cast.noor)
    workflow.take_seat(running, cast.noor, "scribe")
    address = at(f"stops/{stop_of(running, cast.noor).pk}/{rest}")
    answer = client.post(address) if rest else client.get(address)
    assert answer.status_code == 404
    assert answer.content == client.get("/no-such-page/").content


def test_who_stepped_out_goes_blank_too(running, cast, sign_in, at):
    client = sign_in(cast.marco)
    ivan = stop_of(running, cast.ivan)
    assert client.post(at(f"stops/{ivan.pk}/step-out/")).status_code == 302
    workflow.open_stop(running, cast.mei, ivan)
    page = text(client.get(at()))
    assert "This turn is not for you" in page
    assert "Ivan" not in page
    assert client.get(at(f"stops/{ivan.pk}/")).status_code == 404


# -- how much a page asks, and who finds none ------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_a_board_asks_as_much_for_three_as_for_one(company, cast, sign_in, at, number, django_assert_num_queries):
    crowd(company, cast, number)
    meeting = workflow.prepare(company.group, cast.mei, seed=1)
    workflow.check_in(meeting, cast.marco)
    client = sign_in(cast.marco)
    client.get(at("rounds/3/"))
    with django_assert_num_queries(13):
        assert client.get(at("rounds/3/")).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_in_the_room_is_followed_in_twelve_questions(
    company, cast, sign_in, at, number, django_assert_num_queries
):
    crowd(company, cast, number)
    meeting = workflow.start(gather(workflow.prepare(company.group, cast.mei, seed=1), cast), cast.mei)
    workflow.show_board(meeting, cast.mei, meeting.rounds.get(number=3))
    client = sign_in(cast.marco)
    client.get(at())
    with django_assert_num_queries(12):
        assert text(client.get(at(), headers={"HX-Request": "true"})).count('class="board-name"') == number + 1
    with django_assert_num_queries(13):  # at first also the viewer's own note on the meeting
        assert text(client.get(at())).count('class="board-name"') == number + 1


def test_nobody_without_a_part_finds_the_meeting(running, cast, sign_in, at):
    for person in (cast.ivan, cast.lena, cast.pavel, cast.otto, cast.frida, cast.tariq):
        client = sign_in(person)
        missing = client.get("/no-such-page/").content
        for rest in ("", "desk/", "observer/", "check-in/", "rounds/1/"):
            answer = client.get(at(rest))
            assert (answer.status_code, answer.content) == (404, missing)
    assert Stop.objects.filter(state="open").count() == 0
