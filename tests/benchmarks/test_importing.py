"""The benchmark of the import, run with a tiny company to see that it imports what it says; nothing here is timed."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.importing import workbook
from accounts.models import Grant, Organisation, Person, ReportingLine
from benchmarks import import_one, importing
from frameworks.models import Placement


@pytest.fixture
def petra(db):
    Organisation.objects.create(name="Benchmark", time_zone="Europe/Berlin")
    call_command("load_framework", "fixtures/frameworks/engineering-1.yaml", publish=True)
    person = Person.objects.create_user("petra@bench.example", "Petra", employee_id="PETRA")
    Grant.objects.create(person=person, kind="people_ops", reason="Benchmark", from_at=timezone.now())
    return person


def test_every_file_is_read_and_imported(petra, monkeypatch):
    monkeypatch.setattr("frameworks.people_import.workflow.AT_ONCE_BYTES", 1)
    monkeypatch.setattr("frameworks.people_import.workflow.AT_ONCE_LINES", 1)
    monkeypatch.setattr("frameworks.people_import.working.queue", lambda pk: None)
    everyone = [import_one.COLUMNS.split(","), *import_one.rows(200)]
    content = workbook.as_csv(everyone)
    assert set(import_one.through(content, petra)) == {"read", "apply"}
    assert (Person.objects.count(), Placement.objects.count()) == (201, 199)
    assert set(import_one.through(content, petra)) == {"read"}
    changed = workbook.as_csv([everyone[0], *import_one.later(everyone[1:])])
    assert set(import_one.through(changed, petra)) == {"read", "apply"}
    assert ReportingLine.objects.filter(manager__employee_id="B000001", to_on=None).count() > 30
    assert import_one.bare(20) >= 0
    assert Person.objects.count() == 201


def test_the_page_says_seconds_and_what_they_are_of_bare_inserts():
    assert importing.line(50_000, "csv", {"read": 6.0, "apply": 42.0, "bare": 40.0}) == (
        "| everyone joins, from CSV | 50,000 | 6.0 | 42.0 | 48.0 | 1.2 | yes |"
    )
    assert importing.line(50_000, "csv", {"read": 20.0, "apply": 41.0, "bare": 40.0}).endswith(
        "| 61.0 | 1.5 | **no** |"
    )
    assert importing.line(50, "again", {"read": 0.1}) == "| the same file again | 50 | 0.1 | – | 0.1 | – | yes |"
