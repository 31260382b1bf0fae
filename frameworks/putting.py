"""Rows of a version as they are to be, held against those that stand: only what differs is written."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from frameworks.models import Version

BATCH = 500


@dataclass(frozen=True)
class Rows:
    """Those of one version; `is_new`: it has none yet, so that none are asked for."""

    version: Version
    is_new: bool
    made: set[tuple[Any, Hashable]] = field(default_factory=set)  # (model, key) of each row that did not stand before

    def put(
        self,
        model: Any,
        wanted: Mapping[Any, Any],
        key: Callable[[Any], Hashable],
        *related: str,
        of: str = "version",
        among: Q | None = None,
    ) -> None:
        """Saves `wanted` in the place of the rows that stand (`among`: of these only); each of them has its id
        afterwards. `key` reads from a row under what it is wanted, for which it needs `related`; `of` leads from a row
        to its version."""
        standing = model._default_manager.filter(among or Q(), **{of: self.version})
        if related:
            standing = standing.select_related(*related)
        self.made.update((model, one) for one in _put(model, [] if self.is_new else standing, wanted, key))

    def link(self, through: Any, here: str, there: str, wanted: Iterable[tuple[Any, Any]]) -> None:
        """Saves rows of a many-to-many table in the order given, which their own ids keep."""
        ids: dict[Any, list[Any]] = {}
        for one, other in wanted:
            ids.setdefault(one.pk, []).append(other.pk)
        rows = through._default_manager.filter(**{f"{here}__version": self.version}).order_by("pk")
        _link(through, here, there, [] if self.is_new else rows.values_list(f"{here}_id", f"{there}_id"), ids)


def _put(
    model: Any, standing: Iterable[Any], wanted: Mapping[Any, Any], key: Callable[[Any], Hashable]
) -> list[Hashable]:
    """One with the same key keeps its id and is written only where a column differs; those with no key of the wanted
    are deleted. Returns the keys of those that are new."""
    there = {key(row): row for row in standing}
    new, changed = [], []
    columns: set[str] = set()
    for name, row in wanted.items():
        if name not in there:
            new.append(row)
            continue
        before = there[name]
        row.pk = before.pk
        if differs := [field.name for field in model._meta.concrete_fields if _differs(row, before, field.attname)]:
            changed.append(row)
            columns.update(differs)
    for some in _batches([row.pk for name, row in there.items() if name not in wanted]):
        model._default_manager.filter(pk__in=some).delete()
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, sorted(columns), batch_size=BATCH)
    return [name for name in wanted if name not in there]


def _link(
    through: Any, here: str, there: str, rows: Iterable[tuple[Any, Any]], wanted: Mapping[Any, list[Any]]
) -> None:
    """Where the rows of one thing differ, in what they name or in their order, all of that thing are written anew."""
    standing: dict[Any, list[Any]] = {}
    for pk, other in rows:
        standing.setdefault(pk, []).append(other)
    differs = {pk for pk in wanted.keys() | standing.keys() if wanted.get(pk) != standing.get(pk)}
    for some in _batches([pk for pk in differs if pk in standing]):
        through._default_manager.filter(**{f"{here}__in": some}).delete()
    anew = ((pk, other) for pk, others in wanted.items() if pk in differs for other in others)
    through._default_manager.bulk_create(
        (through(**{f"{here}_id": pk, f"{there}_id": other}) for pk, other in anew), batch_size=BATCH
    )


def _differs(row: Any, before: Any, column: str) -> bool:
    wanted, stands = getattr(row, column), getattr(before, column)
    return wanted != stands and _plain(wanted) != _plain(stands)


def _plain(value: Any) -> Any:
    """As the database gives it back: a list for a tuple."""
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _batches(ids: list[Any]) -> Iterable[list[Any]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
