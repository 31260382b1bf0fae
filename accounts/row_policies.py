"""The second wall: PostgreSQL's own policies on confidential rows, written by hand beside the models, installed anew
after each migration. Each app's `policies/` holds `functions.sql` and one file a table, named after it."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connections, transaction

from accounts import roles, viewing

FUNCTIONS = "functions.sql"


def files() -> Iterator[Path]:
    """Every file of policies, functions first, in the order of the apps."""
    found = [path for app in apps.get_app_configs() for path in sorted(Path(app.path).glob("policies/*.sql"))]
    yield from (path for path in found if path.name == FUNCTIONS)
    yield from (path for path in found if path.name != FUNCTIONS)


def tables() -> list[str]:
    """The tables that have policies of their own."""
    return list(dict.fromkeys(path.stem for path in files() if path.name != FUNCTIONS))


def install(sender: object, using: str, **more: object) -> None:
    """After a migration by the owner of the tables: puts the policies of this version in the place of all others.

    In one transaction: no statement ever meets a table without its policies.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_has_role(relowner, 'USAGE') FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relname = ANY (%s)",
            [tables()],
        )
        owned = dict(cursor.fetchall())
        if not all(owned.values()) or len(owned) < len(tables()):
            return  # the application's own role, or the first half of a migration
        cursor.execute("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'")
        for policy, table in cursor.fetchall():
            cursor.execute(f'DROP POLICY "{policy}" ON "{table}"')
        cursor.execute(roles.may_name(roles.given()))
        for path in files():
            cursor.execute(path.read_text())
        for table in tables():
            cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')


def bare_tables(using: str) -> list[str]:
    """The tables in which no policy keeps anything from whoever this connection signs in as."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relname = ANY (%s) AND NOT row_security_active(oid) ORDER BY relname",
            [tables()],
        )
        return [table for (table,) in cursor.fetchall()]


def bind_whoever_writes(using: str = "default") -> bool:
    """Whether these policies stand between this connection and the rows it would write for many people at once, as
    the makers of whole companies do: they sign in as the owner of the tables, or somebody is said to look."""
    return connections[using].vendor == "postgresql" and not viewing.viewer() and not bare_tables(using)
