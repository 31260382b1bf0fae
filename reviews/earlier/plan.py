"""What a file of earlier results would do: which are new, which say something else than before, which say the same."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.importing.problems import Problem
from reviews.earlier.rows import Row

FIELDS = ("role", "overall", "words", "author_name")


@dataclass(frozen=True)
class Change:
    """One row as it would be; `before`: the row that is there, None where it is new; `differs`: in which columns."""

    row: Row
    before: Any = None
    differs: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """The columns as they would be."""
        kept = self.before
        words = self.row.words if self.row.words is not None else (kept.words if kept else "")
        author = self.row.author if self.row.author is not None else (kept.author_name if kept else "")
        return {"role": self.row.role, "overall": self.row.overall, "words": words, "author_name": author}


@dataclass
class Plan:
    """Everything the file would do. One with problems is never done."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def does_nothing(self) -> bool:
        """Whether all of it is there already."""
        return not (self.new or self.changed)

    @property
    def digest(self) -> str:
        """The same for the same acts on the same rows: what was shown is what is done."""
        acts = [
            [
                *map(str, change.row.key),
                *(str(getattr(value, "pk", value)) for value in change.values.values()),
                *(str(_plain(change.before, name)) for name in FIELDS if change.before),
            ]
            for change in [*self.new, *self.changed]
        ]
        return hashlib.sha256(json.dumps(sorted(acts)).encode()).hexdigest()


def make_plan(rows: list[Row], problems: list[Problem], there: dict[tuple[UUID, Any, Any], Any]) -> Plan:
    """Compares the rows of a file with the rows that are `there`, by person and period."""
    plan = Plan(problems=problems)
    for row in rows:
        before = there.get(row.key)
        if before is None:
            plan.new.append(Change(row))
            continue
        wanted = Change(row, before).values
        differs = tuple(name for name in FIELDS if _plain(before, name) != getattr(wanted[name], "pk", wanted[name]))
        if differs:
            plan.changed.append(Change(row, before, differs))
        else:
            plan.unchanged += 1
    return plan


def _plain(row: Any, name: str) -> Any:
    return getattr(row, f"{name}_id") if name in ("role", "overall") else getattr(row, name)
