"""Plans that PostgreSQL keeps for one connection: a question asked again is not parsed and planned again.

Policies make planning dear: PostgreSQL plans them with each statement that names their tables. A prepared statement is
planned once. It is prepared and executed by plain statements (`PREPARE`, `EXECUTE`), because those can travel in one
message with the word of who looks; a message of the extended protocol holds one statement only.
"""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from psycopg import errors

INFERRED = "unknown"  # PostgreSQL reads the type of a text from where it stands, as it does for a literal
SMALLEST, LARGEST = -(2**31), 2**31 - 1
TYPES: dict[type, str] = {
    bool: "boolean",
    date: "date",
    Decimal: "numeric",
    float: "double precision",
    UUID: "uuid",
    type(None): INFERRED,
}
# No fault of the statement itself: a column was changed since, or somebody took the plan away.
OUT_OF_DATE = (errors.FeatureNotSupported, errors.InvalidSqlStatementName)

Shape = tuple[str, tuple[str, ...]]


def type_of(value: Any) -> str | None:
    """The type with which a value is declared; None for one that goes without a kept plan."""
    if isinstance(value, str):
        return INFERRED
    if isinstance(value, int) and not isinstance(value, bool):
        return "integer" if SMALLEST <= value <= LARGEST else "bigint"
    if type(value) is datetime:
        return "timestamptz" if value.tzinfo else None
    return TYPES.get(type(value))


class Plans:
    """The statements prepared on one connection, the one not asked for longest first; at most `most` of them."""

    def __init__(self, most: int) -> None:
        """`most` 0 keeps none."""
        self.most = most
        self.names = count(1)
        self.kept: OrderedDict[Shape, str] = OrderedDict()
        self.seen: OrderedDict[Shape, bool] = OrderedDict()  # once, and whether it may be prepared the next time
        self.first = ""

    def shape(self, query: Any, params: Sequence[Any] | None) -> Shape | None:
        """What a kept plan is known by: the statement and its parameters' types. None where none is kept."""
        if not self.most or params is None or not isinstance(query, str) or not query.lstrip("(").startswith("SELECT"):
            return None
        types = [type_of(value) for value in params]
        return None if None in types else (query, tuple(kind for kind in types if kind))

    def statement(self, shape: Shape, *, may_prepare: bool) -> str | None:
        """What to send instead of the statement, with the same parameters; None for the statement itself.

        It is prepared when it is asked for the second time, and only outside a transaction: one that cannot be prepared
        would end the transaction with it.
        """
        if name := self.kept.get(shape):
            self.kept.move_to_end(shape)
            return executing(name, shape)
        if not may_prepare:
            return None
        if shape in self.seen:
            return self.preparing(shape) if self.seen[shape] else None
        self.seen[shape] = True
        if len(self.seen) > 4 * self.most:
            self.seen.popitem(last=False)
        return None

    def preparing(self, shape: Shape) -> str:
        """The statements that prepare and execute, after one was given up for it where there are too many."""
        first, self.first = self.first, ""
        if len(self.kept) == self.most:
            first += f"DEALLOCATE {self.kept.popitem(last=False)[1]}; "
        self.kept[shape] = name = f"plumbline_{next(self.names)}"
        query, types = shape
        numbered = query % tuple(f"${number + 1}" for number in range(len(types)))
        declared = f" ({', '.join(types)})" if types else ""
        return f"{first}PREPARE {name}{declared} AS {numbered.replace('%', '%%')}; {executing(name, shape)}"

    def lost(self, shape: Shape, error: Exception) -> bool:
        """Keeps nothing any more, after an error; whether the statement may be sent as it is instead."""
        self.kept.clear()
        self.first = "DEALLOCATE ALL; "
        self.seen[shape] = isinstance(error, OUT_OF_DATE)
        return isinstance(error, (*OUT_OF_DATE, errors.ProgrammingError))


def executing(name: str, shape: Shape) -> str:
    """The statement that asks a kept plan."""
    return f"EXECUTE {name} ({', '.join(['%s'] * len(shape[1]))})" if shape[1] else f"EXECUTE {name}"
