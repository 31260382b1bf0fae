"""Questions that are the same each time but for the ids they ask about: Django writes their statement once a process.

Building a statement takes Django longer than PostgreSQL takes to answer it. What is kept is the statement, as it
follows from the rules where they stand; never a row, nor who asked. So that nothing else can be kept with it, each is
built twice at first, with other ids, at another instant and on another day, and only the ids may differ; and while it
is built the database is not asked. So a question in which a clock or a permission decides is refused and built each
time.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

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


class WrittenOnce:
    """`WrittenOnce(lambda person: Grant.objects.filter(person=person))`; called with ids it answers the rows."""

    def __init__(self, rows: Callable[..., QuerySet]) -> None:
        self.rows = rows
        self.kept: dict[str, Statement] = {}

    def __call__(self, *ids: UUID) -> list[Any]:
        """The rows as they are now. Raises NotTheSame, at the first call, where more than the ids decides."""
        kept = self.kept.get(connection.vendor)
        if kept is None:
            kept = self.kept[connection.vendor] = self._written_twice(len(ids))
        given = list(kept.parameters)
        for place, which in kept.places:
            given[place] = _as_parameter(ids[which], given[place])
        compiler, rows = copy(kept.compiler), kept.rows._chain()
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_, **_more: (kept.words, given)
        rows.query.get_compiler = lambda *_, **_more: compiler
        return list(rows)

    def _written_twice(self, count: int) -> Statement:
        (first, masked), (_second, again) = (self._written(count, zone) for zone in ANOTHER_DAY)
        if masked != again:
            raise NotTheSame(f"More than ids decides what is asked: {first.words}")
        return first

    def _written(self, count: int, zone: ZoneInfo) -> tuple[Statement, Any]:
        """The statement for ids that nothing has; and what of it may not depend on them."""
        ids = [uuid4() for _ in range(count)]
        with timezone.override(zone), connection.execute_wrapper(_refuse):
            rows = self.rows(*ids)
            compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
            words, parameters = compiler.as_sql()
        if getattr(rows, "known_group", None):
            raise NotTheSame("Name the group beside the columns: the one that is kept would be noted.")
        known = {one.hex: which for which, one in enumerate(ids)}
        places = [(place, known.get(_hex(value))) for place, value in enumerate(parameters)]
        asked = tuple((place, which) for place, which in places if which is not None)
        masked = [value if which is None else which for value, (_place, which) in zip(parameters, places, strict=True)]
        return Statement(rows, compiler, words, tuple(parameters), asked), (words, masked)


def _refuse(*asked: Any) -> None:
    raise NotTheSame(f"The database is asked before the question is: {asked[1]}")


def _hex(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value)


def _as_parameter(pk: UUID, like: Any) -> Any:
    """The id as this database takes it, which is seen from the one that was kept."""
    if not isinstance(pk, UUID):
        raise TypeError(f"{pk!r} is no id")
    return pk if isinstance(like, UUID) else pk.hex
