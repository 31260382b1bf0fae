"""What keeps a rehearsal open, as it keeps a meeting: what the observer has not confirmed, and what managers have not
looked at. And its end."""

import pytest

from calibration.rehearsal.engine import acts, rules
from calibration.rehearsal.engine.rules import Why
from calibration.rehearsal.engine.state import State, begin
from tests.calibration.test_rehearsal_engine import WATCHED, after, change, refused

pytestmark = pytest.mark.once("embedded")


@pytest.fixture
def fresh() -> State:
    return begin(2026)


@pytest.fixture
def running(fresh) -> State:
    return after(fresh, *WATCHED, "desk start")


@pytest.fixture
def brunos(running) -> State:
    return after(running, "desk open bruno-discuss")


# -- without the observer ----------------------------------------------------------------------------


def test_what_goes_on_without_the_observer_is_marked_until_they_confirm_it(brunos):
    state = change(after(brunos, "observer observer-leaves"))
    assert not state.of("bruno-discuss").witnessed
    assert not state.changes[0].witnessed
    state = after(state, "desk close", *WATCHED)
    assert [turn.key for turn in rules.unconfirmed(state)] == ["bruno-discuss"]
    assert rules.what_keeps_open(state) == Why.UNCONFIRMED
    state = after(state, "observer confirm")
    assert rules.unconfirmed(state) == []
    assert not state.of("bruno-discuss").witnessed
    assert rules.what_keeps_open(state) == Why.NOT_LOOKED


def test_coming_in_is_not_yet_watching(brunos):
    state = after(brunos, "desk close", "observer observer-leaves", "observer observer-comes", "desk open anna-discuss")
    assert not state.of("anna-discuss").witnessed
    assert state.of("bruno-discuss").witnessed


def test_what_happens_after_it_was_confirmed_wants_another_confirmation(running):
    state = after(running, "observer observer-leaves", "desk open anna-discuss", "desk close", *WATCHED)
    state = after(state, "observer confirm", "observer observer-leaves", "desk open anna-discuss", "desk close")
    assert [turn.key for turn in rules.unconfirmed(state)] == ["anna-discuss"]


def test_an_open_turn_is_not_confirmed_yet_and_nothing_is_nothing(brunos):
    alone = after(brunos, "observer observer-leaves", *WATCHED)
    with refused(Why.NOTHING_TO_CONFIRM):
        after(alone, "observer confirm")
    with refused(Why.OBSERVER_OUT):
        after(brunos, "desk close", "observer observer-leaves", "observer confirm")


# -- the end -----------------------------------------------------------------------------------------


def test_the_lock_says_what_keeps_it_open(fresh, running):
    for state, why in (
        (fresh, Why.NOT_STARTED),
        (after(running, "desk pause"), Why.PAUSED),
        (after(running, "desk next", "desk next"), Why.STILL_OPEN),
        (after(running, "observer observer-leaves"), Why.NO_OBSERVER),
        (after(running, "observer observer-leaves", "desk show 1", "desk open anna-discuss", "desk close", *WATCHED),
         Why.UNCONFIRMED),
    ):  # fmt: skip
        with refused(why):
            after(state, "desk lock")


def test_the_lock_waits_for_managers_who_have_not_seen_what_was_changed(brunos):
    state = after(change(brunos), "desk close")
    with refused(Why.NOT_LOOKED):
        after(state, "desk lock")
    assert after(state, "manager see-changes", "desk lock").state == "locked"
    assert after(state, "observer tell-afterwards", "desk lock").state == "locked"


def test_a_manager_has_seen_what_stood_on_her_page_and_only_of_her_people(brunos):
    first = change(brunos)
    later = change(first, point="at", line="The patience weighs more.")
    seen = acts.press(later, "see-changes", "manager", expected=first.version)
    assert rules.waits_for(seen) == ["bruno"]
    assert rules.waits_for(acts.press(later, "see-changes", "manager", expected=later.version)) == []
    larss = change(after(brunos, "desk open fritz-discuss"), turn="fritz-discuss")
    assert rules.waits_for(after(larss, "manager see-changes")) == ["fritz"]
    assert rules.waits_for(after(larss, "observer tell-afterwards")) == []


def test_nobody_is_told_afterwards_where_nothing_waits_nor_by_who_is_out(brunos):
    with refused(Why.NOBODY_TO_TELL):
        after(brunos, "observer tell-afterwards")
    with refused(Why.OBSERVER_OUT):
        after(change(brunos), "observer observer-leaves", "observer tell-afterwards")


def test_once_locked_nothing_changes_any_more(running):
    locked = after(running, "desk next", "desk lock")
    assert (locked.state, locked.showing, locked.round) == ("locked", "nothing", 0)
    for verb, hats in acts.HATS.items():
        with refused(Why.LOCKED):
            acts.press(locked, verb, hats[0])
    with refused(Why.LOCKED):
        acts.say_line(locked, "Once more")
