"""What a round of a rehearsal takes together, and what the manager says in an open turn: as in a meeting."""

import pytest
from django.test import Client

from calibration.rehearsal.engine import acts, rules, saying
from calibration.rehearsal.engine.rules import Why
from calibration.rehearsal.engine.state import State, begin
from tests.calibration.test_rehearsal import press, signed_in, text
from tests.calibration.test_rehearsal_engine import WATCHED, after, refused

pytestmark = pytest.mark.once("embedded")

OF_ROUND_1 = "clara-discuss,anna-discuss"


@pytest.fixture
def running() -> State:
    return after(begin(2026), *WATCHED, "desk start")


def listed(state: State) -> set[str]:
    return {turn.subject for turn in rules.listed(state)}


# -- the list ------------------------------------------------------------------------------------------


def test_on_the_list_is_who_is_rated_as_asked_is_not_pitched_and_does_not_come(running):
    assert listed(running) == {"anna", "clara", "fritz", "hugo", "jonas"}


def test_next_leaves_the_list_for_last_and_shows_its_board_first(running):
    state = after(running, "desk next", "desk next")
    assert state.turn == "bruno-discuss"
    state = after(state, "desk next")
    assert (state.showing, state.round) == ("board", 1)
    assert after(state, f"desk together {OF_ROUND_1}", "desk next").round == 2


def test_the_list_is_taken_at_once_as_it_stood_on_the_page(running):
    board = after(running, "desk next")
    for other in ("", "clara-discuss", "anna-discuss,clara-discuss", OF_ROUND_1 + ",bruno-discuss"):
        with refused(Why.LIST_CHANGED):
            acts.press(board, "together", "desk", other)
    taken = after(board, f"desk together {OF_ROUND_1}")
    assert {turn.key for turn in taken.turns if turn.together} == {"clara-discuss", "anna-discuss"}
    assert listed(taken) == {"fritz", "hugo", "jonas"}
    with refused(Why.LIST_CHANGED):
        after(taken, f"desk together {OF_ROUND_1}")


def test_before_its_board_was_shown_nothing_is_taken_together(running):
    with refused(Why.NO_BOARD):
        after(running, f"desk together {OF_ROUND_1}")


def test_who_is_pulled_out_comes_by_themselves_at_the_end_of_the_round(running):
    pulled = after(running, "desk next", "manager pull-out clara-discuss")
    assert "clara" not in listed(pulled)
    assert after(pulled, "desk together anna-discuss", "desk next", "desk next").turn == "clara-discuss"


def test_a_turn_that_was_taken_together_can_still_be_had_and_the_lock_waits_for_it(running):
    state = after(running, "desk next", f"desk together {OF_ROUND_1}", "observer pull-out anna-discuss")
    with refused(Why.PULLED_OUT):
        after(state, "desk lock")
    state = after(state, "desk open anna-discuss", "desk close", "desk lock")
    assert state.state == "locked"


@pytest.mark.parametrize("about", ["bruno-discuss", "ida-discuss", "elsa-cohort", "nobody"])
def test_who_is_not_taken_together_is_not_pulled_out(running, about):
    with refused(Why.NOT_TOGETHER):
        after(running, f"desk pull-out {about}")


def test_without_the_observer_what_is_taken_together_is_unwitnessed(running):
    state = after(running, "desk next", "observer observer-leaves", f"desk together {OF_ROUND_1}")
    assert {turn.key for turn in rules.unconfirmed(state)} == {"clara-discuss", "anna-discuss"}


def test_back_passes_over_what_was_taken_together(running):
    state = after(running, "desk next", f"desk together {OF_ROUND_1}", "desk show 2", "desk back")
    assert state.turn == "bruno-discuss"


# -- voices --------------------------------------------------------------------------------------------


@pytest.fixture
def brunos(running) -> State:
    return after(running, "desk next", "desk open bruno-discuss")


def proposed(state: State, **other) -> State:
    said = {"turn": "bruno-discuss", "axis": "", "point": "partly", "line": "Nobody helped him in June."}
    return saying.propose(state, **said | other)


def test_the_manager_asks_is_given_the_floor_and_has_spoken(brunos):
    asks = after(brunos, "manager ask-floor")
    assert asks.floor == "asks"
    speaks = after(asks, "desk give-floor")
    assert (speaks.floor, after(speaks, "manager leave-floor").floor) == ("speaks", "")
    with refused(Why.NOT_ASKING):
        after(brunos, "desk give-floor")


@pytest.mark.parametrize("ends", ["desk close", "desk park", "desk open dario-discuss", "manager manager-leaves"])
def test_what_was_said_in_a_turn_is_gone_with_it_and_with_who_leaves(brunos, ends):
    state = after(proposed(after(brunos, "manager ask-floor")), ends)
    assert (state.floor, state.proposals) == ("", [])


def test_in_her_own_turn_and_from_outside_the_manager_has_no_voice(brunos):
    for state in (after(brunos, "desk open ida-discuss"), after(brunos, "manager manager-leaves")):
        with refused(Why.NO_VOICE):
            after(state, "manager ask-floor")
        with refused(Why.NO_VOICE):
            proposed(state, turn=state.turn)


def test_a_proposal_that_is_taken_is_a_change_that_she_proposed(brunos):
    state = after(proposed(brunos), "desk take overall")
    [change] = state.changes
    assert (change.before, change.after, change.proposer) == ("below", "partly", "ida")
    assert change.line == "Nobody helped him in June."
    assert state.proposals == []


@pytest.mark.parametrize("press", ["desk aside overall", "manager withdraw overall"])
def test_a_proposal_put_away_changes_nothing(brunos, press):
    state = after(proposed(brunos), press)
    assert (state.proposals, state.changes) == ([], [])
    with refused(Why.NO_PROPOSAL):
        after(state, press)


def test_an_earlier_proposal_for_the_same_rating_is_replaced_and_another_axis_stands_beside_it(brunos):
    state = proposed(proposed(proposed(brunos), point="at"), axis="craft", point="at")
    assert [(one.axis, one.after) for one in state.proposals] == [("", "at"), ("craft", "at")]


def test_what_was_changed_since_is_not_taken(brunos):
    state = saying.change_rating(proposed(brunos), "bruno-discuss", "", "at", "karla", "Two deliveries.")
    with refused(Why.OVERTAKEN):
        after(state, "desk take overall")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"line": " "}, Why.NO_LINE),
        ({"point": "below"}, Why.STANDS_ALREADY),
        ({"point": "superb"}, Why.NO_SUCH_RATING),
        ({"turn": "anna-discuss"}, Why.NO_LONGER_OPEN),
    ],
)
def test_a_proposal_asks_for_what_a_change_asks_for(brunos, wrong, why):
    with refused(why):
        proposed(brunos, **wrong)


# -- pages ---------------------------------------------------------------------------------------------


@pytest.fixture
def client(cast) -> Client:
    client = signed_in(cast.mei)
    client.post("/rehearsal/start/")
    press(client, *WATCHED, "desk start")
    return client


def page(client: Client, hat: str) -> str:
    return text(client.get(f"/rehearsal/as/{hat}/"))


def test_the_board_offers_to_take_the_list_and_every_hat_to_pull_one_out(client):
    press(client, "desk next")
    for hat in ("desk", "manager"):
        assert "Taken together unless somebody pulls one out" in page(client, hat)
        assert "Pull Anna Anvil out" in page(client, hat)
    assert "Take these 2 together" in page(client, "desk")
    press(client, "manager pull-out anna-discuss")
    assert "Take Clara Compass without opening the turn" in page(client, "desk")
    press(client, "desk together clara-discuss")
    assert "1 turn was taken together with its round" in page(client, "manager")


def test_a_proposal_and_the_floor_go_from_the_managers_page_over_the_desk_to_the_room(client):
    press(client, "desk open bruno-discuss")
    said = {"turn": "bruno-discuss", "what": "overall", "after": "00000000-0000-0000-0000-000000000002", "version": 9}
    missing = client.post("/rehearsal/propose/", said | {"line": ""})
    assert missing.status_code == 400
    assert "A change says in one line why." in text(missing)
    assert client.post("/rehearsal/propose/", said | {"line": "It began in May."}).status_code == 302
    press(client, "manager ask-floor")
    assert "Take what Ida Inkwell proposes" in page(client, "desk")
    press(client, "desk give-floor")
    assert "Ida Inkwell has the floor." in page(client, "desk")
    assert "Ida Inkwell has the floor." in text(client.get("/rehearsal/room/"))
    assert "You have the floor." in page(client, "manager")
    press(client, "desk take overall")
    assert "It began in May." in page(client, "desk")
    late = client.post("/rehearsal/propose/", said | {"turn": "anna-discuss", "line": "Too late."})
    assert (late.status_code, "This turn is no longer open." in text(late)) == (409, True)
    press(client, "desk open ida-discuss")
    own = client.post("/rehearsal/propose/", said | {"turn": "ida-discuss", "line": "Mine."})
    assert (own.status_code, "Propose a rating" in page(client, "manager")) == (409, False)
