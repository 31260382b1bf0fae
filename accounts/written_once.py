"""Questions that are the same each time but for the ids they ask about: Django writes their statement once a process.

Building a statement takes Django longer than PostgreSQL takes to answer it. What is kept is the statement, as it
follows from the rules where they stand; never a row, nor who asked. So that nothing else can be kept with it, each is
built twice at first, with other ids, at another instant and on another day, and only the ids may differ; and while it
is built the database is not asked. So a question in which a clock or a permission decides is refused and built each
time.
"""

from collections.abc import Callable, Sequence
from copy import copy
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
    places: tuple[tuple[int, int], ...]  # which parameter, which id
    group: int | None  # which id is that of the group that confidential rows are known to be of


Ids = UUID | list[UUID]
MOST = 200  # statements kept of one question, for lists of different lengths


class WrittenOnce:
    """`WrittenOnce(lambda person: Grant.objects.filter(person=person))`; called with ids it answers the rows. In the
    place of an id there may be a list of them, for `…__in`."""

    def __init__(self, rows: Callable[..., QuerySet]) -> None:
        self.rows = rows
        self.kept: dict[tuple[Any, ...], Statement] = {}

    def __call__(self, *given_ids: Ids) -> list[Any]:
        """The rows as they are now. Raises NotTheSame, at the first call, where more than the ids decides."""
        ids = [pk for given in given_ids for pk in (given if isinstance(given, list) else [given])]
        key = (connection.vendor, *(len(given) if isinstance(given, list) else None for given in given_ids))
        kept = self.kept.get(key)
        if kept is None:
            if len(self.kept) >= MOST:
                self.kept.clear()
            try:
                kept = self.kept[key] = self._written_twice(key[1:])
            except EmptyResultSet:  # an empty list: nothing can be in it
                return []
        given = list(kept.parameters)
        for place, which in kept.places:
            given[place] = _as_parameter(ids[which], given[place])
        compiler, rows = copy(kept.compiler), kept.rows._chain()
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_, **_more: (kept.words, given)
        rows.query.get_compiler = lambda *_, **_more: compiler
        if kept.group is not None:
            rows.known_group = ids[kept.group]
        return list(rows)

    def _written_twice(self, lengths: Sequence[int | None]) -> Statement:
        (first, masked), (_second, again) = (self._written(lengths, zone) for zone in ANOTHER_DAY)
        if masked != again:
            raise NotTheSame(f"More than ids decides what is asked: {first.words}")
        return first

    def _written(self, lengths: Sequence[int | None], zone: ZoneInfo) -> tuple[Statement, Any]:
        """The statement for ids that nothing has; and what of it may not depend on them."""
        given = [uuid4() if length is None else [uuid4() for _ in range(length)] for length in lengths]
        ids = [pk for one in given for pk in ([one] if isinstance(one, UUID) else one)]
        with timezone.override(zone), connection.execute_wrapper(_refuse):
            rows = self.rows(*given)
            compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
            words, parameters = compiler.as_sql()
        known = {form: which for which, pk in enumerate(ids) for form in (pk, pk.hex, str(pk))}
        places = [
            (place, known.get(value) if isinstance(value, UUID | str) else None)
            for place, value in enumerate(parameters)
        ]
        asked = tuple((place, which) for place, which in places if which is not None)
        masked = [value if which is None else which for value, (_place, which) in zip(parameters, places, strict=True)]
        group = known.get(getattr(rows, "known_group", None))
        return Statement(rows, compiler, words, tuple(parameters), asked, group), (words, masked)


def _refuse(*asked: Any) -> None:
    raise NotTheSame(f"The database is asked before the question is: {asked[1]}")


def _as_parameter(pk: Any, like: Any) -> Any:
    """The id as it is taken there, which is seen from the one that was kept."""
    if not isinstance(pk, UUID):
        raise TypeError(f"{pk!r} is no id")
    if isinstance(like, UUID):
        return pk
    return pk.hex if len(like) == len(pk.hex) else str(pk)
