"""Of which tables there is any row about a person: one question about all of them, before any of their doors is asked.

It says nothing of who may see a row, and is shown to nobody. Where there is no row, no door has to be asked.
"""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import ForeignKey

from accounts.hooks import Hook
from accounts.models import Person

# columns that name a person, of tables of which few people have rows
looked_for: Hook[Any] = Hook()

_ANY = "EXISTS (SELECT 1 FROM {table} WHERE {column} = %s)"


def is_any(person: Person, *columns: Any) -> bool:
    """Whether any row names the person in one of these columns (`Grant.person`, …), as was found once a request.

    Raises KeyError for a column that is not among those `looked_for`.
    """
    if "signs" not in vars(person):
        vars(person)["signs"] = _look(person)
    return any(vars(person)["signs"][column.field] for column in columns)


def _look(person: Person) -> dict[ForeignKey, bool]:
    fields, statement = _question()
    with connection.cursor() as cursor:
        cursor.execute(statement, [field.get_db_prep_value(person.pk, connection) for field in fields])
        return dict(zip(fields, map(bool, cursor.fetchone()), strict=True))


@cache
def _question() -> tuple[tuple[ForeignKey, ...], str]:
    """The columns, and the statement that asks about each of them."""
    fields = tuple(column.field for columns in looked_for for column in columns())
    name = connection.ops.quote_name
    asked = (_ANY.format(table=name(one.model._meta.db_table), column=name(one.column)) for one in fields)
    return fields, f"SELECT {', '.join(asked)}"
