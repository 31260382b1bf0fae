"""The tests' database (on PostgreSQL as the application's own role), and the cast."""

import os
from collections import Counter

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections

from accounts import row_policies, viewing
from accounts.database import ONLY_ADDED_TO
from tests.browser.stack import browser_path
from tests.cast import Cast, make_cast

on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_keepdb):
    """Makes the test database as the owner; on PostgreSQL the tests then run as a role that owns nothing."""
    from django.test.utils import setup_databases, teardown_databases

    settings.DATABASES["default"]["TESTED"] = True
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    with django_db_blocker.unblock():
        default = connections["default"]
        owner = dict(default.settings_dict)
        if "owner" in settings.DATABASES:
            owner |= {k: settings.DATABASES["owner"][k] for k in ("USER", "PASSWORD")}
        default.settings_dict.update({k: owner[k] for k in ("USER", "PASSWORD")} if on_postgres else {})
        if worker:
            for connection in connections.all():
                connection.settings_dict.setdefault("TEST", {})
                name = connection.settings_dict["TEST"].get("NAME") or f"test_{connection.settings_dict['NAME']}"
                if on_postgres:
                    connection.settings_dict["TEST"]["NAME"] = f"{name}_{worker}"
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb)
        if on_postgres:
            become_the_application(default)
        yield
        if on_postgres:
            default.close()
            viewing.where_nobody_is_said = ""
            default.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
            end_other_sessions(default)
        teardown_databases(made, verbosity=0, keepdb=django_db_keepdb)


@pytest.fixture(autouse=True)
def no_first_run(monkeypatch):
    """In the tests somebody is always here, but in those that ask for `first_run`."""
    monkeypatch.setattr("accounts.first_run._somebody_is_here", True)


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
        # TRUNCATE is how a test's own rows are cleared away; the application never has it
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(f"REVOKE UPDATE, DELETE ON {', '.join(ONLY_ADDED_TO)} FROM {role}")
        # by which a test does what only the owner can (`tests/accounts/owner.py`); in test databases only
        cursor.execute(
            "CREATE OR REPLACE FUNCTION test_as_owner(statement text) RETURNS bigint SECURITY DEFINER LANGUAGE plpgsql"
            " AS $$ DECLARE touched bigint;"
            " BEGIN EXECUTE statement; GET DIAGNOSTICS touched = ROW_COUNT; RETURN touched; END $$"
        )
        # what a test itself writes and reads; a request, a task or the tick of a test says who looks, as ever
        for table in row_policies.tables():
            of_tests = "current_setting('plumbline.viewer', true) = 'task tests'"
            cursor.execute(f"CREATE POLICY tests ON {table} USING ({of_tests}) WITH CHECK ({of_tests})")
    connection.close()
    connection.settings_dict.update(USER=role, PASSWORD=word)
    viewing.where_nobody_is_said = "task tests"


def pytest_collection_modifyitems(items):
    """Tests that want a real PostgreSQL, Redis or browser are told apart; the last lines say what was not run."""
    for item in items:
        if "postgres" in item.keywords and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="wants PostgreSQL: give DATABASE_URL"))
        if "redis" in item.keywords and not settings.REDIS_URL:
            item.add_marker(pytest.mark.skip(reason="wants Redis: give REDIS_URL"))
        if "browser" in item.keywords and not browser_path():
            item.add_marker(pytest.mark.skip(reason="wants Chromium: install it, or give CHROMIUM"))
        if "long" in item.keywords and not os.environ.get("PLUMBLINE_LONG"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: make test-long"))


@pytest.fixture(autouse=True)
def no_counts_from_before():
    """Limits of sign-in, and what was read lately, begin at nothing in every test."""
    from accounts import readings

    cache.clear()
    readings.forget()


@pytest.fixture
def cast(db) -> Cast:
    """The people of the small company, by first name: `cast.mei`."""
    return make_cast()


@pytest.fixture
def sign_in(client):
    """Signs the test client in as a person and returns it."""

    def as_person(person):
        client.force_login(person)
        return client

    return as_person


def pytest_terminal_summary(terminalreporter):
    """Says plainly what was not run, and what it would want."""
    reasons = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"not run: {count} test{'s' if count > 1 else ''}; {reason}")
