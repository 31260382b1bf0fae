"""Writing a plan: people, teams, reporting lines, grants of leavers and the events, all or nothing."""

import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from accounts.hooks import Hook
from accounts.importing.plan import Changed, Plan
from accounts.importing.steps import Tell, batches, silent
from accounts.leaving import end_grants, end_lines
from accounts.models import Event, Organisation, Person, ReportingLine, Team
from accounts.people import rebuild_closure

BATCH = 500

# (person → the address until now): who sends the letters to the old addresses, in the transaction of the import
addresses_changed: Hook[Callable[[dict[UUID, str]], None]] = Hook()


class PlanWithProblems(Exception):
    """A plan that has problems is never applied."""


def one_at_a_time() -> None:
    """Lets only one import (or first appointment) run: locks the organisation's row until the transaction ends."""
    Organisation.objects.select_for_update().first()


@transaction.atomic
def apply(plan: Plan, by: Person | None, tell: Tell = silent) -> dict[str, Person]:
    """Does what the plan says and returns the joiners by employee id; `by=None` is the command line.

    Raises PlanWithProblems; nothing is written then.
    """
    if plan.problems:
        raise PlanWithProblems
    teams = _teams(plan)
    joiners = _join(plan, teams, tell)
    ids = dict(Person.objects.values_list("employee_id", "pk"))
    _change(plan, teams)
    _leave_and_return(plan, by)
    _report(plan, ids, tell)
    rebuild_closure(tell)
    _tell_the_trail(plan, ids, by, tell)
    _tell_the_old_addresses(plan)
    return joiners


def _teams(plan: Plan) -> dict[str, Team]:
    named = {j.row.team for j in plan.joiners} | {c.after for c in plan.changed if c.column == "team"}
    wanted = sorted(str(name) for name in named if name)
    Team.objects.bulk_create([Team(name=name) for name in wanted], ignore_conflicts=True)
    return {team.name: team for team in Team.objects.filter(name__in=wanted)} if wanted else {}


def _join(plan: Plan, teams: dict[str, Team], tell: Tell) -> dict[str, Person]:
    people = {
        row.employee_id: Person(
            employee_id=row.employee_id,
            email=row.email,
            name=row.name,
            kind=row.kind or "employee",
            team=teams.get(row.team or ""),
            time_zone=row.time_zone or "",
            hired_on=row.hired_on,
            left_on=row.left_on,
            # as Django's own for nobody's password, which takes forty draws a person
            password=UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30),
        )
        for row in (joiner.row for joiner in plan.joiners)
    }
    # an address that someone gives up in the same file may be a joiner's: those are set free first
    _free_addresses([change for change in plan.changed if change.column == "email"])
    for batch in batches(list(people.values()), "people", tell):
        Person.objects.bulk_create(batch)
    return people


def _free_addresses(changes: list[Changed]) -> None:
    pks = [change.person.pk for change in changes]
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH]
        EmailAddress.objects.filter(user_id__in=batch).delete()
        waiting = [Person(pk=pk, email=f"{pk}@changing.invalid") for pk in batch]
        Person.objects.bulk_update(waiting, ["email"])


def _change(plan: Plan, teams: dict[str, Team]) -> None:
    by_column: dict[str, list[Person]] = {}
    for change in plan.changed:
        value: Any = teams.get(str(change.after)) if change.column == "team" else change.after
        by_column.setdefault(change.column, []).append(Person(pk=change.person.pk, **{change.column: value}))
    by_column.pop("hired_on", None)
    for column, people in by_column.items():
        Person.objects.bulk_update(people, [column], batch_size=BATCH)


def _leave_and_return(plan: Plan, by: Person | None) -> None:
    """First and last days together, since the database compares them."""
    gone = {leaver.person.pk for leaver in plan.leavers if leaver.on <= plan.today}
    days: dict[UUID, Person] = {}
    touched = [*plan.leavers, *plan.returners, *(change for change in plan.changed if change.column == "hired_on")]
    for x in touched:
        was = x.person
        days[was.pk] = Person(pk=was.pk, hired_on=was.hired_on, left_on=was.left_on, is_active=was.is_active)
    for change in plan.changed:
        if change.column == "hired_on":
            days[change.person.pk].hired_on = change.after
    for leaver in plan.leavers:
        days[leaver.person.pk].left_on = leaver.on
        days[leaver.person.pk].is_active = leaver.person.pk not in gone
    for returner in plan.returners:
        days[returner.person.pk].left_on = None
        days[returner.person.pk].is_active = True
    Person.objects.bulk_update(days.values(), ["hired_on", "left_on", "is_active"], batch_size=BATCH)
    # whoever comes back gets no permission back by it; who was still here keeps theirs
    away = {back.person.pk for back in plan.returners if back.person.left_on and back.person.left_on <= plan.today}
    end_grants(gone | away, by)
    end_lines(gone, plan.today)


def _report(plan: Plan, ids: dict[str, UUID], tell: Tell) -> None:
    end_lines([moved.person.pk for moved in plan.moved], plan.today)
    new = [(moved.person.pk, moved.manager, plan.today) for moved in plan.moved]
    new += [(ids[j.row.employee_id], j.row.manager, j.row.hired_on or plan.today) for j in plan.joiners]
    lines = [ReportingLine(person_id=person, manager_id=ids[to], from_on=day) for person, to, day in new if to]
    for batch in batches(lines, "lines", tell):
        ReportingLine.objects.bulk_create(batch)


def _tell_the_trail(plan: Plan, ids: dict[str, UUID], by: Person | None, tell: Tell) -> None:
    acts = [("join", ids[j.row.employee_id], "", str(ids.get(j.row.manager, ""))) for j in plan.joiners]
    acts += [("return", r.person.pk, "", "") for r in plan.returners]
    acts += [
        ("report_to", m.person.pk, str(ids.get(m.person.manager, "")), str(ids.get(m.manager, ""))) for m in plan.moved
    ]
    acts += [("change", c.person.pk, "", c.column) for c in plan.changed]
    acts += [("leave", leaver.person.pk, "", leaver.on.isoformat()) for leaver in plan.leavers]
    for batch in batches(acts, "trail", tell):
        Event.objects.bulk_create(
            Event(verb=verb, thing="accounts.person", thing_id=str(pk), by=by, about_id=pk, before=before, after=after)
            for verb, pk, before, after in batch
        )


def _tell_the_old_addresses(plan: Plan) -> None:
    before = {change.person.pk: str(change.before) for change in plan.changed if change.column == "email"}
    if before:
        for told in addresses_changed:
            told(before)
