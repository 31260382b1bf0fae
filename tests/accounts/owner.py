"""Writing to the database past the application: as the owner of its tables, who is bound by no rule of ours."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def as_owner(statement: str, values: Sequence[Any] = ()) -> int:
    """Runs one statement as the tables' owner, in the test's own transaction; how many rows it touched."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(statement, list(values))
            return cursor.rowcount
        cursor.execute("SELECT test_as_owner(%s)", [connection.ops.compose_sql(statement, list(values))])
        return cursor.fetchone()[0]
