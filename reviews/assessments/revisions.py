"""What a newer text changes in an older one, word by word. Pure: texts by their labels in, values out.

Words are compared as `frameworks.likeness` does it; of two long texts the part between what they begin and end with.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from frameworks.likeness import Mark, marks

WORD = re.compile(r"\S+\s*|\s+")
MANY = 40_000  # so many pairs of words are compared one by one; with more, the part goes and is new as a whole


@dataclass(frozen=True)
class Changed:
    """A text that differs: its label, and what goes, stays and is new of it."""

    label: str
    marks: tuple[Mark, ...]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Changed]:
    """The texts that differ, in the order of `after`; what is only before comes last."""
    labels = [*after, *(label for label in before if label not in after)]
    pairs = [(label, before.get(label, ""), after.get(label, "")) for label in labels]
    return [Changed(label, by_words(old, new)) for label, old, new in pairs if old != new]


def by_words(before: str, after: str) -> tuple[Mark, ...]:
    """What goes and what is new between two texts."""
    old, new = WORD.findall(before), WORD.findall(after)
    most = min(len(old), len(new))
    start = next((number for number in range(most) if old[number] != new[number]), most)
    most -= start
    end = next((number for number in range(most) if old[-1 - number] != new[-1 - number]), most)
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    was, now = "".join(middle_old), "".join(middle_new)
    few = len(middle_old) * len(middle_new) <= MANY
    middle = marks(was, now) if few else (Mark("gone", was), Mark("new", now))
    begin, rest = Mark("same", "".join(old[:start])), Mark("same", "".join(old[len(old) - end :]))
    found: list[Mark] = []
    for mark in (begin, *middle, rest):
        if found and found[-1].kind == mark.kind:
            found[-1] = Mark(mark.kind, found[-1].text + mark.text)
        elif mark.text:
            found.append(mark)
    return tuple(found)
