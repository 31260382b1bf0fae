"""The roles a file of people gives: compared with the placements in force, and written as placements."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.importing.plan import Plan
from accounts.importing.problems import Problem
from accounts.importing.rows import Row
from accounts.importing.steps import Tell, batches, silent
from accounts.models import Event, Person
from frameworks.models import Placement, VersionRole

SMALL = 500


@dataclass(frozen=True)
class Placed:
    """Someone who is given a role from a day on; `before` is the role held until then ("" for none)."""

    line: int
    employee_id: str
    name: str
    role_id: UUID
    role: str
    before: str
    from_on: date


@dataclass(frozen=True)
class Held:
    """A role as it is held now, and when the person's placements last began."""

    role_id: UUID
    role: str
    from_on: date


@dataclass
class RolePlan:
    """Who is placed where by the file, and what forbids it."""

    placed: list[Placed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def make_role_plan(rows: list[Row], people: Plan) -> RolePlan:
    """Compares the roles of a file with the published frameworks and the placements, in three queries."""
    plan = RolePlan()
    with_role = [row for row in rows if row.role]
    if not with_role:
        return plan
    roles, frameworks = _published()
    held = _held()
    for row in with_role:
        role_id = roles.get((row.framework, row.role))
        if role_id is None:
            plan.problems.append(Problem(row.line, _unknown(row, frameworks)))
            continue
        _compare(plan, row, role_id, held.get(row.employee_id), people.today)
    return plan


def _compare(plan: RolePlan, row: Row, role_id: UUID, held: Held | None, today: date) -> None:
    since = row.role_since or (today if held else row.hired_on or today)
    if held and held.role_id == role_id:
        if row.role_since and row.role_since != held.from_on:
            sentence = _(
                "%(name)s holds %(role)s since %(since)s here. An import does not rewrite a history: "
                "leave role_since empty, or give that day."
            )
            said = {"name": row.name, "role": row.role, "since": held.from_on.isoformat()}
            plan.problems.append(Problem(row.line, sentence % said))
        return
    if held and since <= held.from_on:
        sentence = _("%(name)s holds %(role)s since %(since)s: a new role begins after that day.")
        said = {"name": row.name, "role": held.role, "since": held.from_on.isoformat()}
        plan.problems.append(Problem(row.line, sentence % said))
        return
    before = held.role if held else ""
    plan.placed.append(Placed(row.line, row.employee_id, row.name, role_id, row.role, before, since))


def _published() -> tuple[dict[tuple[str, str], UUID], set[str]]:
    found = VersionRole.objects.filter(version__state="published").values_list(
        "role__framework__slug", "role__code", "role_id"
    )
    roles = {(framework, code): pk for framework, code, pk in found}
    return roles, {framework for framework, _code in roles}


def _held() -> dict[str, Held]:
    open_ones = Placement.objects.filter(to_on__isnull=True).values_list(
        "person__employee_id", "role_id", "role__code", "from_on"
    )
    return {key: Held(*rest) for key, *rest in open_ones.iterator()}


def _unknown(row: Row, frameworks: set[str]) -> str:
    if row.framework in frameworks:
        sentence = _("The framework %(framework)s has no role %(role)s.")
        return sentence % {"framework": row.framework, "role": row.role}
    sentence = _("There is no published framework %(framework)s. There is: %(known)s.")
    return sentence % {"framework": row.framework, "known": ", ".join(sorted(frameworks)) or _("none yet")}


def place(plan: RolePlan, people: dict[str, UUID], by: Person | None, tell: Tell = silent) -> None:
    """Writes the placements: the one held ends the day before. Call inside the transaction of the import."""
    pks = {placed.employee_id: people[placed.employee_id] for placed in plan.placed}
    ending = {}
    for batch in batches(list(pks.values()), "roles", silent, SMALL):
        ending |= {p.person_id: p for p in Placement.objects.filter(person__in=batch, to_on__isnull=True)}
    for placed in plan.placed:
        if old := ending.get(pks[placed.employee_id]):
            old.to_on = placed.from_on - timedelta(days=1)
    for batch in batches(list(ending.values()), "roles", silent, SMALL):
        Placement.objects.bulk_update(batch, ["to_on"])
    new = [Placement(person_id=pks[p.employee_id], role_id=p.role_id, from_on=p.from_on) for p in plan.placed]
    for batch in batches(new, "roles", tell):
        Placement.objects.bulk_create(batch)
        Event.objects.bulk_create(
            Event(verb="place", thing="frameworks.placement", thing_id=str(row.pk), by=by, about_id=row.person_id)
            for row in batch
        )
