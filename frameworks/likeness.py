"""How alike two texts are, which texts of two lists are the same one reworded, and what differs word by word.

Pure: plain texts in, plain tuples out. The measure is Ratcliff and Obershelp's, as `difflib` computes it, over words.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

ALIKE = 1 / 3  # from here up, two sentences at the same place count as one that was reworded
SAME_OPENING = 0.2  # what two equal first words add where both sentences stand at the same point of a list
PAIRS = 400  # more than this are not compared one by one: then only equal texts count as the same
KEPT = 2  # fewer words than this that stay between two changes are told with them
WORDS = 150  # words of a text that are looked at when two are compared
MANY = 1_000_000  # pairs of pieces: more are not compared, whoever wrote them, and the text changes as a whole

WORD = re.compile(r"\w+")
PIECE = re.compile(r"\s+|\w+|[^\w\s]")


class Mark(NamedTuple):
    """A stretch of text that stays, goes or is new."""

    kind: Literal["same", "gone", "new"]
    text: str


def likeness(before: str, after: str) -> float:
    """From 0 (no word in common) to 1 (equal)."""
    if before == after:
        return 1.0
    old, new = WORD.findall(before)[:WORDS], WORD.findall(after)[:WORDS]
    return _matcher(old, new).ratio() if old and new else 0.0


def pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Which text of the first list is which of the second, as indexes; None where there is none.

    Equal texts first, then those alike, the most alike first. Ordered by the second list; what is gone comes last.
    """
    if list(before) == list(after):
        return [(place, place) for place in range(len(after))]
    found: dict[int, int] = {}
    free: dict[str, list[int]] = {}
    for i, text in enumerate(before):
        free.setdefault(text, []).append(i)
    for j, text in enumerate(after):
        if free.get(text):
            found[j] = free[text].pop(0)
    left = [i for rest in free.values() for i in rest]
    new = [j for j in range(len(after)) if j not in found]
    if len(left) * len(new) <= PAIRS:
        gaps = _gaps(found, len(before), len(after))
        scored = sorted(
            ((_score(before[i], after[j], gaps[0][i] == gaps[1][j]), i, j) for i in left for j in new),
            key=lambda one: (-one[0], one[1], one[2]),
        )
        taken: set[int] = set()
        for score, i, j in scored:
            if score >= ALIKE and i not in taken and j not in found:
                found[j] = i
                taken.add(i)
    gone = sorted(set(range(len(before))) - set(found.values()))
    return [(found.get(j), j) for j in range(len(after))] + [(i, None) for i in gone]


def marks(before: str, after: str) -> tuple[Mark, ...]:
    """What goes and what is new between two texts, in words; a text that has hardly a word left changes as a whole."""
    if before == after:
        return (Mark("same", after),) if after else ()
    if not before or not after or likeness(before, after) < ALIKE / 2:
        return tuple(_swapped(before, after))
    old, new = PIECE.findall(before), PIECE.findall(after)
    if len(old) * len(new) > MANY:
        return (Mark("gone", before), Mark("new", after))
    found: list[Mark] = []
    gone = fresh = ""
    codes = _matcher(old, new).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(codes):
        was, now = "".join(old[a:b]), "".join(new[c:d])
        between = 0 < number < len(codes) - 1 and len(WORD.findall(now)) < KEPT
        if kind == "equal" and not between:
            found += _swapped(gone, fresh)
            gone = fresh = ""
            found.append(Mark("same", now))
        else:
            gone, fresh = gone + was, fresh + now
    return tuple(found + _swapped(gone, fresh))


def _swapped(gone: str, new: str) -> list[Mark]:
    """What goes, then what is new; nothing for an empty one."""
    return ([Mark("gone", gone)] if gone else []) + ([Mark("new", new)] if new else [])


def _matcher(before: list[str], after: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=False)


def _gaps(found: dict[int, int], before: int, after: int) -> tuple[list[int], list[int]]:
    """For each place of both lists, how many of the texts that stayed stand before it."""
    stayed = set(found.values())
    old = [sum(1 for other in stayed if other < i) for i in range(before)]
    new = [sum(1 for other in found if other < j) for j in range(after)]
    return old, new


def _score(before: str, after: str, same_place: bool) -> float:
    opening = same_place and WORD.findall(before)[:2] == WORD.findall(after)[:2]
    return likeness(before, after) + (SAME_OPENING if opening else 0)
