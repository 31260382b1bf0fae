"""The tests' database (on PostgreSQL as the application's own role), and the cast."""

import gc
import os
from collections import Counter
from contextlib import nullcontext

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.utils import translation

from accounts import viewing
from tests.access.scene import make_scene
from tests.browser.stack import browser_path
from tests.cast import Cast, make_cast
from tests.fixed import empty_fixed_texts_too
from tests.postgresql import APART, become_the_application, end_other_sessions, set_up
from tests.shared import _django_db_helper, nothing_stands_for_another_file, shared, what_stands  # noqa: F401

# how long an example takes says something of the machine, and nothing of what is asked
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

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
        else:
            empty_fixed_texts_too(default)
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


@pytest.fixture(autouse=True)
def no_language_of_another_test():
    """A request leaves its language behind in the thread: the next test begins without."""
    yield
    translation.deactivate()


# whose tests start processes, which ask the database that the test itself may not
WITH_PROCESSES = {"benchmarks", "browser", "demo", "running", "walls"}
OF_COMPONENTS = ("postgres", "redis", "browser", "django_db")


def asks_no_database(item) -> bool:
    """Whether a test has no database, and so cannot show another thing on another one."""
    folder = item.path.relative_to(item.config.rootpath / "tests").parts[0]
    return (
        folder not in WITH_PROCESSES
        and not {"db", "transactional_db", "live_server"} & set(item.fixturenames)
        and not any(item.get_closest_marker(mark) for mark in OF_COMPONENTS)
    )


def why_not(item) -> str:
    """Why a test is not run here; empty where it is. Marks are asked for: a parameter's name is a keyword as well."""
    if item.get_closest_marker("postgres") and not on_postgres:
        return "wants PostgreSQL: give DATABASE_URL"
    if item.get_closest_marker("redis") and not settings.REDIS_URL:
        return "wants Redis: give REDIS_URL"
    if item.get_closest_marker("browser") and not browser_path():
        return "wants Chromium: install it, or give CHROMIUM"
    if item.get_closest_marker("long") and not os.environ.get("PLUMBLINE_LONG"):
        return "takes minutes: make test-long"
    if os.environ.get("BOTH_DATABASES"):
        once = item.get_closest_marker("once")
        if once and once.args[0] != ("postgresql" if on_postgres else "embedded"):
            return f"asked on the other database by the same run: {once.args[0]}"
        if not once and on_postgres and asks_no_database(item):
            return "asks no database, and is asked by the same run: embedded"
    return ""


# minutes each in one worker: begun first, so that the other does not end long before
LONG_FILES = (
    "tests/privacy/test_secret_words.py",
    "tests/access/test_access.py",
    "tests/access/test_phases.py",
    "tests/attacks/test_hostile.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files first. Tests that want a real PostgreSQL, Redis or browser are told apart; the last lines say what
    was not run."""
    items.sort(key=lambda item: item.nodeid.partition("::")[0] not in LONG_FILES)
    for item in items:
        if reason := why_not(item):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True)
def no_counts_from_before():
    """Limits of sign-in, and what was read lately, begin at nothing in every test."""
    from accounts import readings

    cache.clear()
    readings.forget()


@pytest.fixture
def nothing_written(monkeypatch):
    """For a test that breaks a rule: what was written of the rules before is not asked, and what is written of the
    broken one is gone after it."""
    from accounts.doors import Door
    from accounts.written_once import WrittenOnce

    for one in gc.get_objects():
        if issubclass(type(one), WrittenOnce):
            monkeypatch.setattr(one, "kept", {})
            if issubclass(type(one), Door):
                monkeypatch.setattr(one, "refused", set())


@shared(on=nullcontext)
def cast(db) -> Cast:
    """The people of the small company, by first name: `cast.mei`."""
    return make_cast()


@shared
def scene(cast):
    """The cast with one of everything, as the tests of access have it."""
    return make_scene(cast)


@pytest.fixture
def apart(db):
    """On PostgreSQL: a site whose worker has a login of its own, of which the test is the pages; for its length."""
    if on_postgres:
        set_up(APART)


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
