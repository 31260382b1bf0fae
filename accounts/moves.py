"""Moves: the only way a record's state changes. A table says verb, from, to and who; `move` holds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person


class NotAllowed(Exception):
    """The person may see the thing but not do this with it: answered 403."""


class Conflict(Exception):
    """It is too late, or too early, for this: answered 409 with the sentence given."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


Who = Callable[[Any, Person | None], bool]
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Move:
    """One row of a table of moves: from which states, to which, who may, and what to say when it is too late."""

    from_states: frozenset[str]
    to: str
    who: Who
    too_late: str = ""
    also: Mapping[str, Callable[[], Any]] = field(default_factory=dict)


def the_system(record: Any, by: Person | None) -> bool:
    """Moves of a deadline: nobody does them by hand."""
    return by is None


def move(record: Model, verb: str, by: Person | None, **changes: Any) -> Any:
    """Does `verb` on `record` (whose class names its table `MOVES`) and returns the record as it now stands.

    In one transaction: locks the row, asks *who*, asks *from*, saves the state with `changes`, writes the event.
    Raises NotAllowed or Conflict; nothing is changed then.
    """
    row: Move = type(record).MOVES[verb]  # type: ignore[attr-defined]
    with transaction.atomic():
        locked: Any = lock(record)
        if not row.who(locked, by):
            raise NotAllowed(verb)
        if locked.state not in row.from_states:
            raise Conflict(str(row.too_late) or _("This has changed meanwhile. Nothing was done; look again."))
        before = locked.state
        locked.state = row.to
        values = {name: value() for name, value in row.also.items()} | changes
        for name, value in values.items():
            setattr(locked, name, value)
        locked.save(update_fields=["state", *values])
        trail.record(verb, locked, by, about=about_whom(locked), before=before, after=row.to)
    return locked


def lock(record: Row) -> Row:
    """The row of a record, held until the transaction ends.

    Raises Conflict where it was deleted meanwhile, in the words of its class's `GONE` if it has any.
    """
    row = type(record)._base_manager.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if row is None:
        raise Conflict(str(getattr(record, "GONE", "")) or _("This was deleted meanwhile. Nothing was changed."))
    return row


def about_whom(record: Any) -> Person | None:
    """The person a record is about, where it is about one."""
    subject = getattr(record, "subject", None)
    return subject if isinstance(subject, Person) else None


def may(record: Any, verb: str, by: Person) -> bool:
    """Whether `by` could do `verb` now: what buttons ask. The move itself asks again."""
    row: Move = type(record).MOVES[verb]
    return record.state in row.from_states and row.who(record, by)
