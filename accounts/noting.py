"""What a request reads of what is written about people, noted as it is read.

While a request is answered, confidential models (`accounts.models.confidential`) tell here of every row that comes from
the database with a confidential column, whichever way it was asked for. What is one's own is sorted out at the end,
where one row of the trail is written (`accounts.readings`). The worker and commands note nothing.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any, NamedTuple


class Whose(NamedTuple):
    """Of one confidential row: whom it is about, in which group, and who wrote it; by their ids."""

    subject: Any
    group: Any
    author: Any


class Noted:
    """The confidential rows that one request has read, by model and key."""

    def __init__(self) -> None:
        self.rows: dict[tuple[Any, Any], Whose] = {}
        self.unknown: set[tuple[Any, Any]] = set()  # known by their key only: asked for at the end
        self.screen: Any = None  # the room display that reads, where nobody is signed in

    def all_rows(self) -> Iterable[tuple[Any, Whose]]:
        """Each row's model and whose it is; rows known by their key only are asked for now, in one query a model."""
        missing: dict[Any, list[Any]] = {}
        for model, pk in self.unknown - self.rows.keys():
            missing.setdefault(model, []).append(pk)
        for model, pks in missing.items():
            self.rows |= {(model, pk): whose for pk, whose in model.whose(pks)}
        return [(model, whose) for (model, _pk), whose in self.rows.items()]


_now: ContextVar[Noted | None] = ContextVar("noted", default=None)


def begin() -> Noted:
    """From here on what is read is noted."""
    noted = Noted()
    _now.set(noted)
    return noted


def end() -> None:
    """From here on nothing is noted."""
    _now.set(None)


def by_screen(screen: Any) -> None:
    """Says that a room display reads, by its id."""
    if (noted := _now.get()) is not None:
        noted.screen = screen


def now() -> Noted | None:
    """What the request at hand has read so far; None outside a request."""
    return _now.get()
