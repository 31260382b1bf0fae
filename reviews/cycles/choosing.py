"""Whom a group reviews, said as a choice that can be made anew: for the next cycle it finds who is there by then."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts import clock
from accounts.models import Below, Person, ReportingLine
from accounts.models.grants import people_ops_for
from frameworks.models import Placement

ALL, APART, ONLY = "all", "apart", "only"
MOST_PROPOSED = 12  # organisations that are offered to begin from


@dataclass(frozen=True)
class Choice:
    """Everyone below some people, of a team, on a framework, or by name; without some. All by id, as text.

    `managers`: everyone chosen; those who assess nobody among them (`apart`); or those who do (`only`).
    """

    below: tuple[str, ...] = ()
    team: str = ""
    framework: str = ""
    people: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    managers: str = ALL

    def found(self) -> QuerySet[Person]:
        """Whom it chooses today: people who are here."""
        wanted = Q(pk__in=self.people)
        if self.below:
            wanted |= Q(Exists(Below.objects.filter(manager__in=self.below, person=OuterRef("pk"))))
        if self.team:
            wanted |= Q(team=self.team)
        if self.framework:
            placed = Placement.objects.filter(person=OuterRef("pk"), role__framework=self.framework, to_on__isnull=True)
            wanted |= Q(Exists(placed))
        people = Person.objects.here_on(clock.today()).filter(wanted)
        people = people.exclude(pk__in=self.without)
        if self.managers == ALL:
            return people
        assesses = ReportingLine.objects.filter(
            manager=OuterRef("pk"), to_on__isnull=True, person__in=people.order_by().values("pk")
        )
        return people.filter(Exists(assesses)) if self.managers == ONLY else people.exclude(Exists(assesses))

    def in_two(self) -> tuple["Choice", "Choice"] | None:
        """Those who assess nobody here and those who do, where there are both."""
        others, managers = replace(self, managers=APART), replace(self, managers=ONLY)
        return (others, managers) if managers.found().exists() and others.found().exists() else None

    def as_json(self) -> dict[str, Any]:
        """To be kept with the group; what is empty is left away."""
        return {name: said for name, said in asdict(self).items() if said and said != ALL}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Choice":
        """What `as_json` has kept; nobody, where nothing was."""
        several = {name: tuple(kept[name]) for name in ("below", "people", "without") if name in kept}
        return cls(**(kept | several))


def ids(people: Iterable[Person]) -> tuple[str, ...]:
    """Their ids, as a choice keeps them."""
    return tuple(str(person.pk) for person in people)


@dataclass(frozen=True)
class Organisation:
    """A director's organisation, to begin a group from: who leads it, and how many are below."""

    director: Person
    size: int


def organisations(viewer: Person) -> list[Organisation]:
    """The organisations of those who manage managers, the largest first, of whom the viewer is People Ops for all."""
    leads = ReportingLine.objects.filter(manager=OuterRef("person"), to_on__isnull=True)
    of_managers = ReportingLine.objects.filter(Exists(leads), manager=OuterRef("pk"), to_on__isnull=True)
    outside = Below.objects.filter(manager=OuterRef("pk")).exclude(people_ops_for(viewer, "person"))
    directors = Person.objects.here_on(clock.today()).filter(Exists(of_managers), ~Exists(outside))
    sizes: dict[UUID, int] = dict(
        Below.objects.filter(manager__in=directors.order_by().values("pk"))
        .values_list("manager")
        .annotate(Count("person"))
        .order_by("-person__count")[:MOST_PROPOSED]
    )
    people = Person.objects.in_bulk(sizes)
    found = [Organisation(people[pk], size) for pk, size in sizes.items()]
    return sorted(found, key=lambda one: (-one.size, one.director.name))
