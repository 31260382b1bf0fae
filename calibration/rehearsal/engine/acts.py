"""The acts of a rehearsal. Each takes how it stands and returns how it stands then; or raises Refused, and then nothing
happened."""

from collections.abc import Callable

from calibration.rehearsal.engine.acting import acting, close_open, mark, must_run, open_turn, settled, show, steering
from calibration.rehearsal.engine.cast import MANAGER
from calibration.rehearsal.engine.rules import (
    Refused,
    Why,
    changed_for,
    in_order,
    is_witnessed,
    listed,
    touched,
    unconfirmed,
    waits_for,
    what_follows,
    what_keeps_open,
)
from calibration.rehearsal.engine.saying import ask_floor, give_floor, leave_floor, put_away, take
from calibration.rehearsal.engine.state import BIASES, LONGEST_LINE, State, Turn

# verb → the hats under which it is pressed
HATS = {
    "start": ("desk",),
    "resume": ("desk",),
    "pause": ("desk", "observer"),
    "overnight": ("desk",),
    "lock": ("desk",),
    "next": ("desk",),
    "back": ("desk",),
    "close": ("desk",),
    "park": ("desk",),
    "circle": ("desk",),
    "show": ("desk",),
    "open": ("desk",),
    "bias": ("desk", "observer"),
    "together": ("desk",),
    "pull-out": ("desk", "manager", "observer"),
    "give-floor": ("desk",),
    "take": ("desk",),
    "aside": ("desk",),
    "ask-floor": ("manager",),
    "leave-floor": ("manager",),
    "withdraw": ("manager",),
    "observer-comes": ("observer",),
    "observer-attests": ("observer",),
    "observer-leaves": ("observer",),
    "confirm": ("observer",),
    "tell-afterwards": ("observer",),
    "see-changes": ("manager",),
    "manager-leaves": ("manager",),
    "manager-comes": ("manager",),
}


def press(state: State, verb: str, hat: str, about: str = "", expected: int | None = None, now: str = "") -> State:
    """One press under a hat. `about`: which round, turn or kind; `expected`: the version that stood on the page."""
    if hat not in HATS.get(verb, ()):
        raise Refused(Why.NOT_THIS_HAT)
    return settled(_pressed(state, verb, hat, about, expected, now))


def _pressed(state: State, verb: str, hat: str, about: str, expected: int | None, now: str) -> State:
    if verb in STEERS:
        return STEERS[verb](steering(state, expected), about, now)
    after = acting(state)
    if verb in ("pause", "bias") and hat == "observer" and not is_witnessed(state):
        raise Refused(Why.OBSERVER_OUT)
    if verb == "see-changes":
        return _see_changes(after, state.version if expected is None else min(expected, state.version))
    return ACTS[verb](after, about)


def say_line(state: State, line: str) -> State:
    """Sets the one line under the person; empty takes it away."""
    after = steering(state, None)
    after.line = line.strip()[:LONGEST_LINE]
    return after


# -- what moves the screens ------------------------------------------------------------------------


def _next(state: State, about: str, now: str) -> State:
    following = what_follows(state)
    if following is None:
        raise Refused(Why.LAST)
    if isinstance(following, Turn):
        return open_turn(state, following, now)
    close_open(state)
    return show(state, following)


def _back(state: State, about: str, now: str) -> State:
    if not state.round:
        raise Refused(Why.FIRST)
    shown = state.of(state.turn)
    had = [turn for turn in state.turns if not turn.together]
    if shown:
        before = [one for one in had if one.round == shown.round and one.order < shown.order and one.state != "waiting"]
    else:
        before = [turn for turn in had if turn.round < state.round]
    if before:
        return open_turn(state, in_order(before)[-1], now)
    if shown is None:
        raise Refused(Why.FIRST)
    close_open(state)
    return show(state, state.round)


def _close(state: State, about: str, now: str) -> State:
    if not close_open(state):
        raise Refused(Why.NOTHING_OPEN)
    return show(state, state.round)


def _park(state: State, about: str, now: str) -> State:
    here = state.open
    if here is None:
        raise Refused(Why.NOTHING_OPEN)
    last = max(turn.order for turn in state.turns if turn.round == here.round)
    here.state, here.parked, here.times, here.order = "waiting", True, here.times + 1, last + 1
    return show(state, state.round)


def _circle(state: State, about: str, now: str) -> State:
    if state.open is None:
        raise Refused(Why.NOTHING_OPEN)
    state.circling = True
    return state


def _show_board(state: State, about: str, now: str) -> State:
    number = next((one for one in state.rounds if str(one) == about), 0)
    if not number:
        raise Refused(Why.NO_SUCH_THING)
    close_open(state)
    return show(state, number)


def _together(state: State, about: str, now: str) -> State:
    """Closes at once what the round that is shown takes together, as it stood on the page: their keys, with commas."""
    close_open(state)
    if state.round not in state.shown:
        raise Refused(Why.NO_BOARD)
    there = [turn for turn in listed(state) if turn.round == state.round]
    if not there or ",".join(turn.key for turn in there) != about:
        raise Refused(Why.LIST_CHANGED)
    for turn in there:
        mark(state, turn)
        turn.state, turn.together = "closed", True
    state.taken.append(state.round)
    return show(state, state.round)


def _press_open(state: State, about: str, now: str) -> State:
    return open_turn(state, state.of(about), now)


# -- how it runs, and who is here ------------------------------------------------------------------


def _go(state: State, from_state: str) -> State:
    if state.state != from_state:
        raise Refused(Why.STARTED if state.state == "running" or from_state == "prepared" else Why.NOT_STARTED)
    if not is_witnessed(state):
        raise Refused(Why.NO_OBSERVER)
    state.state = "running"
    return state


def _start(state: State, about: str) -> State:
    return _go(state, "prepared")


def _resume(state: State, about: str) -> State:
    return _go(state, "paused")


def _pause(state: State, about: str) -> State:
    must_run(state)
    state.state = "paused"
    return state


def _overnight(state: State, about: str) -> State:
    """The next day: whoever was here comes in anew, and the observer attests it anew."""
    if state.state != "paused":
        raise Refused(Why.STARTED)
    state.observer, state.manager_is_here = "out", False
    return state


def _lock(state: State, about: str) -> State:
    if why := what_keeps_open(state):
        raise Refused(why)
    state.state = "locked"
    state.observer = "out"
    return show(state, 0)


def _call_bias(state: State, about: str) -> State:
    must_run(state)
    if about not in BIASES:
        raise Refused(Why.NO_SUCH_THING)
    state.bias[about] = state.bias.get(about, 0) + 1
    return state


def _pull_out(state: State, about: str) -> State:
    """A turn that is taken together, or was, comes by itself at the end of its round."""
    turn = state.of(about)
    if turn is None or not (turn.together or turn in listed(state)):
        raise Refused(Why.NOT_TOGETHER)
    last = max(one.order for one in state.turns if one.round == turn.round)
    turn.state, turn.together, turn.pulled_out, turn.order = "waiting", False, True, last + 1
    return state


def _observer_comes(state: State, about: str) -> State:
    if state.observer == "out":
        state.observer = "in"
    return state


def _observer_attests(state: State, about: str) -> State:
    if state.observer == "out":
        raise Refused(Why.OBSERVER_OUT)
    state.observer = "attested"
    return state


def _observer_leaves(state: State, about: str) -> State:
    if state.observer == "out":
        raise Refused(Why.OBSERVER_OUT)
    state.observer = "out"
    mark(state, state.open)
    return state


def _confirm(state: State, about: str) -> State:
    if not is_witnessed(state):
        raise Refused(Why.OBSERVER_OUT)
    mine = [turn for turn in unconfirmed(state) if turn.state != "open"]
    if not mine:
        raise Refused(Why.NOTHING_TO_CONFIRM)
    for turn in mine:
        turn.confirmed = True
    return state


def _tell_afterwards(state: State, about: str) -> State:
    if not is_witnessed(state):
        raise Refused(Why.OBSERVER_OUT)
    waiting = waits_for(state)
    if not waiting:
        raise Refused(Why.NOBODY_TO_TELL)
    state.seen |= {subject: touched(state, subject) for subject in waiting}
    return state


def _see_changes(state: State, version: int) -> State:
    """The manager has seen what was changed for her people up to the version that stood on her page."""
    for subject in changed_for(state, MANAGER):
        state.seen[subject] = max(version, state.seen.get(subject, 0))
    return state


def _manager_leaves(state: State, about: str) -> State:
    state.manager_is_here = False
    return state


def _manager_comes(state: State, about: str) -> State:
    state.manager_is_here = True
    return state


STEERS: dict[str, Callable[[State, str, str], State]] = {
    "next": _next,
    "back": _back,
    "close": _close,
    "park": _park,
    "show": _show_board,
    "open": _press_open,
    "together": _together,
    "circle": _circle,
}
ACTS: dict[str, Callable[[State, str], State]] = {
    "start": _start,
    "resume": _resume,
    "pause": _pause,
    "overnight": _overnight,
    "lock": _lock,
    "bias": _call_bias,
    "pull-out": _pull_out,
    "ask-floor": ask_floor,
    "leave-floor": leave_floor,
    "give-floor": give_floor,
    "take": take,
    "aside": put_away,
    "withdraw": put_away,
    "observer-comes": _observer_comes,
    "observer-attests": _observer_attests,
    "observer-leaves": _observer_leaves,
    "confirm": _confirm,
    "tell-afterwards": _tell_afterwards,
    "manager-leaves": _manager_leaves,
    "manager-comes": _manager_comes,
}
