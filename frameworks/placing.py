"""People Ops place, one by one, whoever holds a role that no version in force has."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, NotAllowed
from frameworks import amending, succeeding
from frameworks.models import Placement, Role, Version, VersionRole


def open_placings(today: date) -> QuerySet[Placement]:
    """Of people who stay, the placements of today and later in a role that the version in force has not, or whose
    framework was withdrawn; unless they come to a role in force afterwards."""
    current = Version.objects.current()
    withdrawn = Version.objects.filter(state=Version.State.RETIRED)
    frameworks = Q(role__framework__in=current.values("framework")) | Q(
        role__framework__in=withdrawn.values("framework")
    )
    described = VersionRole.objects.filter(version__in=current).values("role")
    afterwards = Placement.objects.filter(
        person=OuterRef("person"), from_on__gt=OuterRef("from_on"), role__in=described
    )
    rows = Placement.objects.from_day(today).filter(frameworks).exclude(role__in=described)
    return rows.filter(~Exists(afterwards)).of_the_staying(today)


def to_place(by: Person, today: date) -> QuerySet[Placement]:
    """Those that are for this one of People Ops: of their population, and never their own."""
    return open_placings(today).filter(people_ops_for(by, "person")).exclude(person=by)


def first_day(placement: Placement) -> date:
    """The first day from which another role may take its place: the version that has not this one is in force, and
    this one has begun."""
    version = Version.objects.in_force(placement.role.framework_id)
    return max(placement.from_on, version.from_on) if version and version.from_on else placement.from_on


@transaction.atomic
def place_from(placement: Placement, role: Role, day: date, by: Person) -> None:
    """From that day on the person holds this role in the place of the one that is gone, and is told what changed.

    Raises NotAllowed; Conflict where they were placed meanwhile, the role is in no version in force, or the day lies
    outside of the placement.
    """
    Person.objects.select_for_update().get(pk=placement.person_id)
    if not Placement.objects.filter(people_ops_for(by, "person"), pk=placement.pk).exclude(person=by).exists():
        raise NotAllowed("place")
    found = open_placings(clock.today()).select_related("person", "role").filter(pk=placement.pk).first()
    name = {"name": placement.person.name}
    if found is None:
        raise Conflict(_("%(name)s was placed meanwhile. Nothing was changed; look again.") % name)
    if not VersionRole.objects.filter(version__in=Version.objects.current(), role=role).exists():
        raise Conflict(_("No version in force has that role. Nothing was changed; choose another."))
    if day < first_day(found) or (found.to_on and day > found.to_on):
        raise Conflict(_("On that day %(name)s does not hold the role that is gone. Nothing was changed.") % name)
    was, held_it = found.role, found.from_on < day
    succeeding.follow(found, role, day, by)
    if held_it:
        amending.tell_of_placing(found.person, was, role, day)
