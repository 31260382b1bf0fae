"""How a rehearsal stands, and its form as JSON: whatever cannot be read whole is no rehearsal any more."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from calibration.agenda import COHORT, agenda
from calibration.rehearsal.engine.cast import AXES, JUDGES, POINTS, SUBJECTS, entries

EDITION = 3  # of the form; another one is not read
STATES = ("prepared", "running", "paused", "locked")
SHOWING = ("nothing", "board", "stop")
PRESENCES = ("out", "in", "attested")
FLOOR = ("", "asks", "speaks")
BIASES = ("similarity", "expedience", "experience", "distance", "safety")
LONGEST_LINE = 300


@dataclass
class Turn:
    """One person's turn; `order` is its place in the round, `opened` when it was last opened."""

    key: str
    subject: str
    kind: str
    rank: int
    round: int
    order: int
    state: str = "waiting"
    parked: bool = False
    times: int = 0
    witnessed: bool = True
    confirmed: bool = False
    opened: str = ""
    touched: int = 0
    together: bool = False
    pulled_out: bool = False

    @property
    def against(self) -> str:
        """Against which role the axes are judged."""
        return "next" if self.kind == COHORT else "current"


@dataclass
class Change:
    """A rating that was changed; `axis` "" is the overall rating, `before` "" that there was none."""

    turn: str
    subject: str
    axis: str
    against: str
    before: str
    after: str
    proposer: str
    line: str
    witnessed: bool


@dataclass
class Proposal:
    """A rating that the manager proposes in the open turn; `axis` and `before` as of a change."""

    axis: str
    before: str
    after: str
    line: str


@dataclass
class State:
    """All of a rehearsal. `version` rises with each act; `steered` is the version of the last one that changed what is
    shown, as in a meeting. `seen`: subject → up to which version their manager has looked, or is told after. `taken`:
    the rounds whose list was taken together; `floor`: whether the manager asks to speak in the open turn, or does;
    `circling`: the screens ask what would change the rating of the open turn."""

    seed: int
    turns: list[Turn]
    state: str = "prepared"
    showing: str = "nothing"
    round: int = 0
    turn: str = ""
    line: str = ""
    version: int = 0
    steered: int = 0
    shown: list[int] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    observer: str = "out"
    manager_is_here: bool = True
    bias: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    taken: list[int] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    floor: str = ""
    circling: bool = False

    def of(self, key: str) -> Turn | None:
        """The turn of that key."""
        return next((turn for turn in self.turns if turn.key == key), None)

    @property
    def open(self) -> Turn | None:
        """The turn that is open."""
        return next((turn for turn in self.turns if turn.state == "open"), None)

    @property
    def rounds(self) -> list[int]:
        """The numbers of the rounds."""
        return sorted({turn.round for turn in self.turns})


def begin(seed: int) -> State:
    """A rehearsal before its start, with the agenda that the seed gives."""
    return State(
        seed,
        [
            Turn(f"{turn.subject}-{turn.kind}", turn.subject, turn.kind, turn.rank, one.number, order)
            for one in agenda(entries(), seed)
            for order, turn in enumerate(one.turns, start=1)
        ],
    )


def as_json(state: State) -> dict[str, Any]:
    """The state as JSON can hold it."""
    return {"edition": EDITION} | asdict(state)


def read(kept: Any) -> State | None:
    """What `as_json` made, read again; None where it is not that, or damaged."""
    try:
        if kept.get("edition") != EDITION:
            return None
        found = _filled(State, {name: value for name, value in kept.items() if name != "edition"})
        found.turns = [_filled(Turn, one) for one in found.turns]
        found.changes = [_filled(Change, one) for one in found.changes]
        found.proposals = [_filled(Proposal, one) for one in found.proposals]
        return found if _is_whole(found) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _filled(kind: Any, given: dict[str, Any]) -> Any:
    """An instance whose columns are all given, each of the type that is asked for."""
    made = kind(**given)
    for one in fields(kind):
        wanted = getattr(one.type, "__origin__", one.type)
        if one.name not in given or type(given[one.name]) is not wanted:
            raise ValueError(one.name)
    return made


def _is_whole(found: State) -> bool:
    """Whether everything that is named is there."""
    planned = {(turn.key, turn.subject, turn.kind, turn.rank, turn.round) for turn in begin(found.seed).turns}
    rounds = {turn.round for turn in found.turns}
    shown = found.of(found.turn)
    return (
        {(turn.key, turn.subject, turn.kind, turn.rank, turn.round) for turn in found.turns} == planned
        and len(found.turns) == len(planned)
        and found.state in STATES
        and found.showing in SHOWING
        and found.observer in PRESENCES
        and found.round in rounds | {0}
        and set(found.shown) <= rounds
        and set(found.taken) <= rounds
        and found.floor in FLOOR
        and (shown is not None) == (found.showing == "stop")
        and (found.showing == "nothing" or found.round != 0)
        and all(turn.state in ("waiting", "open", "closed") for turn in found.turns)
        and all(kind in BIASES and type(count) is int for kind, count in found.bias.items())
        and all(name in SUBJECTS and type(version) is int for name, version in found.seen.items())
        and all(_is_known(change, found) for change in found.changes)
        and all(_is_rating(one) for one in found.proposals)
        and (found.open is not None or not (found.proposals or found.floor or found.circling))
    )


def _is_known(change: Change, found: State) -> bool:
    return (
        found.of(change.turn) is not None
        and change.subject in SUBJECTS
        and _is_rating(change)
        and change.proposer in JUDGES
    )


def _is_rating(one: Change | Proposal) -> bool:
    return one.axis in ("", *AXES) and one.before in ("", *POINTS) and one.after in POINTS
