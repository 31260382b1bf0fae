"""The wall under fixed texts: the database itself refuses what would change one, whoever asks and however."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey

from frameworks import fixed, workflow
from frameworks.loading import load
from frameworks.models import Expectation, Level, Role, Succession, Version
from tests.fixed import past_the_wall
from tests.frameworks.features.bakery import document
from tests.frameworks.features.test_all_at_once import WHOLE
from tests.shipped import fixture

LATER = ["announced", "published", "superseded", "retired"]
TEXTS = sorted(fixed.TEXTS)


@pytest.fixture
def everything(db):
    """Drafts that have a row in every table of a text between them."""
    tracks = WHOLE["tracks"].replace("name: Shop}", "name: Shop, axes: [dough]}")
    whole = document(**WHOLE | {"tracks": tracks})
    for name in ("support-1", "growth-1"):
        load(fixture(name))
    version = load(whole)
    Succession.objects.create(version=version, role=Role.objects.first())
    return version


def is_now(state):
    """Every version is in that state."""
    with past_the_wall():
        Version.objects.update(state=state, from_on="2027-01-04")


def run(statement, *values):
    """One statement past all models; how many rows it touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def refused(statement, *values):
    with pytest.raises(IntegrityError, match=r"The text of a version that is fixed never changes\."):
        run(statement, *values)
    return True


def first_row(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1")
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


def copied(table):
    """The statement that puts a copy of the first row beside it."""
    row = first_row(table)
    names = [name for name in row if name != "id"]
    new = f"(SELECT max(id) + 1000 FROM {table})" if isinstance(row["id"], int) else f"'{uuid4().hex}'"
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} (id, {columns}) SELECT {new}, {columns} FROM {table} ORDER BY id LIMIT 1"


def test_every_table_that_leads_to_a_version_is_behind_the_wall():
    """Asked of the models: what belongs to a version, or to something that does, apart from what only names one."""
    only_name_it = {f"frameworks_{name}" for name in ("amendment", "flag", "comment", "heldcomment", "proposal")}
    belongs, grown = {Version}, True
    models = list(apps.get_app_config("frameworks").get_models(include_auto_created=True))
    while grown:
        found = {
            one
            for one in models
            for field in one._meta.get_fields()
            if isinstance(field, ForeignKey) and field.related_model in belongs
            if one._meta.db_table not in only_name_it
        }
        grown = not found <= belongs
        belongs |= found
    assert {one._meta.db_table for one in belongs - {Version}} == set(fixed.TEXTS)


@pytest.mark.parametrize("state", LATER)
def test_no_row_of_a_fixed_text_changes_goes_or_comes(everything, state):
    is_now(state)
    for table in TEXTS:
        row = first_row(table)
        column = next(name for name in row if name != "id")
        refused(f'UPDATE {table} SET "{column}" = "{column}" WHERE id = %s', row["id"])
        refused(f"DELETE FROM {table} WHERE id = %s", row["id"])
        refused(copied(table))
        assert first_row(table) == row


@pytest.mark.parametrize("state", ["draft", "open"])
def test_every_row_of_a_text_that_is_written_may_change(everything, state):
    is_now(state)
    for table in TEXTS:
        row = first_row(table)
        column = next(name for name in row if name != "id")
        assert run(f'UPDATE {table} SET "{column}" = "{column}" WHERE id = %s', row["id"]) == 1


def test_a_row_of_a_draft_is_not_carried_into_a_fixed_text_nor_out_of_it(everything):
    other = load(fixture("engineering-1"))
    mine = Expectation.objects.filter(version=other).first()
    fixed_one = Expectation.objects.filter(version=everything).first()
    Version.objects.filter(pk=everything.pk).update(state="published")
    for row, to in ((mine, everything), (fixed_one, other)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Expectation.objects.filter(pk=row.pk).update(version=to)


@pytest.mark.parametrize("state", LATER)
def test_no_column_of_the_text_itself_changes(everything, state):
    is_now(state)
    asked = {"label": "9", "title": "x", "about": "x", "licence": "x", "rule_notes": "x", "digest": "x", "cadence": "x"}
    asked |= {
        "high_months": 77,
        "cumulative": None,
        "mandatory": ["x"],
        "terminal_level": Level.objects.first(),
        "language": "xx",
    }
    asked["cumulative"] = not Version.objects.get(pk=everything.pk).cumulative
    for name, value in asked.items():
        before = getattr(Version.objects.get(pk=everything.pk), name)
        assert before != value
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Version.objects.filter(pk=everything.pk).update(**{name: value})
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        run("DELETE FROM frameworks_version WHERE label = %s", everything.label)


def test_the_columns_that_say_something_else_are_named_one_by_one():
    said = {field.name for field in Version._meta.concrete_fields if field.column not in fixed.columns()}
    assert said == {"id", "state", "published_at", "from_on", "reason"}


@pytest.mark.parametrize("state", ["published", "superseded", "retired"])
@pytest.mark.parametrize("back", ["draft", "open", "announced"])
def test_what_was_in_force_is_never_written_again(everything, state, back):
    is_now(state)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Version.objects.filter(pk=everything.pk).update(state=back)


def test_what_is_announced_may_be_called_off(everything):
    is_now("announced")
    assert Version.objects.filter(pk=everything.pk).update(state="open") == 1


def test_the_scale_of_a_fixed_text_keeps_its_words(everything):
    scale = everything.scale
    assert run("UPDATE frameworks_scale SET name = 'Other' WHERE code = %s", scale.code) == 1
    is_now("published")
    refused("UPDATE frameworks_scale SET name = 'Another' WHERE code = %s", scale.code)
    for point in scale.points.all():
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            type(point).objects.filter(pk=point.pk).update(word="x")
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            point.delete()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        scale.points.create(code="new", order=99, word="New")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE frameworks_role SET code = 'x'",
        "UPDATE frameworks_axis SET code = 'x'",
        "UPDATE frameworks_level SET code = 'x'",
        "UPDATE frameworks_track SET code = 'x'",
        "UPDATE frameworks_step SET number = 99",
    ],
)
def test_a_code_stays_what_it_was_made_as(everything, statement):
    refused(statement)


def test_the_level_of_a_role_may_follow_the_text(everything):
    role = Role.objects.first()
    assert Role.objects.filter(pk=role.pk).update(level=role.level_id) == 1


def test_the_checks_say_where_the_wall_is_missing(everything):
    assert fixed.missing("default") == []
    assert fixed.check(None, databases=["default"]) == []


@pytest.mark.once("embedded")
def test_a_trigger_that_is_gone_is_said_and_put_back(everything):
    with connection.cursor() as cursor:
        for act in ("insert", "update", "delete"):
            cursor.execute(f"DROP TRIGGER fixed_frameworks_behaviour_{act}")
    assert fixed.missing("default") == ["frameworks_behaviour"]
    assert [one.id for one in fixed.check(None, databases=["default"])] == ["plumbline.W006"]
    fixed.install(None, using="default")
    assert fixed.missing("default") == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_writes_while_it_is_published_writes_before_it_or_not_at_all():
    """One holds the version to publish it; the other's row waits, and is refused once it is published."""
    version = load(fixture("engineering-1"))
    row = Expectation.objects.filter(version=version).first()

    def write():
        try:
            with transaction.atomic():
                Expectation.objects.filter(pk=row.pk).update(summary="Written late.")
        except IntegrityError as wrong:
            return str(wrong)
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            workflow.publish(version, by=None)
            late = pool.submit(write)
            began = monotonic()
            while not late.done() and monotonic() - began < 1:
                pass
            assert not late.done()
        assert "never changes" in late.result(timeout=20)
    row.refresh_from_db()
    assert row.summary != "Written late."
