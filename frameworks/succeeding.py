"""Moving those who hold a role that a version does not have any more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict
from accounts.written_once import WrittenOnce
from frameworks import affected, carried
from frameworks.models import Placement, Role, Succession, Version, VersionRole

BY_PEOPLE_OPS = "-"  # in a form, in the place of a role's code


def settle(version: Version, becomes: Mapping[str, str], by: Person | None, today: date) -> None:
    """Writes where the holders of each role go that the version has not: a role's code by a role's code, or
    `BY_PEOPLE_OPS`. Raises Conflict where one is missing, is no role of the version, or is held by who decides it."""
    roles = {row.role.code: row.role for row in VersionRole.objects.filter(version=version).select_related("role")}
    gone = affected.going(version, today)
    for role in gone:
        chosen = becomes.get(role.code, "")
        if chosen != BY_PEOPLE_OPS and chosen not in roles:
            raise Conflict(
                _("%(role)s is held, and this version does not have it. Nothing was published; say where they go.")
                % {"role": role.code}
            )
        own = by is not None and Placement.objects.from_day(today).filter(role=role, person=by).exists()
        if own and chosen != BY_PEOPLE_OPS:
            raise Conflict(
                _("You hold %(role)s yourself. Nothing was published; leave to People Ops where its holders go.")
                % {"role": role.code}
            )
    Succession.objects.filter(version=version).delete()
    Succession.objects.bulk_create(
        Succession(version=version, role=role, becomes=roles.get(becomes[role.code])) for role in gone
    )


def move_holders(version: Version, day: date, by: Person | None) -> int:
    """From that day on each holder of a role that goes holds the one that follows it; how many placements that were.

    A placement that begins later is of the new role from its first day. People are locked in the order of their ids.
    """
    following = becomes(version)
    held = Placement.objects.from_day(day).filter(role__in=following)
    list(Person.objects.select_for_update().filter(pk__in=held.values("person")).order_by("pk"))
    placements = list(held.select_related("person", "role").order_by("person", "from_on"))
    for one in placements:
        follow(one, following[one.role], day, by)
    return len(placements)


def becomes(version: Version) -> dict[Role, Role]:
    """Of each role that the version has not and that somebody held: the one that follows it, where one does for all."""
    rows = Succession.objects.filter(version=version, becomes__isnull=False).select_related("role", "becomes")
    return {row.role: row.becomes for row in rows}


def afterwards(role: Role) -> list[tuple[date, Role]]:
    """What became of a role that no version in force has: the roles in its place, the one after the other, each with
    its first day. Nothing where it is in force, or where nothing followed it."""
    if VersionRole.objects.filter(version__in=Version.objects.current(), role=role).exists():
        return []
    rows = Succession.objects.filter(role__framework=role.framework_id, version__published_at__isnull=False)
    steps = list(rows.select_related("version", "becomes").order_by("version__published_at"))
    last = max((place for place, one in enumerate(steps) if one.role_id == role.pk), default=len(steps))
    found: list[tuple[date, Role]] = []
    for step in steps[last:]:
        if step.role_id == (found[-1][1].pk if found else role.pk) and step.becomes:
            found.append((step.version.from_on, step.becomes))
    return found


TAKEN = WrittenOnce(
    lambda: (
        Succession.objects.filter(version__published_at__isnull=False, becomes__isnull=False)
        .order_by("version__published_at")
        .values_list("version__framework_id", "version__published_at", "version__from_on", "role_id", "becomes_id")
    )
)


def steps(framework: UUID | None = None, after: datetime | None = None) -> list[carried.Step]:
    """The roles of a framework (or of all) in whose place versions put others (those published later than `after`), in
    the order of the versions; one query."""
    return [
        carried.Step(at, day or at.date(), str(role), str(becomes))
        for of, at, day, role, becomes in TAKEN()
        if framework in (None, of) and (after is None or at > after)
    ]


def as_called_at(placements: dict[UUID, Placement], moment: datetime) -> dict[UUID, Placement]:
    """Person → their placement, as the versions in force at that time call it: whom a later one moved is in the role
    that they held before, since when they held it. Three queries more, where a version has moved anybody since."""
    since = steps(after=moment)
    reached = {one.becomes for one in since}
    moved = {pk for pk, one in placements.items() if str(one.role_id) in reached}
    if not moved:
        return placements
    held = _spells(moved)
    roles = {
        str(one.pk): one for one in Role.objects.filter(pk__in={one.role for one in since}).select_related("framework")
    }
    found = dict(placements)
    for pk in moved:
        spell = carried.since_when(carried.spells(held[pk], moment, since), placements[pk].from_on)
        if role := roles.get(spell.role):
            found[pk] = Placement(person_id=pk, role=role, from_on=spell.from_on, to_on=placements[pk].to_on)
    return found


def held_since(placements: Iterable[Placement]) -> dict[UUID, date]:
    """Person → since when they hold their role; whom versions moved to it, since when they held the one in whose place
    it stands. One query more where a version put that role in the place of another."""
    given = {one.person_id: one for one in placements}
    taken = steps()
    reached = {one.becomes for one in taken}
    moved = {pk for pk, one in given.items() if str(one.role_id) in reached}
    found = {pk: one.from_on for pk, one in given.items()}
    for pk, held in _spells(moved).items() if moved else ():
        found[pk] = carried.since_when(carried.spells(held, clock.now(), taken), given[pk].from_on).from_on
    return found


def _spells(people: Iterable[UUID]) -> dict[UUID, list[carried.Spell]]:
    found: dict[UUID, list[carried.Spell]] = defaultdict(list)
    for row in Placement.objects.filter(person__in=people):
        found[row.person_id].append(carried.Spell(str(row.role_id), row.from_on, row.to_on))
    return found


def follow(placement: Placement, role: Role, day: date, by: Person | None) -> Placement:
    """From that day on the placement is one of this role, with its end; before it, it stays what it was."""
    if placement.from_on >= day:
        placement.role_id = role.pk
        placement.save(update_fields=["role"])
        placed = placement
    else:
        until, placement.to_on = placement.to_on, day - timedelta(days=1)
        placement.save(update_fields=["to_on"])
        placed = Placement.objects.create(person=placement.person, role_id=role.pk, from_on=day, to_on=until)
    trail.record("place", placed, by, about=placement.person)
    return placed
