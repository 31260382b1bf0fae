"""The error pages. A 404 is one static page, the same bytes whatever was asked."""

from functools import cache

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.importing.sheet import MOST_BYTES
from accounts.refusals import is_by_itself, not_saved, stale_form

MB = 1024 * 1024
MOST_READ_ON = 64 * MB


@cache
def _nothing_here() -> bytes:
    return render_to_string("404.html").encode()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The static 404."""
    return HttpResponse(_nothing_here(), status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is too large to be."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """More than is taken at once. It was not looked at."""
    _let_it_come(request)
    if is_by_itself(request):
        return not_saved(_("It is too large to be sent at once."), 413)
    most = {"of_a_form": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB, "of_a_file": MOST_BYTES // MB}
    return render(request, "413.html", most, status=413)


def _let_it_come(request: HttpRequest) -> None:
    """Lets the rest of what is sent come and keeps none of it: a browser reads the answer only once it has sent all."""
    left = MOST_READ_ON
    try:
        while left > 0 and (some := request.read(min(left, 65_536))):
            left -= len(some)
    except (UnreadablePostError, OSError):
        pass  # it was broken off; then nobody reads the answer


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Seen, but not allowed."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not ours, or one kept open over a sign-out."""
    return stale_form(request)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side: a static page, since nothing may be relied on."""
    return HttpResponse(render_to_string("500.html"), status=500)
