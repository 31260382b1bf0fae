"""How fast one person may ask for pages. Nobody who reads meets it; a program that copies all there is does.

Counted by person and window of time, one count a request: in Redis for all processes together, without it in each.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accounts.models import Person
from accounts.refusals import is_by_itself, once_more, typed

log = logging.getLogger("plumbline.pace")

MINUTE, TEN_MINUTES = 60, 600
# what takes long, or lets much go at once: a tenth as many, in ten minutes
COSTLY = frozenset(
    {
        "board_file_out",
        "copy_file",
        "copy_prepare",
        "figure_file",
        "meeting_record_file",
        "people_import_replace",
        "person_passages",
        "results_file",
    }
)
COSTLY_TO_SEND = frozenset(
    {
        "board_file",
        "cycle_new",
        "earlier_results",
        "framework_import",
        "group_new",
        "organisation_kept",
        "people_import",
    }
)


def is_costly(route: str, method: str) -> bool:
    """Whether it is counted among what costs more."""
    return route in COSTLY or (route in COSTLY_TO_SEND and method == "POST")


def is_over(person: Person, kind: str, most: int, seconds: int) -> bool:
    """Counts one more; whether that is more than so many in this stretch of seconds. The first too many is logged."""
    key = f"pace:{kind}:{person.pk}:{int(time.time()) // seconds}"
    try:
        count = cache.incr(key)
    except ValueError:  # the first of this stretch
        cache.add(key, 1, seconds + MINUTE)
        count = 1
    if count == most + 1:
        log.warning("more than %s %s in %s seconds by=%s", most, kind, seconds, person.pk)
    return count > most


class PaceMiddleware:
    """Who asks faster than anybody reads waits; what they typed stands on the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        most = settings.PAGES_A_MINUTE
        if not most or not request.user.is_authenticated:
            return None
        route = request.resolver_match.view_name if request.resolver_match else ""
        over = is_over(request.user, "pages", most, MINUTE)
        if not over and is_costly(route, request.method or ""):
            over = is_over(request.user, "files", max(most // 10, 1), TEN_MINUTES)
        return slower(request) if over else None


def slower(request: HttpRequest) -> HttpResponse:
    """429, with what was typed; the browser's own saving tries again by itself."""
    if is_by_itself(request):
        return JsonResponse({}, status=429)
    context = {"typed": typed(request), "again": once_more(request)} if request.method == "POST" else {}
    return render(request, "429.html", context, status=429)
