"""How far a long import is: told step by step, to whoever listens."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

BATCH = 2000

# (step, done, of); steps: read, compare, people, lines, levels, roles, trail
Tell = Callable[[str, int, int], None]


def silent(step: str, done: int, of: int) -> None:
    """Tells nobody."""


def batches(rows: Sequence[Any], step: str, tell: Tell, size: int = BATCH) -> Iterator[Sequence[Any]]:
    """The rows in pieces; after each it is told how many are done."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
        tell(step, min(start + size, len(rows)), len(rows))
