"""The log of reading: after an answer, one row says who read what is written about whom. One's own is no reading.

The row is there before the answer goes out: where it cannot be written, nothing is shown.
"""

import hashlib
import json
from collections.abc import Callable, Iterable

from django.apps import apps
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse

from accounts import noting
from accounts.models import Person, ReadAbout, Reading
from accounts.models.confidential import Confidential
from accounts.noting import Noted

# what this process has noted lately, so that the same page asked again and again is one row
_lately = LocMemCache("readings", {"OPTIONS": {"MAX_ENTRIES": 20_000}})

What = dict[str, dict[str, list[str]]]


class ReadingMiddleware:
    """Notes what a request reads and writes it down before the answer goes out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        noted = noting.begin()
        try:
            response = self.get_response(request)
        finally:
            noting.end()
        if noted.rows or noted.unknown:
            write(noted, request, response)
        return response


def write(noted: Noted, request: HttpRequest, response: HttpResponse) -> None:
    """Writes the one row of a request, unless it read nothing of others or the same was just written."""
    by = request.user if isinstance(request.user, Person) else None
    what, people = what_was_read(noted, by)
    if not what:
        return
    found = request.resolver_match
    row = Reading(
        by=by,
        screen=noted.screen,
        route=found.view_name if found else "",
        method=request.method or "",
        status=response.status_code,
        what=what,
        people=people,
    )
    same = json.dumps([str(row.by_id), str(row.screen), row.route, row.method, row.status, what], sort_keys=True)
    key = hashlib.sha256(same.encode()).hexdigest()
    if _lately.get(key):
        return
    row.save(force_insert=True)
    if settings.TRAIL_FOLD_MINUTES:
        _lately.set(key, True, settings.TRAIL_FOLD_MINUTES * 60)


def what_was_read(noted: Noted, by: Person | None) -> tuple[What, int]:
    """Group → kinds → people, without what is about the reader or by the reader; and how many people that are."""
    kinds: dict[tuple[str, str], set[str]] = {}
    own = by.pk if by else None
    for model, (subject, group, author) in noted.all_rows():
        if own is None or (subject != own and author != own):
            kinds.setdefault((str(group), str(subject)), set()).add(model.noted_as)
    what: What = {}
    for (group, subject), read in sorted(kinds.items()):
        what.setdefault(group, {}).setdefault(" ".join(sorted(read)), []).append(subject)
    return what, len({subject for _group, subject in kinds})


def forget() -> None:
    """Forgets what was noted lately; for tests."""
    _lately.clear()


# -- by person ---------------------------------------------------------------------------------------


def kinds() -> dict[str, type[Confidential]]:
    """Every kind of which readings speak, and the model that is noted so."""
    return {model.noted_as: model for model in apps.get_models() if issubclass(model, Confidential)}


def words_for(said: Iterable[str]) -> list[str]:
    """Kinds, as they are named in a sentence, each once and always in the same order."""
    wanted = {kind for one in said for kind in one.split()}
    return [str(model._meta.verbose_name) for kind, model in kinds().items() if kind in wanted]


# of what was refused nothing was shown
SHOWED_NOTHING = {403, 404, 429}


def lay_out(readings: Iterable[Reading]) -> None:
    """Writes for each reading the rows by which it is found by person: `ReadAbout`.

    What was refused showed nothing; a form that was wrong, or came too late, stands on a page that did.
    """
    closely = {kind for kind, model in kinds().items() if model.closely}
    rows = [
        ReadAbout(
            reading=reading,
            at=reading.at,
            by_id=reading.by_id,
            subject_id=subject,
            group=group,
            kinds=" ".join(part),
            closely=is_close,
        )
        for reading in readings
        if reading.status not in SHOWED_NOTHING and reading.status < 500
        for group, by_kinds in reading.what.items()
        for kinds, subjects in by_kinds.items()
        for is_close, part in _apart(kinds.split(), closely)
        for subject in subjects
    ]
    ReadAbout.objects.bulk_create(rows, batch_size=1000)


def _apart(kinds: list[str], closely: set[str]) -> list[tuple[bool, list[str]]]:
    """The kinds of which a subject hears after the release, and those only once told."""
    parts: list[tuple[bool, list[str]]] = [
        (False, [kind for kind in kinds if kind not in closely]),
        (True, [kind for kind in kinds if kind in closely]),
    ]
    return [(is_close, part) for is_close, part in parts if part]
