"""The wall under fixed texts: triggers of the database that refuse each change of a version that is not written any
more, and of what its text is made of (docs/decisions/0020-fixed-texts.md). Put in place anew after each migration, for
SQLite makes tables anew with them and loses what hangs on these.
"""

from collections.abc import Iterator

from django.core import checks
from django.db import connections, transaction

from frameworks.models import Version

REFUSED = "The text of a version that is fixed never changes."
WRITTEN = ", ".join(f"'{state}'" for state in Version.WRITTEN)
FIXED = ", ".join(f"'{state}'" for state in Version.State if state not in Version.WRITTEN)
NEVER_BACK = ", ".join(f"'{state}'" for state in ("published", "superseded", "retired"))

# of a version: what may be said of it later
MAY_CHANGE = ("id", "state", "published_at", "from_on", "reason")

OF_ITSELF = "{row}.version_id"
BY_PARENT = "(SELECT version_id FROM {table} WHERE id = {{row}}.{column})"

# the tables of a text, and which version a row of each belongs to
TEXTS = {
    "frameworks_addonduty": OF_ITSELF,
    "frameworks_addonrole": OF_ITSELF,
    "frameworks_addonrole_on_levels": BY_PARENT.format(table="frameworks_addonrole", column="addonrole_id"),
    "frameworks_axisgroup": OF_ITSELF,
    "frameworks_behaviour": OF_ITSELF,
    "frameworks_expectation": OF_ITSELF,
    "frameworks_layer": OF_ITSELF,
    "frameworks_rulecondition": OF_ITSELF,
    "frameworks_succession": OF_ITSELF,
    "frameworks_translation": OF_ITSELF,
    "frameworks_versionaxis": OF_ITSELF,
    "frameworks_versionlevel": OF_ITSELF,
    "frameworks_versionrole": OF_ITSELF,
    "frameworks_versionrole_next": BY_PARENT.format(table="frameworks_versionrole", column="from_versionrole_id"),
    "frameworks_versionrole_tracks": BY_PARENT.format(table="frameworks_versionrole", column="versionrole_id"),
    "frameworks_versionstep": BY_PARENT.format(table="frameworks_versionaxis", column="version_axis_id"),
    "frameworks_versiontrack": OF_ITSELF,
    "frameworks_versiontrack_axes": BY_PARENT.format(table="frameworks_versiontrack", column="versiontrack_id"),
}

# the tables of a rating scale, and which scale a row of each belongs to
SCALES = {"frameworks_scale": "{row}.id", "frameworks_scalepoint": "{row}.scale_id"}

# what texts name by code or number: it stays what it was made as
NAMED = {
    "frameworks_axis": ("code", "framework_id"),
    "frameworks_level": ("code", "framework_id"),
    "frameworks_role": ("code", "framework_id"),
    "frameworks_step": ("number", "axis_id"),
    "frameworks_track": ("code", "framework_id"),
}
TABLES = (*TEXTS, *SCALES, *NAMED, "frameworks_version")


def columns() -> list[str]:
    """The columns of a version that are its text."""
    fields = Version._meta.concrete_fields
    return [str(field.column) for field in fields if field.name not in MAY_CHANGE]


def install(sender: object, using: str, **more: object) -> None:
    """After a migration by the owner of the tables: puts the triggers of this version in the place of all others."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if not set(TABLES) <= set(connection.introspection.table_names(cursor)):
            return  # the first half of a migration
    if connection.vendor == "sqlite":
        _on_sqlite(using)
    elif connection.vendor == "postgresql":
        _on_postgresql(using)


def missing(using: str) -> list[str]:
    """The tables on which no trigger stands."""
    asked = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'fixed_%'",
        "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'fixed_%' AND tgenabled <> 'D'",
    }
    with connections[using].cursor() as cursor:
        cursor.execute(asked[connections[using].vendor])
        there = {table for (table,) in cursor.fetchall()}
    return [table for table in TABLES if table not in there]


def check(app_configs: object, databases: object = None, **more: object) -> list[checks.CheckMessage]:
    """Whether the database refuses changes of fixed texts; asked by `check --deploy --database default`."""
    if "default" not in (databases or ()):  # type: ignore[operator]
        return []
    if bare := missing("default"):
        said = f"Nothing in the database keeps fixed texts from changing in: {', '.join(bare)}."
        return [checks.Warning(said, hint="Migrate once more, as the owner of the tables.", id="plumbline.W006")]
    return []


# -- SQLite ----------------------------------------------------------------------------------------


def on_sqlite() -> Iterator[tuple[str, str]]:
    """Each trigger by name."""
    for table, version in TEXTS.items():
        yield from _refusing(table, f"id = {version}")
    for table, scale in SCALES.items():
        yield from _refusing(table, f"scale_id = {scale}")
    for table, named in NAMED.items():
        yield _trigger(table, "update", f"UPDATE OF {', '.join(named)}", _differ(named))
    yield _trigger("frameworks_version", "delete", "DELETE", f"OLD.state IN ({FIXED})")
    goes_back = f"OLD.state IN ({NEVER_BACK}) AND NEW.state NOT IN ({NEVER_BACK})"
    changed = f"OLD.state IN ({FIXED}) AND ({_differ(columns())})"
    yield _trigger("frameworks_version", "update", "UPDATE", f"({goes_back}) OR ({changed})")


def _refusing(table: str, whose: str) -> Iterator[tuple[str, str]]:
    fixed = f"EXISTS (SELECT 1 FROM frameworks_version WHERE {whose} AND state IN ({FIXED}))"  # noqa: S608
    old, new = (fixed.format(row=row) for row in ("OLD", "NEW"))
    yield _trigger(table, "insert", "INSERT", new)
    yield _trigger(table, "update", "UPDATE", f"{old} OR {new}")
    yield _trigger(table, "delete", "DELETE", old)


def _trigger(table: str, act: str, event: str, when: str) -> tuple[str, str]:
    name = f"fixed_{table}_{act}"
    refuse = f"SELECT RAISE(ABORT, '{REFUSED}');"
    return name, f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when} BEGIN {refuse} END"


def _differ(names: object) -> str:
    return " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)  # type: ignore[attr-defined]


def _on_sqlite(using: str) -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'fixed_%'")
        there, wanted = dict(cursor.fetchall()), dict(on_sqlite())
        for name in there.keys() - wanted.keys():
            cursor.execute(f"DROP TRIGGER {name}")
        for name, statement in wanted.items():
            if there.get(name) != statement:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(statement)


# -- PostgreSQL ------------------------------------------------------------------------------------

REFUSE = f"""
CREATE OR REPLACE FUNCTION public.plumbline_refuse_fixed() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
# whoever fixes a version waits for those who write it, and they for who fixes it
HOLD = f"""
CREATE OR REPLACE FUNCTION public.plumbline_hold_text(of_version uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
    SELECT state INTO found FROM public.frameworks_version WHERE id = of_version FOR SHARE;
    IF found IN ({FIXED}) THEN PERFORM public.plumbline_refuse_fixed(); END IF;
END $$
"""  # noqa: S608
HOLD_SCALE = f"""
CREATE OR REPLACE FUNCTION public.plumbline_hold_scale(of_scale uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.frameworks_version WHERE scale_id = of_scale AND state IN ({FIXED}))
    THEN PERFORM public.plumbline_refuse_fixed(); END IF;
END $$
"""  # noqa: S608
ROW = """
CREATE OR REPLACE FUNCTION public.{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {body}
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""


def on_postgresql() -> Iterator[str]:
    """The functions, and a trigger for each table."""
    yield from (REFUSE, HOLD, HOLD_SCALE)
    for table, version in TEXTS.items():
        in_public = version.replace("FROM frameworks_", "FROM public.frameworks_")
        yield from _for_each_row(table, _both("plumbline_hold_text", in_public))
    for table, scale in SCALES.items():
        yield from _for_each_row(table, _both("plumbline_hold_scale", scale))
    for table, named in NAMED.items():
        yield from _for_each_row(table, f"IF {_distinct(named)} THEN {_refuse} END IF;", "UPDATE")
    body = f"""
    IF TG_OP = 'DELETE' THEN
        IF OLD.state IN ({FIXED}) THEN {_refuse} END IF;
    ELSIF OLD.state IN ({NEVER_BACK}) AND NEW.state NOT IN ({NEVER_BACK}) THEN {_refuse}
    ELSIF OLD.state IN ({FIXED}) AND {_distinct(columns())} THEN {_refuse}
    END IF;"""
    yield from _for_each_row("frameworks_version", body, "UPDATE OR DELETE")


_refuse = "PERFORM public.plumbline_refuse_fixed();"


def _distinct(names: object) -> str:
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))  # type: ignore[attr-defined]
    return f"({old}) IS DISTINCT FROM ({new})"


def _both(holding: str, whose: str) -> str:
    old, new = (f"PERFORM public.{holding}({whose.format(row=row)});" for row in ("OLD", "NEW"))
    return f"IF TG_OP <> 'INSERT' THEN {old} END IF; IF TG_OP <> 'DELETE' THEN {new} END IF;"


def _for_each_row(table: str, body: str, events: str = "INSERT OR UPDATE OR DELETE") -> Iterator[str]:
    name = f"fixed_{table}"
    yield ROW.format(name=name, body=body)
    yield f"DROP TRIGGER IF EXISTS {name} ON public.{table}"
    yield f"CREATE TRIGGER {name} BEFORE {events} ON public.{table} FOR EACH ROW EXECUTE FUNCTION public.{name}()"


def _on_postgresql(using: str) -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relname = ANY (%s)",
            [list(TABLES)],
        )
        if not cursor.fetchone()[0]:
            return  # the application's own role
        for statement in on_postgresql():
            cursor.execute(statement)
