"""The tests' database on PostgreSQL: the application's own role, which owns nothing, and how tables are emptied."""

from accounts import row_policies, viewing
from accounts.database import ONLY_ADDED_TO

# what the owner does for a test; in test databases only
FUNCTIONS = """
-- `tests/accounts/owner.py`
CREATE OR REPLACE FUNCTION test_as_owner(statement text) RETURNS bigint SECURITY DEFINER LANGUAGE plpgsql AS $$
DECLARE touched bigint;
BEGIN EXECUTE statement; GET DIAGNOSTICS touched = ROW_COUNT; RETURN touched; END $$;
CREATE OR REPLACE FUNCTION test_empty(given text[]) RETURNS void SECURITY DEFINER LANGUAGE plpgsql AS $$
DECLARE one text; filled boolean;
BEGIN
    FOREACH one IN ARRAY given LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', one) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %I', one); END IF;
    END LOOP;
END $$;
"""


def emptied(operations, style, tables, **more) -> list[str]:
    """Empties the tables that hold something. Django's TRUNCATE makes all of them anew on the disk."""
    return [f"SELECT test_empty(ARRAY[{', '.join(repr(table) for table in tables)}])"] if tables else []


def end_other_sessions(connection) -> None:
    """Ends what a test's thread or stream may still hold open, so that the database can be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def become_the_application(connection) -> None:
    """Makes the role `plumbline_test_app`, lets it in, and signs in as it from now on."""
    role, word = "plumbline_test_app", "only-for-tests"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7201)")
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{word}'")
        # whose sessions the owner may then end
        cursor.execute(f"GRANT {role} TO CURRENT_USER")
        cursor.execute("SELECT pg_advisory_unlock(7201)")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(f"REVOKE UPDATE, DELETE ON {', '.join(ONLY_ADDED_TO)} FROM {role}")
        cursor.execute(FUNCTIONS)
        # what a test itself writes and reads; a request, a task or the tick of a test says who looks, as ever
        for table in row_policies.tables():
            of_tests = "current_setting('plumbline.viewer', true) = 'task tests'"
            cursor.execute(f"CREATE POLICY tests ON {table} USING ({of_tests}) WITH CHECK ({of_tests})")
    connection.close()
    type(connection.ops).sql_flush = emptied
    connection.settings_dict.update(USER=role, PASSWORD=word)
    viewing.where_nobody_is_said = "task tests"
