"""The tests' database on PostgreSQL: roles that own nothing, and how tables are emptied.

The tests are pages and worker in one, so they sign in as one login that may do what both may. What they count they
count as the role that counts, as a site does.
"""

from accounts import roles, row_policies, viewing
from accounts.roles import Roles
from frameworks import fixed
from tests.accounts.owner import as_owner
from tests.dropping import END_SESSIONS
from tests.fixed import NOTHING_REFUSED

APPLICATION, WORKER, WORD = "plumbline_test_app", "plumbline_test_worker", "only-for-tests"
COUNTING = f"{WORKER}_counting"
# as the tests are, and as a site is whose worker has a login of its own
TOGETHER, APART = Roles(APPLICATION, APPLICATION, COUNTING), Roles(APPLICATION, WORKER, COUNTING)

# what the owner does for a test; in test databases only
FUNCTIONS = """
-- `tests/accounts/owner.py`
CREATE OR REPLACE FUNCTION test_as_owner(statement text) RETURNS bigint SECURITY DEFINER LANGUAGE plpgsql AS $$
DECLARE touched bigint;
BEGIN EXECUTE statement; GET DIAGNOSTICS touched = ROW_COUNT; RETURN touched; END $$;
CREATE OR REPLACE FUNCTION test_empty(given text[]) RETURNS void SECURITY DEFINER LANGUAGE plpgsql AS $empty$
DECLARE one text; filled boolean;
BEGIN
    EXECUTE LIFT;
    FOREACH one IN ARRAY given LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', one) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %I', one); END IF;
    END LOOP;
    EXECUTE PUT_BACK;
END $empty$;
""".replace("LIFT", f"$lift${NOTHING_REFUSED}$lift$").replace("PUT_BACK", f"$back${fixed.REFUSE}$back$")


def emptied(operations, style, tables, **more) -> list[str]:
    """Empties the tables that hold something. Django's TRUNCATE makes all of them anew on the disk."""
    return [f"SELECT test_empty(ARRAY[{', '.join(repr(table) for table in tables)}])"] if tables else []


def end_other_sessions(connection) -> None:
    """Ends what a test's thread or stream may still hold open, so that the database can be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(END_SESSIONS, [connection.settings_dict["NAME"]])


class Owner:
    """A cursor of the owner's, in the test's own transaction."""

    def execute(self, statement: str) -> None:
        as_owner(statement)


def set_up(wanted: Roles) -> None:
    """What a migration does for these roles."""
    roles.let_in(Owner(), wanted)
    as_owner(roles.may_name(wanted))


def become_the_application(connection) -> None:
    """Makes the roles, lets them in, and signs in as the application from now on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7201)")
        for name in (APPLICATION, WORKER, COUNTING):
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {name} NOINHERIT")
            # whose sessions the owner may then end
            cursor.execute(f"GRANT {name} TO CURRENT_USER")
        for name in (APPLICATION, WORKER):
            cursor.execute(f"ALTER ROLE {name} LOGIN NOINHERIT PASSWORD '{WORD}'")
            cursor.execute(f"GRANT {COUNTING} TO {name}")
        cursor.execute(f"GRANT {WORKER} TO {APPLICATION}")  # so that a test may be the worker alone
        cursor.execute("SELECT pg_advisory_unlock(7201)")
        roles.let_in(cursor, TOGETHER)
        cursor.execute(roles.may_name(TOGETHER))
        cursor.execute(FUNCTIONS)
        # what a test itself writes and reads; a request, a task or the tick of a test says who looks, as ever
        for table in row_policies.tables():
            of_tests = "current_setting('plumbline.viewer', true) = 'task tests'"
            cursor.execute(f"CREATE POLICY tests ON {table} USING ({of_tests}) WITH CHECK ({of_tests})")
    connection.close()
    type(connection.ops).sql_flush = emptied
    connection.settings_dict.update(USER=APPLICATION, PASSWORD=WORD, COUNTS_AS=COUNTING)
    viewing.where_nobody_is_said = "task tests"
