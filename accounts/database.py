"""The two roles on PostgreSQL (an owner who migrates, an application that owns nothing), and SQLite's own care."""

from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


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


def prepare_sqlite(sender: object, connection: BaseDatabaseWrapper, **more: object) -> None:
    """Gives SQLite room for readers beside one writer."""
    if connection.vendor == "sqlite":
        connection.connection.execute("PRAGMA cache_size=-64000")
