"""The room display: a screen nobody is signed in on. It waits with a code, shows what its meeting shows now, or says
that the meeting is over."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import clock, noting
from accounts.access import public
from accounts.clock import organisations_zone
from accounts.viewing import viewing
from calibration import pairing, voices
from calibration.screen import rounds_line, screen_of
from calibration.timing import minutes_a_turn


def is_a_screen(request: HttpRequest) -> bool:
    """Whether the request comes from a screen that has a token; what it may see is asked of the device itself."""
    return pairing.device_of(request) is not None


@public
@require_safe
@never_cache
def room(request: HttpRequest) -> HttpResponse:
    """The screen itself."""
    device = pairing.device_of(request)
    if device is None or not device.is_paired:
        return _waiting(request, device)
    noting.by_screen(device.pk)
    meeting, page = device.meeting, "calibration/room.html#room_now" if request.htmx else "calibration/room.html"
    with timezone.override(organisations_zone()), viewing(device):
        screen = screen_of(meeting, device)
        about = {"screen": screen, "meeting": meeting, "review": device.review, "face": screen.face}
        about["has_floor"] = voices.speaks_on(device, screen)
        about |= {
            "line": rounds_line(meeting, device),
            "minutes_a_turn": minutes_a_turn(meeting),
            "ahead": clock.ahead(),
        }
        return render(request, page, about)


def _waiting(request: HttpRequest, device) -> HttpResponse:
    if request.htmx:  # a part was asked for by a screen that is paired no more: it loads its page anew
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    if device is None and (meeting := pairing.meeting_that_ended(request)):
        if "again" not in request.GET:
            return _still(request, "calibration/room_over.html", {"meeting": meeting})
        response = redirect("room")
        pairing.forget(response)
        return response
    try:
        device, code, token = pairing.wait(request, device)
    except pairing.TooMany:
        return _still(request, "calibration/room_waiting.html", {"too_many": True}, status=429)
    response = _still(request, "calibration/room_waiting.html", {"code": f"{code[:3]} {code[3:]}"})
    pairing.remember(response, token)
    return response


def _still(request: HttpRequest, page: str, about: dict[str, Any], status: int = 200) -> HttpResponse:
    """A screen that no meeting speaks on; it tells the time that the meeting's does."""
    with timezone.override(organisations_zone()):
        return render(request, page, about | {"ahead": clock.ahead()}, status=status)
