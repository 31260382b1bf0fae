"""Whom a version concerns: who holds which role of it, as far as somebody may know.

It asks of placements alone. Pitches, decisions and roles that somebody is yet to begin are nobody's business here: what
the page said of them would tell an editor what the person was not told.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from accounts.models import Person
from frameworks import reading
from frameworks.format import Document
from frameworks.models import Framework, Placement, Role, Version, VersionRole

FEWEST = 5  # holders that are counted for whoever may not see who they are


@dataclass(frozen=True)
class Holders:
    """Of one role: the names that the viewer may read, and the number where they may know it."""

    names: tuple[str, ...]
    number: int | None


def holders(framework: Framework, viewer: Person, today: date) -> dict[str, Holders]:
    """By the role's code, of the roles that somebody holds; two queries."""
    held = Placement.objects.on(today).filter(role__framework=framework)
    numbers = Counter(held.values_list("role__code", flat=True))
    seen: dict[str, list[str]] = {}
    for code, name in held.visible_to(viewer).order_by("person__name").values_list("role__code", "person__name"):
        seen.setdefault(code, []).append(name)
    return {
        code: Holders(
            tuple(seen.get(code, ())), number if number >= FEWEST or number == len(seen.get(code, ())) else None
        )
        for code, number in numbers.items()
    }


def standing_elsewhere(before: Document, after: Document) -> set[str]:
    """The codes of roles that both have, and that stand at another level in the one than in the other, or whose level
    stands above or below another of its levels than before. Levels that only one of them has say nothing."""
    ranks = [{level.code: level.rank for level in one.levels} for one in (before, after)]
    shared = ranks[0].keys() & ranks[1].keys()

    def below(rank: dict[str, int], level: str) -> set[str]:
        return {code for code in shared if rank[code] < rank[level]}

    at = {role.code: role.level for role in after.roles}
    return {
        role.code
        for role in before.roles
        if role.code in at
        and (at[role.code] != role.level or below(ranks[0], role.level) != below(ranks[1], role.level))
    }


def own_elsewhere(version: Version, in_force: Version | None, person: Person, today: date) -> list[str]:
    """The codes of the roles that somebody holds, today or later, and that a version puts at another level: such a
    version is published by another framework editor."""
    if in_force is None:
        return []
    own = Placement.objects.from_day(today).filter(person=person, role__framework=version.framework_id)
    held = set(own.values_list("role__code", flat=True))
    if not held:
        return []
    return sorted(held & standing_elsewhere(reading.document(in_force), reading.document(version)))


def going(version: Version, today: date) -> list[Role]:
    """The roles that the version in force has and this one has not, and that somebody holds today or later."""
    in_force = Version.objects.current().filter(framework=version.framework_id)
    described = VersionRole.objects.filter(version__in=in_force).exclude(
        role__in=VersionRole.objects.filter(version=version).values("role")
    )
    held = Placement.objects.from_day(today).filter(role__in=described.values("role")).values("role")
    return list(Role.objects.filter(pk__in=held).order_by("code"))
