"""The answers that `static/js/autosave.js` reads: what a draft's page is told when the browser saves by itself.

A saving without the header `X-Autosave` is a pressed button, and is answered with a page (`accounts.refusals` asks
which it is, and answers what can be saved no more).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from reviews.drafts import Stale


def hour(at: datetime | None = None) -> str:
    """The hour of a saving in the reader's zone; now, where none is given."""
    return time_format(timezone.localtime(at).time(), "H:i")


def kept(number: int, at: datetime | None = None) -> JsonResponse:
    """The draft is saved: its number, from which the page writes on, and the hour."""
    return JsonResponse({"version": number, "saved_at": hour(at)})


def refused(errors: Mapping[str, Any]) -> JsonResponse:
    """Nothing was saved: what is wrong, by the name of the field."""
    said = {"message": _("Not saved: see what is marked below. Your text is still on this page.")}
    return JsonResponse(said | {"errors": errors}, status=400)


def other_text(stale: Stale, fields: Mapping[str, str], words: Mapping[str, str] | None = None) -> JsonResponse:
    """Another text was saved meanwhile: its number and fields; `words` names what a field's value means."""
    said = {"version": stale.number, "fields": fields}
    return JsonResponse(said | ({"words": words} if words is not None else {}), status=409)
