"""Sealing the trail: its rows are closed in batches, each made over the one before, so that a change shows.

A digest is keyed (`TRAIL_KEYS`): whoever can write to the database but has no key can make none that fits. A row's own
digest says which row was altered; the seal's digest holds their order and number; the next seal holds the seal.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import Event, Reading, Seal, Sealed
from accounts.models.trail import not_sealed
from accounts.readings import lay_out

log = logging.getLogger("plumbline.trail")

TABLES: dict[str, type[Event] | type[Reading]] = {Sealed.Table.EVENT: Event, Sealed.Table.READING: Reading}
# what stands under a digest, by table; never changed for rows that are sealed
COLUMNS = {
    Sealed.Table.EVENT: ("id", "at", "by_id", "verb", "thing", "thing_id", "about_id", "before", "after"),
    Sealed.Table.READING: ("id", "at", "by_id", "screen", "route", "method", "status", "what", "people"),
}
# a row that is committed later than this after its instant is in no seal, and verifying names it
LATEST = timedelta(hours=1)
A_SEAL = 5000
NOTHING = "0" * 64


def key_of(given: str) -> bytes:
    """The key for digests that stands behind what the environment says."""
    return hashlib.sha256(b"plumbline trail: " + given.encode()).digest()


def keys() -> dict[str, bytes]:
    """Every known key by its name, the one that signs first. The secret key of the site serves where none is given."""
    known = [key_of(given) for given in [*settings.TRAIL_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]
    return {hashlib.sha256(key).hexdigest()[:12]: key for key in known}


def said(*words: Any) -> bytes:
    """The one way in which values are written under a digest."""
    return json.dumps(words, default=_plain, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def row_digest(key: bytes, seal: int, place: int, table: str, row: Any) -> str:
    """The digest of one row at its place."""
    values = {name: getattr(row, name) for name in COLUMNS[Sealed.Table(table)]}
    return hmac.new(key, said(seal, place, str(table), values), hashlib.sha256).hexdigest()


def seal_digest(key: bytes, seal: Seal, digests: Iterable[str]) -> str:
    """The digest of a seal over its rows' digests and the seal before it."""
    head = (seal.number, seal.until, seal.count, seal.first, seal.last, seal.previous)
    return hmac.new(key, said(head, list(digests)), hashlib.sha256).hexdigest()


def seal(day: date | None = None) -> int:
    """Seals what was written since the last seal; returns how many rows. Safe to run twice; runs at every tick."""
    sealed = 0
    while count := _seal_once():
        sealed += count
        if count < A_SEAL:
            break
    return sealed


def seal_soon() -> None:
    """After an act that ends something: asks the worker, who alone has the keys and may add seals, not to wait for the
    tick; where the broker is away, the tick seals."""
    from accounts.tasks import seal_trail

    try:
        seal_trail.apply_async(retry=False)
    except (OperationalError, OSError) as wrong:
        log.warning("the seal waits for the tick: no message could be sent (%s)", type(wrong).__name__)


def seal_at_once() -> None:
    """The worker's: seals outside the tick; where the tick seals at the same moment, once more."""
    try:
        seal()
    except IntegrityError:
        seal()


def seal_of(event: Event) -> Seal | None:
    """The seal that holds an event; None while it waits for one."""
    return Seal.objects.filter(rows__row=event.pk, rows__table=Sealed.Table.EVENT).first()


@transaction.atomic
def _seal_once() -> int:
    """One seal over at most A_SEAL rows. Two at once collide on its number, and one of them ends without effect."""
    last = Seal.objects.order_by("-number").first()
    now = timezone.now()
    rows = waiting(last)
    if not rows:
        return 0
    key_name, key = next(iter(keys().items()))
    made = Seal(
        number=last.number + 1 if last else 1,
        until=rows[-1][1].at if len(rows) == A_SEAL else now,
        count=len(rows),
        first=rows[0][1].pk,
        last=rows[-1][1].pk,
        previous=last.digest if last else NOTHING,
        key=key_name,
    )
    listed = [
        Sealed(
            row=row.pk,
            table=table,
            seal=made,
            place=place,
            digest=row_digest(key, made.number, place, table, row),
        )
        for place, (table, row) in enumerate(rows, start=1)
    ]
    made.digest = seal_digest(key, made, [one.digest for one in listed])
    made.save(force_insert=True)
    Sealed.objects.bulk_create(listed, batch_size=1000)
    lay_out([row for _table, row in rows if isinstance(row, Reading)])
    log.info("sealed %s rows of the trail; head %s", made.count, head_of(made))
    return made.count


def waiting(last: Seal | None) -> list[tuple[str, Any]]:
    """The rows that wait for the next seal, in their order. A row committed late is simply in a later seal."""
    found: list[tuple[str, Any]] = []
    for table, model in TABLES.items():
        rows = not_sealed(model.objects.all())
        if last:
            rows = rows.filter(at__gt=last.until - LATEST)
        found += [(str(table), row) for row in rows.order_by("at", "id")[:A_SEAL]]
    return sorted(found, key=lambda one: (one[1].at, one[1].pk))[:A_SEAL]


def head_of(seal: Seal) -> str:
    """The newest seal in one word, to be kept elsewhere: whoever has it can tell that the end was cut off."""
    return f"{seal.number}:{seal.digest}"
