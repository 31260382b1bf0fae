"""The rehearsal's rules on plain data: what a press does, and what is refused because a meeting refuses it too."""

from dataclasses import replace

import pytest

from calibration.rehearsal.engine import acts, rules, saying
from calibration.rehearsal.engine.rules import Refused, Why
from calibration.rehearsal.engine.state import State, begin

pytestmark = pytest.mark.once("embedded")


def after(state: State, *presses: str) -> State:
    """How it stands after presses: "hat verb" or "hat verb about"."""
    for one in presses:
        hat, verb, *about = one.split()
        state = acts.press(state, verb, hat, *about)
    return state


def refused(why: Why):
    return pytest.raises(Refused, match=f"^{why}$")


WATCHED = ("observer observer-comes", "observer observer-attests")


@pytest.fixture
def fresh() -> State:
    return begin(2026)


@pytest.fixture
def running(fresh) -> State:
    return after(fresh, *WATCHED, "desk start")


@pytest.fixture
def one_by_one(running) -> State:
    """Nothing is taken together: every turn comes by itself."""
    return replace(running, taken=[1, 2, 3])


# -- who is there, and in which order ----------------------------------------------------------------


def test_ten_people_on_three_levels_have_a_turn_and_the_one_who_is_pitched_has_two(fresh):
    by_round = {number: [turn for turn in fresh.turns if turn.round == number] for number in (1, 2, 3)}
    assert {turn.subject for turn in by_round[1]} == {"anna", "bruno", "clara"}
    assert {turn.subject for turn in by_round[2]} == {"dario", "elsa", "fritz", "greta"}
    assert {turn.subject for turn in by_round[3]} == {"hugo", "ida", "jonas", "elsa"}
    assert [(turn.subject, turn.kind) for turn in by_round[3]][-1] == ("elsa", "cohort")
    assert len(fresh.turns) == 11


def test_one_struggles_one_exceeds_and_one_of_the_managers_is_on_the_roster(fresh):
    overall = {turn.subject: rules.stands(fresh, turn.subject)[0]["", "current"] for turn in fresh.turns}
    assert [name for name, point in overall.items() if point == "below"] == ["bruno"]
    assert [name for name, point in overall.items() if point == "above"] == ["dario"]
    assert rules.may_propose(fresh, fresh.of("anna-discuss")) == ["ida", "karla", "lars"]
    assert fresh.of("ida-discuss") is not None


def test_a_seed_makes_the_same_order_again_and_another_seed_another():
    assert begin(7) == begin(7)
    orders = {tuple(turn.key for turn in begin(seed).turns) for seed in range(20)}
    assert len(orders) > 5


# -- starting, pausing, going on ---------------------------------------------------------------------


def test_it_starts_only_with_an_observer_who_said_so_by_hand(fresh):
    with refused(Why.NO_OBSERVER):
        after(fresh, "desk start")
    with refused(Why.NO_OBSERVER):
        after(fresh, "observer observer-comes", "desk start")
    assert after(fresh, *WATCHED, "desk start").state == "running"


def test_who_is_out_cannot_say_that_they_follow(fresh):
    with refused(Why.OBSERVER_OUT):
        after(fresh, "observer observer-attests")


def test_a_break_stops_everything_and_goes_on_where_it_stopped(running):
    shown = after(running, "desk next", "desk next")
    paused = after(shown, "desk pause")
    assert paused.state == "paused"
    for press in ("desk next", "desk back", "desk close", "desk park", "desk bias safety"):
        with refused(Why.PAUSED):
            after(paused, press)
    with refused(Why.PAUSED):
        acts.say_line(paused, "What would you say?")
    again = after(paused, "desk resume")
    assert (again.state, again.turn, again.open.key) == ("running", shown.turn, shown.turn)


def test_after_a_break_it_goes_on_only_with_the_observer(running):
    alone = after(running, "desk pause", "observer observer-leaves")
    with refused(Why.NO_OBSERVER):
        after(alone, "desk resume")
    assert after(alone, *WATCHED, "desk resume").state == "running"


def test_after_a_night_whoever_was_here_comes_in_anew(running):
    shown = after(running, "desk next", "desk next")
    morning = after(shown, "desk pause", "desk overnight")
    assert (morning.state, morning.observer, morning.manager_is_here) == ("paused", "out", False)
    assert (morning.turn, morning.open.key) == (shown.turn, shown.turn)
    with refused(Why.NO_OBSERVER):
        after(morning, "desk resume")
    assert after(morning, *WATCHED, "desk resume").state == "running"


def test_a_night_passes_only_in_a_break(running, fresh):
    for state in (running, fresh):
        with refused(Why.STARTED):
            after(state, "desk overnight")


def test_a_room_that_goes_round_in_circles_is_asked_until_the_turn_is_over(running):
    with refused(Why.NOTHING_OPEN):
        after(running, "desk next", "desk circle")
    asked = after(running, "desk next", "desk next", "desk circle")
    assert asked.circling
    for over in ("desk close", "desk park", "desk next"):
        assert not after(asked, over).circling
    assert after(asked, "desk pause", "desk resume").circling


def test_the_observer_pauses_too_once_they_follow(running):
    assert after(running, "observer pause").state == "paused"
    with refused(Why.OBSERVER_OUT):
        after(running, "observer observer-leaves", "observer pause")


def test_nothing_is_shown_before_it_started(fresh):
    with refused(Why.NOT_STARTED):
        after(fresh, "desk next")


def test_it_starts_once(running):
    with refused(Why.STARTED):
        after(running, "desk start")


# -- the agenda --------------------------------------------------------------------------------------


def test_next_shows_a_level_then_its_people_then_the_next_level(one_by_one):
    seen, state = [], one_by_one
    while rules.what_follows(state) is not None:
        state = after(state, "desk next")
        seen.append(state.round if state.showing == "board" else state.turn)
    orders = {number: [turn.key for turn in one_by_one.turns if turn.round == number] for number in (1, 2, 3)}
    assert seen == [1, *orders[1], 2, *orders[2], 3, *orders[3]]
    with refused(Why.LAST):
        after(state, "desk next")


def test_one_turn_is_open_at_a_time(running):
    state = after(running, "desk open anna-discuss", "desk open dario-discuss")
    assert [turn.key for turn in state.turns if turn.state == "open"] == ["dario-discuss"]
    assert state.of("anna-discuss").state == "closed"
    with refused(Why.OPEN_ALREADY):
        after(state, "desk open dario-discuss")


def test_closing_shows_the_board_of_the_round_and_takes_the_line_away(running):
    state = acts.say_line(after(running, "desk open hugo-discuss"), " What would change it? ")
    assert state.line == "What would change it?"
    closed = after(state, "desk close")
    assert (closed.showing, closed.round, closed.turn, closed.line) == ("board", 3, "", "")
    with refused(Why.NOTHING_OPEN):
        after(closed, "desk close")
    with refused(Why.NOTHING_OPEN):
        after(closed, "desk park")


def test_a_parked_turn_comes_at_the_end_of_its_round(one_by_one):
    first = after(one_by_one, "desk next", "desk next")
    parked = after(first, "desk park")
    assert (parked.showing, parked.of(first.turn).state) == ("board", "waiting")
    others = [turn.key for turn in one_by_one.turns if turn.round == 1 and turn.key != first.turn]
    state = parked
    for key in (*others, first.turn):
        state = after(state, "desk next")
        assert state.turn == key
    assert not state.of(first.turn).parked


def test_a_turn_parked_twice_comes_after_the_next_round(one_by_one):
    state = after(one_by_one, "desk next", "desk next")
    twice = state.turn
    state = after(state, "desk park", "desk next", "desk next", "desk next", "desk park", "desk next")
    assert (state.showing, state.round) == ("board", 2)
    state = after(state, *["desk next"] * 5)
    assert state.turn == twice


def test_back_goes_to_the_turn_before_then_to_the_board_then_to_the_round_before(one_by_one):
    first, second = [turn.key for turn in one_by_one.turns if turn.round == 1][:2]
    last = [turn.key for turn in one_by_one.turns if turn.round == 1][-1]
    state = after(one_by_one, "desk next", "desk next", "desk next")
    assert state.turn == second
    state = after(state, "desk back")
    assert (state.turn, state.open.key) == (first, first)
    state = after(state, "desk back")
    assert (state.showing, state.round) == ("board", 1)
    with refused(Why.FIRST):
        after(state, "desk back")
    assert after(state, "desk show 2", "desk back").turn == last


def test_before_anything_is_shown_there_is_nothing_to_go_back_to(running):
    with refused(Why.FIRST):
        after(running, "desk back")


@pytest.mark.parametrize("press", ["desk show 4", "desk show 0", "desk show x", "desk open karla-discuss", "desk open"])
def test_what_is_not_on_the_agenda_is_refused(running, press):
    with refused(Why.NO_SUCH_THING):
        after(running, press)


def test_a_press_at_what_stood_before_does_nothing(running):
    board = after(running, "desk next")
    opened = acts.press(board, "next", "desk", expected=board.version)
    with refused(Why.TOO_LATE):
        acts.press(opened, "next", "desk", expected=board.version)
    assert acts.press(opened, "next", "desk", expected=opened.version).turn != opened.turn


# -- ratings -----------------------------------------------------------------------------------------


def change(state: State, **other) -> State:
    said = {"turn": "bruno-discuss", "axis": "", "point": "partly", "proposer": "karla", "line": "The list in May."}
    return saying.change_rating(state, **(said | other))


@pytest.fixture
def brunos(running) -> State:
    return after(running, "desk open bruno-discuss")


def test_a_change_keeps_before_and_after_who_proposed_it_and_why(brunos):
    state = change(brunos)
    points, was = rules.stands(state, "bruno")
    assert (points["", "current"], was["", "current"]) == ("partly", "below")
    one = state.changes[0]
    assert (one.before, one.after, one.proposer, one.line) == ("below", "partly", "karla", "The list in May.")
    assert rules.moved(state) == ["bruno"]


def test_a_rating_changed_back_is_not_one_that_moved(brunos):
    state = change(change(brunos), point="below", line="No: the deliveries weigh more.")
    assert rules.stands(state, "bruno")[1] == {}
    assert rules.moved(state) == []
    assert len(state.changes) == 2


@pytest.mark.parametrize("line", ["", "   ", "\n"])
def test_a_change_says_in_one_line_why(brunos, line):
    with refused(Why.NO_LINE):
        change(brunos, line=line)


@pytest.mark.parametrize("proposer", ["", "nora", "max", "bruno", "nobody"])
def test_only_who_judges_in_the_room_proposes(brunos, proposer):
    with refused(Why.NOT_A_PROPOSER):
        change(brunos, proposer=proposer)


def test_nobody_proposes_for_themselves_nor_from_outside_the_room(running):
    idas = after(running, "desk open ida-discuss")
    with refused(Why.NOT_A_PROPOSER):
        change(idas, turn="ida-discuss", proposer="ida", point="above")
    outside = after(running, "desk open bruno-discuss", "manager manager-leaves")
    with refused(Why.NOT_A_PROPOSER):
        change(outside, proposer="ida")
    assert rules.moved(change(after(outside, "manager manager-comes"), proposer="ida")) == ["bruno"]


def test_only_the_open_turn_is_rated(brunos):
    with refused(Why.NO_LONGER_OPEN):
        change(brunos, turn="anna-discuss")
    with refused(Why.NO_LONGER_OPEN):
        change(after(brunos, "desk close"))


def test_what_stands_already_is_no_change_and_what_is_not_on_the_scale_no_rating(brunos):
    with refused(Why.STANDS_ALREADY):
        change(brunos, point="below")
    with refused(Why.NO_SUCH_RATING):
        change(brunos, point="splendid")
    with refused(Why.NO_SUCH_RATING):
        change(brunos, axis="charm")


def test_of_two_changes_from_one_page_the_later_is_told(brunos):
    seen = brunos.version
    changed = change(brunos, expected=seen)
    with refused(Why.CHANGED_MEANWHILE):
        change(changed, point="at", expected=seen)


def test_a_cohort_check_rates_the_axes_against_the_next_role_and_not_the_whole(running):
    cohort = after(running, "desk open elsa-cohort")
    with refused(Why.COHORT_OVERALL):
        change(cohort, turn="elsa-cohort", point="above")
    state = change(cohort, turn="elsa-cohort", axis="delivery", point="at")
    points, was = rules.stands(state, "elsa")
    assert (points["delivery", "next"], was["delivery", "next"]) == ("at", "partly")
    assert points["delivery", "current"] == "at"
    assert list(was) == [("delivery", "next")]


# -- bias, hats --------------------------------------------------------------------------------------


def test_a_bias_is_counted_by_its_kind(running):
    state = after(running, "desk bias safety", "observer bias safety", "desk bias distance")
    assert state.bias == {"safety": 2, "distance": 1}
    with refused(Why.NO_SUCH_THING):
        after(running, "desk bias haste")
    with refused(Why.OBSERVER_OUT):
        after(running, "observer observer-leaves", "observer bias safety")


@pytest.mark.parametrize(
    "press",
    ["manager next", "observer next", "manager pause", "observer lock", "manager bias safety", "desk confirm",
     "desk observer-attests", "manager observer-comes", "desk manager-leaves", "observer open anna-discuss",
     "nobody next", "desk nonsense"],
)  # fmt: skip
def test_a_hat_presses_only_what_is_its_own(running, press):
    with refused(Why.NOT_THIS_HAT):
        after(running, press)


def test_a_manager_sees_every_turn_but_her_own_and_the_room_no_board_with_her(running):
    kept = [turn.key for turn in running.turns if rules.is_kept_from("manager", turn)]
    assert kept == ["ida-discuss"]
    assert [turn.key for turn in running.turns if rules.is_kept_from("desk", turn)] == []
    assert [turn.subject for turn in running.turns if not rules.on_the_wall(running, turn)] == ["ida"]
    outside = after(running, "manager manager-leaves")
    assert all(rules.on_the_wall(outside, turn) for turn in outside.turns)
