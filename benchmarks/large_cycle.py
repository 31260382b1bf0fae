"""`python -m benchmarks.large_cycle fill|plan|launch …`: one cycle of a whole company, in the environment's database.

`fill PEOPLE` as the owner of the tables; `plan GROUPS` and `launch MANAGERS` as the application's role. Each prints
JSON.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import django

NAME = "Everybody"
TOKEN = "b" * 32  # of the form; a browser has it from the page


def fill(people: int) -> dict[str, Any]:
    """Migrates, writes a company without a cycle, and lets the database count its rows."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("generate_company", people=people, cycles=0, seed=1, stdout=sys.stderr)
    if connection.vendor == "sqlite":
        return {"postgres": ""}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SHOW server_version")
        return {"postgres": cursor.fetchone()[0]}


def plan(count: int) -> dict[str, Any]:
    """Plans everybody who is assessed in so many groups; the addresses at which People Ops ask who is in it."""
    from accounts.models import Person
    from benchmarks.asking import Target
    from benchmarks.targets import cookie_of
    from reviews.cycles import presets, workflow

    ops, director = named("ops"), named("p0")
    parts = {"director": [director], "outside_director": [named("outside")], "observer": [ops]}
    keys = ["ops@", "outside@", "scribe@", "p0@"]
    chosen = Person.objects.exclude(email__in=[f"{key}synthetic.example" for key in keys]).order_by("employee_id")
    people, groups = list(chosen.values_list("pk", flat=True)), []
    size = -(-len(people) // count)
    for number in range(count):
        subjects = Person.objects.filter(pk__in=people[number * size : (number + 1) * size])
        groups.append(workflow.GroupPlan(f"Group {number + 1:03}", subjects, parts))
    day = date.today()
    dates = presets.Dates(day - timedelta(90), day, *(day + timedelta(n) for n in (14, 18, 19, 26)))
    cycle = workflow.plan(ops, name=NAME, preset="full", dates=dates, groups=groups)
    cookie, middle = cookie_of(ops), cycle.groups.all()[count // 2]
    asked = {
        "the first page": "",
        "by name": "?name=an",
        "by assessor": "?assessor=er",
        "who is left out": "?standing=left_out",
        "one group": f"?group={middle.pk}",
        "all at once": f"?name=a&assessor=e&standing=assessed&group={middle.pk}",
        "the last page": "?page=9999",
    }
    found = [Target(name, f"/cycles/{cycle.pk}/roster/{query}", cookie) for name, query in asked.items()]
    found.append(Target("the cycle's page, ten groups", f"/cycles/{cycle.pk}/", cookie, rows=100))
    return {"people": len(people), "pages": _counted(found)}


def launch(managers: int) -> dict[str, Any]:
    """Launches it as the worker does; then the boards of some managers, and what each of so many saves into."""
    from accounts.viewing import as_task
    from benchmarks.asking import Target
    from benchmarks.targets import cookie_of
    from reviews.cycles import launching
    from reviews.models import Assessment, Cycle, Group

    cycle, ops = Cycle.objects.get(name=NAME), named("ops")
    before, cpu = time.perf_counter(), time.process_time()
    with patch.object(launching, "queue"):  # this process is the worker
        if not launching.begin(cycle, ops):
            launching.work_on(cycle.pk)
    seconds, cpu = time.perf_counter() - before, time.process_time() - cpu
    if left := cycle.groups.exclude(state=Group.State.ASSESSING).first():
        raise RuntimeError(f"{left.name}: {left.launch_trouble}")
    drafts = Assessment.objects.filter(group__cycle=cycle).select_related("author").order_by("author__email", "pk")
    first: dict[Any, Assessment] = {}
    with as_task("meeting"):
        for draft in drafts.computing():
            first.setdefault(draft.author_id, draft)
    chosen = list(first.values())[:managers]
    savers = [asdict(_saver(draft, cookie_of(draft.author))) for draft in chosen]
    some = chosen[:: max(1, len(chosen) // 3)][:3]
    boards = [Target(f"board of {draft.author.email}", "/my-team/", cookie_of(draft.author), rows=8) for draft in some]
    return {"launch": seconds, "cpu": cpu, "savers": savers, "pages": _counted(boards)}


def _saver(draft: Any, cookie: str) -> Any:
    from benchmarks.savers import Saver
    from frameworks.models import VersionAxis
    from reviews.models import RosterEntry

    entry = RosterEntry.objects.select_related("version__scale").get(group=draft.group_id, subject=draft.subject_id)
    point = str(entry.version.scale.points.order_by("order").values_list("pk", flat=True)[1])
    axes = VersionAxis.objects.filter(version=entry.version).values_list("axis_id", flat=True)
    fields = {"overall": point, "csrfmiddlewaretoken": TOKEN} | {f"rating-{axis}": point for axis in axes}
    return Saver(str(draft.pk), f"/assessments/{draft.pk}/save/", f"{cookie}; csrftoken={TOKEN}", fields)


def _counted(pages: list[Any]) -> list[dict[str, Any]]:
    from benchmarks.targets import counted

    return [asdict(page) for page in counted(pages)]


def named(key: str) -> Any:
    """Who has that key in a synthetic company."""
    from accounts.models import Person

    return Person.objects.get(email=f"{key}@synthetic.example")


def main(what: str, number: int) -> None:
    """One step, in the environment's database, seen by People Ops."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from accounts.viewing import viewing

    if what == "fill":
        found = fill(number)
    else:
        with viewing(named("ops")):
            found = {"plan": plan, "launch": launch}[what](number)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
