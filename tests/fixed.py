"""Writing in fixed versions, as no site can: for stories that need another text than they were made with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from frameworks import fixed
from tests.accounts.owner import as_owner

NOTHING_REFUSED = fixed.REFUSE.replace(f"RAISE EXCEPTION '{fixed.REFUSED}'", "PERFORM 1; --")


OF_VERSIONS = "frameworks_version"


@contextmanager
def past_the_wall(*tables: str) -> Iterator[None]:
    """Within it the triggers of these tables (else: of versions) let everything through; on PostgreSQL all do."""
    if connection.vendor == "postgresql":
        as_owner(NOTHING_REFUSED)
    else:
        with connection.cursor() as cursor:
            for statement in lifting(*(tables or (OF_VERSIONS,))):
                cursor.execute(statement)
    try:
        yield
    finally:
        if connection.vendor == "postgresql":
            as_owner(fixed.REFUSE)
        else:
            fixed.install(None, using="default")


def lifting(*tables: str) -> list[str]:
    """The statements for SQLite, which reads all of its tables anew after each."""
    names = [f"fixed_{table}_{act}" for table in tables for act in ("insert", "update", "delete")]
    return [f"DROP TRIGGER {name}" for name, _statement in fixed.on_sqlite() if name in names]


def empty_fixed_texts_too(connection: Any) -> None:
    """On SQLite: before tables are emptied, no text is fixed. Django says `post_migrate` then, which puts back what is
    gone here."""
    operations = type(connection.ops)
    flush = operations.sql_flush
    first = [*lifting(OF_VERSIONS), f"UPDATE {OF_VERSIONS} SET state = 'draft', from_on = NULL"]
    operations.sql_flush = lambda *given, **more: [*first, *flush(*given, **more)]
