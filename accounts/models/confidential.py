"""Models that say something of a person which not everyone may read: their reading is noted, however asked for.

Every column is confidential but those that a model names in `bookkeeping`. A query for bare columns names the key
beside confidential ones, so that it is known whose they are (with subject, group and author there, no further query is
needed); one that forgets it is refused.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, ClassVar

from django.db import models

from accounts import noting
from accounts.noting import Whose


class ColumnsWithoutKey(TypeError):
    """A query asks for confidential columns without the key by which their reading is noted."""


class ConfidentialQuerySet(models.QuerySet):
    """Rows are noted by their model as they are made; bare columns are noted here."""

    is_computing = False

    def computing(self) -> Any:
        """For columns that are computed with (an order, a tally, a frozen copy) and shown to nobody: no reading."""
        rows = self._chain()
        rows.is_computing = True
        return rows

    def _clone(self) -> Any:
        rows = super()._clone()  # type: ignore[misc]
        rows.is_computing = self.is_computing
        return rows

    def values_list(self, *fields: Any, **how: Any) -> Any:
        rows = super().values_list(*fields, **how)
        return self._noting(rows, list(range(len(fields))), fields, bare=bool(how.get("flat")))

    def values(self, *fields: Any, **expressions: Any) -> Any:
        return self._noting(super().values(*fields, **expressions), fields, fields)

    def _noting(self, rows: Any, places: Any, fields: tuple[Any, ...], bare: bool = False) -> Any:
        model: Any = self.model
        named = [_column(model, field) for field in fields]
        if self.is_computing or (fields and not confidential(model) & set(named)):
            return rows
        if bare or model.key() not in named:
            raise ColumnsWithoutKey(
                f"{model.__name__}: name {model.key()!r} beside confidential columns, so that their reading is noted; "
                "or say `.computing()` where nobody is shown what comes of them."
            )
        where = dict(zip(named, places, strict=True))
        rows._iterable_class = _noting(rows._iterable_class, model, where)
        return rows


def _noting(made_by: Any, model: Any, where: dict[str, Any]) -> Any:
    """An iterable of bare columns that notes each row it gives; `where` each column stands in it."""

    class Noting(made_by):  # type: ignore[misc]
        def __iter__(self) -> Iterator[Any]:
            noted = noting.now()
            for row in super().__iter__():
                if noted is not None:
                    model.note(noted, {column: row[place] for column, place in where.items()})
                yield row

    return Noting


def _column(model: type[models.Model], field: Any) -> str:
    """The column that a name in a query begins from; empty for what is no name."""
    name = str(field).partition("__")[0] if isinstance(field, str) else ""
    if name == "pk":
        return str(model._meta.pk.attname)
    found = {one.name: one.attname for one in model._meta.concrete_fields}
    return found.get(name, name)


@cache
def confidential(model: Any) -> frozenset[str]:
    """The columns of a model whose reading is noted."""
    open_ones = {_column(model, name) for name in ("pk", model.key(), *model.bookkeeping)}
    return frozenset(field.attname for field in model._meta.concrete_fields) - open_ones


class _Noted(models.Model):
    """What rows and their parts have in common: they note themselves as they come from the database."""

    bookkeeping: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Any:
        row = super().from_db(db, field_names, values)
        noted = noting.now()
        if noted is not None and not confidential(cls).isdisjoint(field_names):
            cls.note(noted, row.__dict__)
        return row

    @classmethod
    def key(cls) -> str:
        """The column by which it is known whose a row is."""
        raise NotImplementedError

    @classmethod
    def note(cls, noted: noting.Noted, row: dict[str, Any]) -> None:
        """Notes a row that was read, from what is loaded of it."""
        raise NotImplementedError


class Confidential(_Noted):
    """A row about one person in one group; `closely`: its subject hears of its being read only once told."""

    noted_as: ClassVar[str]
    closely: ClassVar[bool] = False
    whose_columns: ClassVar[tuple[str, str, str]] = ("subject_id", "group_id", "author_id")

    class Meta:
        abstract = True

    @classmethod
    def key(cls) -> str:
        return "id"

    @classmethod
    def note(cls, noted: noting.Noted, row: dict[str, Any]) -> None:
        subject, group, author = cls.whose_columns
        if subject in row and group in row and author in row:
            noted.rows[cls, row["id"]] = Whose(row[subject], row[group], row[author])
        else:
            noted.unknown.add((cls, row["id"]))

    @classmethod
    def whose(cls, pks: Iterable[Any]) -> Iterator[tuple[Any, Whose]]:
        """Whose the rows of these keys are."""
        for pk, *about in cls._base_manager.filter(pk__in=list(pks)).values_list("pk", *cls.whose_columns):
            yield pk, Whose(*about)


class ConfidentialPart(_Noted):
    """A row that belongs to a confidential one and is read as it is."""

    part_of: ClassVar[str]

    class Meta:
        abstract = True

    @classmethod
    def key(cls) -> str:
        return f"{cls.part_of}_id"

    @classmethod
    def note(cls, noted: noting.Noted, row: dict[str, Any]) -> None:
        whole = _whole(cls)
        if (key := cls.key()) in row:
            noted.unknown.add((whole, row[key]))
        else:
            noted.unknown.add((whole, cls._base_manager.values_list(key, flat=True).get(pk=row["id"])))


@cache
def _whole(part: Any) -> Any:
    return part._meta.get_field(part.part_of).related_model
