"""Importing earlier results: looked at, done exactly as shown, all or nothing; and taking one out again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.granting import covers_another
from accounts.importing import applying
from accounts.importing.problems import Problem, Refused
from accounts.importing.table import Table
from accounts.models import GrantKind, Person
from accounts.models.grants import people_ops_for
from accounts.models.people import ERASED
from accounts.moves import Conflict, NotAllowed
from frameworks.models import Role, Scale, ScalePoint, Version
from reviews.earlier.plan import Plan, make_plan
from reviews.earlier.rows import Known, Row, rows_of, table_of
from reviews.models import EarlierResult, Result, RosterEntry
from reviews.models.cycles import RUNNING
from reviews.models.results import is_told

BATCH = 500


def known_to(by: Person) -> Known:
    """The snapshot with which a file of this importer is compared; a constant number of queries."""
    here = Person.objects.filter(people_ops_for(by, "pk")).exclude(email__endswith=ERASED).exclude(pk=by.pk)
    people = {one.employee_id: one for one in here.only("pk", "employee_id", "name")}
    current = Version.objects.current().select_related("framework", "scale")
    only = ("framework__slug", "scale__before")
    versions = {version.framework_id: version for version in current.only(*only)}
    roles = Role.objects.filter(framework__in=versions).select_related("framework").only("code", "framework__slug")
    by_scale: dict[int, dict[str, ScalePoint]] = {}
    for point in ScalePoint.objects.filter(scale__in={version.scale_id for version in versions.values()}):
        by_scale.setdefault(point.scale_id, {}).update({point.word.casefold(): point, point.code.casefold(): point})
    for version in versions.values():
        _know_earlier_words(version.scale, by_scale.get(version.scale_id, {}))
    return Known(
        today=clock.today(),
        importer=by.employee_id,
        people=people,
        roles={(role.framework.slug, role.code): role for role in roles},
        points={version.framework.slug: by_scale.get(version.scale_id, {}) for version in versions.values()},
    )


def _know_earlier_words(scale: Scale, points: dict[str, ScalePoint]) -> None:
    """A word of an earlier scale counts as the point that the framework says, unless today's scale has it too."""
    now = {point.code: point for point in points.values()}
    for _code, _name, before in scale.before:
        for code, word, becomes in before:
            if becomes in now:
                points.setdefault(word.casefold(), now[becomes])
                points.setdefault(code.casefold(), now[becomes])


def look_at(table: Table, by: Person) -> Plan:
    """What the file would do now, imported by this person; writes nothing."""
    rows, problems = rows_of(table, known_to(by))
    problems = sorted([*problems, *_not_told_yet(rows)])
    rows_there = EarlierResult.objects.visible_to(by).filter(subject__in={row.person.pk for row in rows})
    there = {
        (one.subject_id, one.covers_from, one.covers_to): one for one in rows_there.select_related("role", "overall")
    }
    return make_plan(rows, problems, there)


def _not_told_yet(rows: list[Row]) -> list[Problem]:
    """What is wrong with those of days that a review here covers whose result the person was not told: whoever reads
    earlier results at once would hear of it before."""
    told = Result.objects.filter(is_told(clock.today()), group=OuterRef("group"), subject=OuterRef("subject"))
    entries = RosterEntry.objects.filter(
        ~Exists(told),
        subject__in={row.person.pk for row in rows},
        treatment=RosterEntry.Treatment.ASSESS,
        group__state__in=RUNNING,
        group__cycle__is_trial=False,
    )
    waiting: dict[UUID, list[tuple[date, date, str]]] = {}
    columns = ("group__cycle__covers_from", "group__cycle__covers_to", "group__cycle__name")
    for subject, *covers in entries.values_list("subject_id", *columns):
        waiting.setdefault(subject, []).append(tuple(covers))
    said = _("“%(cycle)s” covers days of this period, and %(name)s was not told its result yet.")
    return [
        Problem(row.line, said % {"cycle": cycle, "name": row.person.name})
        for row in rows
        for first, last, cycle in waiting.get(row.person.pk, [])
        if row.covers_from <= last and first <= row.covers_to
    ]


@transaction.atomic
def import_results(content: str, shown: str, by: Person) -> Plan:
    """Does what was shown (`shown`: its digest) and returns it.

    Raises NotAllowed; Conflict where something is different now, or the file has mistakes or cannot be read.
    """
    if not by.holds(GrantKind.PEOPLE_OPS):
        raise NotAllowed("import")
    applying.one_at_a_time()
    try:
        plan = look_at(table_of(content), by)
    except Refused as refused:
        raise Conflict(refused.problem.in_words()) from None
    if plan.problems or plan.digest != shown:
        raise Conflict(
            _("People, roles or results have changed since you looked. Nothing was imported; give the file again.")
        )
    _write(plan, by)
    return plan


def _write(plan: Plan, by: Person) -> None:
    now = clock.now()
    made = [
        EarlierResult(
            subject_id=change.row.person.pk,
            covers_from=change.row.covers_from,
            covers_to=change.row.covers_to,
            imported_by=by,
            imported_at=now,
            **change.values,
        )
        for change in plan.new
    ]
    EarlierResult.objects.bulk_create(made, batch_size=BATCH)
    for change in plan.changed:
        for name, value in change.values.items():
            setattr(change.before, name, value)
        change.before.imported_by, change.before.imported_at = by, now
    changed = [change.before for change in plan.changed]
    columns = ["role", "overall", "words", "author_name", "imported_by", "imported_at"]
    EarlierResult.objects.bulk_update(changed, columns, batch_size=BATCH)
    trail.record_all("import", made, by)
    trail.record_all("correct", changed, by)


@transaction.atomic
def remove(result: EarlierResult, by: Person) -> None:
    """Takes one out again. Raises NotAllowed for anyone but People Ops for the person; never one's own."""
    if not covers_another(by, result.subject):
        raise NotAllowed("remove")
    trail.record("remove", result, by, about=result.subject)
    result.delete()
