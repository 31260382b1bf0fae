"""What holds in a rehearsal, as in a meeting: who watches, who proposes, who sees a turn, what comes next, what keeps
it open, and which ratings stand."""

from enum import StrEnum

from calibration.agenda import DISCUSS, Waiting, what_is_next
from calibration.rehearsal.engine.cast import JUDGES, MANAGER, SUBJECTS, given
from calibration.rehearsal.engine.state import Proposal, State, Turn


class Why(StrEnum):
    """Why an act was refused; the sentences stand in `words`."""

    NOT_STARTED = "not started"
    PAUSED = "paused"
    LOCKED = "locked"
    STARTED = "started"
    NO_OBSERVER = "no observer"
    NOT_THIS_HAT = "not this hat"
    TOO_LATE = "too late"
    NOTHING_OPEN = "nothing open"
    OPEN_ALREADY = "open already"
    STILL_OPEN = "still open"
    NO_SUCH_THING = "no such thing"
    LAST = "last"
    FIRST = "first"
    NO_LONGER_OPEN = "no longer open"
    NO_LINE = "no line"
    STANDS_ALREADY = "stands already"
    CHANGED_MEANWHILE = "changed meanwhile"
    COHORT_OVERALL = "cohort overall"
    NOT_A_PROPOSER = "not a proposer"
    NO_SUCH_RATING = "no such rating"
    NOTHING_TO_CONFIRM = "nothing to confirm"
    UNCONFIRMED = "unconfirmed"
    OBSERVER_OUT = "observer out"
    NO_BOARD = "no board"
    LIST_CHANGED = "list changed"
    NOT_TOGETHER = "not together"
    PULLED_OUT = "pulled out"
    NO_VOICE = "no voice"
    NOT_ASKING = "not asking"
    NO_PROPOSAL = "no proposal"
    OVERTAKEN = "overtaken"
    NOT_LOOKED = "not looked"
    NOBODY_TO_TELL = "nobody to tell"


class Refused(Exception):
    """An act that did nothing, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def is_witnessed(state: State) -> bool:
    """Whether the observer is in the room and has said so by hand."""
    return state.observer == "attested"


def is_in_the_room(state: State, person: str) -> bool:
    """Whether one of those who judge is in the room: all but the manager stay."""
    return person in JUDGES and (person != MANAGER or state.manager_is_here)


def may_propose(state: State, turn: Turn) -> list[str]:
    """Who may propose a rating in a turn: in the room as one who judges, and not about themselves."""
    return [one for one in JUDGES if is_in_the_room(state, one) and one != turn.subject]


def is_kept_from(hat: str, turn: Turn) -> bool:
    """Whether the turn is the hat's own: nobody sees or counts theirs."""
    return hat == "manager" and turn.subject == MANAGER


def on_the_wall(state: State, turn: Turn) -> bool:
    """Whether the room's screen shows the person on a board: never somebody who is in the room."""
    return not is_in_the_room(state, turn.subject)


def on_board(state: State, number: int) -> list[Turn]:
    """Everyone of a round's level, in the order of the agenda."""
    rank = next(turn.rank for turn in state.turns if turn.round == number)
    return in_order([turn for turn in state.turns if turn.rank == rank and turn.kind == DISCUSS])


def in_order(turns: list[Turn]) -> list[Turn]:
    """Turns as the agenda has them."""
    return sorted(turns, key=lambda turn: (turn.round, turn.order))


def what_follows(state: State) -> Turn | int | None:
    """The next turn that waits, else the number of the next board, else None."""
    together = {turn.key for turn in listed(state)}
    waiting = [
        Waiting(one.key, one.round, one.order, one.times, one.key in together)
        for one in state.turns
        if one.state == "waiting"
    ]
    shown = state.of(state.turn) if state.showing == "stop" else None
    following = what_is_next(waiting, state.shown, state.round, shown.order if shown else 0)
    return state.of(str(following.key)) if isinstance(following, Waiting) else following


def listed(state: State) -> list[Turn]:
    """The turns that their rounds take together unless somebody pulls one out: of who is rated as their role asks, is
    not pitched and does not come to the meeting themselves, while they wait and were not touched."""
    return in_order([turn for turn in state.turns if turn.round not in state.taken and _is_listed(state, turn)])


def _is_listed(state: State, turn: Turn) -> bool:
    if turn.kind != DISCUSS or turn.state != "waiting" or turn.parked or turn.pulled_out:
        return False
    is_as_asked = stands(state, turn.subject)[0]["", "current"] == "at"
    return is_as_asked and not SUBJECTS[turn.subject].pitched_to and turn.subject not in JUDGES


def has_voice(state: State) -> bool:
    """Whether the manager whose hat can be worn has a voice now: a turn is open that is not hers, and she is here."""
    here = state.open
    return here is not None and state.manager_is_here and not is_kept_from("manager", here)


def is_overtaken(state: State, proposal: Proposal) -> bool:
    """Whether the rating that was proposed to change is another by now."""
    here = state.open
    return here is not None and stands(state, here.subject)[0].get((proposal.axis, here.against), "") != proposal.before


def unconfirmed(state: State) -> list[Turn]:
    """The turns in which something happened without the observer, not confirmed yet."""
    return in_order([turn for turn in state.turns if not turn.witnessed and not turn.confirmed])


def what_keeps_open(state: State) -> Why | None:
    """Why the rehearsal cannot be locked yet."""
    if state.state != "running":
        return {"prepared": Why.NOT_STARTED, "paused": Why.PAUSED}.get(state.state, Why.LOCKED)
    if state.open:
        return Why.STILL_OPEN
    if not is_witnessed(state):
        return Why.NO_OBSERVER
    if any(turn.pulled_out and turn.state == "waiting" for turn in state.turns):
        return Why.PULLED_OUT
    if unconfirmed(state):
        return Why.UNCONFIRMED
    return Why.NOT_LOOKED if waits_for(state) else None


def touched(state: State, subject: str) -> int:
    """The version that last changed a rating of somebody; 0: none was."""
    return max(turn.touched for turn in state.turns if turn.subject == subject)


def changed_for(state: State, manager: str) -> list[str]:
    """Of whom the manager assesses some rating was changed."""
    return [name for name, one in SUBJECTS.items() if one.assessor == manager and touched(state, name)]


def waits_for(state: State) -> list[str]:
    """Whose changed ratings their manager has not seen; the lock waits until they have, or are told afterwards."""
    return [name for name in SUBJECTS if touched(state, name) > state.seen.get(name, 0)]


def stands(state: State, subject: str) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
    """The ratings of a subject as they stand, by (axis or "", against); and what was given where it differs."""
    first = given(subject)
    points = dict(first)
    for change in state.changes:
        if change.subject == subject:
            points[change.axis, change.against] = change.after
    return points, {key: first[key] for key in first if first[key] != points[key]}


def moved(state: State) -> list[str]:
    """Whose overall rating ended elsewhere than the assessor had it."""
    return [subject for subject in SUBJECTS if ("", "current") in stands(state, subject)[1]]
