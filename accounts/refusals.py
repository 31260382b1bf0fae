"""The answers to the domain's two refusals and to a form that came too late: a sentence, and what was typed.

What somebody typed stands on the page of the refusal, to be copied: nothing that was written is lost. Where only the
signing in was missing, or the form's token was of an earlier one, it stands in a form that is sent once more. It is
kept nowhere else. A saving that the browser did by itself (`static/js/autosave.js`) is answered in JSON; there the text
stands in the page anyway.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
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


def once_more(request: HttpRequest) -> dict[str, object]:
    """The form that was sent, as it can be sent again: its address, and each field in its order with whether somebody
    typed it. Empty where it holds a secret or a file, which no page gives back."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    if request.FILES or any(SECRET.search(name) for name in names):
        return {}
    fields = [
        {"name": name, "text": text, "is_typed": not CHOSEN.fullmatch(text.strip())}
        for name in names
        for text in request.POST.getlist(name)
    ]
    return {"action": request.get_full_path(), "fields": fields}


def not_signed_in(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form of somebody whose session has ended while they wrote; None where nothing was typed, or where
    the browser saved by itself."""
    texts = typed(request) if request.method == "POST" and not is_by_itself(request) else []
    if not texts:
        return None
    context = {"typed": texts, "again": once_more(request), "sign_in": resolve_url(settings.LOGIN_URL)}
    if getattr(request, "htmx", False):  # which shows no refusal
        swapped = render(request, "401.html", context)
        swapped["HX-Retarget"], swapped["HX-Reswap"] = "body", "innerHTML"
        return swapped
    answer = render(request, "401.html", context, status=401)
    answer["WWW-Authenticate"] = "Form"  # by a page, and by nothing that a browser asks by itself
    return answer


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
    context = {"typed": typed(request), "again": once_more(request)} if ours else {"typed": []}
    return render(request, "403_csrf.html", context, status=403)
