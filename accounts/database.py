"""Who migrates and who signs in to PostgreSQL, what the checks say of it, and SQLite's own care."""

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts import roles, row_policies

log = logging.getLogger(__name__)

ONE_WALL = (
    "On SQLite only the application keeps confidential rows from those who may not see them. "
    "On PostgreSQL the database refuses them as well: see docs/running.md."
)

ONE_LOGIN = "The worker signs in to PostgreSQL as the pages do, so they could name its tasks and seal the trail."

IN_THE_OPEN = "Another machine is spoken to without encryption, or without checking that it is the right one."


class OwnerOnlyMigrates:
    """Where an owner is given, tables are made through it (`migrate --database owner`), never by the application."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        """The application's own connection may not migrate once an owner exists (tests mirror both onto one)."""
        if "owner" in settings.DATABASES and db == "default" and not settings.DATABASES["default"].get("TESTED"):
            return False
        return None


def let_the_roles_in(sender: object, using: str, **more: object) -> None:
    """After a migration on PostgreSQL by the owner: whoever signs in to it may do what `accounts.roles` says."""
    connection, given = connections[using], roles.given()
    if connection.vendor != "postgresql" or given.pages in ("", connection.settings_dict["USER"]):
        return
    with connection.cursor() as cursor:
        roles.let_in(cursor, given)


def check_second_wall(app_configs: object, databases: Sequence[str] | None = None, **more: object) -> list[Any]:
    """Whether the database itself refuses confidential rows; asked by `check --deploy --database default`."""
    if "default" not in (databases or ()):
        return []
    if connections["default"].vendor != "postgresql":
        return [checks.Warning(ONE_WALL, id="plumbline.W002")]
    if _owns_tables():
        said = "The application signs in to PostgreSQL as the owner of its tables."
        hint = "Give DATABASE_OWNER_URL to the migration, and let DATABASE_URL name a role that owns nothing."
        return [checks.Warning(said, hint=hint, id="plumbline.W001")]
    if bare := row_policies.bare_tables("default"):
        said = f"PostgreSQL keeps nothing back from the application in: {', '.join(bare)}."
        hint = "Migrate as the owner (`migrate --database owner`), and let DATABASE_URL name a role that owns nothing."
        return [checks.Warning(said, hint=hint, id="plumbline.W003")]
    if not settings.WORKER_ROLE and _may_seal():
        hint = "Make it with deploy/postgres-roles.sql, and give DATABASE_WORKER_URL to the migration and the worker."
        return [checks.Warning(ONE_LOGIN, hint=hint, id="plumbline.W005")]
    return []


def _owns_tables() -> bool:
    """Whether who signs in here may do with a table what its owner may."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_class WHERE relkind = 'r' AND pg_has_role(relowner, 'USAGE') "
            "AND relnamespace = to_regnamespace(current_schema()))"
        )
        return bool(cursor.fetchone()[0])


def _may_seal() -> bool:
    """Whether who signs in here may do what only the worker does, where the worker has a login of its own."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(to_regclass(%s), 'INSERT')", [roles.SEALING[0]])
        return bool(cursor.fetchone()[0])


def say_where_one_wall_stands() -> None:
    """One line at the start of a server on SQLite; and one for each machine that is spoken to in the open."""
    if connections["default"].vendor == "sqlite":
        log.warning(ONE_WALL)
    for sentence in settings.IN_THE_OPEN:
        log.warning("%s %s", IN_THE_OPEN, sentence)


def check_nothing_goes_in_the_open(app_configs: object, **more: object) -> list[checks.CheckMessage]:
    """Whether another machine is spoken to without encryption, or without checking who answers."""
    return [checks.Warning(IN_THE_OPEN, hint=sentence, id="plumbline.W004") for sentence in settings.IN_THE_OPEN]


def prepare_sqlite(sender: object, connection: BaseDatabaseWrapper, **more: object) -> None:
    """Gives SQLite room for readers beside one writer."""
    if connection.vendor == "sqlite":
        connection.connection.execute("PRAGMA cache_size=-64000")
