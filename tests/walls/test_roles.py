"""Pages, worker and counting each are a role of PostgreSQL's, and it refuses each what is another's."""

from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from accounts import roles
from accounts.postgresql.base import saying
from accounts.roles import Roles
from accounts.viewing import as_task, viewing
from figures.models import Answer
from reviews.models import Assessment
from tests.postgresql import APPLICATION, COUNTING, WORKER, set_up
from tests.walls.company import make_company

# a task that no page runs → who runs it, and a table that it opens
ONLY_THE_WORKERS = {
    "comments-let-out": (WORKER, "frameworks_heldcomment"),
    "counting": (COUNTING, "figures_answer"),
    "flags-let-out": (WORKER, "frameworks_flag"),
    "reminders": (WORKER, "reviews_message"),
    "role-changes": (WORKER, "reviews_result"),
}

# -- who may do what, by hand ---------------------------------------------------------------------------

WRITES = "SELECT INSERT UPDATE DELETE"
ADDS, READS = "SELECT INSERT", "SELECT"
TAKES = "SELECT UPDATE DELETE"
# of every table that is not here pages and worker read and write the rows
PAGES = {
    "accounts_event": ADDS,
    "accounts_reading": ADDS,
    "accounts_readabout": READS,
    "accounts_seal": READS,
    "accounts_sealed": READS,
}
THE_WORKER = {
    "accounts_event": ADDS,
    "accounts_reading": ADDS,
    "accounts_readabout": ADDS,
    "accounts_seal": ADDS,
    "accounts_sealed": ADDS,
    "calibration_privatenote": TAKES,
    "figures_answer": TAKES,
    "mfa_authenticator": TAKES,
    "promotions_vote": TAKES,
}
# who counts reads these columns, and adds to three tables; every other table is shut
COUNTED = {
    "accounts_organisation": "id is_demo time_zone today_began_at today_on",
    "accounts_person": "id last_login",
    "figures_answer": "option_id person_id question_id",
    "figures_counting": "cycle_id id made_at",
    "figures_option": "code id is_declined order question_id word",
    "figures_publication": "cycle_id file framework_id id made_at notes question_id screen withheld",
    "figures_question": "code counted_from id state text",
    "frameworks_framework": "id title",
    "frameworks_level": "code id",
    "frameworks_role": "framework_id id level_id",
    "frameworks_version": "id published_at",
    "frameworks_versionlevel": "level_id rank version_id",
    "reviews_cycle": "closed_at covers_to id is_trial",
    "reviews_group": "cycle_id id state",
    "reviews_rosterentry": "group_id id role_id subject_id version_id",
}
ADDED_BY_COUNTING = {"accounts_event", "figures_counting", "figures_publication"}


def asked(role: str, viewer: str, statement: str) -> list[tuple[Any, ...]]:
    """The answer to one statement as a role, past all that the application says itself."""
    with transaction.atomic(), viewing(None), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}; SET LOCAL plumbline.viewer = '{viewer}'; {statement}")
        found = cursor.fetchall()
        cursor.execute("SELECT 1")  # which is oneself again
        return found


# -- tasks ----------------------------------------------------------------------------------------------


def test_the_tasks_of_the_worker_are_these():
    said = {task: COUNTING if who == roles.COUNTING else WORKER for task, who in roles.ONLY_NAMED_BY.items()}
    assert said == {task: who for task, (who, _table) in ONLY_THE_WORKERS.items()}


@pytest.mark.postgres
@pytest.mark.parametrize(("task", "role"), [*product(ONLY_THE_WORKERS, (APPLICATION, WORKER, COUNTING))])
def test_a_task_of_the_worker_is_refused_to_every_other_role(apart, task, role):
    make_company(1)
    who, table = ONLY_THE_WORKERS[task]
    count = f"SELECT count(*) FROM {table}"
    if role == who:
        everything = asked(APPLICATION, "task tests", count)
        assert everything > [(0,)]
        assert asked(role, f"task {task}", count) == everything
        return
    with pytest.raises(ProgrammingError, match=r"permission denied for (task|table)"):
        asked(role, f"task {task}", count)


@pytest.mark.postgres
def test_a_task_of_pages_and_worker_alike_is_refused_to_neither(apart):
    make_company(1)
    count = "SELECT count(*) FROM reviews_assessment"
    everything = asked(APPLICATION, "task tests", count)
    assert everything > [(0,)]
    assert asked(APPLICATION, "task meeting", count) == everything
    assert asked(WORKER, "task meeting", count) == everything


@pytest.mark.postgres
def test_without_a_login_of_the_worker_the_pages_do_its_work(db):
    make_company(1)
    set_up(Roles(APPLICATION))
    for task, (_who, table) in ONLY_THE_WORKERS.items():
        assert asked(APPLICATION, f"task {task}", f"SELECT count(*) FROM {table}") > [(0,)]
    assert may(APPLICATION, "accounts_seal") == {"SELECT", "INSERT"}


@pytest.mark.postgres
def test_who_looks_is_asked_of_the_worker_as_of_the_pages(apart):
    make_company(1)
    assert asked(WORKER, "", "SELECT count(*) FROM reviews_assessment") == [(0,)]
    assert asked(WORKER, "", "SELECT count(*) FROM figures_answer") == [(0,)]


# -- counting -------------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT statement FROM reviews_assessment",
        "SELECT count(*) FROM reviews_assessment",
        "SELECT state FROM reviews_message",
        "SELECT name FROM accounts_person",
        "SELECT launch_trouble FROM reviews_group",
        "SELECT treatment FROM reviews_rosterentry",
        "SELECT * FROM accounts_event",
        "DELETE FROM figures_answer",
        "UPDATE figures_publication SET withheld = ''",
        "INSERT INTO figures_answer (id) VALUES (gen_random_uuid())",
        "SELECT id FROM figures_question FOR UPDATE",
    ],
)
def test_who_counts_reads_no_review_and_changes_nothing(db, statement):
    with pytest.raises(ProgrammingError, match="permission denied for table"):
        asked(COUNTING, "task counting", statement)
    with (
        pytest.raises(ProgrammingError, match="permission denied for table"),
        transaction.atomic(),
        as_task("counting"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.postgres
def test_counting_code_cannot_read_an_assessment_and_is_not_shown_a_few(db):
    make_company(1)
    with as_task("counting"):
        assert Answer.objects.values_list("option", flat=True).exists()
        with (
            pytest.raises(ProgrammingError, match="permission denied for table reviews_assessment"),
            transaction.atomic(),
        ):
            Assessment.objects.values_list("statement", flat=True).first()
    assert Assessment.objects.exists()


def as_whom() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@pytest.mark.postgres
def test_within_one_transaction_only_what_counts_is_said_as_the_role_that_counts(cast):
    with transaction.atomic():
        assert as_whom() == APPLICATION
        with as_task("counting"):
            assert as_whom() == COUNTING
            with viewing(None):
                assert as_whom() == APPLICATION
            assert as_whom() == COUNTING
        assert as_whom() == APPLICATION
        with viewing(cast.mei):
            assert as_whom() == APPLICATION


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_role_is_not_left_over_in_the_connection():
    def left_over() -> str:
        with viewing(None), connection.cursor() as cursor:
            cursor.execute("SHOW role")
            return cursor.fetchone()[0]

    with as_task("counting"):
        assert as_whom() == COUNTING
    assert left_over() == "none"
    with pytest.raises(ProgrammingError), as_task("counting"):
        Assessment.objects.exists()
    assert left_over() == "none"


def test_the_role_is_said_where_there_is_one_and_only_while_counting():
    viewer = "SET LOCAL plumbline.viewer = %s; "
    assert saying("task counting", ["a"], "w_counting") == (
        f'{viewer}SET LOCAL ROLE "w_counting"; ', ("task counting", "a"),
    )  # fmt: skip
    assert saying("task meeting", [], "w_counting") == (f"{viewer}SET LOCAL ROLE NONE; ", ("task meeting",))
    assert saying("", None, "w_counting") == ("SET LOCAL plumbline.viewer = ''; SET LOCAL ROLE NONE; ", None)
    assert saying("task counting", ["a"]) == (viewer, ("task counting", "a"))


# -- privileges, as PostgreSQL has them -------------------------------------------------------------------


def may(role: str, table: str) -> set[str]:
    """What a role may do in a whole table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT named FROM unnest(string_to_array('SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER', ' '))"
            " AS named WHERE has_table_privilege(%s, %s, named)",
            [role, table],
        )
        return {named for (named,) in cursor.fetchall()}


def every_table() -> list[str]:
    return sorted(connection.introspection.table_names())


@pytest.mark.postgres
@pytest.mark.parametrize(("role", "but"), [(APPLICATION, PAGES), (WORKER, THE_WORKER)])
def test_pages_and_worker_may_do_this_and_nothing_else(apart, role, but):
    tables = every_table()
    assert set(but) <= set(tables)
    assert {table: may(role, table) for table in tables} == {
        table: set(but.get(table, WRITES).split()) for table in tables
    }


@pytest.mark.postgres
def test_who_counts_may_do_this_and_nothing_else(apart):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')"
            " AND NOT a.attisdropped AND has_column_privilege(%s, c.oid, a.attnum, 'SELECT')"
            " ORDER BY 1, 2",
            [COUNTING],
        )
        found: dict[str, list[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, []).append(column)
    assert {table: " ".join(columns) for table, columns in found.items()} == COUNTED
    whole = {table: may(COUNTING, table) - {"SELECT"} for table in every_table()}
    assert {table: rights for table, rights in whole.items() if rights} == {
        table: {"INSERT"} for table in ADDED_BY_COUNTING
    }


@pytest.mark.postgres
def test_no_role_owns_anything_or_makes_roles(apart):
    names = [APPLICATION, WORKER, COUNTING]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner::regrole::text = ANY (%s)", [names])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolcanlogin"
            " FROM pg_roles WHERE rolname = ANY (%s)",
            [names],
        )
        assert {name: rest for name, *rest in cursor.fetchall()} == {
            APPLICATION: [False, False, False, False, True],
            WORKER: [False, False, False, False, True],
            COUNTING: [False, False, False, False, False],
        }
