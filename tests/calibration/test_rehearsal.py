"""The pages of a rehearsal: every hat, the room's screen, what is refused, and that nothing of it is left anywhere."""

import re
from html import unescape

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client

from accounts.models import Session
from accounts.moves import Conflict
from calibration import workflow
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of

pytestmark = pytest.mark.once("embedded")

AT = "/rehearsal/"
NEARLY_MEETING = "00000000-0000-0000-0000-000000000002"


def press(client, *presses: str):
    """Presses: "hat verb" or "hat verb about"; the last answer."""
    answer = None
    for one in presses:
        hat, verb, *about = one.split()
        answer = client.post(f"{AT}as/{hat}/press/{verb}/", {"about": about[0] if about else ""})
    return answer


WATCHED = ("observer observer-comes", "observer observer-attests")


def signed_in(person) -> Client:
    """Somebody signed in, with a rehearsal that was started anew."""
    client = Client()
    client.force_login(person)
    client.post(f"{AT}start/")
    return client


@pytest.fixture
def mei(cast):
    return signed_in(cast.mei)


@pytest.fixture
def running(mei):
    press(mei, *WATCHED, "desk start")
    return mei


def text(answer) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def desk(client) -> str:
    return text(client.get(f"{AT}as/desk/"))


# -- beginning and ending ----------------------------------------------------------------------------


def test_one_press_starts_it_and_one_ends_it(cast, sign_in):
    client = sign_in(cast.ivan)
    assert "Start a rehearsal" in text(client.get(AT))
    assert client.post(f"{AT}start/").headers["Location"] == "/rehearsal/as/desk/"
    assert "Go on at the desk" in text(client.get(AT))
    client.post(f"{AT}end/")
    assert "rehearsal" not in client.session
    assert "Go on at the desk" not in text(client.get(AT))


@pytest.mark.parametrize("hat", ["desk", "manager", "observer"])
def test_without_a_rehearsal_every_hat_leads_to_where_it_begins(cast, sign_in, hat):
    client = sign_in(cast.mei)
    assert client.get(f"{AT}as/{hat}/").headers["Location"] == AT
    assert client.get(f"{AT}as/{hat}/rounds/1/").headers["Location"] == AT
    assert press(client, "desk start").headers["Location"] == AT
    assert "No rehearsal is on" in text(client.get(f"{AT}room/"))


def test_a_damaged_one_says_so_and_offers_to_start_anew(mei):
    session = mei.session
    session["rehearsal"] = session["rehearsal"] | {"turns": []}
    session.save()
    page = text(mei.get(AT))
    assert "cannot be read any more" in page
    assert mei.get(f"{AT}as/desk/").headers["Location"] == AT
    mei.post(f"{AT}start/")
    assert "cannot be read any more" not in text(mei.get(AT))


@pytest.mark.parametrize(
    "address",
    ["as/queen/", "as/desk/turns/nobody-discuss/", "as/desk/rounds/4/", "as/manager/turns/ida-discuss/"],
)
def test_what_is_not_there_is_not_found(mei, address):
    assert mei.get(AT + address).status_code == 404


@pytest.mark.parametrize("address", ["", "as/desk/", "as/manager/", "as/observer/", "as/desk/rounds/2/", "room/"])
def test_every_page_says_that_it_is_a_rehearsal_with_invented_people(running, address):
    page = text(running.get(AT + address))
    assert "invented" in page
    assert "Rehears" in page


# -- the hats ----------------------------------------------------------------------------------------


def test_without_the_observer_it_says_what_a_meeting_says(mei, company, cast):
    prepared = workflow.prepare(company.group, cast.mei, seed=1)
    workflow.check_in(prepared, cast.mei)
    workflow.take_seat(prepared, cast.mei, "scribe")
    with pytest.raises(Conflict) as real:
        workflow.start(prepared, cast.mei)
    answer = press(mei, "desk start")
    assert answer.status_code == 409
    assert real.value.sentence.replace("Petra", "Nora Needle") in text(answer)


def test_what_is_refused_is_refused_in_the_words_of_a_meeting(running, cast, request):
    meeting = request.getfixturevalue("real")
    ivan = stop_of(meeting, cast.ivan)

    def refusal(act, *about) -> str:
        with pytest.raises(Conflict) as wrong:
            act(meeting, cast.mei, *about)
        return wrong.value.sentence

    assert refusal(workflow.go_back) in text(press(running, "desk back"))
    assert refusal(workflow.close_stop) in text(press(running, "desk close"))
    assert refusal(workflow.park) in text(press(running, "desk park"))
    workflow.open_stop(meeting, cast.mei, ivan)
    press(running, "desk open anna-discuss")
    assert refusal(workflow.lock) in text(press(running, "desk lock"))
    workflow.pause(meeting, cast.mei)
    press(running, "desk pause")
    assert refusal(workflow.go_next) in text(press(running, "desk next"))


@pytest.fixture
def real(company, cast):
    """A meeting that runs."""
    return workflow.start(gather(workflow.prepare(company.group, cast.mei, seed=2026), cast), cast.mei)


def test_the_desk_shows_boards_and_turns_as_a_meeting_does(running):
    press(running, "desk show 2")
    board = desk(running)
    for name in ("Dario Dovetail", "Elsa Easel", "Fritz Funnel", "Greta Gimlet"):
        assert name in board
    assert "4 people, as assessed, with what was changed here" in board
    press(running, "desk open dario-discuss")
    turn = desk(running)
    assert "Exceeding" in turn
    assert "Assessed by Lars Ladder" in turn
    assert "one joint in nine" in turn


def test_the_manager_sees_what_is_shown_but_never_her_own_turn(running):
    press(running, "desk show 3")
    board = text(running.get(f"{AT}as/manager/"))
    assert "Hugo Hinge" in board
    assert "2 people, as assessed" in board
    press(running, "desk open ida-discuss")
    page = text(running.get(f"{AT}as/manager/"))
    assert "This turn is not for you." in page
    assert "Karla Kettle" not in page
    assert "Ida Inkwell is in the room and has to leave it." in desk(running)
    press(running, "manager manager-leaves")
    assert "has to leave it" not in desk(running)


def test_the_cohort_check_stands_beside_those_of_the_next_level(running):
    press(running, "desk open elsa-cohort")
    page = desk(running)
    assert "Cohort check: Elsa Easel beside those of W3." in page
    assert "Jonas Jigsaw" in page
    assert "two directors want different things" in page


def test_the_observer_confirms_what_went_on_without_them(running):
    press(running, "observer observer-leaves", "desk open greta-discuss")
    assert "No observer is here." in desk(running)
    press(running, "desk close", *WATCHED)
    assert "who has to confirm it first" in desk(running)
    page = text(running.get(f"{AT}as/observer/"))
    assert "Went on without you" in page
    press(running, "observer confirm")
    assert "Went on without you" not in text(running.get(f"{AT}as/observer/"))
    assert "Lock the ratings" in desk(running)


def test_the_observer_counts_biases_and_sees_where_people_stand(running):
    press(running, "observer bias safety", "desk bias safety")
    page = text(running.get(f"{AT}as/observer/"))
    assert "Safety 2" in page
    assert "W2 0 1 2 1" in page
    assert "All 1 1 7 1" in page


# -- what is typed -----------------------------------------------------------------------------------


def test_the_rooms_screen_asks_when_the_room_goes_round_in_circles(running):
    press(running, "desk open bruno-discuss")
    assert "We go round in circles" in desk(running)
    press(running, "desk circle")
    asked = "What would we have to know to give another rating?"
    assert asked in text(running.get(f"{AT}room/"))
    assert "We go round in circles" not in desk(running)
    press(running, "desk close")
    assert asked not in text(running.get(f"{AT}room/"))


def test_the_next_day_begins_with_who_comes_in_anew(running):
    press(running, "desk pause")
    assert "Let a night pass" in desk(running)
    press(running, "desk overnight")
    shown = desk(running)
    assert "Let a night pass" not in shown
    assert "The observer from People Ops is not here." in shown
    assert "is not here" in text(press(running, "desk resume"))
    press(running, "manager manager-comes", *WATCHED, "desk resume")
    assert "Pause the meeting" in desk(running)


def change(client, **other):
    said = {
        "turn": "bruno-discuss",
        "what": "overall",
        "after": NEARLY_MEETING,
        "proposer": "karla",
        "line": "The list in May worked.",
        "version": "100",
    }
    return client.post(f"{AT}change/", said | other)


def test_a_change_wants_a_proposer_and_a_line_and_keeps_what_was_typed(running):
    press(running, "desk open bruno-discuss")
    without = change(running, line="")
    assert without.status_code == 400
    assert "A change says in one line why." in text(without)
    nobody = change(running, proposer="nora")
    assert nobody.status_code == 400
    assert "The list in May worked." in nobody.content.decode()
    assert change(running).status_code == 302
    page = desk(running)
    assert "Nearly meeting was Struggling" in page
    assert "Proposed by Karla Kettle." in page
    again = change(running)
    assert again.status_code == 409
    assert "stands already" in text(again)


def test_a_change_after_the_turn_was_closed_is_told(running):
    press(running, "desk open bruno-discuss", "desk close")
    late = change(running)
    assert late.status_code == 409
    assert "no longer open" in text(late)


def test_the_one_line_stands_under_the_person_in_the_room(running):
    press(running, "desk open bruno-discuss")
    assert running.post(f"{AT}line/", {"line": "What would we need to see?"}).status_code == 302
    assert "What would we need to see?" in text(running.get(f"{AT}room/"))
    assert running.post(f"{AT}line/", {"line": "x" * 141}).status_code == 400


# -- the end, and no trace ---------------------------------------------------------------------------


def test_after_the_lock_every_page_leads_to_what_would_follow(running):
    press(running, "desk open bruno-discuss")
    change(running)
    waits = text(press(running, "desk close", "desk lock"))
    assert "Ida Inkwell has not looked yet at what was changed for their people." in waits
    assert "Overall Struggling Nearly meeting The list in May worked." in text(running.get(f"{AT}as/manager/"))
    press(running, "manager see-changes")
    assert "You have seen these." in text(running.get(f"{AT}as/manager/"))
    assert press(running, "desk lock").status_code == 302
    assert running.get(f"{AT}as/desk/").headers["Location"] == AT
    page = text(running.get(AT))
    assert "This is what would follow" in page
    assert "1 of 10 overall ratings was changed." in page
    assert "9 turns were not opened" in page
    assert "vote on the pitch of Elsa Easel" in page


def everything() -> dict[str, int]:
    """The rows of every table but that of sessions."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - {"accounts_session"}
    counted = {}
    with connection.cursor() as cursor:
        for table in sorted(tables & set(connection.introspection.table_names())):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counted[table] = cursor.fetchone()[0]
    return counted


@pytest.mark.usefixtures("real")
def test_a_whole_rehearsal_leaves_no_trace(cast):
    client = signed_in(cast.mei)
    before = everything()
    press(client, *WATCHED, "desk start", "desk next", "desk open bruno-discuss", "desk bias safety")
    change(client)
    client.post(f"{AT}line/", {"line": "A line for everybody"})
    press(client, "observer observer-leaves", "desk park", "desk next", "desk back", "manager manager-leaves")
    press(client, *WATCHED, "desk close", "observer confirm", "desk pause", "desk resume")
    for hat in ("desk", "manager", "observer"):
        assert client.get(f"{AT}as/{hat}/").status_code == 200
    client.get(f"{AT}as/observer/turns/bruno-discuss/")
    assert "was Struggling" in text(client.get(f"{AT}as/desk/turns/bruno-discuss/"))
    press(client, "desk show 3", "observer tell-afterwards", "desk lock")
    assert "This is what would follow" in text(client.get(AT))
    assert len(before) > 50
    assert everything() == before
    assert mail.outbox == []


def test_it_is_gone_with_the_session(running, cast, sign_in):
    key = running.session.session_key
    running.post("/sign-out/")
    assert not Session.objects.filter(pk=key).exists()
    assert "Go on at the desk" not in text(sign_in(cast.mei).get(AT))


def test_the_rehearsals_of_two_people_do_not_touch(running, cast):
    other = signed_in(cast.petra)
    press(other, *WATCHED, "desk start", "desk open bruno-discuss")
    change(other, line="Petra's line")
    press(running, "desk open dario-discuss")
    assert "Dario Dovetail" in text(running.get(f"{AT}room/"))
    assert "Bruno Bobbin" in text(other.get(f"{AT}room/"))
    assert "Petra's line" not in text(running.get(f"{AT}as/desk/turns/bruno-discuss/"))
    other.post(f"{AT}end/")
    assert "Dario Dovetail" in text(running.get(f"{AT}room/"))


def test_two_windows_of_one_session_share_it(running):
    stale = {"about": "", "version": "2"}
    assert running.post(f"{AT}as/desk/press/next/", stale).status_code == 302
    assert running.post(f"{AT}as/desk/press/next/", stale | {"version": "4"}).status_code == 302
    late = running.post(f"{AT}as/desk/press/next/", stale | {"version": "4"})
    assert late.status_code == 409
    assert "moved on meanwhile" in text(late)


@pytest.mark.parametrize("shows", ["desk show 2", "desk open dario-discuss"])
@pytest.mark.parametrize("address", ["as/desk/", "as/manager/", "as/observer/", "room/"])
def test_a_page_asks_who_is_signed_in_and_nothing_else(running, shows, address, django_assert_num_queries):
    press(running, shows)
    running.get(AT + address)
    with django_assert_num_queries(3):
        running.get(AT + address)


@pytest.mark.parametrize("nonsense", ["\x00", "9" * 400, "../..", "anna-discuss\n", "{{ 7 * 7 }}", "<b>", "³"])
@pytest.mark.parametrize("verb", ["next", "show", "open", "bias"])
def test_nonsense_is_refused_and_changes_nothing(running, verb, nonsense):
    press(running, "desk next")
    before = running.session["rehearsal"]
    answer = running.post(f"{AT}as/desk/press/{verb}/", {"about": nonsense, "version": nonsense})
    if verb == "next":
        assert answer.status_code == 302  # it takes nothing from what was sent
        return
    assert answer.status_code == 409
    assert change(running, turn=nonsense).status_code == 409
    assert running.session["rehearsal"] == before


# -- the way there -----------------------------------------------------------------------------------


def test_the_way_there_stands_where_a_first_meeting_is_awaited(company, cast, sign_in, at):
    client = sign_in(cast.petra)
    assert 'href="/rehearsal/"' in client.get(at()).content.decode()
    cycle = f"/cycles/{company.group.cycle_id}/"
    assert "rehearse it alone, with invented people" in text(client.get(cycle))
    meeting = gather(workflow.prepare(company.group, cast.mei, seed=1), cast)
    assert 'href="/rehearsal/"' in client.get(at("check-in/")).content.decode()
    workflow.start(meeting, cast.mei)
    assert 'href="/rehearsal/"' not in client.get(at("check-in/")).content.decode()
