"""What every act of a rehearsal has in common: its version rises, screens move, and what was said goes with a turn."""

from copy import deepcopy

from calibration.rehearsal.engine.rules import Refused, Why, has_voice, is_witnessed
from calibration.rehearsal.engine.state import State, Turn


def acting(state: State) -> State:
    if state.state == "locked":
        raise Refused(Why.LOCKED)
    after = deepcopy(state)
    after.version += 1
    return after


def settled(state: State) -> State:
    """How every press ends: what was said in a turn is gone with it, and with who leaves the room."""
    if not has_voice(state):
        state.proposals, state.floor = [], ""
    return state


def steering(state: State, expected: int | None) -> State:
    after = acting(state)
    must_run(after)
    if expected is not None and state.steered > expected:
        raise Refused(Why.TOO_LATE)
    after.steered = after.version
    return after


def must_run(state: State) -> None:
    if state.state != "running":
        raise Refused(Why.PAUSED if state.state == "paused" else Why.NOT_STARTED)


def mark(state: State, turn: Turn | None) -> None:
    """What happens in a turn without the observer is unwitnessed, also where something was confirmed before."""
    if turn and not is_witnessed(state):
        turn.witnessed, turn.confirmed = False, False


def close_open(state: State) -> bool:
    here = state.open
    mark(state, here)
    if here:
        here.state = "closed"
    return here is not None


def show(state: State, number: int) -> State:
    """Shows the board of a round; 0: nothing."""
    state.showing, state.round, state.turn, state.line = "board" if number else "nothing", number, "", ""
    state.circling = False
    if number and number not in state.shown:
        state.shown.append(number)
    return state


def open_turn(state: State, turn: Turn | None, now: str) -> State:
    if turn is None:
        raise Refused(Why.NO_SUCH_THING)
    if turn.state == "open":
        raise Refused(Why.OPEN_ALREADY)
    close_open(state)
    turn.state, turn.parked, turn.together, turn.opened = "open", False, False, now
    state.proposals, state.floor, state.circling = [], "", False
    mark(state, turn)
    state.showing, state.round, state.turn, state.line = "stop", turn.round, turn.key, ""
    return state
