"""From rows to the plain facts that the promotion rule is computed from, in a constant number of queries.

References are ids of identities (role, axis, cycle) as text, so that a code which two frameworks share is not mixed up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Leave, Person
from accounts.viewing import as_task
from frameworks import carried, reading, succeeding
from frameworks.asked import Ladder
from frameworks.format import document as data
from frameworks.models import Placement, Role, VersionAxis
from frameworks.rule_words import gate_words
from promotions import eligibility as rule
from promotions.models import Claim, ConditionAnswer, Decision, Pitch, RoleChange
from reviews.models import EarlierResult, Result, ResultAxis, RosterEntry
from reviews.models.cycles import LOCKED
from reviews.models.results import is_told

Axes = dict[str, str]  # an axis's code in the framework → its reference


@dataclass(frozen=True)
class Facts:
    """What is known of one pitch; `cycles` names each cycle that a proof may point at."""

    asked: dict[str, Any]
    axes: Axes
    document: data.Document
    cycles: dict[str, str]

    def explain(self) -> rule.Explanation:
        """The rule, clause by clause. Raises ValueError where the rows contradict each other."""
        return rule.explain(**self.asked)


def facts_of(pitch: Pitch, *, reader: Person | None = None) -> Facts:
    """The facts about a pitch, up to the last day its cycle covers.

    Without a reader: for the pitch's author. Evidence are the results that the subject was told, of cycles up to the
    pitch's own, and the imported ones (of these is the frozen proof, read as the pitch is); and, for whoever sees them,
    the final ratings of the pitch's own group, and what was told later. What another group has locked and not told
    yet is evidence for nobody.
    """
    document = reading.document(pitch.version)
    axes = axes_of(pitch)
    roles = {code: str(role.pk) for code, role in reading.roles(pitch.version).items()}
    entry = RosterEntry.objects.filter(group=pitch.group_id, subject=pitch.subject_id).first()
    with as_task("rule"):
        results, earlier = list(_results(pitch, reader)), list(_earlier(pitch))
        steps = succeeding.steps(pitch.version.framework_id)
        placements = _placements(pitch, document, entry, steps)
    asked = {
        "rule": rule_of(document, axes, roles, pitch.target.code),
        "target": target_of(document, axes, pitch.target),
        "on": pitch.group.cycle.covers_to,
        "results": [*_carried(pitch, results, steps), *(_imported(row, pitch, steps) for row in earlier)],
        "claims": claims_of(Claim.objects.filter(pitch=pitch)),
        "answers": {row.code: row.text for row in ConditionAnswer.objects.filter(pitch=pitch)},
        "placements": placements,
        "leave": [rule.Leave(row.from_on, row.to_on) for row in Leave.objects.filter(person=pitch.subject_id)],
    }
    cycles = {str(row.group.cycle_id): row.group.cycle.name for row in results}
    cycles |= {str(row.pk): _("Earlier result") for row in earlier}
    return Facts(asked, axes, document, cycles)


def axes_of(pitch: Pitch | Decision) -> Axes:
    """The axes of the version of a pitch or its decision, in their order: code → reference."""
    rows = VersionAxis.objects.filter(version=pitch.version_id).order_by("order")
    return {code: str(pk) for code, pk in rows.values_list("axis__code", "axis_id")}


def rule_of(document: data.Document, axes: Axes, roles: dict[str, str], target: str = "") -> rule.Rule:
    """A document's rule as the computation takes it; `axes` and `roles` give the references of their codes; `target` is
    the code of the role pitched for, whose weights count.

    A framework that asks for high performance and names no length is read as asking for one month.
    """
    asked = document.rule
    ranks = {level.code: level.rank for level in document.levels}
    high, ahead = asked.high_performance, asked.at_next_level
    return rule.Rule(
        kind=asked.kind or "guidance",  # without a rule nothing is asked, so nothing stands in the way
        high_performance=(
            rule.HighPerformance(months=high.months or 1, standing=high.standing)
            if high and standing(high.standing)
            else None
        ),
        at_next_level=(
            rule.AtNextLevel(months=ahead.months, standing=ahead.standing, axes=ahead.axes)
            if ahead and standing(ahead.standing)
            else None
        ),
        conditions=tuple(
            rule.Condition(
                each.code,
                each.name,
                each.question,
                ranks.get(each.from_level),
                ranks.get(each.to_level),
                Decimal(each.at_least) if each.at_least else None,
                Decimal(each.at_most) if each.at_most else None,
                gate_words(each),
            )
            for each in asked.conditions
        ),
        points=_points(document, axes, roles) if asked.kind == "points" else None,
        average=_average(document, axes, roles, target) if asked.kind == "weighted-average" else None,
        counting=_counting(document, axes, roles) if asked.kind == "counting" else None,
        mandatory=tuple(axes[code] for code in asked.mandatory),
        time_at_level=asked.time_at_level_months,
    )


def standing(said: str | None) -> str | None:
    """A standing as the computation takes it: a point that says nothing ("" or "none") is None."""
    return said if said in rule.STANDINGS else None


def _average(document: data.Document, axes: Axes, roles: dict[str, str], target: str) -> rule.Average:
    begins = {level.code: level.average_from for level in document.levels}
    weights = Ladder(document).weights(target) if target else {}
    return rule.Average(
        thresholds={roles[role.code]: Decimal(begins[role.level]) for role in document.roles if begins[role.level]},
        weights={axes[axis.code]: weights[axis.code] for axis in document.axes if axis.steps and axis.code in weights},
    )


def _counting(document: data.Document, axes: Axes, roles: dict[str, str]) -> rule.Counting:
    counts = {level.code: tuple((item.step, item.axes) for item in level.counts) for level in document.levels}
    return rule.Counting(
        ways={roles[role.code]: counts[role.level] for role in document.roles},
        axes=tuple(axes[axis.code] for axis in document.axes if axis.steps),
    )


def _points(document: data.Document, axes: Axes, roles: dict[str, str]) -> rule.Points:
    begins = {level.code: level.points_from for level in document.levels}
    return rule.Points(
        thresholds={
            roles[role.code]: points for role in document.roles if (points := begins.get(role.level)) is not None
        },
        worth={
            axes[axis.code]: {step.number: step.points for step in axis.steps if step.points is not None}
            for axis in document.axes
        },
    )


def target_of(document: data.Document, axes: Axes, target: Any) -> rule.TargetRole:
    """The target role with its rank and the references of the axes that apply to it."""
    ranks = {level.code: level.rank for level in document.levels}
    role = role_in(document, target.code)
    steps = {axes[one.axis]: one.step for one in role.expectations if one.step is not None}
    applying = tuple(axes[code] for code in axis_codes(document, role))
    return rule.TargetRole(str(target.pk), ranks[role.level], applying, steps)


def role_in(document: data.Document, code: str) -> data.Role:
    """The role of that code as the document words it; raises LookupError where it has none."""
    for role in document.roles:
        if role.code == code:
            return role
    raise LookupError(code)


def axis_codes(document: data.Document, role: data.Role) -> list[str]:
    """The axes that apply to a role, in the framework's order.

    Where the role's text speaks of axes: those, without the ones it says do not apply. Else all axes of its tracks.
    """
    asked = {each.axis: each for each in Ladder(document).asked(role.code)}
    every = [axis.code for axis in document.axes]
    if asked:
        return [code for code in every if code in asked and not asked[code].not_applicable]
    tracks = [track.axes for track in document.tracks if track.code in role.tracks]
    return [code for code in every if any(named is None or code in named for named in tracks)]


# -- what happened, as rows -----------------------------------------------------------------------


def _results(pitch: Pitch, reader: Person | None) -> QuerySet[Result]:
    """The subject's results that speak for this reader, with what they need, in two queries."""
    may_read = Q(author=pitch.author_id)
    if reader is not None:
        may_read = Q(pk__in=Result.objects.visible_to(reader).filter(subject=pitch.subject_id).values("pk"))
    own_group = Q(group=pitch.group_id)
    earlier = Q(group__cycle__covers_to__lte=pitch.group.cycle.covers_to) & ~own_group
    told = is_told(clock.today()) & (earlier | may_read)
    rows = Result.objects.filter(told | own_group & may_read, subject=pitch.subject_id, group__state__in=LOCKED)
    return (
        rows.select_related("group__cycle", "overall", "version")
        .order_by("group__cycle__covers_to", "pk")
        .prefetch_related(Prefetch("axes", ResultAxis.objects.select_related("point", "step").order_by("pk")))
    )


def _earlier(pitch: Pitch) -> QuerySet[EarlierResult]:
    """What the subject was told before reviews were held here, up to the pitch's cycle, as far as it was imported."""
    rows = EarlierResult.objects.filter(subject=pitch.subject_id, covers_to__lte=pitch.group.cycle.covers_to)
    return rows.select_related("overall").order_by("covers_to", "pk")


def _carried(pitch: Pitch, rows: Iterable[Result], steps: list[carried.Step]) -> list[rule.Result]:
    """The results with their roles as the version of the pitch calls them."""
    found = []
    for row, made in zip(rows, results_of(rows), strict=True):
        then, now = row.version.published_at, pitch.version.published_at
        ahead = made.next_role and carried.as_called(made.next_role, then, now, steps)
        found.append(replace(made, role=carried.as_called(made.role, then, now, steps), next_role=ahead))
    return found


def _imported(row: EarlierResult, pitch: Pitch, steps: list[carried.Step]) -> rule.Result:
    """An imported result names a role as it was called on the last day that it covers."""
    role, now = str(row.role_id), pitch.version.published_at
    for step in steps:
        if now and row.covers_to < step.day and step.published <= now and step.role == role:
            role = step.becomes
    return rule.Result(
        cycle=str(row.pk),
        covers_from=row.covers_from,
        covers_to=row.covers_to,
        role=role,
        overall=standing(row.overall.standing),
        imported=True,
    )


def results_of(rows: Iterable[Result]) -> list[rule.Result]:
    """Each result as the computation takes it."""
    return [_result(row, list(row.axes.all())) for row in rows]


def _result(row: Result, axes: list[ResultAxis]) -> rule.Result:
    def by_axis(against: str) -> dict[str, str | None]:
        return {
            str(each.axis_id): standing(each.point.standing if each.point else None)
            for each in axes
            if each.against == against
        }

    return rule.Result(
        cycle=str(row.group.cycle_id),
        covers_from=row.group.cycle.covers_from,
        covers_to=row.group.cycle.covers_to,
        role=str(row.role_id),
        overall=standing(row.overall.standing if row.overall else None),
        current=by_axis("current"),
        next=by_axis("next"),
        next_role=next((str(each.against_role_id) for each in axes if each.against == "next"), None),
        steps={str(each.axis_id): each.step.number for each in axes if each.step and each.against == "current"},
    )


def claims_of(rows: Iterable[Claim]) -> list[rule.Claim]:
    """The author's claims as the computation takes them."""
    return [
        rule.Claim(row.kind, row.from_on, row.to_on, str(row.axis_id) if row.axis_id else None, row.text)
        for row in rows
    ]


def _placements(
    pitch: Pitch, document: data.Document, entry: RosterEntry | None, steps: list[carried.Step]
) -> list[rule.Placement]:
    """The roles the subject held, without the change this pitch itself has led to, and where a version moved them from
    one to another as one role.

    A role whose first day the roster does not know begins on no day; without any placement the roster's role counts.
    """
    ranks = {level.code: level.rank for level in document.levels}
    levels = {role.code: role.level for role in document.roles}
    led_to = RoleChange.objects.filter(decision__pitch=pitch, started_at__isnull=False).first()
    rows = Placement.objects.filter(person=pitch.subject_id).select_related("role")
    kept = [row for row in rows if not (led_to and row.from_on >= led_to.starts_on)]
    if not kept and entry:
        return [rule.Placement(str(entry.role_id), 0, entry.role_since)]
    unknown = str(entry.role_id) if entry and entry.role_since is None else None
    held = [
        carried.Spell(
            str(row.role_id),
            row.from_on,
            None if led_to and row.to_on == led_to.starts_on - timedelta(days=1) else row.to_on,
        )
        for row in kept
    ]
    spells = carried.spells(held, pitch.version.published_at, steps)
    codes = {str(row.role_id): row.role.code for row in kept}
    if missing := {one.role for one in spells} - codes.keys():
        codes |= {str(pk): code for pk, code in Role.objects.filter(pk__in=missing).values_list("pk", "code")}
    return [
        rule.Placement(
            one.role,
            ranks.get(levels.get(codes[one.role], ""), 0),
            None if one.role == unknown and one.to_on is None else one.from_on,
            one.to_on,
        )
        for one in spells
    ]
