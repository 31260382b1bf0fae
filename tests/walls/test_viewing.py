"""Who looks is said with every statement, in its own transaction, and never left over."""

from datetime import datetime
from threading import Thread

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from accounts import clock
from accounts.postgresql.base import saying
from accounts.viewing import ViewerMiddleware, as_task, viewer, viewing
from reviews.models import Assessment, OneOnOne
from tests.walls.company import make_company


def said() -> str:
    """What PostgreSQL was told about who looks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('plumbline.viewer', true)")
        return cursor.fetchone()[0] or ""


def test_a_viewer_is_a_person_a_screen_a_task_or_nobody(cast):
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False), viewing(cast.mei):
        assert viewer() == f"person {cast.mei.pk} 2026-11-20 2026-11-20T12:00:00+00:00"
    with as_task("counting"):
        assert viewer() == "task counting"
    with viewing(None):
        assert viewer() == ""
    with pytest.raises(TypeError):
        viewing("mei").__enter__()
    with pytest.raises(ValueError, match="no viewer's text"):
        as_task("x'; DROP TABLE accounts_person; --").__enter__()


def test_the_viewer_before_looks_again_afterwards_even_if_it_fails(cast):
    with viewing(cast.mei):
        before = viewer()
        with pytest.raises(KeyError), as_task("counting"):
            {}[viewer()]
        assert viewer() == before


@pytest.mark.postgres
def test_every_statement_says_who_looks(cast):
    with viewing(cast.mei):
        assert said().startswith(f"person {cast.mei.pk} ")
        with as_task("counting"):
            assert said() == "task counting"
        assert said().startswith(f"person {cast.mei.pk} ")
    with viewing(None):
        assert said() == ""


def test_the_words_of_who_looks_are_the_same_for_everybody_where_parameters_are_counted():
    assert saying("person 7", ("a", 1)) == ("SET LOCAL plumbline.viewer = %s; ", ("person 7", "a", 1))
    assert saying("person 8", []) == ("SET LOCAL plumbline.viewer = %s; ", ("person 8",))
    assert saying("person 7", None) == ("SET LOCAL plumbline.viewer = 'person 7'; ", None)
    assert saying("task counting", {"a": 1}) == ("SET LOCAL plumbline.viewer = 'task counting'; ", {"a": 1})


@pytest.mark.postgres
@pytest.mark.parametrize("given", [("%", 2), {"text": "%", "number": 2}])
def test_every_kind_of_parameters_says_who_looks(cast, given):
    names = ("%s", "%s") if isinstance(given, tuple) else ("%(text)s", "%(number)s")
    asked = f"SELECT current_setting('plumbline.viewer', true), {names[0]}, {names[1]}, '%%'"
    with viewing(cast.mei), connection.cursor() as cursor:
        for _again in range(3):  # as it is, prepared, and by its plan
            cursor.execute(asked, given)
            who, *rest = cursor.fetchone()
            assert who.startswith(f"person {cast.mei.pk} ")
            assert rest == ["%", 2, "%"]


@pytest.mark.postgres
def test_logs_tell_the_statement_without_who_looked(cast, django_assert_num_queries):
    with as_task("planning"), django_assert_num_queries(1) as asked:
        OneOnOne.objects.count()
    assert [query["sql"][:15] for query in asked] == ["SELECT COUNT(*)"]


@pytest.mark.postgres
def test_a_savepoint_that_is_taken_back_takes_nobody_back(cast):
    with as_task("counting"):
        assert said() == "task counting"
        with pytest.raises(DatabaseError), transaction.atomic(), viewing(cast.mei), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert said() == "task counting"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_over_in_the_connection():
    def left_over() -> str:
        # past Django and our own cursor, on the same connection
        return connection.connection.execute("SHOW plumbline.viewer").fetchone()[0]

    with as_task("counting"):
        assert said() == "task counting"
        with transaction.atomic():
            assert said() == "task counting"
    with viewing(None):
        assert left_over() == ""
        with pytest.raises(DatabaseError), as_task("counting"), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert left_over() == ""


@pytest.mark.postgres
def test_a_thread_begins_with_nobody_of_its_parent(cast):
    found = []
    with viewing(cast.mei):
        thread = Thread(target=lambda: found.append(viewer()))
        thread.start()
        thread.join()
    assert found == ["task tests"]


@pytest.mark.postgres
def test_what_reads_in_pieces_or_writes_many_says_it_too(db):
    make_company(0)
    every = set(Assessment.objects.values_list("pk", flat=True))
    assert every
    assert set(Assessment.objects.values_list("pk", flat=True).iterator(chunk_size=2)) == every
    with viewing(None):
        assert list(Assessment.objects.iterator(chunk_size=2)) == []
        assert Assessment.objects.count() == 0
        assert Assessment.objects.update(statement="") == 0
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE reviews_assessment SET statement = %s", [["x"], ["y"]])
    assert not Assessment.objects.exclude(statement="").exists()


@pytest.mark.postgres
def test_nobody_adds_a_confidential_row(cast):
    row = OneOnOne(manager=cast.mei, report=cast.ivan, first_on="2026-11-20", at="10:00", time_zone="UTC")
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(), viewing(None):
        row.save(force_insert=True)
    with viewing(cast.petra):
        row.save(force_insert=True)
        assert not OneOnOne.objects.exists()
    with viewing(cast.ivan):
        assert OneOnOne.objects.get() == row


@pytest.mark.postgres
@pytest.mark.parametrize(
    "act",
    [
        "ALTER TABLE reviews_assessment DISABLE ROW LEVEL SECURITY",
        "DROP POLICY seen ON reviews_assessment",
        "CREATE POLICY more ON reviews_assessment USING (true)",
        "SET LOCAL row_security = off; SELECT count(*) FROM reviews_assessment",
        "CREATE OR REPLACE FUNCTION plumbline_person() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
    ],
)
def test_the_application_cannot_take_the_wall_down(db, act):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


@pytest.mark.parametrize("who", ["mei", None])
def test_a_request_looks_as_who_is_signed_in_and_a_stranger_as_nobody(cast, rf, who):
    looked = []
    request = rf.get("/")
    request.user = getattr(cast, who) if who else AnonymousUser()
    with as_task("counting"):
        ViewerMiddleware(lambda request: looked.append(viewer()))(request)
        assert viewer() == "task counting"
    assert [said.rpartition(" ")[0] for said in looked] == [f"person {cast.mei.pk} {clock.today()}" if who else ""]
