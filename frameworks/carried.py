"""A role that a version put in the place of another is the same one to whoever was moved by it: their time goes on, and
what was said of them under the one counts for the other. Roles are read as one version calls them: that of a pitch, or
the one with which a review was launched. Pure.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Step:
    """A version that came into force put `becomes` in the place of `role`, from that day on."""

    published: datetime
    day: date
    role: str
    becomes: str


@dataclass(frozen=True)
class Spell:
    """A role that somebody held, both days included."""

    role: str
    from_on: date
    to_on: date | None


def as_called(role: str, then: datetime | None, now: datetime | None, steps: Iterable[Step]) -> str:
    """What a later version calls a role of an earlier one. `steps` in the order of their versions."""
    if then is None or now is None:
        return role
    for step in steps:
        if then < step.published <= now and step.role == role:
            role = step.becomes
    return role


def once_called(roles: Collection[str], now: datetime | None, steps: Sequence[Step]) -> set[str]:
    """The roles that led to these, as the version of that time calls them, however many versions lie between. `steps`
    in the order of their versions."""
    found: set[str] = set()
    for step in reversed(steps):
        if now is not None and step.published <= now and (step.becomes in roles or step.becomes in found):
            found.add(step.role)
    return found


def spells(held: Iterable[Spell], now: datetime | None, steps: Iterable[Step]) -> list[Spell]:
    """The roles that somebody held, as the version of that time calls them: of a version up to it, who was moved held
    the new role all along; of a later one, they still hold the old role."""
    found = sorted(held, key=lambda one: one.from_on)
    if now is None:
        return found
    ordered = sorted(steps, key=lambda one: one.published)
    for step in ordered:
        if step.published <= now:
            found = [replace(one, role=step.becomes) if _ends_by(one, step, found) else one for one in found]
    for step in reversed(ordered):
        if step.published > now:
            found = [replace(one, role=step.role) if _begins_by(one, step, found) else one for one in found]
    return found


def _ends_by(spell: Spell, step: Step, held: list[Spell]) -> bool:
    """Whether it is of the role that was moved from, and somebody was moved from it on that day."""
    if spell.role != step.role or spell.to_on is None or spell.to_on >= step.day:
        return False
    return _was_moved(step, held)


def _begins_by(spell: Spell, step: Step, held: list[Spell]) -> bool:
    return spell.role == step.becomes and spell.from_on >= step.day and _was_moved(step, held)


def _was_moved(step: Step, held: list[Spell]) -> bool:
    before = any(one.to_on == step.day - timedelta(days=1) and one.role == step.role for one in held)
    return before and any(one.from_on == step.day and one.role == step.becomes for one in held)


def since_when(held: list[Spell], begun: date) -> Spell:
    """The spell that began on that day, from the first day of those in the same role that led to it without a gap."""
    spells_so_far = [one for one in held if one.from_on <= begun]
    found = spells_so_far.pop()
    while spells_so_far:
        before = spells_so_far.pop()
        if before.role != found.role or before.to_on != found.from_on - timedelta(days=1):
            break
        found = replace(found, from_on=before.from_on)
    return found
