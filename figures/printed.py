"""A protected table as it is frozen: from the protection's values to what the database keeps, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from figures.tables import Shown, TooFew

NOT_ANSWERED = ""
"""The code of the option that everybody has who gave no answer; its word is the reader's language's."""

Column = tuple[str, ...]
"""The words of the options counted together; an empty word stands for *not answered*."""


@dataclass(frozen=True)
class Row:
    """Adjacent levels, how many people stand on them, and one count a column (None: hidden)."""

    first: str
    last: str
    people: int
    cells: tuple[int | None, ...]


@dataclass(frozen=True)
class Printed:
    """A table as one audience reads it."""

    k: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def hides(self) -> bool:
        """Whether a place of it is hidden."""
        return any(cell is None for row in self.rows for cell in row.cells)

    @property
    def joins(self) -> bool:
        """Whether levels or options are counted together."""
        return any(row.first != row.last for row in self.rows) or any(len(column) > 1 for column in self.columns)


def frozen(table: Shown | TooFew, words: Mapping[str, str]) -> dict[str, Any] | None:
    """The table as plain data, each column with the words of its options as they are today; None for too few."""
    if isinstance(table, TooFew):
        return None
    return {
        "k": table.k,
        "columns": [[words[code] for code in group] for group in table.options],
        "rows": [
            {"levels": list(band.levels), "people": band.headcount, "counts": [cell.count for cell in cells]}
            for band, cells in zip(table.bands, table.cells, strict=True)
        ],
    }


def thawed(data: Mapping[str, Any] | None) -> Printed | None:
    """The table that `frozen` kept, or None."""
    if data is None:
        return None
    return Printed(
        k=data["k"],
        columns=tuple(tuple(column) for column in data["columns"]),
        rows=tuple(
            Row(row["levels"][0], row["levels"][-1], row["people"], tuple(row["counts"])) for row in data["rows"]
        ),
    )
