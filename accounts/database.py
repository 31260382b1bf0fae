"""The two roles on PostgreSQL (an owner who migrates, an application that owns nothing), and SQLite's own care."""

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts import row_policies

log = logging.getLogger(__name__)

ONE_WALL = (
    "On SQLite only the application keeps confidential rows from those who may not see them. "
    "On PostgreSQL the database refuses them as well: see docs/running.md."
)


IN_THE_OPEN = "Another machine is spoken to without encryption, or without checking that it is the right one."


class OwnerOnlyMigrates:
    """Where an owner is given, tables are made through it (`migrate --database owner`), never by the application."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        """The application's own connection may not migrate once an owner exists (tests mirror both onto one)."""
        if "owner" in settings.DATABASES and db == "default" and not settings.DATABASES["default"].get("TESTED"):
            return False
        return None


# the tables to which the application's role only adds
ONLY_ADDED_TO = (
    "accounts_event",
    "accounts_reading",
    "accounts_readabout",
    "accounts_seal",
    "accounts_sealed",
)


def let_the_application_in(sender: object, using: str, **more: object) -> None:
    """After a migration on PostgreSQL: the application's role may read and write rows, and only add to the trail."""
    connection = connections[using]
    role = application_role()
    if connection.vendor != "postgresql" or not role or role == connection.settings_dict["USER"]:
        return
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(ONLY_ADDED_TO)} FROM {quoted}")


def application_role() -> str:
    """The name under which the application signs in to PostgreSQL; empty on SQLite."""
    given = settings.DATABASES["default"]
    return given.get("USER", "") if given["ENGINE"].endswith("postgresql") else ""


def check_roles_are_apart(app_configs: object, **more: object) -> list[checks.CheckMessage]:
    """On PostgreSQL the application should not be the owner of its tables."""
    if application_role() and "owner" not in settings.DATABASES:
        return [
            checks.Warning(
                "The application signs in to PostgreSQL as the owner of its tables.",
                hint="Give DATABASE_OWNER_URL for migrations and let DATABASE_URL name a role that owns nothing.",
                id="plumbline.W001",
            )
        ]
    return []


def check_second_wall(app_configs: object, databases: Sequence[str] | None = None, **more: object) -> list[Any]:
    """Whether the database itself refuses confidential rows; asked by `check --deploy --database default`."""
    if "default" not in (databases or ()):
        return []
    if connections["default"].vendor != "postgresql":
        return [checks.Warning(ONE_WALL, id="plumbline.W002")]
    bare = row_policies.bare_tables("default")
    if not bare:
        return []
    said = f"PostgreSQL keeps nothing back from the application in: {', '.join(bare)}."
    hint = "Migrate as the owner (`migrate --database owner`), and let DATABASE_URL name a role that owns nothing."
    return [checks.Warning(said, hint=hint, id="plumbline.W003")]


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
