"""The answers to the domain's two refusals and to a form that came too late: a sentence, and what was typed.

What somebody typed stands on the page of the refusal, to be copied: nothing that was written is lost. A saving that
the browser did by itself (`static/js/autosave.js`) is answered in JSON; there the text stands in the page anyway.
"""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.moves import Conflict, NotAllowed

SECRET = re.compile(r"csrf|password|code|token", re.IGNORECASE)  # in the name of a field: not to be shown again
CHOSEN = re.compile(
    r"[\d\s:.,+/TZ-]*|[0-9a-f-]{32,36}|[a-z_]+|on|[A-Za-z_]+/[A-Za-z_/]+"
)  # numbers, days, ids, choices


def is_by_itself(request: HttpRequest) -> bool:
    """Whether the browser saves by itself, and reads JSON."""
    return request.headers.get("X-Autosave") == "1"


def typed(request: HttpRequest) -> list[str]:
    """The texts of the form that was sent, without secrets and without what was only chosen: numbers, days, ids, and
    single words in small letters, as choices are called."""
    return [
        text
        for name, texts in request.POST.lists()
        if not SECRET.search(name)
        for text in texts
        if not CHOSEN.fullmatch(text.strip())
    ]


def refused(request: HttpRequest, wrong: NotAllowed | Conflict) -> HttpResponse:
    """403 or 409, each with its sentence and what was typed."""
    status = 409 if isinstance(wrong, Conflict) else 403
    sentence = getattr(wrong, "sentence", "")
    if is_by_itself(request):
        return not_saved(sentence or _("You may read this, but not change it."), status)
    return render(request, f"{status}.html", {"sentence": sentence, "typed": typed(request)}, status=status)


def not_saved(sentence: str, status: int) -> JsonResponse:
    """The browser's own saving was refused for good: why, and where the text is."""
    said = _("Not saved. %(why)s Your text is still on this page; copy what you want to keep.")
    return JsonResponse({"message": said % {"why": sentence}}, status=status)


def stale_form(request: HttpRequest) -> HttpResponse:
    """The form was open over a sign-out or a sign-in, or is not ours; what was typed is shown where it surely is."""
    if is_by_itself(request):
        return JsonResponse({"renew": True}, status=403)
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return render(request, "403_csrf.html", {"typed": typed(request) if ours else []}, status=403)
