"""Flags grouped by the wording they are on. Pure: plain values in, plain values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Key(NamedTuple):
    """Which wording: a version's text for a role on an axis, or one example of it."""

    version: Any
    role: Any
    axis: Any
    behaviour: Any = None


class Raised(NamedTuple):
    """One flag."""

    pk: Any
    said: str
    author: str = ""
    outcome: str = ""
    line: str = ""


@dataclass
class Wording:
    """A wording with its flags: those that are open, and those settled."""

    key: Key
    open: list[Raised] = field(default_factory=list)
    settled: list[Raised] = field(default_factory=list)

    @property
    def said(self) -> list[Raised]:
        """The open flags that say something."""
        return [one for one in self.open if one.said]

    @property
    def silent(self) -> int:
        """How many open flags say nothing more."""
        return len(self.open) - len(self.said)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What editors answered, each answer once."""
        return list(dict.fromkeys((one.outcome, one.line) for one in self.settled))


def grouped(flags: Iterable[tuple[Key, Raised]], order: Mapping[Key, Any]) -> list[Wording]:
    """By wording: the one with the most open flags first, among equals by `order`. Within one, those that say something
    come first, by what they say: never in the order in which they were raised."""
    found: dict[Key, Wording] = {}
    for key, one in flags:
        wording = found.setdefault(key, Wording(key))
        (wording.settled if one.outcome else wording.open).append(one)
    for wording in found.values():
        wording.open.sort(key=lambda one: (not one.said, one.said.casefold(), str(one.pk)))
    return sorted(found.values(), key=lambda one: (-len(one.open), order[one.key]))
