"""A short list of kinds that a company types, one a line: what is read in it, and what is wrong with it. Plain data."""

import unicodedata
from collections.abc import Iterable, Sequence

MOST = 10
LONGEST = 40


def kinds_in(text: str) -> list[str]:
    """The lines in their order, without empty ones; space at the ends and in a row is not kept."""
    return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


def same(kind: str) -> str:
    """What two spellings of one kind have in common."""
    return unicodedata.normalize("NFKC", kind).casefold()


def too_long(kinds: Iterable[str]) -> list[str]:
    """The kinds of more characters than fit."""
    return [kind for kind in kinds if len(kind) > LONGEST]


def twice(kinds: Sequence[str]) -> list[str]:
    """The kinds that stand there already, in capitals or not."""
    return [kind for at, kind in enumerate(kinds) if same(kind) in map(same, kinds[:at])]


def among(kinds: Iterable[str], given: Iterable[str]) -> list[str]:
    """The kinds that are given anyway."""
    known = {same(one) for one in given}
    return [kind for kind in kinds if same(kind) in known]
