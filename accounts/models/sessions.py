"""Sessions as rows that say whose they are, so that their owner can see and end them."""

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from accounts.models.people import Person


class SessionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SessionQuerySet":
        """One's own that have not ended."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(person=viewer, expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """Where somebody is signed in: on what kind of browser, since when, seen when. No network address is kept.

    `handle` is what its page calls it: the key itself opens the session and is never shown.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    handle = models.UUIDField(null=True)
    device = models.CharField(max_length=40, blank=True)
    since_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Its store."""
        from accounts.sessions import SessionStore as Ours

        return Ours
