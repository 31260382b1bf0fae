"""The error pages. A 404 is one static page, the same bytes whatever was asked."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.refusals import stale_form


@cache
def _nothing_here() -> bytes:
    return render_to_string("404.html").encode()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The static 404."""
    return HttpResponse(_nothing_here(), status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Seen, but not allowed."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not ours, or one kept open over a sign-out."""
    return stale_form(request)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side: a static page, since nothing may be relied on."""
    return HttpResponse(render_to_string("500.html"), status=500)
