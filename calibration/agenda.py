"""The agenda of a meeting as plain data: which rounds there are, who has a turn in each, and in which order.

Source of the order: PROCESS "lowest level first, then up", by rating as a setting. Within a round nobody is first
because of a name: the turns are sorted by a digest of the meeting's recorded seed and the person's id. So an order
can be made again from its seed, and somebody who joins late moves nobody else.

A cycle may say who goes first within a round, by kinds and in their order: "above" and "below" by what the overall
rating means for the promotion rule (not by its word), "pitched", "disagreed". Within a kind the seed decides. Who comes
to the meeting themselves is never put first: when their page goes blank would tell them of which kind they are.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

DISCUSS = "discuss"
COHORT = "cohort"

# kind → the standings of the overall rating that it means
STANDINGS = {"above": ("above",), "below": ("below", "partly")}
KINDS = (*STANDINGS, "pitched", "disagreed")


@dataclass(frozen=True)
class Entry:
    """One subject: the rank of the level held, the place of the overall rating on its scale (None: not rated),
    the rank of the level the person is pitched to (None: no pitch), what the rating means (`standing`), whether a
    remark challenges it, and whether the person comes to the meeting themselves."""

    subject: str
    rank: int
    rating: int | None = None
    pitched_to: int | None = None
    standing: str = ""
    disagreed: bool = False
    comes: bool = False

    def is_of(self, kind: str) -> bool:
        """Whether the person is of a kind that may go first."""
        if kind == "pitched":
            return self.pitched_to is not None
        return self.disagreed if kind == "disagreed" else self.standing in STANDINGS.get(kind, ())

    def place(self, first: Sequence[str]) -> int:
        """Before whom the person goes: 0 is first. Whoever comes themselves goes where the shuffle puts them."""
        if self.comes:
            return len(first)
        return next((place for place, kind in enumerate(first) if self.is_of(kind)), len(first))


@dataclass(frozen=True)
class Turn:
    """One person's turn in a round; `rank` is the level they are looked at beside."""

    subject: str
    kind: str
    rank: int


@dataclass(frozen=True)
class Round:
    """One pass: of a level (`rank`), or of a rating (`rating`, None = the unrated) where the order is by rating."""

    number: int
    turns: tuple[Turn, ...]
    rank: int | None = None
    rating: int | None = None


def shuffled(turns: Iterable[Turn], seed: int) -> tuple[Turn, ...]:
    """The turns in the order that the seed gives: stable, and without regard to names or to who else is there."""
    return tuple(sorted(turns, key=lambda turn: sha256(f"{seed}/{turn.kind}/{turn.subject}".encode()).digest()))


def in_order(turns: Iterable[Turn], seed: int, places: Mapping[str, int]) -> tuple[Turn, ...]:
    """The turns as shuffled, those with a lower place before the others."""
    return tuple(sorted(shuffled(turns, seed), key=lambda turn: places[turn.subject]))


def agenda(entries: Iterable[Entry], seed: int, order: str = "level", first: Sequence[str] = ()) -> list[Round]:
    """The rounds of a meeting, first to last, numbered from 1.

    order "level": one round a rank, lowest first across tracks; in each the people of that rank, then the cohort
    check of those pitched into it. order "rating": one round a rating, lowest first and the unrated last; then one
    round for each rank somebody is pitched into, with the cohort checks only. first: the kinds that go first, in
    their order, within a round's own turns and within its cohort checks.
    """
    people = list(entries)
    places = {one.subject: one.place(first) for one in people}
    discuss = [Turn(one.subject, DISCUSS, one.rank) for one in people]
    cohort = [Turn(one.subject, COHORT, one.pitched_to) for one in people if one.pitched_to is not None]
    if order == "rating":
        return _by_rating(people, cohort, seed, places)
    ranks = sorted({turn.rank for turn in discuss + cohort})
    return [
        Round(number, _of_rank(discuss, rank, seed, places) + _of_rank(cohort, rank, seed, places), rank=rank)
        for number, rank in enumerate(ranks, start=1)
    ]


def _of_rank(turns: list[Turn], rank: int, seed: int, places: Mapping[str, int]) -> tuple[Turn, ...]:
    return in_order((turn for turn in turns if turn.rank == rank), seed, places)


def _by_rating(people: list[Entry], cohort: list[Turn], seed: int, places: Mapping[str, int]) -> list[Round]:
    ratings = sorted({one.rating for one in people}, key=lambda rating: (rating is None, rating or 0))
    rounds = [
        Round(
            number,
            in_order((Turn(one.subject, DISCUSS, one.rank) for one in people if one.rating == rating), seed, places),
            rating=rating,
        )
        for number, rating in enumerate(ratings, start=1)
    ]
    ranks = sorted({turn.rank for turn in cohort})
    return rounds + [
        Round(number, _of_rank(cohort, rank, seed, places), rank=rank)
        for number, rank in enumerate(ranks, start=len(rounds) + 1)
    ]


# -- what comes next -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A turn that waits: its round and its place there, how often it was parked, and whether it is on the list of
    those that its round takes together."""

    key: object
    round: int
    order: int
    parked: int = 0
    listed: bool = False


def what_is_next(
    waiting: Iterable[Waiting], shown: Collection[int], here: int = 0, at: int = 0
) -> Waiting | int | None:
    """The next turn, else the number of the next round whose board is shown, else None. `shown`: the rounds whose
    boards were shown; `here`, `at`: the round that is shown now, and the place in it (0: its board).

    First what waits in this round: after this place, then before it. Then what waits in rounds that were shown, the
    latest of them first and then from the first on: a turn that came late or was pulled out. Then the first round that
    was not shown yet and in which somebody waits. What a round takes together comes last in it, on its board. A turn
    that was parked n times comes at the end of the (n-1)th round after its own, or once no board is left.
    """
    turns = sorted(waiting, key=lambda turn: (turn.round, turn.order))
    had = {*shown, here} - {0}
    front = max(had, default=0)
    board = next((turn.round for turn in turns if turn.round not in had), None)
    due = [turn for turn in turns if turn.round in had and (board is None or _comes(turn) <= front)]
    if not due:
        return board
    on_board = at == 0
    first = min(
        due,
        key=lambda turn: (
            turn.round != here,
            turn.listed,
            turn.round == here and turn.order <= at,
            turn.round != front,
        ),
    )
    return first if not first.listed or (on_board and first.round == here) else first.round


def _comes(turn: Waiting) -> int:
    return turn.round + max(turn.parked - 1, 0)
