"""The event stream of one screen: version numbers and nothing else; the page then fetches its part as usual.

Events: `changed` (something was done), `resync` (fetch everything), `blank` (what is shown is not for this viewer),
`gone` (this viewer has no right here any more: load the page anew), `beat` (the line is up). While a stream waits it
holds no database connection; every few seconds it asks again whether its viewer still has the right.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from time import monotonic
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib.auth import get_user
from django.core.handlers.asgi import ASGIRequest
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from accounts.models import Person
from calibration import live
from calibration.models import Device, Meeting
from reviews.models.participants import is_kept_away

CHECK = 4.0  # seconds between two looks at the viewer's right
BEAT = 5.0  # seconds between two signs of life; static/js/live.js takes twelve without any for a lost line
WAITING = 1.5  # seconds between two looks of a screen that waits to be paired

FINE, BLANK, GONE = "", "blank", "gone"


def event(name: str, version: int) -> str:
    """One event in the form of the stream."""
    return f"id: {version}\nevent: {name}\ndata: {version}\n\n"


def answer(request: HttpRequest, events: AsyncIterator[str]) -> StreamingHttpResponse:
    """The response that streams. Call it last: it gives this thread's database connection back."""
    if not isinstance(request, ASGIRequest):
        events = _once()
    response = StreamingHttpResponse(events, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    if isinstance(request, ASGIRequest):
        connection.close()
    return response


async def _once() -> AsyncIterator[str]:
    """Under a server that cannot stream: the screen is told to fetch everything, and to come back in five seconds."""
    yield "retry: 5000\nevent: resync\ndata: 0\n\n"


def known_version(request: HttpRequest) -> int | None:
    """The version that the screen has before it; None where it does not say or says nonsense."""
    said = request.headers.get("Last-Event-ID") or request.GET.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


async def _ask(question: Callable[..., Any], *about: Any) -> Any:
    """Asks the database in another thread and gives that thread's connection back."""

    def asked() -> Any:
        try:
            return question(*about)
        finally:
            connection.close()

    return await sync_to_async(asked, thread_sensitive=False)()


async def of_meeting(meeting: UUID, known: int | None, right: Callable[[], str]) -> AsyncIterator[str]:
    """Follows a meeting. `right` answers FINE, BLANK or GONE for the viewer."""
    yield "retry: 2000\n\n"
    async with live.hub().listening(meeting) as listener:
        version = await _ask(_version, meeting)
        yield event("beat" if known == version else "resync", version)
        before, asked, beaten = FINE, monotonic() - CHECK, monotonic()
        while True:
            if monotonic() - asked >= CHECK:
                verdict, asked = await _ask(right), monotonic()
                if verdict == GONE:
                    yield event(GONE, version)
                    return
                if verdict == BLANK and before != BLANK:
                    yield event(BLANK, version)
                before = verdict
            news = await listener.next(max(0.05, CHECK - (monotonic() - asked)))
            if news == live.RESYNC:
                version = await _ask(_version, meeting)
                yield event("resync", version)
            elif news is not None and news > version:
                version = news
                yield event("changed", version)
            if monotonic() - beaten >= BEAT:
                beaten = monotonic()
                yield f": still here\n{event('beat', version)}"


async def of_waiting(device: UUID) -> AsyncIterator[str]:
    """Waits with a screen until it is paired or its code is too old."""
    yield "retry: 2000\n\n"
    beaten = monotonic()
    while await _ask(_waits, device):
        if monotonic() - beaten >= BEAT:
            beaten = monotonic()
            yield f": still here\n{event('beat', 0)}"
        await asyncio.sleep(WAITING)
    yield event(GONE, 0)


def _version(meeting: UUID) -> int:
    return Meeting.objects.values_list("version", flat=True).get(pk=meeting)


def _waits(device: UUID) -> bool:
    return Device.objects.filter(
        pk=device, meeting__isnull=True, revoked_at__isnull=True, code_until__gt=timezone.now()
    ).exists()


def right_of_person(session: Any, person: UUID, meeting: UUID) -> str:
    """Whether the person is still signed in by that session, active, and sees the meeting; BLANK while what it shows
    is their own stop or one they stepped out of."""
    fresh = get_user(SimpleNamespace(session=type(session)(session.session_key)))
    if not isinstance(fresh, Person) or fresh.pk != person or not fresh.is_active:
        return GONE
    found = Meeting.objects.visible_to(fresh).filter(pk=meeting).select_related("stop").first()
    if found is None:
        return GONE
    shown = found.stop if found.showing == Meeting.Showing.STOP else None
    return BLANK if shown and is_kept_away(shown, fresh) else FINE


def right_of_device(device: UUID, meeting: UUID) -> str:
    """Whether the screen is still paired with that meeting."""
    return FINE if Device.objects.showing().filter(pk=device, meeting=meeting).exists() else GONE
