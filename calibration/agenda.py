"""The agenda of a meeting as plain data: which rounds there are, who has a turn in each, and in which order.

Source of the order: PROCESS "lowest level first, then up", by rating as a setting. Within a round nobody is first
because of a name: the turns are sorted by a digest of the meeting's recorded seed and the person's id. So an order
can be made again from its seed, and somebody who joins late moves nobody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

DISCUSS = "discuss"
COHORT = "cohort"


@dataclass(frozen=True)
class Entry:
    """One subject: the rank of the level held, the place of the overall rating on its scale (None: not rated),
    and the rank of the level the person is pitched to (None: no pitch)."""

    subject: str
    rank: int
    rating: int | None = None
    pitched_to: int | None = None


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


def agenda(entries: Iterable[Entry], seed: int, order: str = "level") -> list[Round]:
    """The rounds of a meeting, first to last, numbered from 1.

    order "level": one round a rank, lowest first across tracks; in each the people of that rank, then the cohort
    check of those pitched into it. order "rating": one round a rating, lowest first and the unrated last; then one
    round for each rank somebody is pitched into, with the cohort checks only.
    """
    people = list(entries)
    discuss = [Turn(one.subject, DISCUSS, one.rank) for one in people]
    cohort = [Turn(one.subject, COHORT, one.pitched_to) for one in people if one.pitched_to is not None]
    if order == "rating":
        return _by_rating(people, cohort, seed)
    ranks = sorted({turn.rank for turn in discuss + cohort})
    return [
        Round(number, _of_rank(discuss, rank, seed) + _of_rank(cohort, rank, seed), rank=rank)
        for number, rank in enumerate(ranks, start=1)
    ]


def _of_rank(turns: list[Turn], rank: int, seed: int) -> tuple[Turn, ...]:
    return shuffled((turn for turn in turns if turn.rank == rank), seed)


def _by_rating(people: list[Entry], cohort: list[Turn], seed: int) -> list[Round]:
    ratings = sorted({one.rating for one in people}, key=lambda rating: (rating is None, rating or 0))
    rounds = [
        Round(
            number,
            shuffled((Turn(one.subject, DISCUSS, one.rank) for one in people if one.rating == rating), seed),
            rating=rating,
        )
        for number, rating in enumerate(ratings, start=1)
    ]
    ranks = sorted({turn.rank for turn in cohort})
    return rounds + [
        Round(number, _of_rank(cohort, rank, seed), rank=rank)
        for number, rank in enumerate(ranks, start=len(rounds) + 1)
    ]
