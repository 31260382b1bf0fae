"""Acts on one example of a version: up, down, away, and into another cell. Its identity goes with it."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Conflict
from frameworks.editing import begun
from frameworks.editing.cells import CellSheet, leave, where_stands
from frameworks.editing.door import Gone, writing, written
from frameworks.editing.places import Place
from frameworks.editing.translations import follow
from frameworks.models import Behaviour, Version


def _standing(version: Version, identity: UUID) -> Behaviour:
    row = where_stands(version, identity)
    if row is None:
        raise Gone(_("This example is not in this version any more."))
    return row


def shift(version: Version, identity: UUID, by: Person, down: bool) -> None:
    """One place down, or up, within its cell; the last stays the last, and the first the first."""
    with writing(version, by) as locked:
        row = _standing(locked, identity)
        beside = Behaviour.objects.filter(
            version=locked, expectation=row.expectation_id, version_step=row.version_step_id
        )
        order = list(beside.order_by("order", "pk"))
        at = next(place for place, one in enumerate(order) if one.pk == row.pk)
        to = at + (1 if down else -1)
        if not 0 <= to < len(order):
            return
        order[at], order[to] = order[to], order[at]
        for place, one in enumerate(order):
            one.order = place
        Behaviour.objects.bulk_update(order, ["order"], batch_size=500)
        written(locked, by)


def remove(version: Version, identity: UUID, by: Person, seen: str) -> None:
    """Takes an example away. `seen`: its text as whoever takes it away read it; Conflict where it is another now."""
    with writing(version, by) as locked:
        row = where_stands(locked, identity)
        if row is None:
            return
        if begun.mark(row.text) != begun.mark(seen):
            raise Conflict(
                _("Somebody worded this example anew meanwhile: “%(text)s”. It was not taken away.")
                % {"text": row.text}
            )
        cell = row.expectation
        row.delete()
        leave(cell)
        follow(locked, {row.text: ""})
        written(locked, by)


def put(version: Version, identity: UUID, place: Place, by: Person) -> None:
    """Puts an example last into another cell. Raises Gone where either is gone."""
    with writing(version, by) as locked:
        row = _standing(locked, identity)
        there = CellSheet(locked, place)
        if any(one.pk == row.pk for one in there.examples):
            return
        there.take(row)
        written(locked, by)


def put_all(version: Version, place: Place, to: Place, by: Person) -> int:
    """Puts all examples of a cell last into another, in their order; returns how many. Raises Gone where either is
    gone."""
    if place == to:
        return 0
    with writing(version, by) as locked:
        rows = CellSheet(locked, place).examples
        there = CellSheet(locked, to)
        for row in rows:
            there.take(row)
        written(locked, by)
    return len(rows)
