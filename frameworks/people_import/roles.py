"""The roles a file of people gives: compared with the placements in force, and written as placements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.importing.plan import Plan
from accounts.importing.problems import Problem
from accounts.importing.rows import Row
from accounts.importing.steps import Tell, batches, silent
from accounts.models import Event, Person
from frameworks.models import Placement, Role, VersionRole
from frameworks.succeeding import afterwards

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


@dataclass(frozen=True)
class Gone:
    """A role that no version in force has, and the one that followed it; None where none did."""

    role_id: UUID
    becomes_id: UUID | None
    becomes: str


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
    gone = _gone(roles, with_role)
    for row in with_role:
        named, now = (row.framework, row.role), held.get(row.employee_id)
        if named in roles:
            _compare(plan, row, roles[named], now, people.today)
        elif named in gone:
            _compare_gone(plan, row, gone[named], now, people.today)
        else:
            plan.problems.append(Problem(row.line, _unknown(row, frameworks)))
    return plan


def _compare_gone(plan: RolePlan, row: Row, gone: "Gone", held: Held | None, today: date) -> None:
    """A role that no version in force has: whoever holds it, or the one that followed it, is where the file says."""
    if held and held.role_id in (gone.role_id, gone.becomes_id):
        return
    if gone.becomes_id is None:
        sentence = _(
            "The framework %(framework)s has no role %(role)s any more, and no one role followed it: name the role that"
            " %(name)s holds."
        )
        said = {"framework": row.framework, "role": row.role, "name": row.name}
        plan.problems.append(Problem(row.line, sentence % said))
        return
    _compare(plan, replace(row, role=gone.becomes), gone.becomes_id, held, today)


def _gone(roles: Mapping[tuple[str, str], UUID], rows: Iterable[Row]) -> "dict[tuple[str, str], Gone]":
    """Of the roles that rows name and no version in force has: those that an earlier version had."""
    named = {(row.framework, row.role) for row in rows} - roles.keys()
    if not named:
        return {}
    had = VersionRole.objects.filter(version__published_at__isnull=False).values("role")
    found = Role.objects.filter(pk__in=had, code__in={code for _framework, code in named})
    return {
        key: Gone(role.pk, *((last.pk, last.code) if (last := _last(role)) else (None, "")))
        for role in found.select_related("framework")
        if (key := (role.framework.slug, role.code)) in named
    }


def _last(role: Role) -> Role | None:
    """The role in force that followed this one over all versions since."""
    later = afterwards(role)
    last = later[-1][1] if later else None
    current = VersionRole.objects.filter(version__state="published", role=last)
    return last if last and current.exists() else None


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
