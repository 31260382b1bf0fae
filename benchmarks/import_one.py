"""`python -m benchmarks.import_one PEOPLE`: imports files into the environment's empty database, prints seconds."""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import django

COLUMNS = "employee_id,email,name,manager_employee_id,team,kind,framework,role,role_since,hired_on,timezone,left_on"


def rows(people: int) -> list[list[str]]:
    """A company of that size, eight reports a manager, below Petra of People Ops who is no line of the file."""
    fixed = ["employee", "engineering", "IC2", "2026-01-01", "2020-01-06", "Europe/Berlin", ""]
    return [
        [
            f"B{n:06}",
            f"b{n}@bench.example",
            f"Person Number {n}",
            f"B{(n - 1) // 8:06}" if n else "PETRA",
            f"Team {n % 500}",
        ]
        + (fixed if n else ["employee", "", "", "", "2020-01-06", "Europe/Berlin", ""])
        for n in range(people)
    ]


def later(before: list[list[str]]) -> list[list[str]]:
    """The same company a year on: a fifth of those without reports report elsewhere, a fifth has another team, one in a
    hundred is gone."""
    leaves = len(before) // 8 + 2
    after = [list(row) for row in before]
    for n, row in enumerate(after):
        if n > leaves and n % 5 == 0:
            row[3] = "B000001"
        if n > leaves and n % 5 == 1:
            row[4] = f"Team {n % 500} again"
        if n > leaves and n % 100 == 2:
            row[11] = str(date.today())
        row[8] = ""
    return after


def main(people: int) -> None:
    """Each file as the worker reads and imports it."""
    django.setup()
    from django.core.management import call_command

    from accounts.importing import workbook
    from accounts.models import Grant, Organisation, Person
    from frameworks.people_import import workflow

    call_command("load_framework", "fixtures/frameworks/engineering-1.yaml", publish=True, stdout=sys.stderr)
    Organisation.objects.create(name="Benchmark", time_zone="Europe/Berlin")
    petra = Person.objects.create_user("petra@bench.example", "Petra", employee_id="PETRA")
    Grant.objects.create(person=petra, kind="people_ops", reason="Benchmark", from_at=_now())
    everyone = [COLUMNS.split(","), *rows(people)]
    content = workbook.as_csv(everyone)
    xlsx = workbook.as_xlsx(everyone, "people")
    files: dict[str, dict[str, float]] = {"csv": through(content, petra)}
    files["csv"]["bare"] = bare(people)
    files["again"] = through(content, petra)
    files["changes"] = through(workbook.as_csv([everyone[0], *later(everyone[1:])]), petra)
    files["xlsx"] = {"read": timed(lambda: workflow.look_at(workflow.read(xlsx), whole=False))}
    json.dump({"database": _database(), "files": files}, sys.stdout)


def through(content: bytes, by: Any) -> dict[str, float]:
    """A file as the browser gives it and the worker works on it: seconds to read, and to import if need be."""
    from accounts.models import StagedImport
    from frameworks.people_import import workflow, working
    from frameworks.people_import.seeing import Seen

    staged = workflow.stage(content, whole=False, by=by)
    found = {"read": timed(lambda: working.work_on(staged.pk))}
    staged.refresh_from_db()
    seen = Seen.loads(staged.seen)
    if seen.problems:
        raise RuntimeError(seen.problems[:5])
    if not seen.does_nothing:
        workflow.begin(staged, seen.digest(staged.version), by)
        found["apply"] = timed(lambda: working.work_on(staged.pk))
        if StagedImport.objects.get(pk=staged.pk).state != StagedImport.State.APPLIED:
            raise RuntimeError(StagedImport.objects.get(pk=staged.pk).trouble)
    return found


class Again(Exception):
    """Nothing of it is kept."""


def bare(people: int) -> float:
    """Seconds to write as many rows as that import did, by plain inserts in one transaction, which is taken back."""
    from django.db import transaction

    from accounts.models import Below, Event, Person, ReportingLine
    from frameworks.models import Placement

    day, role = date(2026, 1, 1), Placement.objects.values_list("role", flat=True)[0]
    depth = Below.objects.count() // people

    def write() -> None:
        with suppress(Again), transaction.atomic():
            new = [Person(employee_id=f"X{n}", email=f"x{n}@bench.example", name=f"X {n}") for n in range(people)]
            _insert(Person, new)
            head = Person.objects.get(employee_id="B000000")
            _insert(ReportingLine, [ReportingLine(person=one, manager=head, from_on=day) for one in new])
            _insert(Placement, [Placement(person=one, role_id=role, from_on=day) for one in new])
            _insert(Event, [Event(verb="join", thing="x", thing_id="x", about=one) for one in new for _ in range(2)])
            above = list(Person.objects.filter(employee_id__startswith="B")[:depth])
            _insert(Below, [Below(manager=one, person=other, depth=1) for one in above for other in new])
            raise Again

    return timed(write)


def _insert(model: Any, new: list[Any]) -> None:
    model.objects.bulk_create(new, batch_size=2000)


def timed(act: Callable[[], object]) -> float:
    """Seconds it took."""
    before = time.perf_counter()
    act()
    return round(time.perf_counter() - before, 2)


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _database() -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]} as the application's role"


if __name__ == "__main__":
    main(int(sys.argv[1]))
