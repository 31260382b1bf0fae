"""What is said in an open turn of a rehearsal: ratings changed or proposed, and who has the floor."""

from calibration.rehearsal.engine.acting import acting, mark, must_run
from calibration.rehearsal.engine.cast import AXES, MANAGER, POINTS
from calibration.rehearsal.engine.rules import Refused, Why, has_voice, is_overtaken, is_witnessed, may_propose, stands
from calibration.rehearsal.engine.state import LONGEST_LINE, Change, Proposal, State, Turn


def change_rating(
    state: State, turn: str, axis: str, point: str, proposer: str, line: str, expected: int | None = None
) -> State:
    """Changes the overall rating (axis "") or one axis in the open turn, with who proposed it and one line why."""
    after = acting(state)
    must_run(after)
    here = after.of(turn)
    if here is None or here.state != "open":
        raise Refused(Why.NO_LONGER_OPEN)
    if proposer not in may_propose(after, here):
        raise Refused(Why.NOT_A_PROPOSER)
    if expected is not None and here.touched > expected:
        raise Refused(Why.CHANGED_MEANWHILE)
    return _write(after, here, proposer, _checked(after, here, axis, point, line))


def propose(state: State, turn: str, axis: str, point: str, line: str) -> State:
    """The manager proposes the overall rating (axis "") or one axis in the open turn; an earlier one of hers for the
    same rating is replaced."""
    after = acting(state)
    must_run(after)
    here = after.of(turn)
    if here is None or here.state != "open":
        raise Refused(Why.NO_LONGER_OPEN)
    if not has_voice(after):
        raise Refused(Why.NO_VOICE)
    made = _checked(after, here, axis, point, line)
    after.proposals = [*(one for one in after.proposals if one.axis != axis), made]
    return after


def _checked(state: State, here: Turn, axis: str, point: str, line: str) -> Proposal:
    """What is wanted of a rating, with what stands before it; or why it cannot be."""
    if axis not in ("", *AXES) or point not in POINTS:
        raise Refused(Why.NO_SUCH_RATING)
    if not axis and here.against == "next":
        raise Refused(Why.COHORT_OVERALL)
    if not line.strip():
        raise Refused(Why.NO_LINE)
    before = stands(state, here.subject)[0].get((axis, here.against), "")
    if before == point:
        raise Refused(Why.STANDS_ALREADY)
    return Proposal(axis, before, point, line.strip()[:LONGEST_LINE])


def _write(state: State, here: Turn, proposer: str, wanted: Proposal) -> State:
    made = (wanted.axis, here.against, wanted.before, wanted.after, proposer, wanted.line, is_witnessed(state))
    state.changes.append(Change(here.key, here.subject, *made))
    here.touched = state.version
    mark(state, here)
    return state


def ask_floor(state: State, about: str) -> State:
    must_run(state)
    if not has_voice(state):
        raise Refused(Why.NO_VOICE)
    state.floor = state.floor or "asks"
    return state


def leave_floor(state: State, about: str) -> State:
    must_run(state)
    state.floor = ""
    return state


def give_floor(state: State, about: str) -> State:
    must_run(state)
    if state.floor != "asks":
        raise Refused(Why.NOT_ASKING)
    state.floor = "speaks"
    return state


def _proposal(state: State, about: str) -> Proposal:
    """The one for a rating: "overall", or an axis. It is taken out of what is proposed."""
    found = next((one for one in state.proposals if (one.axis or "overall") == about), None)
    if found is None:
        raise Refused(Why.NO_PROPOSAL)
    state.proposals.remove(found)
    return found


def take(state: State, about: str) -> State:
    must_run(state)
    here, found = state.open, _proposal(state, about)
    if here is None or is_overtaken(state, found):
        raise Refused(Why.OVERTAKEN)
    return _write(state, here, MANAGER, found)


def put_away(state: State, about: str) -> State:
    _proposal(state, about)
    return state
