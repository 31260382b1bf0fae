"""Pages of a long list without counting it, so that they cost the same however long it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

FURTHEST = 10_000


@dataclass(frozen=True)
class Page:
    """The rows of one page, and whether there are others before and after."""

    rows: list[Any]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before this one."""
        return self.number > 1

    @property
    def previous(self) -> int:
        """Its number."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The number of the one after."""
        return self.number + 1


def page_of(rows: QuerySet[Any] | Sequence[Any], number: str | None, size: int = 50) -> Page:
    """The page of that number; what is no number is the first page."""
    wanted = int(number) if number and number.isascii() and number.isdigit() and len(number) < 8 else 1
    wanted = min(max(wanted, 1), FURTHEST)
    start = (wanted - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(found[:size], wanted, len(found) > size)
