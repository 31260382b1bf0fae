"""Where something stands in a version, what is nearest to it in another, and what a few words are found in. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from frameworks.asked import Ladder, full_name
from frameworks.format.document import Axis, Behaviour, Role
from frameworks.likeness import ALIKE, likeness

Kind = Literal["framework", "role", "axis", "step", "expectation", "behaviour"]
FIRST: dict[Kind, int] = {"framework": 0, "role": 1, "axis": 2, "step": 3, "expectation": 4, "behaviour": 5}
WORDS = 8  # of what somebody looks for


class Place(NamedTuple):
    """Where an example stands: at a role's axis, or at a step of an axis (then without a role)."""

    axis: str
    role: str = ""
    step: int | None = None


@dataclass(frozen=True)
class Entry:
    """A text that can be found, and what it belongs to, by codes; `head` and `folded` are what is compared: its own
    words, and what is said beside them."""

    kind: Kind
    text: str
    head: str
    folded: str
    where: tuple[str, ...] = ()
    role: str = ""
    axis: str = ""
    step: int | None = None
    identity: str = ""


def behaviours(ladder: Ladder) -> Iterator[tuple[Place, Behaviour]]:
    """Each example once, where it stands first: at the steps of the axes, then at the roles."""
    seen: set[str] = set()
    for place, one in _everywhere(ladder):
        key = one.identity or f"{place.axis}\n{one.text}"
        if key not in seen:
            seen.add(key)
            yield place, one


def _everywhere(ladder: Ladder) -> Iterator[tuple[Place, Behaviour]]:
    for axis in ladder.document.axes:
        for step in axis.steps:
            for one in step.behaviours:
                yield Place(axis.code, step=step.number), one
    for code in ladder.roles:
        for asked in ladder.asked(code):
            for one in asked.behaviours:
                yield Place(asked.axis, role=code), one


def place_of(ladder: Ladder, identity: str) -> tuple[Place, Behaviour] | None:
    """Where the example with this identity stands, or None."""
    return next((found for found in behaviours(ladder) if found[1].identity == identity), None)


def nearest_behaviour(ladder: Ladder, text: str, at: Place) -> tuple[Place, Behaviour] | None:
    """The example that says most nearly the same, of two alike the one at the same place; None where none is alike."""
    found = [(likeness(text, one.text), place == at, place, one) for place, one in behaviours(ladder)]
    best = max(found, key=lambda each: each[:2], default=None)
    return (best[2], best[3]) if best and best[0] >= ALIKE else None


def nearest_roles(before: Ladder, code: str, today: Ladder) -> list[Role]:
    """Where somebody looks who held a role that is gone: at its level, else at its rank on its tracks, else at its
    rank."""
    role, rank = before.roles[code], before.rank(code)
    standing = [one for one in today.document.roles if today.level_of(one.code).status != "retired"]
    at_level = [one for one in standing if one.level == role.level]
    at_rank = [one for one in standing if today.rank(one.code) == rank]
    return at_level or [one for one in at_rank if set(one.tracks) & set(role.tracks)] or at_rank


def nearest_axes(before: Ladder, code: str, today: Ladder) -> list[Axis]:
    """The axes that say that they take the place of one that is gone; else those that have its name."""
    name = folded(before.axes[code].name)
    instead = [axis for axis in today.document.axes if axis.replaces == code]
    return instead or [axis for axis in today.document.axes if folded(axis.name) == name]


# -- looking for words -----------------------------------------------------------------------------


def folded(text: str) -> str:
    """Without case and accents, so that "Résumé" is found by "resume"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(query: str) -> list[str]:
    """What is looked for: at most eight words, as they are compared."""
    return list(dict.fromkeys(folded("".join(c if c.isprintable() else " " for c in query)).split()))[:WORDS]


def entries(ladder: Ladder) -> tuple[Entry, ...]:
    """Everything in a version that can be found, each text once."""
    return tuple(_entries(ladder))


def _entries(ladder: Ladder) -> Iterator[Entry]:
    document = ladder.document
    yield _entry("framework", document.title, (), also=(document.framework,))
    for role in document.roles:
        said = role.summary or ladder.level_of(role.code).summary
        yield _entry("role", full_name(role), (said,), also=(role.code, role.title, *role.aliases), role=role.code)
    for axis in document.axes:
        yield _entry("axis", axis.name, (axis.question,), axis=axis.code)
        for step in axis.steps:
            yield _entry("step", step.name, (axis.name, step.summary), axis=axis.code, step=step.number)
    for role in document.roles:
        for asked in ladder.asked(role.code):
            own = asked.summary if not asked.step or asked.step_summary else ""
            if said := own or asked.not_applicable:
                where = (full_name(role), asked.name)
                yield _entry("expectation", said, where, also=(), role=role.code, axis=asked.axis)
    for place, one in behaviours(ladder):
        axis = ladder.axes[place.axis]
        first = full_name(ladder.roles[place.role]) if place.role else ""
        name = next((step.name for step in axis.steps if step.number == place.step), "")
        measure = (one.measure.name,) if one.measure else ()
        where = tuple(part for part in (first, axis.name, name) if part)
        yield _entry("behaviour", one.text, where, measure, place.role, place.axis, place.step, one.identity)


def _entry(
    kind: Kind,
    text: str,
    where: Iterable[str],
    also: Iterable[str] = (),
    role: str = "",
    axis: str = "",
    step: int | None = None,
    identity: str = "",
) -> Entry:
    place = tuple(part for part in where if part)
    more = () if kind in ("expectation", "behaviour") else place
    both = folded(text), folded("\n".join((text, *also, *more)))
    return Entry(kind, text, *both, place, role, axis, step, identity)


def matching(found: Iterable[Entry], words: list[str]) -> list[Entry]:
    """The entries in which each word stands; those first whose own words begin with what was typed, then by kind."""
    hits = [one for one in found if all(word in one.folded for word in words)]
    starts = [re.compile(rf"\b{re.escape(word)}") for word in words]
    return sorted(hits, key=lambda one: (not all(start.search(one.head) for start in starts), FIRST[one.kind]))


LONGEST_WORD = 30  # so far a cut moves to spare a word


def pieces(text: str, words: list[str], around: int = 110) -> list[tuple[bool, str]]:
    """A text cut to what stands around the first word found, as stretches: whether it is a word that was looked for."""
    low = text.casefold()
    same = len(low) == len(text) and folded(text) == low
    spans = sorted((m.start(), m.end()) for w in words for m in re.finditer(re.escape(w), low)) if same else []
    begin = max(0, spans[0][0] - around) if spans else 0
    end = begin + 2 * around + 40
    if begin and (gap := text.find(" ", begin, min(begin + LONGEST_WORD, spans[0][0]))) >= 0:
        begin = gap + 1
    if end < len(text) and (gap := text.rfind(" ", end - LONGEST_WORD, end)) >= 0:
        end = gap
    cut, at = [], begin
    for start, stop in spans:
        if start >= at and stop <= end:
            cut += [(False, text[at:start]), (True, text[start:stop])]
            at = stop
    cut.append((False, text[at:end]))
    shown = [(hit, piece) for hit, piece in cut if piece]
    return [(False, "…")] * bool(begin) + shown + [(False, "…")] * (end < len(text))
