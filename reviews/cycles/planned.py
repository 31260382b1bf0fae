"""The rosters to be of a whole cycle as one list: who is in, by whom assessed, who is left out and why.

Asked in SQL, a page at a time, however many are planned. What is wrong with a person is said by `planning`, in words;
where they stand because of it is said here once more, in SQL, so that one can ask for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Kind, ReportingLine
from frameworks.models import Placement, VersionRole
from reviews.cycles import planning
from reviews.models import Cycle, Group, Part, Participant


class Standing(TextChoices):
    ASSESSED = "assessed", _("would be assessed")
    LISTED = "listed", _("listed, not rated")
    LEFT_OUT = "left_out", _("left out")


def rows(cycle: Cycle, groups: Iterable[Group], day: date) -> QuerySet[Participant]:
    """The people chosen for these planned groups of a cycle, each with `standing`: a Standing as of `day`."""
    planned = [group.pk for group in groups if group.state == Group.State.PLANNING]
    found = Participant.objects.now().filter(group__in=planned, part=Part.SUBJECT)
    found = found.annotate(
        is_away=planning.is_away("person", cycle), is_taken=planning.is_taken("person", cycle, twice=True)
    )
    standing = Case(
        When(_left_out(cycle, day), then=Value(Standing.LEFT_OUT)),
        When(_onboarding(day) | Q(is_away=True), then=Value(Standing.LISTED)),
        default=Value(Standing.ASSESSED),
    )
    return found.annotate(standing=standing)


def _left_out(cycle: Cycle, day: date) -> Q:
    """As `planning` says it in words: no employee, has left, taken, no manager who is here, no role with a text."""
    reports = ReportingLine.objects.filter(to_on__isnull=True, manager__is_active=True)
    managed = reports.filter(Q(manager__left_on__isnull=True) | Q(manager__left_on__gt=day)).values("person")
    texts = VersionRole.objects.filter(planning.editions(cycle)).values("role")
    placed = Placement.objects.on(day).filter(role__in=texts).order_by().values("person")
    out = ~Q(person__kind=Kind.EMPLOYEE) | Q(person__left_on__lte=day) | Q(is_taken=True)
    return out | ~Q(person__in=managed) | ~Q(person__in=placed)


def _onboarding(day: date) -> Q:
    hired = Q(person__hired_on__gt=day - timedelta(days=planning.ONBOARDING_DAYS))
    return Q(person__onboarded_on__gt=day) | (Q(person__onboarded_on__isnull=True) & hired)


@dataclass(frozen=True)
class Asked:
    """Whom a reader asks for; empty: everyone."""

    name: str = ""
    assessor: str = ""
    group: str = ""
    standing: str = ""

    def __bool__(self) -> bool:
        return self != Asked()

    @property
    def said(self) -> dict[str, str]:
        """The same as an address has it."""
        return {name: value for name, value in vars(self).items() if value}


def asked(given: Mapping[str, str], groups: Iterable[Group]) -> Asked:
    """What was asked for, as far as it is on offer; the rest is not asked."""

    def words(name: str) -> str:
        return " ".join(given.get(name, "").replace("\0", " ").split())[:80]

    group = given.get("group", "")
    standing = given.get("standing", "")
    return Asked(
        words("name"),
        words("assessor"),
        group if group in {str(one.pk) for one in groups} else "",
        standing if standing in Standing.values else "",
    )


def narrow(found: QuerySet[Participant], by: Asked) -> QuerySet[Participant]:
    """The rows that are asked for, by name."""
    if by.name:
        found = found.filter(person__name__icontains=by.name)
    if by.assessor:
        managed = ReportingLine.objects.filter(to_on__isnull=True, manager__name__icontains=by.assessor)
        found = found.filter(person__in=managed.values("person"))
    if by.group:
        found = found.filter(group=by.group)
    if by.standing:
        found = found.filter(standing=by.standing)
    return found.order_by("person__name", "person", "group")


def counts(found: QuerySet[Participant]) -> dict[str, int]:
    """How many of them stand where; one query."""
    return dict(found.order_by().values_list("standing").annotate(Count("pk")))


def lines(page: list[Participant], found: QuerySet[Participant], cycle: Cycle, day: date) -> list[dict[str, Any]]:
    """The rows of one page of `found` with their lines: role, assessor, and what is wrong in words; four queries."""

    def staying(people: set[UUID]) -> set[Any]:
        there = found.filter(group__in={row.group_id for row in page}, person__in=people)
        return set(there.exclude(standing=Standing.LEFT_OUT).values_list("group_id", "person_id"))

    made = planning.lines_among(page, cycle, day, staying)
    return [{"row": row, "line": made[row.pk], "standing": Standing(row.standing).label} for row in page]
