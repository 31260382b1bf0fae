"""Every role that one can go to from a role. Pure, but for `next_roles`, which answers with the identities."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from frameworks.asked import Ladder
from frameworks.format.document import Document, Level, Role

if TYPE_CHECKING:
    from frameworks.models import Role as Identity
    from frameworks.models import Version

Direction = Literal["up", "sideways", "down"]
ORDER = {"up": 0, "sideways": 1, "down": 2}


@dataclass(frozen=True)
class Way:
    """A role to go to: upward, sideways (same rank) or downward, on the same track or on another."""

    role: Role
    level: Level
    direction: Direction
    same_track: bool
    is_equal: bool | None = None  # None: the framework does not say


def ways(document: Document, code: str) -> list[Way]:
    """The ways on from a role: those it names, else the roles of the next rank on its tracks.

    Nearest first: upward before sideways before downward, then by rank, the own track first. Retired roles are left
    out; a role that the document does not have leads nowhere.
    """
    ladder = Ladder(document)
    if code not in ladder.roles:
        return []
    role, rank = ladder.roles[code], ladder.rank(code)
    named = role.next if role.next is not None else _next_rank(ladder, role)
    found = [_way(ladder, role, other) for other in named if other != code]
    places = {way.role.code: place for place, way in enumerate(found)}
    return sorted(
        (way for way in found if way.level.status != "retired"),
        key=lambda way: (
            ORDER[way.direction],
            abs(way.level.rank - rank),
            not way.same_track,
            places[way.role.code],
        ),
    )


def next_roles(version: "Version", role: "Identity") -> "list[Identity]":
    """The roles one can go to from a role in that version, nearest first, as placements and results know them."""
    from frameworks import reading

    identities = reading.roles(version)
    return [identities[way.role.code] for way in ways(reading.document(version), role.code)]


def _next_rank(ladder: Ladder, role: Role) -> list[str]:
    found: dict[str, None] = {}
    for track in role.tracks:
        above = [one for one in ladder.on_track(track) if ladder.rank(one.code) > ladder.rank(role.code)]
        standing = [one for one in above if ladder.level_of(one.code).status != "retired"]
        if standing:
            found[standing[0].code] = None
    return list(found)


def _way(ladder: Ladder, role: Role, code: str) -> Way:
    other, level = ladder.roles[code], ladder.level_of(code)
    rank = ladder.rank(role.code)
    direction: Direction = "up" if level.rank > rank else "down" if level.rank < rank else "sideways"
    equals = ladder.equals(role.code)
    said = None if equals is None and ladder.equals(code) is None else other in (equals or ())
    return Way(other, level, direction, bool(set(other.tracks) & set(role.tracks)), said)
