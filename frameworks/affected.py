"""Whom a version concerns: who holds which role of it, as far as somebody may know.

It asks of placements alone. Pitches, decisions and roles that somebody is yet to begin are nobody's business here: what
the page said of them would tell an editor what the person was not told.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from accounts.models import Person
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


def going(version: Version, today: date) -> list[Role]:
    """The roles that the version in force has and this one has not, and that somebody holds today or later."""
    in_force = Version.objects.current().filter(framework=version.framework_id)
    described = VersionRole.objects.filter(version__in=in_force).exclude(
        role__in=VersionRole.objects.filter(version=version).values("role")
    )
    held = Placement.objects.from_day(today).filter(role__in=described.values("role")).values("role")
    return list(Role.objects.filter(pk__in=held).order_by("code"))
