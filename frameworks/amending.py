"""Telling each person what a version changed for them: on Today and on My level, once, and only where it did."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.models import Person
from accounts.written_once import WrittenOnce, somebody
from frameworks import hooks, reading
from frameworks.difference import of_role_in_versions
from frameworks.models import Amendment, Placement, Role, Version

SAID_FOR = timedelta(days=14)  # to a manager: they have met each of their people by then


def tell(version: Version, since: Version, becomes: dict[Role, Role], day: date, today: date) -> int:
    """Writes what the version changed for each who held a role of it before that day; how many they are.

    `becomes`: of the roles that it has not, where their holders go. Who is left to People Ops is told once they are
    placed, and who begins on that day reads this version first: neither is told here.
    """
    roles = set(reading.roles(since).values())
    held = Placement.objects.on(today).filter(role__in=roles, from_on__lt=day).select_related("role")
    holders: dict[Role, list[Placement]] = defaultdict(list)
    for placement in held.of_the_staying(today):
        holders[placement.role].append(placement)
    return sum(
        _tell(version, since, was, becomes.get(was, was), [one.person_id for one in placements], day)
        for was, placements in holders.items()
    )


def tell_of_placing(person: Person, was: Role, role: Role, day: date) -> int:
    """The same of somebody whom People Ops placed, because the version in force has not the role that they held."""
    version = Version.objects.in_force(role.framework_id)
    if version is None or was.framework_id != role.framework_id:
        return 0
    earlier = Version.objects.filter(framework=role.framework_id, published_at__lt=version.published_at)
    since = next((one for one in earlier.order_by("-published_at") if was.code in reading.roles(one)), None)
    return _tell(version, since, was, role, [person.pk], day) if since else 0


def _tell(version: Version, since: Version, was: Role, role: Role, people: Iterable, day: date) -> int:
    before, after = reading.ladder(since), reading.ladder(version)
    if was.code not in before.roles or role.code not in after.roles:
        return 0
    difference = of_role_in_versions(before.document, after.document, role.code, was.code)
    if not difference.differs and was == role:
        return 0
    said = {"version": version, "since": since, "was": was, "role": role, "from_on": day}
    axes = len(difference.changed_axes)
    told = set(Amendment.objects.filter(version=version, person__in=people).values_list("person_id", flat=True))
    made = Amendment.objects.bulk_create(
        Amendment(person_id=person, axes=axes, **said) for person in people if person not in told
    )
    for hear in hooks.amended:
        hear(made)
    return len(made)


TOLD = WrittenOnce(
    lambda person, framework: (
        Amendment.objects.visible_to(somebody(person))
        .filter(person=person, version__framework=framework)
        .select_related("version", "since", "was", "role")
        .order_by("-version__published_at")
    )
)


def told(person: Person, framework: UUID, today: date) -> list[Amendment]:
    """What versions of a framework have changed for them by that day, the newest first; one query."""
    return [one for one in TOLD(person.pk, framework) if one.from_on <= today]


def of_late(person: Person, today: date) -> list[Amendment]:
    """What they have not looked at themselves, and for two weeks what concerns those who report to them; one query."""
    own, theirs = Q(person=person, is_read=False), Q(from_on__gt=today - SAID_FOR, from_on__lte=today)
    rows = Amendment.objects.visible_to(person).filter(own | (theirs & ~Q(person=person)))
    return list(rows.select_related("person", "version__framework", "since").order_by("person__name", "pk"))


def unread(rows: Iterable[Amendment], role: Role) -> list[Amendment]:
    """Of these, what they have not looked at and what led to the role that they hold, the newest first."""
    return _leading_to(role, (row for row in rows if not row.is_read))


def was_called(rows: Iterable[Amendment], role: Role, since: Version) -> str:
    """The code of the role that they held under an earlier version, as far as later ones moved them from it."""
    found = _leading_to(role, (row for row in rows if row.version.published_at > since.published_at))
    return found[-1].was.code if found else role.code


def _leading_to(role: Role, rows: Iterable[Amendment]) -> list[Amendment]:
    """Each left them with the role that the one after it found, the last with this one."""
    found: list[Amendment] = []
    for row in rows:
        if row.role == (found[-1].was if found else role):
            found.append(row)
    return found


def have_read(rows: Iterable[Amendment]) -> None:
    """They have seen what changed; Today speaks of it no more."""
    if new := [row.pk for row in rows if not row.is_read]:
        Amendment.objects.filter(pk__in=new).update(is_read=True)
