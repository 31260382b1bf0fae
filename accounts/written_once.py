"""Questions that are the same each time but for the ids they ask about: Django writes their statement once a process.

Building a statement takes Django longer than PostgreSQL takes to answer it. What is kept is the statement, as it
follows from the rules where they stand; never a row, nor who asked. So that nothing else can be kept with it, each is
built three times at first: with other ids, at another instant and on another day; and with one id for all that is asked
about. Only the ids may differ; and while it is built the database is not asked. So a question in which a clock or a
permission decides is refused and built each time. What a person may see, in which both decide: `accounts.doors`.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from copy import copy
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models.people import Person

# it is never the same day in both
ANOTHER_DAY = (ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12"))
# the instant at which the domain's clock stands while a door is written
stands_at: ContextVar[datetime | None] = ContextVar("stands_at", default=None)
NOW, TODAY = -1, -2  # places where no id comes in, but the clock


class NotTheSame(TypeError):
    """More than the ids decides what is asked: such a question is built each time."""


def somebody(pk: UUID) -> Person:
    """A person of whom nothing is known but the id, for doors that ask no more: all else would be read now."""
    return Person.from_db(DEFAULT_DB_ALIAS, ["id"], [pk])


class Statement(NamedTuple):
    """What is kept: the rows asked for, Django's reading of them, the words, their parameters, where ids come in."""

    rows: QuerySet
    compiler: Any
    words: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # which parameter, which id; or NOW, or TODAY
    group: int | None  # which id is that of the group that confidential rows are known to be of

    @property
    def asks_the_clock(self) -> bool:
        return any(which < 0 for _place, which in self.places)


Ids = UUID | list[UUID]
Lengths = tuple[int | None, ...]  # of the lists among what is asked about; None for one id
MOST = 200  # statements kept of one question, for lists of different lengths


def filled_up(given: Sequence[Ids]) -> list[Ids]:
    """The same, with the last id of each list repeated until it is as long as a power of two: in `…__in` that says the
    same, and few statements then serve lists of any length."""
    return [
        one + one[-1:] * ((1 << (len(one) - 1).bit_length()) - len(one)) if isinstance(one, list) and one else one
        for one in given
    ]


class WrittenOnce:
    """`WrittenOnce(lambda person: Grant.objects.filter(person=person))`; called with ids it answers the rows. In the
    place of an id there may be a list of them, for `…__in`."""

    def __init__(self, rows: Callable[..., QuerySet]) -> None:
        self.rows = rows
        self.kept: dict[tuple[Any, ...], Statement] = {}

    def __call__(self, *given: Ids) -> list[Any]:
        """The rows as they are now. Raises NotTheSame, at the first call, where more than the ids decides."""
        asked = filled_up(given)
        lengths = lengths_of(asked)
        key = (connection.vendor, lengths)
        kept = self.kept.get(key)
        if kept is None:
            try:
                kept = self.keep(key, written(self.rows, lengths))
            except EmptyResultSet:  # an empty list: nothing can be in it
                return []
        return answered(kept, in_a_row(asked))

    def keep(self, key: tuple[Any, ...], statement: Statement) -> Statement:
        """Keeps it for the next time; not more than enough of them."""
        if len(self.kept) >= MOST:
            self.kept.clear()
        self.kept[key] = statement
        return statement


def lengths_of(given: Sequence[Ids]) -> Lengths:
    """The shape of what is asked about."""
    return tuple(len(one) if isinstance(one, list) else None for one in given)


def in_a_row(given: Sequence[Ids]) -> list[UUID]:
    """All ids that are asked about, one after the other."""
    return [pk for one in given for pk in (one if isinstance(one, list) else [one])]


def answered(kept: Statement, ids: list[UUID]) -> list[Any]:
    """The rows that the statement finds now."""
    given = list(kept.parameters)
    by_the_clock = _of_the_clock() if kept.asks_the_clock else {}
    for place, which in kept.places:
        given[place] = by_the_clock[which] if which < 0 else _as_parameter(ids[which], given[place])
    compiler, rows = copy(kept.compiler), kept.rows._chain()
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    compiler.as_sql = lambda *_, **_more: (kept.words, given)
    rows.query.get_compiler = lambda *_, **_more: compiler
    if kept.group is not None:
        rows.known_group = ids[kept.group]
    return list(rows)


def written(
    rows: Callable[..., QuerySet], lengths: Lengths, instants: Sequence[datetime | None] = (None, None)
) -> Statement:
    """The statement for ids that nothing has. `instants`: where the domain's clock may decide, at which it stands
    meanwhile. Raises NotTheSame where more decides."""
    (first, masked), (_second, again) = (
        _written(rows, _made_up(lengths), zone, at) for zone, at in zip(ANOTHER_DAY, instants, strict=True)
    )
    one_for_all, _masked = _written(rows, _made_up(lengths, one_for_all=True), ANOTHER_DAY[0], instants[0])
    if masked != again or _but_for_ids(first) != _but_for_ids(one_for_all):
        raise NotTheSame(f"More than ids decides what is asked: {first.words}")
    return first


def _but_for_ids(one: Statement) -> tuple[str, list[Any]]:
    """The words, and the parameters in which no id comes in."""
    filled = {place for place, _which in one.places}
    return one.words, [value for place, value in enumerate(one.parameters) if place not in filled]


def _made_up(lengths: Lengths, one_for_all: bool = False) -> list[Ids]:
    """Ids that nothing has, all different; or where one stands in several places, though in each list but once."""
    one = uuid4() if one_for_all else None
    return [
        (one or uuid4()) if length is None else [(one or uuid4()) if not at else uuid4() for at in range(length)]
        for length in lengths
    ]


def _written(
    rows: Callable[..., QuerySet], given: list[Ids], zone: ZoneInfo, at: datetime | None
) -> tuple[Statement, Any]:
    """The statement, and what of it may not depend on the ids."""
    still = stands_at.set(at)
    try:
        with timezone.override(zone), connection.execute_wrapper(_refuse):
            asked = rows(*given)
            compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
            words, parameters = compiler.as_sql()
            known: dict[Any, int] = {form: which for which, form in _of_the_clock().items()} if at else {}
    finally:
        stands_at.reset(still)
    known |= {form: which for which, pk in enumerate(in_a_row(given)) for form in (pk, pk.hex, str(pk))}
    places = [known.get(value) if isinstance(value, UUID | str | date) else None for value in parameters]
    group = known.get(getattr(asked, "known_group", None))
    masked = [value if which is None else which for value, which in zip(parameters, places, strict=True)]
    filled = tuple((place, which) for place, which in enumerate(places) if which is not None)
    return Statement(asked, compiler, words, tuple(parameters), filled, group), (words, masked)


def _of_the_clock() -> dict[int, Any]:
    """The domain's instant and its day, as parameters."""
    from accounts import clock  # which itself asks for the zone in a question written once

    ours = connection.ops
    return {NOW: ours.adapt_datetimefield_value(clock.now()), TODAY: ours.adapt_datefield_value(clock.today())}


def _refuse(*asked: Any) -> None:
    raise NotTheSame(f"The database is asked before the question is: {asked[1]}")


def _as_parameter(pk: Any, like: Any) -> Any:
    """The id as it is taken there, which is seen from the one that was kept."""
    if not isinstance(pk, UUID):
        raise TypeError(f"{pk!r} is no id")
    if isinstance(like, UUID):
        return pk
    return pk.hex if len(like) == len(pk.hex) else str(pk)
