"""The answers that `static/js/autosave.js` reads: what a draft's page is told when the browser saves by itself.

A saving without the header `X-Autosave` is a pressed button, and is answered with a page (`accounts.refusals` asks
which it is, and answers what can be saved no more).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from accounts import clock


class Saved(Protocol):
    """What was saved: what the page writes on from, and when it was."""

    draft_number: Any
    saved_at: Any


class Other(Protocol):
    """What was saved meanwhile by another window or person: what the next saving has to carry to replace it."""

    @property
    def number(self) -> Any:
        """What the next saving carries."""


def hour(at: datetime) -> str:
    """The hour of a saving in the reader's zone."""
    return time_format(timezone.localtime(at).time(), "H:i")


def standing(at: datetime | None, *, errors: bool = False, both: bool = False) -> dict[str, str]:
    """Where a draft stands when its page is made, for `components/saved.html`: the last saving, or why what is in the
    fields is not saved (something is wrong with it, or another text was saved meanwhile)."""
    if both or errors:
        return {"state": "conflict" if both else "refused"}
    if at is None:
        return {"state": "new"}
    day = timezone.localtime(at).date()
    return {"state": "saved", "at": hour(at), "on": "" if day == clock.today() else date_format(day, "l, j F")}


def kept(record: Saved, sentence: str = "", **more: Any) -> JsonResponse:
    """The draft is saved: its number, from which the page writes on, and the hour; a sentence where more is to say of
    it, and `more` for the page around it."""
    said = {"version": record.draft_number, "saved_at": hour(record.saved_at)} | more
    return JsonResponse(said | ({"message": sentence} if sentence else {}))


def refused(errors: Mapping[str, Any]) -> JsonResponse:
    """Nothing was saved: what is wrong, by the name of the field."""
    said = {"message": _("Not saved: see what is marked below. Your text is still on this page.")}
    return JsonResponse(said | {"errors": errors}, status=400)


def other_text(stale: Other, fields: Mapping[str, str], words: Mapping[str, str] | None = None) -> JsonResponse:
    """Another text was saved meanwhile: its number and fields; `words` names what a field's value means."""
    said = {"version": stale.number, "fields": fields}
    return JsonResponse(said | ({"words": words} if words is not None else {}), status=409)
