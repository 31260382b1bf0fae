"""The desk's page and the observer's: what stands on them, what is pressed there, and what is wrong with it."""

import re

import pytest

from accounts.models import Event
from calibration import workflow
from calibration.models import Attendance, BiasCall, RatingChange, Stop
from reviews.models import Assessment
from tests.calibration.company import pitch_noor, text
from tests.calibration.test_presence import gone_silent, stop_of

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
    assert "3 turns were not opened" in desk
    Stop.objects.filter(subject__in=[cast.ivan, cast.ines, cast.lena]).update(state="closed")
    desk = text(sign_in(cast.noor).get(at("desk/")))
    assert "IC5" not in desk
    assert "Next:" not in desk


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


@pytest.mark.parametrize("sent", [{}, {"line": ""}], ids=["whole", "with something missing"])
@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (lambda meeting, cast: workflow.close_stop(meeting, cast.mei), "This turn is no longer open."),
        (lambda meeting, cast: workflow.open_stop(meeting, cast.mei, stop_of(meeting, cast.lena)), "no longer open."),
        (lambda meeting, cast: workflow.pause(meeting, cast.mei), "The meeting is paused."),
    ],
    ids=["closed", "another opened", "paused"],
)
def test_a_change_that_comes_after_its_turn_stands_in_no_form_of_another(
    change, running, cast, client, at, meanwhile, sentence, sent
):
    meanwhile(running, cast)
    late = change(after="", **{"line": "My own reason."} | sent)
    assert late.status_code == 409
    assert sentence in text(late)
    assert "/change/" not in text(late)
    assert ("My own reason." in text(late)) is (not sent)
    assert not RatingChange.objects.exists()
    assert client.get(at("desk/")).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("line", "", "in one line why"),
        ("line", "x" * 301, "at most 300 characters"),
        ("line", "NUL \x00", "“Why, in one line” holds a character that no page can show (NUL)"),
        ("after", "nonsense", "not one of this person"),
        ("after", "", "Choose the rating"),
        ("what", "horoscope", "What was sent for “Which rating” is not on offer."),
        ("proposer", "00000000-0000-0000-0000-000000000000", "Only somebody who is in the room"),
        ("version", "x", "A part of this page was missing or old"),
        ("version", str(10**30), "A part of this page was missing or old"),
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


def test_the_observer_reads_how_many_overall_ratings_were_changed_also_where_there_was_none(
    running, company, cast, sign_in, at
):
    """Ivan from struggling, Ines from no rating, Lena from exceeding and back."""
    Assessment.objects.filter(subject=cast.ines).update(overall=None)
    given = [(cast.ivan, ["meeting"]), (cast.ines, ["meeting"]), (cast.lena, ["meeting", "exceeding"])]
    for person, codes in given:
        workflow.open_stop(running, cast.mei, stop_of(running, person))
        for code in codes:
            after = company.ladder.points[code]
            workflow.change_rating(running, cast.mei, running.stop, after, cast.dana, "Seen by all.")
    assert "2 overall ratings were changed in the meeting." in text(sign_in(cast.petra).get(at("observer/")))


def test_before_the_start_the_observer_reads_what_will_be_counted(meeting, cast, sign_in, at):
    client = sign_in(cast.petra)
    page = text(client.get(at("observer/")))
    assert "Here a call-out is counted by its kind, sitting by sitting." in page
    assert "bias-counts" not in page
    workflow.start(meeting, cast.mei)
    page = text(client.get(at("observer/")))
    assert "Here a call-out is counted" not in page
    assert "Sitting 1" in page


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


def test_each_page_that_is_opened_is_heard_of_at_once(running, cast, sign_in, at):
    form = re.search(r"<form[^>]*/here/[^>]*>", sign_in(cast.marco).get(at()).content.decode())
    assert 'hx-trigger="load, every 60s"' in form.group(0)
