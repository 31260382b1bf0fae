"""Small middlewares: each request in its person's zone, the second step before all else, refusals and headers."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts import clock, first_run, second_step, sessions
from accounts.moves import Conflict, NotAllowed
from accounts.refusals import not_signed_in, refused
from accounts.views.errors import too_large

Answer = Callable[[HttpRequest], HttpResponse]


class OwnSiteMiddleware:
    """No other site may take an answer of this one, whichever it is, into a page of its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SizeMiddleware:
    """What is larger than anything that is taken here is not even read, wherever it is sent and by whom."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isascii() and said.isdigit() and int(said[:20]) > settings.REQUEST_MOST_BYTES:
            return too_large(request)
        return self.get_response(request)


class SignedInMiddleware(LoginRequiredMiddleware):
    """Pages are for who is signed in, unless their mark says otherwise. Whoever's session ended while they wrote gets
    what they wrote back; everybody else is led to sign-in."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        return not_signed_in(request) or super().handle_no_permission(request, view_func)


class ZoneMiddleware:
    """Dates and times in the zone of the reader; of somebody who has none, in the organisation's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        own = request.user.time_zone
        with timezone.override(ZoneInfo(own) if own else clock.organisations_zone()):
            return self.get_response(request)


class FirstRunMiddleware:
    """While nobody is here at all, every page leads to the set-up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated and first_run.is_open() and not request.path.startswith("/set-up/"):
            return redirect("set_up")
        return self.get_response(request)


class SecondStepMiddleware:
    """Who must have a second step and has none is led to setting one up, before anything else opens."""

    OPEN = frozenset(
        {
            "account_logout",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "provider_again",
            "oidc_back",
            "saml_back",
            "saml_finish",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_add_webauthn",
        }
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not second_step.lacks_one(request.user):
            return None
        if second_step.came_with_one(request, request.user):
            return None
        request.must_set_up = True
        if request.resolver_match.view_name in self.OPEN:
            return None
        if getattr(request, "htmx", False):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("mfa_index")})
        return redirect("mfa_index")


class GuardMiddleware:
    """The domain's two refusals become 403 and 409; what a signed-in person saw is stored nowhere, and at sign-out the
    browser is told to forget the rest. (The cookie of a paired room display stays.)"""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        if was_signed_in:
            sessions.saw(request)
        response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated and settings.HTTPS:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        if request.user.is_authenticated or request.method != "GET":
            response.headers.setdefault("Cache-Control", "no-store")
        if getattr(request, "htmx", False) and response.status_code == 302 and not request.user.is_authenticated:
            moved = HttpResponse(status=204)
            moved["HX-Redirect"] = response["Location"]
            return moved
        return response

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        return refused(request, wrong) if isinstance(wrong, NotAllowed | Conflict) else None
