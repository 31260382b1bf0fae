"""Verifying the trail: every sealed row against its digest, every seal against the one before, and what is in none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hmac import compare_digest
from itertools import islice
from typing import Any
from uuid import UUID

from accounts.models import Seal, Sealed
from accounts.models.trail import not_sealed
from accounts.sealing import LATEST, NOTHING, TABLES, head_of, keys, row_digest, seal_digest

SEALS = 20  # looked at together; a seal lists a handful of rows, and some thousands where many had waited
A_LOAD = 2000


@dataclass
class Verdict:
    """What was found: sentences on what is wrong, each naming its row or seal; and how much was looked at."""

    wrong: list[str] = field(default_factory=list)
    seals: int = 0
    rows: int = 0
    waiting: int = 0
    head: str = ""


def verify(kept_heads: Iterable[str] = ()) -> Verdict:
    """Looks at the whole trail. `kept_heads`: heads that were printed earlier and kept elsewhere."""
    verdict, known, last, missing = Verdict(), keys(), None, set(kept_heads)
    for some in batched(Seal.objects.order_by("number").iterator(chunk_size=SEALS), SEALS):
        listed = _listed(some)
        there = {table: _rows(table, listed.values()) for table in TABLES}
        for seal in some:
            rows = listed[seal.number]
            verdict.wrong += _linked(seal, last)
            if seal.key in known:
                verdict.wrong += _sealed(seal, rows, there, known[seal.key])
            else:
                verdict.wrong.append(
                    f"Seal {seal.number} was made with another key ({seal.key}), so its rows could not be checked: "
                    "name that key in TRAIL_KEYS too."
                )
            missing.discard(head_of(seal))
            verdict.seals, verdict.rows, last = verdict.seals + 1, verdict.rows + len(rows), seal
    for head in sorted(missing):
        verdict.wrong.append(f"The head {head} that was kept is not in the trail: its end was cut off or replaced.")
    verdict.head = head_of(last) if last else ""
    _tail(last, verdict)
    return verdict


def _listed(seals: Iterable[Seal]) -> dict[int, list[Sealed]]:
    """By seal the rows it lists, in their order."""
    found: dict[int, list[Sealed]] = {seal.number: [] for seal in seals}
    for one in Sealed.objects.filter(seal__in=list(found)).order_by("seal", "place"):
        found[one.seal_id].append(one)
    return found


def _rows(table: str, listed: Iterable[list[Sealed]]) -> dict[UUID, Any]:
    """The rows of one table of the trail that are listed, as far as they are there."""
    found: dict[UUID, Any] = {}
    for some in batched((one.row for rows in listed for one in rows if one.table == table), A_LOAD):
        found |= TABLES[table]._base_manager.in_bulk(some)
    return found


def batched(these: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """So many at a time."""
    rest = iter(these)
    while some := list(islice(rest, size)):
        yield some


def _linked(seal: Seal, last: Seal | None) -> Iterator[str]:
    """Whether the seal follows the one before it."""
    number = last.number + 1 if last else 1
    if seal.number != number:
        missing = str(number) if seal.number == number + 1 else f"{number} to {seal.number - 1}"
        yield f"Seal {missing} is gone."
    elif seal.previous != (last.digest if last else NOTHING):
        yield f"Seal {seal.number} was not made after seal {seal.number - 1} as that stands now."


def _sealed(seal: Seal, rows: list[Sealed], there: dict[str, dict[UUID, Any]], key: bytes) -> Iterator[str]:
    """The rows of one seal, and the seal itself."""
    for one in rows:
        where = f"The {one.table} {one.row} (seal {seal.number}, place {one.place})"
        row = there[one.table].get(one.row)
        if row is None:
            yield f"{where} is gone. It was written before {seal.until:%Y-%m-%d %H:%M} UTC."
        elif not compare_digest(one.digest, row_digest(key, seal.number, one.place, one.table, row)):
            yield f"{where} is not as it was sealed: it was altered, or put in another's place."
    for place in sorted(set(range(1, seal.count + 1)) - {one.place for one in rows}):
        yield f"Of seal {seal.number} the row at place {place} of {seal.count} was taken out, its digest too."
    if not compare_digest(seal.digest, seal_digest(key, seal, [one.digest for one in rows])):
        yield f"Seal {seal.number} does not fit the rows it lists: one of them, or the seal itself, was altered."


def _tail(last: Seal | None, verdict: Verdict) -> None:
    """What is in no seal: the newest rows wait for theirs, older ones came in behind the seals' back."""
    for table, model in TABLES.items():
        rows = not_sealed(model.objects.all())
        late = rows.filter(at__lte=last.until - LATEST) if last else rows.none()
        verdict.wrong += [
            f"The {table} {row.pk} of {row.at:%Y-%m-%d %H:%M} UTC is in no seal: it was put in after its time was "
            "sealed."
            for row in late.order_by("at", "id").iterator(chunk_size=A_LOAD)
        ]
        verdict.waiting += rows.count() - late.count()
