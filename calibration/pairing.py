"""Pairing a screen with a meeting: a short code that is typed at the desk, and a token that stays in the screen.

Of both only digests are kept. A code has six characters out of 24 that cannot be taken for one another, is good for
ten minutes and for one screen; who types a wrong one ten times in ten minutes waits.
"""

import secrets
from datetime import timedelta

from allauth.core import ratelimit
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from calibration.models import Device, Meeting
from calibration.workflow.acting import acting, must_not_be_locked
from calibration.workflow.rules import drives_or_observes

COOKIE = "__Host-room" if settings.HTTPS else "room"
ALPHABET = "ACDEFGHJKMNPQRTUVWXY3479"
LENGTH = 6
GOOD_FOR = timedelta(minutes=10)
COOKIE_LASTS = 7 * 24 * 3600  # seconds; a meeting has up to three sittings
SAYS_OVER_FOR = timedelta(hours=1)
GUESSES = 10  # wrong codes a person in GOOD_FOR
KNOWN = Device.objects.select_related("meeting__round", "meeting__group__cycle").annotate(
    review=F("meeting__group__cycle__name")
)


class TooMany(Exception):
    """This address has asked for too many codes: answered 429."""


def digest(kind: str, secret: str) -> str:
    """What is kept of a token or code."""
    return salted_hmac(f"plumbline.room.{kind}", secret, algorithm="sha256").hexdigest()


def device_of(request: HttpRequest) -> Device | None:
    """The screen that asks, known by its cookie, with the name of its `review`; None for one never seen, or revoked."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    try:
        return KNOWN.get(token_hash=digest("token", token), revoked_at__isnull=True)
    except Device.DoesNotExist:
        return None


def meeting_that_ended(request: HttpRequest) -> Meeting | None:
    """The meeting that the screen which asks showed until it was locked, for an hour."""
    token = request.COOKIES.get(COOKIE, "")
    shown = Device.objects.filter(
        token_hash=digest("token", token),
        meeting__state=Meeting.State.LOCKED,
        meeting__locked_at__gt=clock.now() - SAYS_OVER_FOR,
    )
    device = shown.select_related("meeting__group__cycle").first() if token else None
    return device.meeting if device else None


def wait(request: HttpRequest, device: Device | None) -> tuple[Device, str, str]:
    """A screen that waits, with its new code and, for one never seen, its new token (else an empty string).

    Raises TooMany.
    """
    token = ""
    if device is None:
        if ratelimit.consume_or_429(request, action="new_screen", limit_get=True):
            raise TooMany
        # what waited in vain is gone before another comes
        Device.objects.filter(meeting__isnull=True, code_until__lt=timezone.now() - GOOD_FOR).delete()
        token = secrets.token_urlsafe(32)
        device = Device(token_hash=digest("token", token))
    for _again in range(5):
        code = "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))
        device.code_hash, device.code_until = digest("code", code), timezone.now() + GOOD_FOR
        try:
            with transaction.atomic():
                device.save()
        except IntegrityError:  # another screen waits with the same code
            continue
        return device, code, token
    raise TooMany


def remember(response: HttpResponse, token: str) -> None:
    """Puts a new token into the screen's cookie."""
    if token:
        response.set_cookie(
            COOKIE, token, max_age=COOKIE_LASTS, secure=settings.HTTPS, httponly=True, samesite="Strict", path="/"
        )


def forget(response: HttpResponse) -> None:
    """Takes the token out of the screen's cookie: loaded again it is a new screen, which waits with a code."""
    response.delete_cookie(COOKIE, path="/", samesite="Strict")


def pair(meeting: Meeting, by: Person, code: str) -> Device:
    """Pairs the screen that shows `code` with the meeting; by who drives or observes.

    Raises NotAllowed; Conflict where the code is wrong, too old or used, and after too many wrong ones.
    """
    if not drives_or_observes(meeting, by):
        raise NotAllowed("pair")
    since = timezone.now() - GOOD_FOR
    if Event.objects.filter(verb="pair_in_vain", by=by, at__gt=since).count() >= GUESSES:
        raise Conflict(_("Too many wrong codes. Wait ten minutes, then type the one that the screen shows."))
    typed = "".join(code.upper().split()).replace("-", "")
    waiting = Device.objects.filter(
        code_hash=digest("code", typed), code_until__gt=timezone.now(), meeting__isnull=True, revoked_at__isnull=True
    )
    if not waiting.exists():
        trail.record("pair_in_vain", meeting, by)
        raise Conflict(_("No screen waits with this code. Codes are good for ten minutes; look at the screen again."))
    with acting(meeting, by) as locked:
        must_not_be_locked(locked)
        device = waiting.select_for_update().first()
        if device is None:
            raise Conflict(_("This code was used a moment ago."))
        device.meeting, device.paired_by, device.paired_at, device.code_hash = locked, by, clock.now(), ""
        device.save()
        trail.record("pair", device, by)
    return device


def revoke(device: Device, by: Person) -> None:
    """The screen shows nothing any more. Raises NotAllowed for who neither drives nor observes."""
    if device.meeting is None or not drives_or_observes(device.meeting, by):
        raise NotAllowed("revoke")
    with acting(device.meeting, by):
        changed = Device.objects.filter(pk=device.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
        if changed:
            trail.record("revoke", device, by)
