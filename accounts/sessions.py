"""The store of sessions (Django's `SESSION_ENGINE`): none is idle or lasts for longer than the settings allow.

When a session ends stands in its row and nowhere else, so pages, the event stream and whoever lists sessions agree.
"""

import math
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from accounts.devices import device_of
from accounts.models import Person, Session

# how exactly it is kept when a session was last seen: one write a minute, not one a request
GRAIN = timedelta(minutes=1)
ASKED_BY_ITSELF = ("/events/", "/now/")  # how the paths end that an open page asks for without its person


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with whose they are, on what, since and seen when."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The rows."""
        return Session

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing once it has ended."""
        row = self._get_session_from_db()
        self.seen_at = row.seen_at if row else None
        return self.decode(row.session_data) if row else {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of a session that is saved, which counts as seeing it."""
        if SESSION_KEY not in data:
            return super().create_model_instance(data)
        data.setdefault("since", timezone.now().timestamp())
        data.setdefault("handle", str(uuid.uuid4()))
        row = super().create_model_instance(data)
        row.person_id = data[SESSION_KEY]
        row.handle = data["handle"]
        row.device = data.get("device", "")
        row.since_at = datetime.fromtimestamp(data["since"], UTC)
        row.seen_at = timezone.now()
        return row

    def get_expiry_date(self, **more: Any) -> datetime:
        """The end as seen from now: idle for too long, or signed in for too long, whichever comes first."""
        idle = timezone.now() + timedelta(minutes=settings.SESSION_IDLE_MINUTES)
        since = self.get("since")
        if since is None:
            return idle
        return min(idle, datetime.fromtimestamp(since, UTC) + timedelta(hours=settings.SESSION_ABSOLUTE_HOURS))


def begin(request: HttpRequest, **more: Any) -> None:
    """Somebody signed in: from now on, on this kind of browser. Receives Django's `user_logged_in`."""
    request.session["since"] = timezone.now().timestamp()
    request.session["handle"] = str(uuid.uuid4())
    request.session["device"] = device_of(request.headers.get("User-Agent", ""))


def saw(request: HttpRequest) -> None:
    """Moves the end of the session on, because its person has asked for a page. What asks by itself does not."""
    seen_at = getattr(request.session, "seen_at", None)
    if seen_at is None or timezone.now() - seen_at < GRAIN or request.path.endswith(ASKED_BY_ITSELF):
        return
    row = Session.objects.filter(pk=request.session.session_key)
    row.update(seen_at=timezone.now(), expire_date=request.session.get_expiry_date())


def minutes_left(request: HttpRequest) -> int:
    """After how many minutes without a page the session ends, as seen from now; 0 where nobody is signed in, and on the
    answer to a form: it may hold what was typed, and stays."""
    if not request.user.is_authenticated or request.method not in ("GET", "HEAD"):
        return 0
    return math.ceil((request.session.get_expiry_date() - timezone.now()) / timedelta(minutes=1))


def end_all(person: Person, but: str | None = None) -> None:
    """Signs a person out everywhere, except in the session with the key `but`."""
    Session.objects.filter(person=person).exclude(pk=but).delete()


def end_others(request: HttpRequest, user: Person, **more: Any) -> None:
    """Signs a person out everywhere but here. Receives allauth's signals that a password or a factor has changed."""
    end_all(user, but=request.session.session_key)


def end_every_one(request: HttpRequest, user: Person, **more: Any) -> None:
    """Signs a person out everywhere, here too. Receives allauth's signal that a link in a mail set a password."""
    if request.user == user:
        logout(request)
    end_all(user)


def renew(request: HttpRequest, user: Person, reauthenticated: bool = False, **more: Any) -> None:
    """Gives the session another key once somebody has said again who they are; signing in does so by itself.
    Receives allauth's signal that somebody has shown who they are."""
    if reauthenticated:
        request.session.cycle_key()


def forget_ended(today: object) -> None:
    """Deletes what has ended by itself. An act of the tick."""
    SessionStore.clear_expired()
