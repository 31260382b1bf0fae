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

WERE_IN_FORCE = (Version.State.PUBLISHED, Version.State.SUPERSEDED, Version.State.RETIRED)
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
    stands otherwise to another of its levels than before: above it, below it or beside it. A level that only one of
    them has stands where the roles stand that are at it; without such it says nothing."""
    ranks = [{level.code: level.rank for level in one.levels} for one in (before, after)]
    at = [{role.code: role.level for role in one.roles} for one in (before, after)]
    shared = ranks[0].keys() & ranks[1].keys()
    both = at[0].keys() & at[1].keys()
    called_otherwise = [code for code in both if not {at[0][code], at[1][code]} <= shared]
    others = [[*shared, *(one[code] for code in called_otherwise)] for one in at]

    def sides(rank: dict[str, int], level: str, levels: list[str]) -> list[int]:
        return [(rank[code] > rank[level]) - (rank[code] < rank[level]) for code in levels]

    return {
        code
        for code in both
        if at[0][code] != at[1][code]
        or sides(ranks[0], at[0][code], others[0]) != sides(ranks[1], at[1][code], others[1])
    }


def own_elsewhere(version: Version, person: Person, today: date) -> list[str]:
    """The codes of the roles that somebody holds, today or later, and that a version puts at another level than the one
    that was in force last with that role: such a version is published by another framework editor."""
    own = Placement.objects.from_day(today).filter(person=person, role__framework=version.framework_id)
    past = VersionRole.objects.filter(role__in=own.values("role"), version__state__in=WERE_IN_FORCE)
    last = {
        row.role.code: row.version
        for row in past.select_related("role", "version").order_by("version__published_at", "-version__state")
    }
    text = reading.document(version) if last else None
    return sorted(code for code, was in last.items() if code in standing_elsewhere(reading.document(was), text))


def going(version: Version, today: date) -> list[Role]:
    """The roles that the version in force has and this one has not, and that somebody holds today or later."""
    in_force = Version.objects.current().filter(framework=version.framework_id)
    described = VersionRole.objects.filter(version__in=in_force).exclude(
        role__in=VersionRole.objects.filter(version=version).values("role")
    )
    held = Placement.objects.from_day(today).filter(role__in=described.values("role")).values("role")
    return list(Role.objects.filter(pk__in=held).order_by("code"))
