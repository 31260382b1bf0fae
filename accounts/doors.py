"""Doors: which rows a person may see, as a statement that Django writes once a process for all who hold the same.

In a door decide, beside the ids that are asked about, the permissions that the person holds and the domain's clock. So
a statement is kept for each set of permissions, and found by those that they hold as they ask: none has to be told of a
permission that begins or ends. The heads of subtrees, the day and the instant are filled in each time, as ids are. What
else holds of statements that are written once (`accounts.written_once`) holds of these.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

from accounts.models import Grant, Person
from accounts.written_once import (
    Ids,
    NotTheSame,
    WrittenOnce,
    answered,
    filled_up,
    in_a_row,
    lengths_of,
    somebody,
    written,
)

# long before whatever an instant is compared with, and long after it
LONG_APART = (datetime(1902, 3, 5, 7, 11, 13, 170_191, UTC), datetime(2998, 9, 19, 20, 37, 41, 829_637, UTC))

Held = tuple[tuple[str, bool], ...]  # the kinds of permissions, and whether each is over one subtree


class Door(WrittenOnce):
    """`Door(lambda viewer, cycle: Group.objects.visible_to(viewer).filter(cycle=cycle))`, called with a person and ids.

    While it is written the person's id and permissions are known and nothing else; where more decides it is built each
    time. `holding` False: no permission decides in it, so none is read.
    """

    def __init__(self, rows: Callable[..., QuerySet], holding: bool = True) -> None:
        super().__init__(rows)
        self.holding = holding
        self.refused: set[tuple[Any, ...]] = set()  # for which permissions more decides

    def __call__(self, viewer: Person, *given: Ids) -> list[Any]:  # type: ignore[override]
        """The rows as they are now."""
        grants = sorted(viewer.grants_held, key=_order) if self.holding else []
        held: Held | None = (
            tuple((grant.kind, grant.scope_id is not None) for grant in grants) if self.holding else None
        )
        heads = [grant.scope_id for grant in grants if grant.scope_id is not None]
        asked: tuple[Ids, ...] = (viewer.pk, heads, *filled_up(given))
        key = (connection.vendor, held, lengths_of(asked))
        kept = self.kept.get(key)  # asked for once: another thread may empty what is kept
        if kept is None and key not in self.refused:
            try:
                kept = self.keep(
                    key, written(lambda pk, heads, *more: self.rows(_who(pk, held, heads), *more), key[2], LONG_APART)
                )
            except NotTheSame:
                self.refused.add(key)
            except EmptyResultSet:  # at one instant: that says nothing of the one at hand
                pass
        return answered(kept, in_a_row(asked)) if kept else list(self.rows(viewer, *given))


def _order(grant: Grant) -> tuple[str, str]:
    return grant.kind, str(grant.scope_id or "")


def _who(pk: UUID, held: Held | None, heads: list[UUID]) -> Person:
    """Somebody who holds that, over the subtrees of these heads; or of whose permissions nothing is known."""
    viewer, rest = somebody(pk), iter(heads)
    if held is None:
        return viewer
    grants = [(kind, next(rest) if is_of_one else None) for kind, is_of_one in held]
    vars(viewer)["grants_held"] = [Grant.from_db(DEFAULT_DB_ALIAS, ["kind", "scope_id"], one) for one in grants]
    return viewer
