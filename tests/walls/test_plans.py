"""A question asked again goes by a plan that PostgreSQL keeps, and answers what it would have answered without."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg.types.numeric import Int2, Int4, Int8

from accounts.postgresql.plans import Plans
from accounts.viewing import as_task, viewing
from reviews.models import Assessment
from tests.walls.company import make_company

pytestmark = pytest.mark.postgres


def ask(statement: str, *params: object) -> object:
    """The first value of the answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0]


def kept() -> list[str]:
    """The statements that PostgreSQL keeps for this connection."""
    rows = connection.connection.execute("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")
    return [re.search(r" AS (.*?);", statement)[1] for (statement,) in rows.fetchall()]


@pytest.fixture(autouse=True)
def _new_connection(django_db_setup, django_db_blocker):
    """A connection outside of any transaction; but for one, these tests write nothing that would have to be undone."""
    with django_db_blocker.unblock():
        connection.close()
        yield
        connection.close()


@pytest.fixture
def plans(monkeypatch):
    """Sets how many plans a connection keeps, and begins a new one."""

    def keep(most: int) -> None:
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "KEPT_PLANS", most)

    return keep


def test_what_is_asked_twice_is_kept():
    assert ask("SELECT 1 + %s", 1) == 2
    assert kept() == []
    assert ask("SELECT 1 + %s", 2) == 3
    assert kept() == ["SELECT 1 + $1"]
    assert [ask("SELECT 1 + %s", number) for number in (3, 4, 5)] == [4, 5, 6]
    assert len(kept()) == 1


def test_several_questions_put_together_are_kept_as_one():
    assert [ask("(SELECT %s) UNION (SELECT %s) ORDER BY 1", number, 9) for number in (1, 2, 3)] == [1, 2, 3]
    assert kept() == ["(SELECT $1) UNION (SELECT $2) ORDER BY 1"]


@pytest.mark.parametrize("most", [2, 3])
def test_so_many_are_kept_and_the_one_not_asked_for_longest_goes_first(plans, most):
    plans(most)
    for number in range(most):
        for _ in range(2):
            ask(f"SELECT {number} + %s", 1)
    ask("SELECT 0 + %s", 1)
    for _ in range(2):
        ask("SELECT 9 + %s", 1)
    assert "SELECT 0 + $1" in kept()
    assert "SELECT 1 + $1" not in kept()
    assert len(kept()) == most


def test_none_are_kept_where_none_are_wanted(plans):
    plans(0)
    assert [ask("SELECT 1 + %s", 1) for _ in range(4)] == [2] * 4
    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_a_kept_plan_answers_each_viewer_with_what_is_theirs():
    company = make_company(3)
    everyone = Assessment.objects.order_by("pk").values_list("pk", flat=True)

    def seen_by(person) -> set[UUID]:
        with viewing(person):
            return set(everyone.all())

    connection.settings_dict["KEPT_PLANS"], before = 0, connection.settings_dict["KEPT_PLANS"]
    connection.close()
    without = {person.pk: seen_by(person) for person in company.people}
    connection.settings_dict["KEPT_PLANS"] = before
    connection.close()
    assert len({frozenset(rows) for rows in without.values()}) > 3
    for _ in range(3):
        assert {person.pk: seen_by(person) for person in company.people} == without
    assert len([statement for statement in kept() if "reviews_assessment" in statement]) == 1
    with viewing(None):
        assert set(everyone.all()) == set()


@pytest.mark.django_db(transaction=True)
def test_a_kept_plan_is_each_roles_own():
    company = make_company(3)
    columns = "SELECT person_id FROM figures_answer WHERE question_id IS NOT NULL AND %s = 1"

    def seen() -> set[UUID]:
        with connection.cursor() as cursor:
            cursor.execute(columns, [1])
            return {person for (person,) in cursor.fetchall()}

    everybody = seen()
    answered = next(person for person in company.people if person.pk in everybody)
    assert len(everybody) > 1
    for _ in range(3):
        with viewing(answered):
            assert seen() == {answered.pk}
        with as_task("counting"):
            assert seen() == everybody
        with viewing(None):
            assert seen() == set()
    assert len([statement for statement in kept() if "figures_answer" in statement]) == 1


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_was_kept_as_oneself_opens_nothing_to_who_counts():
    make_company(3)
    asked = "SELECT count(statement) FROM reviews_assessment WHERE %s = 1"
    every = [ask(asked, 1) for _ in range(3)]
    assert every[0] > 0
    assert "SELECT count(statement) FROM reviews_assessment WHERE $1 = 1" in kept()
    for _ in range(2):
        with (
            pytest.raises(ProgrammingError, match="permission denied for table reviews_assessment"),
            as_task("counting"),
        ):
            ask(asked, 1)
        assert ask(asked, 1) == every[0]


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("SELECT 7 / %s", 2),
        ("SELECT %s + 1", 2**40),
        ("SELECT %s * 2", Decimal("1.5")),
        ("SELECT %s / 2", 3.0),
        ("SELECT DATE '2026-11-20' + %s", 3),
        ("SELECT %s - DATE '2026-11-20'", date(2026, 12, 1)),
        ("SELECT EXTRACT(hour FROM %s AT TIME ZONE 'UTC')", datetime(2026, 11, 20, 15, tzinfo=UTC)),
        ("SELECT COALESCE(%s, 'none')", None),
        ("SELECT upper(%s)", "50 %"),
        ("SELECT 'a%%' || %s", "O'Hara \\"),
        ("SELECT %s IS NOT NULL AND NOT %s::boolean", True),
        ("SELECT %s = UUID '2bac978c-14f2-4cd6-86a8-9fd7309069b7'", UUID("2bac978c14f24cd686a89fd7309069b7")),
        ("SELECT pg_typeof(%s)::text", Int2(3)),
        ("SELECT pg_typeof(%s)::text", Int4(3)),
        ("SELECT pg_typeof(%s)::text", Int8(3)),
        ("SELECT pg_typeof(%s)::text", 3),
    ],
)
def test_a_value_of_each_type_is_read_as_without_a_plan(statement, value):
    params = [value] * statement.count("%s")
    first = ask(statement, *params)
    assert [ask(statement, *params) for _ in range(7)] == [first] * 7
    assert len(kept()) == 1


def test_one_statement_with_two_types_is_two_plans():
    for value in (2, 2, Decimal(2), Decimal(2)):
        ask("SELECT 7 / %s", value)
    assert ask("SELECT 7 / %s", 2) == 3
    assert ask("SELECT 7 / %s", Decimal(2)) == Decimal("3.5")
    assert len(kept()) == 2


def test_what_cannot_be_prepared_is_asked_as_it_is():
    assert [ask("SELECT pg_typeof(%s)::text", "a text of no type") for _ in range(4)] == ["unknown"] * 4
    assert kept() == []


def test_inside_a_transaction_nothing_is_prepared_and_what_is_kept_is_used():
    ask("SELECT 1 + %s", 1)
    with transaction.atomic():
        assert [ask("SELECT 1 + %s", 1) for _ in range(3)] == [2, 2, 2]
    assert kept() == []
    ask("SELECT 1 + %s", 1)
    with transaction.atomic(), as_task("counting"):
        assert ask("SELECT 1 + %s", 4) == 5
    assert len(kept()) == 1


def test_a_question_whose_column_changed_is_asked_anew():
    ask_it = "SELECT one FROM changing WHERE one::text <> %s"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE changing AS SELECT 1 AS one")
    assert [ask(ask_it, "2"), ask(ask_it, "2")] == [1, 1]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE changing ALTER COLUMN one TYPE text")
    assert [ask(ask_it, "2") for _ in range(3)] == ["1"] * 3


def test_plans_that_were_taken_away_are_made_anew():
    assert [ask("SELECT 1 + %s", 1) for _ in range(2)] == [2, 2]
    connection.connection.execute("DEALLOCATE ALL")
    assert [ask("SELECT 1 + %s", 1) for _ in range(4)] == [2] * 4
    assert len(kept()) == 1


def test_what_is_wrong_stays_wrong():
    for _ in range(3):
        with pytest.raises(ProgrammingError, match="does not exist"):
            ask("SELECT no_such_column + %s", 1)


def test_a_value_of_another_kind_has_no_plan():
    assert Plans(9).shape("SELECT %s", ([1, 2],)) is None
    assert Plans(9).shape("SELECT %s", (datetime(2026, 11, 20),)) is None
    assert Plans(9).shape("UPDATE people SET name = %s", ("a",)) is None
