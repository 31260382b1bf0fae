"""Which of two people's words stand, field by field. Pure.

A page carries, for each of its fields, a mark of the text that it began from. What the page did not change is left as
it is stored now; what it changed is written where the stored text is still the one it began from; else both texts are
told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from frameworks.format.document import tidy

CARRIED = re.compile(r"([A-Za-z0-9_-]+)=([0-9a-f]{16})")

Texts = Mapping[str, str]


def mark(text: str) -> str:
    """What tells one text of a field from another; outer white space and line ends do not count."""
    return sha256(tidy(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def carried(texts: Texts) -> str:
    """The marks of these texts, as a hidden field of a page carries them."""
    return " ".join(f"{name}={mark(text)}" for name, text in texts.items())


def read(value: str) -> dict[str, str]:
    """The marks by field; what is none is passed over."""
    return dict(CARRIED.findall(value))


@dataclass(frozen=True)
class Met:
    """What a saving comes to: the fields to be written, and the stored texts of those that two people changed."""

    changes: dict[str, str]
    both: dict[str, str]


def meet(stored: Texts, begun: Texts, written: Texts) -> Met:
    """Holds what was written against what is stored now. `begun`: the marks by field, a field without one was begun
    empty; one that is not stored is empty. The same text written twice is no change."""
    changes, both = {}, {}
    for name, text in written.items():
        now, new = tidy(stored.get(name, "")), tidy(text)
        if new == now or begun.get(name) == mark(new):
            continue
        if begun.get(name, mark("")) == mark(now):
            changes[name] = new
        else:
            both[name] = now
    return Met(changes, both)
