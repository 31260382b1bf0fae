"""Flags, comments and proposals, grouped by the wording they are on. Pure: plain values in, plain values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from frameworks import wordings


class Key(NamedTuple):
    """Which wording of which version."""

    version: Any
    on: wordings.Wording


class Raised(NamedTuple):
    """One flag, comment or proposal, and what became of it."""

    pk: Any
    said: str
    author: str = ""
    outcome: str = ""
    line: str = ""
    kind: Literal["flag", "comment", "proposal"] = "flag"
    proposes: str = ""  # of a proposal, its kind


@dataclass
class Wording:
    """A wording with what is open of it, what editors have settled, and the proposals that wait."""

    key: Key
    open: list[Raised] = field(default_factory=list)
    settled: list[Raised] = field(default_factory=list)
    proposed: list[Raised] = field(default_factory=list)

    @property
    def said(self) -> list[Raised]:
        """What is open and says something."""
        return [one for one in self.open if one.said]

    @property
    def silent(self) -> int:
        """How many open flags say nothing more."""
        return len(self.open) - len(self.said)

    @property
    def flags(self) -> int:
        """How many flags are open."""
        return sum(1 for one in self.open if one.kind == "flag")

    @property
    def comments(self) -> int:
        """How many comments are open."""
        return len(self.open) - self.flags

    @property
    def waits(self) -> int:
        """How much of it waits for an answer."""
        return len(self.open) + len(self.proposed)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What editors answered, each answer once."""
        return list(dict.fromkeys((one.outcome, one.line) for one in self.settled))


def grouped(raised: Iterable[tuple[Key, Raised]], order: Mapping[Key, Any]) -> list[Wording]:
    """By wording: the one of which most waits first, among equals by `order`. Within one, what says something comes
    first, by what it says: never in the order in which it came."""
    found: dict[Key, Wording] = {}
    for key, one in raised:
        wording = found.setdefault(key, Wording(key))
        _pile(wording, one).append(one)
    for wording in found.values():
        for pile in (wording.open, wording.proposed):
            pile.sort(key=lambda one: (not one.said, one.said.casefold(), str(one.pk)))
        wording.settled.sort(key=lambda one: (one.outcome, one.line, str(one.pk)))
    return sorted(found.values(), key=lambda one: (-one.waits, order[one.key]))


def _pile(wording: Wording, one: Raised) -> list[Raised]:
    if one.outcome:
        return wording.settled
    return wording.proposed if one.kind == "proposal" else wording.open
