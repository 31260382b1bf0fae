"""The pages of the meeting: following it, looking around, the desk, the observer; and the blank page for one's own."""

import re

import pytest

from accounts.models import Event, Person
from calibration import workflow
from calibration.models import Attendance, BiasCall, Device, Meeting, RatingChange, Stop
from calibration.screen import rounds_line
from tests.calibration.company import IVAN, LENA, NOOR, add_subject, pitch_noor
from tests.calibration.test_presence import gone_silent, stop_of

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def at(company):
    """The address of a page under the group's meeting."""
    return lambda rest="": f"/groups/{company.group.pk}/meeting/{rest}"


def text(response):
    return response.content.decode()


def title(response):
    return re.search(r"<title>(.*?)</title>", text(response)).group(1)


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
    return [f"{one['label']} {one['note']}".strip() for one in rounds_line(fresh, viewer)]


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


# -- the desk --------------------------------------------------------------------------------------


def test_the_desk_says_what_next_does_and_does_it_once(running, cast, sign_in, at):
    client = sign_in(cast.mei)
    assert "Next: the board of IC1" in text(client.get(at("desk/")))
    pressed = {"version": running.version}
    assert client.post(at("next/"), pressed).status_code == 302
    again = client.post(at("next/"), pressed)
    assert again.status_code == 409
    assert "moved on meanwhile" in text(again)
    assert "Next: Ivan" in text(client.get(at("desk/")))
    assert Event.objects.filter(verb="next").count() == 1


def test_no_button_of_the_desk_tells_noor_that_she_is_pitched(running, cast, sign_in, at):
    pitch_noor(running, cast)
    workflow.take_seat(running, cast.noor, "scribe")
    workflow.open_stop(running, cast.noor, stop_of(running, cast.lena, "cohort"))
    workflow.close_stop(running, cast.noor)
    desk = text(sign_in(cast.noor).get(at("desk/")))
    assert "IC5" not in desk
    assert "Next:" not in desk
    assert "3 turns were not opened" in desk


def test_the_others_are_told_which_turn_waits_for_another_driver(running, cast, sign_in, at):
    pitch_noor(running, cast)
    workflow.take_seat(running, cast.noor, "scribe")
    workflow.open_stop(running, cast.noor, stop_of(running, cast.lena, "cohort"))
    waits = "Noor&#x27;s turn waits: who drives has no part in it. Somebody else takes a seat for it."
    assert waits in text(sign_in(cast.marco).get(at()))
    assert waits in text(sign_in(cast.petra).get(at("observer/")))
    assert "turn waits" not in text(sign_in(cast.noor).get(at()))
    workflow.take_seat(running, cast.dana, "moderator")
    assert "turn waits" not in text(sign_in(cast.marco).get(at()))


def test_the_desk_warns_who_leaves_before_the_next_turn(running, cast, sign_in, at):
    workflow.show_board(running, cast.mei, running.rounds.get(number=4))
    assert "Noor is in the room and has to leave it." in text(sign_in(cast.mei).get(at("desk/")))


def test_the_desk_warns_of_who_stepped_out_and_only_while_they_are_in_the_room(running, cast, sign_in, at):
    workflow.recuse(running, cast.marco, cast.ivan)
    workflow.show_board(running, cast.mei, running.rounds.get(number=1))
    client = sign_in(cast.mei)
    before = "Marco has stepped out of this turn and has to leave the room."
    board = "screen leaves out Ivan while Marco is in the room, who stepped out of that turn."
    page = text(client.get(at("desk/")))
    assert before in page
    assert board in page
    workflow.go_next(running, cast.mei)
    page = text(client.get(at("desk/")))
    assert "This turn is open" in page
    assert before in page
    assert board not in page
    workflow.check_out(running, cast.marco)
    page = text(client.get(at("desk/")))
    assert before not in page
    assert "Marco has stepped out of what concerns Ivan." in page


def test_the_desk_of_who_stepped_out_says_nothing_of_that_turn(running, cast, sign_in, at):
    workflow.recuse(running, cast.mei, cast.ivan)
    workflow.show_board(running, cast.mei, running.rounds.get(name="IC4"))
    assert "Ivan" not in text(sign_in(cast.mei).get(at("desk/")))


def test_without_the_observer_the_desk_says_so(running, cast, sign_in, at):
    gone_silent(cast.petra)
    page = text(sign_in(cast.mei).get(at("desk/")))
    assert "No observer is here. The meeting goes on" in page


def test_a_start_without_the_observer_is_a_sentence(meeting, cast, sign_in, at):
    workflow.check_out(meeting, cast.petra)
    answer = sign_in(cast.mei).post(at("start/"))
    assert answer.status_code == 409
    assert "Petra checks in" in text(answer)


@pytest.fixture
def change(running, company, cast, sign_in, at):
    """Posts the form for a changed rating of Ivan, whose turn is open."""
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    client = sign_in(cast.mei)

    def post(**more):
        sent = {
            "what": "overall",
            "after": company.ladder.points["meeting"].pk,
            "proposer": cast.marco.pk,
            "line": "The hand-overs got better.",
            "version": running.version,
        } | more
        return client.post(at(f"stops/{stop_of(running, cast.ivan).pk}/change/"), sent)

    return post


def test_a_change_is_written_down_and_shown(change, cast, client, at):
    assert change().status_code == 302
    page = text(client.get(at("desk/")))
    assert "was Struggling" in page
    assert "Proposed by Marco" in page


def test_the_later_of_two_changes_is_told_and_keeps_what_was_typed(change, company):
    change()
    late = change(after=company.ladder.points["exceeding"].pk, line="My own reason.")
    assert late.status_code == 409
    assert "a moment ago" in text(late)
    assert "My own reason." in text(late)
    assert RatingChange.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("line", "", "in one line why"),
        ("line", "x" * 301, "at most 300 characters"),
        ("line", "NUL \x00", "Null characters"),
        ("after", "nonsense", "not one of this person"),
        ("after", "", "Choose the rating"),
        ("what", "horoscope", "not one of the available choices"),
        ("proposer", "00000000-0000-0000-0000-000000000000", "Only somebody who is in the room"),
        ("version", "x", "whole number"),
        ("version", str(10**30), "less than or equal"),
    ],
)
def test_what_is_wrong_with_a_change_gets_a_sentence(change, field, value, sentence):
    answer = change(**{field: value})
    assert answer.status_code == 400
    assert sentence in text(answer)
    assert not RatingChange.objects.exists()


@pytest.mark.parametrize("name", ["ivan", "dilan", "petra", "sam"])
def test_the_subject_who_is_away_the_observer_and_a_guest_cannot_be_named_as_proposer(change, running, cast, name):
    workflow.check_in(running, cast.sam)
    assert change(proposer=getattr(cast, name).pk).status_code == 400


def test_who_judges_and_is_in_the_room_is_listed_under_proposed_by(running, cast, sign_in, at):
    workflow.check_in(running, cast.sam)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    desk = text(sign_in(cast.mei).get(at("desk/")))
    select = desk.split('name="proposer"')[1].split("</select>")[0]
    names = re.findall(r">([A-Z][a-z]+)</option>", select)
    assert sorted(names) == ["Dana", "Marco", "Mei", "Noor", "Oskar"]


def test_the_one_line_is_one_line(running, cast, sign_in, at):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    client = sign_in(cast.mei)
    assert client.post(at("line/"), {"line": "y" * 141}).status_code == 400
    assert client.post(at("line/"), {"line": "What would help most?"}).status_code == 302
    assert "What would help most?" in text(sign_in(cast.marco).get(at()))


# -- the observer ----------------------------------------------------------------------------------


def test_the_observer_comes_in_attests_and_counts(company, cast, sign_in, at):
    meeting = workflow.prepare(company.group, cast.mei, seed=1)
    client = sign_in(cast.petra)
    back = {"back": "meeting_observer"}
    assert client.post(at("check-in/"), back)["Location"] == at("observer/")
    assert "I am here and follow the meeting" in text(client.get(at("observer/")))
    client.post(at("attest/"))
    for person in (cast.oskar, cast.mei):
        workflow.check_in(meeting, person)
    workflow.take_seat(meeting, cast.mei, "scribe")
    workflow.start(meeting, cast.mei)
    assert client.post(at("bias/"), {"kind": "similarity"}).status_code == 302
    assert BiasCall.objects.get().kind == "similarity"
    page = text(client.get(at("observer/")))
    assert "Distribution so far" in page
    assert "Petra observes" in page


def test_what_went_on_without_the_observer_is_confirmed_on_her_page(running, cast, sign_in, at):
    workflow.check_out(running, cast.petra)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.close_stop(running, cast.mei)
    workflow.check_in(running, cast.petra)
    client = sign_in(cast.petra)
    client.post(at("attest/"))
    assert "Went on without you" in text(client.get(at("observer/")))
    assert client.post(at("confirm/")).status_code == 302
    assert "Went on without you" not in text(client.get(at("observer/")))


def test_the_heartbeat_answers_with_nothing(running, cast, sign_in, at):
    gone_silent(cast.marco)
    before = Attendance.objects.get(person=cast.marco).seen_at
    assert sign_in(cast.marco).post(at("here/")).status_code == 204
    assert Attendance.objects.get(person=cast.marco).seen_at > before


# -- how much a page asks and weighs ---------------------------------------------------------------


def crowd(company, cast, number):
    """That many more people on IC3, all in the running meeting."""
    for one in range(number):
        person = Person.objects.create_user(f"c{one}@demo.example", f"Colleague Nr. {one}", employee_id=f"C{one}")
        add_subject(company.group, company.ladder, person, "IC3", cast.marco, statement="A line about the quarter.")


@pytest.mark.parametrize("number", [1, 3])
def test_a_board_asks_as_much_for_three_as_for_one(company, cast, sign_in, at, number, django_assert_num_queries):
    crowd(company, cast, number)
    meeting = workflow.prepare(company.group, cast.mei, seed=1)
    workflow.check_in(meeting, cast.marco)
    client = sign_in(cast.marco)
    client.get(at("rounds/3/"))
    with django_assert_num_queries(13):
        assert client.get(at("rounds/3/")).status_code == 200


def test_nobody_without_a_part_finds_the_meeting(running, cast, sign_in, at):
    for person in (cast.ivan, cast.lena, cast.pavel, cast.otto, cast.frida, cast.tariq):
        client = sign_in(person)
        missing = client.get("/no-such-page/").content
        for rest in ("", "desk/", "observer/", "check-in/", "rounds/1/"):
            answer = client.get(at(rest))
            assert (answer.status_code, answer.content) == (404, missing)
    assert Stop.objects.filter(state="open").count() == 0
