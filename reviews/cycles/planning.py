"""The preview of a roster: who would be reviewed as what and by whom, and each problem with its fix.

Nothing is written here. The same lines are shown before the launch and frozen by it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.models import Below, Kind, Leave, Person, ReportingLine
from accounts.viewing import as_task
from frameworks.asked import is_personal
from frameworks.models import Placement, Role, Version, VersionRole
from frameworks.succeeding import as_called_at, held_since
from reviews.models import OneOnOne, Participant, ProfileText, RosterEntry
from reviews.models.cycles import Cycle, Group

ONBOARDING_DAYS = 90  # where nobody said when a person's onboarding ended
MOST_PEOPLE, MOST_ASSESSORS = 120, 15  # a guide for one meeting, not a limit


@dataclass(frozen=True)
class Problem:
    """What is not as it should be, and what to do; `leaves_out`: the person is not on the roster because of it."""

    sentence: str
    fix: str
    leaves_out: bool = False


@dataclass
class Line:
    """One person on the roster to be: role, version, assessor, director, treatment, problems."""

    person: Person
    role: Role | None = None
    role_since: date | None = None
    role_title: str = ""
    rank: int = 0
    version: Version | None = None
    assessor: Person | None = None
    director_id: UUID | None = None
    treatment: str = RosterEntry.Treatment.ASSESS
    has_talks: bool = False  # a one-on-one with the assessor is planned
    problems: list[Problem] = field(default_factory=list)

    @property
    def stays(self) -> bool:
        """Whether the person goes on the roster."""
        return not any(problem.leaves_out for problem in self.problems)

    @property
    def is_assessed(self) -> bool:
        return self.stays and self.treatment == RosterEntry.Treatment.ASSESS

    def complain(self, sentence: str, fix: str, leaves_out: bool = False) -> None:
        self.problems.append(Problem(sentence, fix, leaves_out))


def lines(people: QuerySet[Person], cycle: Cycle, day: date, group: Group | None = None) -> list[Line]:
    """A line for each of `people` as of `day`, lowest level first; the number of queries does not grow with them.

    `cycle` may be unsaved; `group` is the group being planned, whose own subjects are not counted as taken.
    """
    chosen = people.annotate(is_away=is_away("pk", cycle), is_taken=is_taken("pk", cycle, group and group.pk))
    inside = people.order_by().values("pk")
    return _lines({None: chosen.order_by("name", "id")}, inside, day, cycle)[None]


def lines_of(groups: Iterable[Group], day: date) -> dict[UUID, list[Line]]:
    """The same for each of some groups of one cycle, by their ids; four queries and one for the talks."""
    cycles = {group.pk: group.cycle for group in groups}
    found: dict[Any, list[Person]] = {group: [] for group in cycles}
    if not found:
        return {}
    cycle = next(iter(cycles.values()))
    subjects = Participant.objects.now().filter(group__in=cycles, part="subject")
    rows = subjects.select_related("person").annotate(
        is_away=is_away("person", cycle), is_taken=is_taken("person", cycle, twice=True)
    )
    for row in rows.order_by("person__name", "person"):
        found[row.group_id].append(_of_row(row))
    return _lines(found, subjects.order_by().values("person"), day, cycle)


def lines_among(
    rows: Iterable[Any], cycle: Cycle, day: date, staying: Callable[[set[UUID]], set[Any]]
) -> dict[UUID, Line]:
    """The lines of some subjects of planned groups of a cycle, by the ids of their rows, which are annotated as
    `planned.rows` are and have their person. Nothing is said of one-on-ones.

    `staying`: of some people in which groups they stay, as (group, person).
    """
    groups = {row.pk: row.group_id for row in rows}
    chosen = {row.pk: [_of_row(row)] for row in rows}
    found = _lines(chosen, [people[0].pk for people in chosen.values()], day, cycle, with_talks=False)
    there = staying({line.assessor.pk for [line] in found.values() if line.assessor})
    for pk, [line] in found.items():
        if line.assessor and (groups[pk], line.assessor.pk) in there:
            _is_beside(line)
    return {pk: line for pk, [line] in found.items()}


def _of_row(row: Any) -> Person:
    row.person.is_away, row.person.is_taken = row.is_away, row.is_taken
    return row.person


def is_away(person: str, cycle: Cycle) -> Case:
    """Whether somebody is away for all that the cycle covers. Like its neighbour it is asked once for all people: one
    by one it takes seconds where many were written and the database has not yet counted them."""
    there = Q(to_on__isnull=True) | Q(to_on__gte=cycle.covers_to)
    return among(person, Leave.objects.filter(there, from_on__lte=cycle.covers_from).values("person"))


def is_taken(person: str, cycle: Cycle, but: UUID | None = None, twice: bool = False) -> Any:
    """Whether somebody is a subject of another group of the cycle than `but`, or of more than one (`twice`)."""
    if cycle._state.adding:
        return Value(False)
    rows = Participant.objects.now().filter(group__cycle=cycle, part="subject").order_by()
    rows = rows.exclude(group__state=Group.State.DISCARDED)
    if twice:
        rows = rows.values("person").annotate(groups=Count("group", distinct=True)).filter(groups__gt=1)
    return among(person, (rows.exclude(group=but) if but else rows).values("person"))


def among(person: str, people: QuerySet) -> Case:
    """Whether the row's person is among some, who are asked for once."""
    return Case(When(**{f"{person}__in": people}, then=Value(True)), default=Value(False))


def _lines(
    chosen: Mapping[Any, Iterable[Person]], inside: Any, day: date, cycle: Cycle, with_talks: bool = True
) -> dict[Any, list[Line]]:
    """Lines for the people of several groups, who are annotated with `is_away` and `is_taken`; `inside`: all their ids,
    or a query for them. With the first of its groups a cycle is launched: the others hold to the same editions."""
    reports = ReportingLine.objects.filter(person__in=inside, to_on__isnull=True)
    managers = {line.person_id: line.manager for line in reports.select_related("manager")}
    placements = {
        placement.person_id: placement
        for placement in Placement.objects.on(day).filter(person__in=inside).select_related("role__framework")
    }
    since = held_since(placements.values())
    if cycle.launched_at:
        placements = as_called_at(placements, cycle.launched_at)
    roles = {placement.role_id for placement in placements.values()}
    described = texts_for(roles, cycle)
    talks = _talks(inside) if with_talks else set()
    profiles = _profiles(inside) if any(is_personal(one.version_level) for one in described.values()) else set()
    found = {}
    for group, people in chosen.items():
        made = []
        for person in people:
            line = Line(person, assessor=managers.get(person.pk))
            line.has_talks = bool(line.assessor) and (line.assessor.pk, person.pk) in talks
            line.role_since = since.get(person.pk)
            _place(line, placements.get(person.pk), described, profiles)
            _look_at(line, day)
            made.append(line)
        _look_beside(made)
        found[group] = sorted(made, key=lambda line: (line.rank, line.person.name, str(line.person.pk)))
    return found


def texts_for(roles: set[UUID], cycle: Cycle) -> dict[UUID, VersionRole]:
    """Role → its text in the edition by which the cycle reviews: of its launch; of today where it is not launched, or
    where the one of the launch has not that role."""
    rows = VersionRole.objects.filter(editions(cycle), role__in=roles).select_related("version", "version_level")
    return {entry.role_id: entry for entry in rows.order_by(F("version__published_at").desc(nulls_last=True))}


def editions(cycle: Cycle) -> Q:
    """True of the roles of a version that may be held against in the cycle, `texts_for` says which where it is two."""
    found = Q(version__in=Version.objects.current())
    return found | Q(version__in=Version.objects.in_force_at(cycle.launched_at)) if cycle.launched_at else found


@as_task("planning")
def _talks(inside: Any) -> set[tuple[UUID, UUID]]:
    """(manager, report) of the one-on-ones that are planned: only that they are."""
    return set(OneOnOne.objects.filter(report__in=inside).values_list("manager_id", "report_id"))


@as_task("planning")
def _profiles(inside: Any) -> set[tuple[UUID, UUID]]:
    """(person, role) of the personal profiles that are written: only that they are."""
    rows = ProfileText.objects.standing().filter(subject__in=inside)
    return set(rows.values_list("subject_id", "role_id"))


def under_directors(found: Iterable[Line], directors: Iterable[Person]) -> None:
    """Gives each line the lowest of the directors above the person, or the first of them; one query."""
    heads = [director.pk for director in directors]
    inside = [line.person.pk for line in found]
    rows = Below.objects.filter(person__in=inside, manager__in=heads).order_by("-depth")
    nearest = dict(rows.values_list("person_id", "manager_id"))
    for line in found:
        line.director_id = nearest.get(line.person.pk, heads[0] if heads else None)


def _place(
    line: Line,
    placement: Placement | None,
    described: Mapping[UUID, VersionRole],
    profiles: Collection[tuple[UUID, UUID]],
) -> None:
    name = line.person.name
    if placement is None:
        line.complain(
            _("%(name)s is placed on no role.") % {"name": name},
            _("Place %(name)s on a role from the day they hold it, or leave them out.") % {"name": name},
            leaves_out=True,
        )
        return
    line.role, line.role_title = placement.role, placement.role.code
    entry = described.get(placement.role_id)
    if entry is None:
        line.complain(
            _("%(framework)s has no published text for %(role)s.")
            % {"framework": placement.role.framework.title, "role": placement.role.code},
            _("Publish a version that describes %(role)s, or place %(name)s on a role it describes.")
            % {"role": placement.role.code, "name": name},
            leaves_out=True,
        )
        return
    line.version, line.rank = entry.version, entry.version_level.rank
    line.role_title = named(placement.role.code, entry.title)
    if is_personal(entry.version_level) and (line.person.pk, placement.role_id) not in profiles:
        line.complain(
            _("%(role)s is written for each person, and no personal profile of %(name)s is there.")
            % {"role": placement.role.code, "name": name},
            _("Whoever manages %(name)s writes it, on the page of %(name)s: the assessment is held against it.")
            % {"name": name},
        )


def _look_at(line: Line, day: date) -> None:
    person: Any = line.person
    name = person.name
    if person.kind != Kind.EMPLOYEE:
        line.complain(
            _("%(name)s is no employee (%(kind)s).") % {"name": name, "kind": person.get_kind_display()},
            _("Nothing to do: contractors and interns are not assessed."),
            leaves_out=True,
        )
    if person.has_left(day):
        line.complain(
            _("%(name)s has left.") % {"name": name}, _("Nothing to do: leavers are not assessed."), leaves_out=True
        )
    if person.is_taken:
        line.complain(
            _("%(name)s is already in another group of this cycle.") % {"name": name},
            _("Leave %(name)s out here: a person is reviewed once a cycle.") % {"name": name},
            leaves_out=True,
        )
    _look_at_assessor(line, day)
    if still_onboarding(person, day):
        line.treatment = RosterEntry.Treatment.ONBOARDING
        line.complain(
            _("%(name)s is still onboarding.") % {"name": name},
            _("Nothing to do: %(name)s is listed and not rated.") % {"name": name},
        )
    elif person.is_away:
        line.treatment = RosterEntry.Treatment.NOT_NOW
        line.complain(
            _("%(name)s is not assessed this time.") % {"name": name},
            _("Nothing to do: the last result stands."),
        )


def _look_at_assessor(line: Line, day: date) -> None:
    name, assessor = line.person.name, line.assessor
    if assessor is None:
        line.complain(
            _("%(name)s has no manager.") % {"name": name},
            _("Give %(name)s a manager, or leave them out: the head of the company is not assessed.") % {"name": name},
            leaves_out=True,
        )
    elif not assessor.is_here(day):
        line.complain(
            _("%(manager)s, the manager of %(name)s, has left.") % {"manager": assessor.name, "name": name},
            _("Give %(name)s a manager who is here.") % {"name": name},
            leaves_out=True,
        )


def _look_beside(found: list[Line]) -> None:
    """Says of whom the assessor is reviewed in the same group."""
    staying = {line.person.pk for line in found if line.stays}
    for line in found:
        if line.assessor and line.assessor.pk in staying:
            _is_beside(line)


def _is_beside(line: Line) -> None:
    assert line.assessor
    said = {"manager": line.assessor.name, "name": line.person.name}
    line.complain(
        _("%(manager)s assesses %(name)s and is reviewed in the same group.") % said,
        _("Put %(manager)s into a group of managers. If they stay, they see nothing of their own matters.") % said,
    )


def still_onboarding(person: Person, day: date) -> bool:
    """Whether onboarding has not ended by `day`; where nobody said, for ninety days from the hiring."""
    if person.onboarded_on:
        return person.onboarded_on > day
    return bool(person.hired_on and person.hired_on + timedelta(days=ONBOARDING_DAYS) > day)


def named(code: str, title: str) -> str:
    """A role as it is read: its code and its title, where it has one of its own."""
    return f"{code}, {title}" if title and title != code else code


MOST_NAMED = 5


def _without_talks(cycle: Cycle, alone: list[Line], assessed: list[Line]) -> Problem:
    """Who has no one-on-one planned with their assessor, in which the result would be told."""
    if len(alone) == len(assessed):
        sentence = _("Nobody here has a one-on-one planned with their manager.")
    else:
        names = [line.person.name for line in alone[:MOST_NAMED]]
        more = len(alone) - len(names)
        who = ", ".join(names) + (_(" and %(count)d more") % {"count": more} if more else "")
        sentence = _("No one-on-one is planned with: %(who)s.") % {"who": who}
    return Problem(
        sentence,
        _("Nothing to do: without one, a result is told within %(days)d days of the release.")
        % {"days": cycle.tell_within_days},
    )


def problems_of_group(cycle: Cycle, roster: list[Line], parts: dict[str, list[Person]]) -> list[Problem]:
    """What is wrong with the group as a whole, each with its fix."""
    found = []
    staying = [line for line in roster if line.stays]
    if not any(line.is_assessed for line in staying):
        found.append(
            Problem(
                _("Nobody in this group would be assessed."),
                _("Choose other people, or mend what is listed."),
                leaves_out=True,
            )
        )
    assessors = {line.assessor.pk for line in staying if line.assessor}
    if len(staying) > MOST_PEOPLE or len(assessors) > MOST_ASSESSORS:
        found.append(
            Problem(
                _("The group has %(people)d people and %(assessors)d assessors.")
                % {"people": len(staying), "assessors": len(assessors)},
                _("One meeting carries about 120 people and 15 assessors: make it two groups."),
            )
        )
    if cycle.needs_observer and not parts.get("observer"):
        found.append(Problem(_("Nobody observes."), _("Name an observer: the meeting does not start without one.")))
    if cycle.needs_outside_director and not parts.get("outside_director"):
        found.append(
            Problem(
                _("No director comes from outside the group."),
                _("Name one, or say that the group is the whole company."),
            )
        )
    deciders = parts.get("decider") or parts.get("director", [])
    if len(deciders) < cycle.deciders_needed:
        found.append(
            Problem(
                _("%(have)d of %(want)d deciders are named.") % {"have": len(deciders), "want": cycle.deciders_needed},
                _("Name the directors who decide on pitches."),
            )
        )
    if alone := [line for line in staying if line.is_assessed and not line.has_talks]:
        found.append(_without_talks(cycle, alone, [line for line in staying if line.is_assessed]))
    return found
