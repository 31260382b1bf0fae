"""Where something stands in a version, what is nearest to it in another, and what a few words are found in. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from frameworks.asked import Ladder, full_name
from frameworks.format.document import Axis, Behaviour, Expectation, Role
from frameworks.likeness import ALIKE, likeness
from frameworks.wordings import Wording

Kind = Literal["framework", "role", "axis", "step", "expectation", "behaviour"]
FIRST: dict[Kind, int] = {"framework": 0, "role": 1, "axis": 2, "step": 3, "expectation": 4, "behaviour": 5}
WORDS = 8  # of what somebody looks for


@dataclass(frozen=True)
class Entry:
    """A text that can be found, and where it stands, in words and as a wording; `head` and `folded` are what is
    compared: its own words, and what is said beside them."""

    kind: Kind
    text: str
    head: str
    folded: str
    where: tuple[str, ...]
    at: Wording


def behaviours(ladder: Ladder) -> Iterator[tuple[Wording, Behaviour]]:
    """Each example once, with the cell in which it stands first: at the steps of the axes, then at the roles, then
    where it is asked of more than a role, or besides."""
    seen: set[str] = set()
    for cell, one in _everywhere(ladder):
        key = one.identity or f"{cell.axis}\n{one.text}"
        if key not in seen:
            seen.add(key)
            yield cell, one


def _everywhere(ladder: Ladder) -> Iterator[tuple[Wording, Behaviour]]:
    for axis in ladder.document.axes:
        for step in axis.steps:
            for one in step.behaviours:
                yield Wording(axis=axis.code, step=step.number), one
    for code in ladder.roles:
        for asked in ladder.asked(code):
            for one in asked.behaviours:
                yield Wording(axis=asked.axis, role=code), one
    for cell, item in _besides(ladder):
        for one in item.behaviours:
            yield cell, one


def _besides(ladder: Ladder) -> Iterator[tuple[Wording, Expectation]]:
    """What is asked of everybody, of all roles of a level, and by layers."""
    for item in ladder.document.expectations:
        yield Wording(axis=item.axis, everybody=True), item
    for level in ladder.document.levels:
        for item in level.expectations:
            yield Wording(axis=item.axis, level=level.code), item
    for layer in ladder.document.layers:
        for added in layer.roles:
            for item in added.expectations:
                yield Wording(axis=item.axis, role=added.role, layer=layer.code), item


def place_of(ladder: Ladder, identity: str) -> tuple[Wording, Behaviour] | None:
    """The cell in which the example with this identity stands, and the example; or None."""
    return next((found for found in behaviours(ladder) if found[1].identity == identity), None)


def nearest_behaviour(ladder: Ladder, text: str, at: Wording) -> tuple[Wording, Behaviour] | None:
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
    yield _entry("framework", document.title, (), Wording(), also=(document.framework,))
    for role in document.roles:
        said = role.summary or ladder.level_of(role.code).summary
        also = (role.code, role.title, *role.aliases)
        yield _entry("role", full_name(role), (said,), Wording(role=role.code), also)
    for axis in document.axes:
        yield _entry("axis", axis.name, (axis.question,), Wording(axis=axis.code))
        for step in axis.steps:
            yield _entry("step", step.name, (axis.name, step.summary), Wording(axis=axis.code, step=step.number))
    for role in document.roles:
        for asked in ladder.asked(role.code):
            own = asked.summary if not asked.step or asked.step_summary else ""
            if said := own or asked.not_applicable:
                where = (full_name(role), asked.name)
                yield _entry("expectation", said, where, Wording(role=role.code, axis=asked.axis))
    for cell, item in _besides(ladder):
        if item.summary:
            yield _entry("expectation", item.summary, _where(ladder, cell), cell)
    for cell, one in behaviours(ladder):
        measure = (one.measure.name,) if one.measure else ()
        at = cell._replace(behaviour=one.identity)
        yield _entry("behaviour", one.text, _where(ladder, cell), at, measure)


def _where(ladder: Ladder, cell: Wording) -> Iterable[str]:
    """The names of what a cell belongs to, the role or the level first."""
    axis = ladder.axes[cell.axis]
    yield full_name(ladder.roles[cell.role]) if cell.role else cell.level
    yield axis.name
    yield next((step.name for step in axis.steps if step.number == cell.step), "")
    yield next((layer.name for layer in ladder.document.layers if layer.code == cell.layer), "")


def _entry(kind: Kind, text: str, where: Iterable[str], at: Wording, also: Iterable[str] = ()) -> Entry:
    place = tuple(part for part in where if part)
    more = () if kind in ("expectation", "behaviour") else place
    both = folded(text), folded("\n".join((text, *also, *more)))
    return Entry(kind, text, *both, place, at)


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
