"""The company as a file is compared with: a snapshot of people, managers and permissions, in three queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from accounts.models import Grant, GrantKind, Person, ReportingLine
from accounts.models.people import ERASED


@dataclass(frozen=True)
class Known:
    """One person as the database has them; the manager by employee id ("" where there is none)."""

    pk: UUID
    employee_id: str
    email: str
    name: str
    kind: str
    team: str
    time_zone: str
    hired_on: date | None
    left_on: date | None
    is_active: bool
    manager: str = ""
    holds: bool = False  # whether a permission of theirs is in force, or waits
    leads: bool = False  # whether one is People Ops for the whole organisation


@dataclass(frozen=True)
class Company:
    """Everyone by employee id, and the day on which one looks."""

    today: date
    people: dict[str, Known] = field(default_factory=dict)


def company(today: date) -> Company:
    """Everyone as of now, those who left included."""
    managers = dict(ReportingLine.objects.filter(to_on__isnull=True).values_list("person_id", "manager__employee_id"))
    columns = ("pk", "employee_id", "email", "name", "kind", "team__name", "time_zone", "hired_on", "left_on")
    rows = Person.objects.exclude(email__endswith=ERASED).order_by("employee_id").values_list(*columns, "is_active")
    held = defaultdict(set)
    columns_of_grants = ("person_id", "kind", "scope_id")
    in_force = Grant.objects.in_force().order_by().values_list(*columns_of_grants)
    waiting = Grant.objects.waiting().order_by().values_list(*columns_of_grants)
    for person, kind, scope in in_force.union(waiting):
        held[person].add((kind, scope))
    people = {
        row[1]: Known(
            *row[:5],
            row[5] or "",
            *row[6:],
            manager=managers.get(row[0], ""),
            holds=row[0] in held,
            leads=(GrantKind.PEOPLE_OPS, None) in held.get(row[0], ()),
        )
        for row in rows.iterator()
    }
    return Company(today, people)
