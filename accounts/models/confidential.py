"""Models that say something of a person which not everyone may read: their reading is noted, however asked for.

Every column is confidential but those that a model names in `bookkeeping`. A query for bare columns names beside them
the key, or subject and group (or gives the group by `of_group`), so that it is known whose they are.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from accounts import noting
from accounts.noting import Whose
from accounts.viewing import as_task

IN_NO_GROUP = UUID(int=0)  # in place of a group, where what is read belongs to none


class WhoseUnknown(TypeError):
    """A query asks for confidential columns and not for those by which it is known whose they are."""


class ConfidentialQuerySet(models.QuerySet):
    """Rows are noted by their model as they are made; bare columns are noted here."""

    known_group: Any = None
    is_computing = False
    whose_places: Any = None  # where those of the bare columns stand that tell whose a row is

    def of_group(self, group: Any, **more: Any) -> Any:
        """Those of one group, by its id, as far as the other conditions hold; columns need not name it then."""
        rows = self.filter(group=group, **more)
        rows.known_group = group
        return rows

    def bookkept(self) -> Any:
        """Without anything confidential: whose they are and how far. To list them so is no reading."""
        return self.only(*self.model.bookkeeping)

    def computing(self) -> Any:
        """For columns that are computed with (an order, a tally, a frozen copy) and shown to nobody: no reading."""
        rows = self._chain()
        rows.is_computing = True
        return rows

    def _clone(self) -> Any:
        rows = super()._clone()  # type: ignore[misc]
        rows.known_group, rows.is_computing = self.known_group, self.is_computing
        rows.whose_places = self.whose_places
        return rows

    def values_list(self, *fields: Any, **how: Any) -> Any:
        places = [] if how.get("flat") else range(len(fields))
        return self._noting(super().values_list(*fields, **how), places, fields)

    def values(self, *fields: Any, **expressions: Any) -> Any:
        return self._noting(super().values(*fields, **expressions), fields, fields)

    def _noting(self, rows: Any, places: Iterable[Any], fields: tuple[Any, ...]) -> Any:
        model: Any = self.model
        read = [_column(model, field) for field in fields]
        if not self.is_computing and (not fields or not confidential(model).isdisjoint(read)):
            whose = model.whose_columns()
            rows.whose_places = {
                column: place
                for column, field, place in zip(read, fields, places, strict=False)
                if "__" not in field and column in whose
            }
            rows._iterable_class = _noting(rows._iterable_class)
        return rows


@cache
def _noting(made_by: Any) -> Any:
    """An iterable of bare columns that notes each row it gives: what is known of all, and what its columns tell."""

    class Noting(made_by):  # type: ignore[misc]
        def __iter__(self) -> Iterator[Any]:
            noted = noting.now()
            if noted is None:
                yield from super().__iter__()
                return
            model, where = self.queryset.model, self.queryset.whose_places
            known = {"group_id": self.queryset.known_group} if self.queryset.known_group else {}
            if not model.tells_whose({*known, *where}):
                raise WhoseUnknown(
                    f"{model.__name__}: name {' and '.join(model.whose_columns()[:2])} beside confidential columns, so "
                    "that their reading is noted; or say `.computing()` where nobody is shown what comes of them."
                )
            last = None
            for row in super().__iter__():
                whose = known | {column: row[place] for column, place in where.items()}
                if whose != last:  # a row comes once for each of its parts
                    model.note(noted, whose)
                    last = whose
                yield row

    return Noting


def _column(model: type[models.Model], field: Any) -> str:
    """The column that a name in a query begins from; empty for what is no name."""
    return _named(model, field) if isinstance(field, str) else ""


@cache
def _named(model: type[models.Model], field: str) -> str:
    name = field.partition("__")[0]
    if name == "pk":
        return str(model._meta.pk.attname)
    found = {one.name: one.attname for one in model._meta.concrete_fields}
    return found.get(name, name)


@cache
def confidential(model: Any) -> frozenset[str]:
    """The columns of a model whose reading is noted."""
    open_ones = {"id", *model.whose_columns(), *(_column(model, name) for name in model.bookkeeping)}
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
    def whose_columns(cls) -> tuple[str, ...]:
        """The columns by which it is known whose a row is."""
        raise NotImplementedError

    @classmethod
    def tells_whose(cls, columns: set[str]) -> bool:
        """Whether these columns say whose a row is."""
        raise NotImplementedError

    @classmethod
    def note(cls, noted: noting.Noted, row: dict[str, Any]) -> None:
        """Notes a row that was read, from the columns that are there of it."""
        raise NotImplementedError


class Confidential(_Noted):
    """A row about one person in one group; `closely`: its subject hears of its being read only once told."""

    noted_as: ClassVar[str]
    closely: ClassVar[bool] = False
    author_column: ClassVar[str] = "author_id"

    class Meta:
        abstract = True

    @classmethod
    def whose_columns(cls) -> tuple[str, ...]:
        return ("subject_id", "group_id", cls.author_column, "id")

    @classmethod
    def tells_whose(cls, columns: set[str]) -> bool:
        return "id" in columns or {"subject_id", "group_id"} <= columns

    @classmethod
    def note(cls, noted: noting.Noted, row: dict[str, Any]) -> None:
        if "subject_id" in row and "group_id" in row:
            whose = Whose(row["subject_id"], row["group_id"], row.get(cls.author_column))
            noted.rows[cls, row.get("id", whose)] = whose
        else:
            noted.unknown.add((cls, row["id"]))

    @classmethod
    def whose(cls, pks: Iterable[Any]) -> Iterator[tuple[Any, Whose]]:
        """Whose the rows of these keys are."""
        columns = ("pk", "subject_id", "group_id", cls.author_column)
        with as_task("reading-noted"):
            rows = list(cls._base_manager.filter(pk__in=list(pks)).values_list(*columns))
        for pk, *about in rows:
            yield pk, Whose(*about)


class ConfidentialOfPerson(Confidential):
    """A row about one person that belongs to no group. Where it is `closely`, the person never hears of its reading."""

    class Meta:
        abstract = True

    @classmethod
    def whose_columns(cls) -> tuple[str, ...]:
        return ("subject_id", cls.author_column, "id")

    @classmethod
    def tells_whose(cls, columns: set[str]) -> bool:
        return not columns.isdisjoint({"id", "subject_id"})

    @classmethod
    def note(cls, noted: noting.Noted, row: dict[str, Any]) -> None:
        super().note(noted, {"group_id": IN_NO_GROUP} | row)

    @classmethod
    def whose(cls, pks: Iterable[Any]) -> Iterator[tuple[Any, Whose]]:
        with as_task("reading-noted"):
            rows = list(cls._base_manager.filter(pk__in=list(pks)).values_list("pk", "subject_id", cls.author_column))
        for pk, subject, author in rows:
            yield pk, Whose(subject, IN_NO_GROUP, author)


class ConfidentialPart(_Noted):
    """A row that belongs to a confidential one and is read as it is."""

    part_of: ClassVar[str]

    class Meta:
        abstract = True

    @classmethod
    def whose_columns(cls) -> tuple[str, ...]:
        return (f"{cls.part_of}_id", "id")

    @classmethod
    def tells_whose(cls, columns: set[str]) -> bool:
        return not columns.isdisjoint(cls.whose_columns())

    @classmethod
    def note(cls, noted: noting.Noted, row: dict[str, Any]) -> None:
        whole = row.get(f"{cls.part_of}_id") or cls._base_manager.values_list(f"{cls.part_of}_id").get(pk=row["id"])[0]
        noted.unknown.add((_whole(cls), whole))


@cache
def _whole(part: Any) -> Any:
    return part._meta.get_field(part.part_of).related_model
