"""What the worker does with big files: reads them, imports them, and says how far it is."""

import logging
import time
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.cache import caches
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts import clock
from accounts.importing.problems import Refused
from accounts.importing.table import Table
from accounts.models import StagedImport, lease
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import viewing
from frameworks.people_import import workflow

log = logging.getLogger(__name__)

MOST_TRIES = 3
AT_MOST = 900  # seconds one work may take before another worker takes it up
KEPT = 3600
OFTEN = 0.3


def queue(pk: UUID) -> None:
    """Sends the message; where the broker is away, the tick takes the work up."""
    from frameworks.tasks import work_on_import

    try:
        work_on_import.apply_async([str(pk)], retry=False)
    except (OperationalError, OSError) as wrong:
        log.warning("an import waits for the tick: no message could be sent (%s)", type(wrong).__name__)


def take_up_what_waits(today: date) -> None:
    """On the tick: whatever work waits is queued again; one that is in hand is held by its lease."""
    for pk in StagedImport.objects.exclude(work="").values_list("pk", flat=True):
        queue(pk)


# -- how far -----------------------------------------------------------------------------------------------


def _key(pk: UUID) -> str:
    return f"import:{pk}"


class Telling:
    """Writes how far one import is where the pages' processes read it, a few times a second."""

    def __init__(self, pk: UUID) -> None:
        self.pk, self.last = pk, 0.0

    def __call__(self, step: str, done: int, of: int) -> None:
        now = time.monotonic()
        if done >= of or now - self.last > OFTEN:
            self.last = now
            caches["progress"].set(_key(self.pk), (step, done, of), KEPT)


def how_far(staged: StagedImport) -> tuple[str, int, int] | None:
    """(step, done, of) of the work in hand; None where it has not begun, or nobody can say."""
    return caches["progress"].get(_key(staged.pk))


@dataclass(frozen=True)
class Progress:
    """How far the work is, for the page; nothing is known before it has begun."""

    step: str
    done: int = 0
    of: int = 0


def progress(staged: StagedImport) -> Progress:
    """The step in words, with its numbers."""
    words = {
        "read": _("Reading the lines"),
        "compare": _("Comparing with the people who are here"),
        "people": _("Writing who joins"),
        "facts": _("Writing what changes"),
        "lines": _("Writing who reports to whom"),
        "levels": _("Writing who is below whom"),
        "roles": _("Writing the roles"),
        "trail": _("Writing the trail"),
    }
    told = how_far(staged)
    if told is None:
        return Progress(_("Waiting for the worker to begin"))
    return Progress(words.get(told[0], told[0]), *told[1:])


# -- the work ----------------------------------------------------------------------------------------------


def work_on(pk: UUID) -> None:
    """Does what was asked with one file; safe to run twice, and by two workers at once."""
    until = lease.take(f"import {pk}", AT_MOST)
    if until is None:
        return
    try:
        StagedImport.objects.filter(pk=pk).exclude(work="").update(tries=F("tries") + 1)
        staged = StagedImport.objects.select_related("asked_by").filter(pk=pk).exclude(work="").first()
        if staged is None or staged.asked_by is None:
            return
        if staged.tries > MOST_TRIES:
            _end(staged, _("It failed three times. Nothing was imported; whoever runs the site finds why in the log."))
            return
        own = staged.asked_by.time_zone
        zone = ZoneInfo(own) if own else clock.organisations_zone()
        with timezone.override(zone), viewing(staged.asked_by):
            _do(staged)
    finally:
        caches["progress"].delete(_key(pk))
        lease.give_back(f"import {pk}", until)


def _do(staged: StagedImport) -> None:
    tell = Telling(staged.pk)
    try:
        if staged.work == StagedImport.Work.READ:
            _read(staged, tell)
        else:
            workflow.confirm(staged, staged.shown, staged.asked_by, tell)
    except Refused as refused:
        _end(staged, refused.problem.in_words())
    except workflow.Stale as stale:
        _end(staged, stale.sentence, seen=stale.now.dumps())
    except Conflict as conflict:
        _end(staged, conflict.sentence)
    except NotAllowed:
        _end(staged, _("Who asked for it is no longer of People Ops for the whole organisation."))


def _read(staged: StagedImport, tell: Telling) -> None:
    table = workflow.read(bytes(staged.file), staged.sheet, tell) if staged.file else Table.loads(staged.content)
    seen = workflow.look_at(table, whole=staged.whole, tell=tell).seen
    _end(staged, "", file=None, content=table.dumps(), seen=seen.dumps())


@transaction.atomic
def _end(staged: StagedImport, trouble: str, **values: object) -> None:
    """The work is over, unless the file was thrown away meanwhile."""
    there = StagedImport.objects.filter(pk=staged.pk, work=staged.work, version=staged.version)
    there.update(work="", asked_by=None, shown="", tries=0, trouble=trouble[:500], **values)
