"""Who may be signed in: asked at sign-in and again at every request."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from accounts.clock import today
from accounts.models import Person
from accounts.written_once import WrittenOnce

PERSON = WrittenOnce(lambda pk: Person.objects.filter(pk=pk))  # at every request


def may_come_in(person: Person) -> bool:
    """Whether the account is open: active, and not gone by today."""
    return person.is_here(today())


class Backend(AuthenticationBackend):
    """Address and password; whoever has left is out from their first day away."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Nobody, where the company's provider is the only way in (PASSWORD_SIGN_IN)."""
        return super().authenticate(request, **credentials) if settings.PASSWORD_SIGN_IN else None

    def get_user(self, user_id: UUID) -> Person | None:
        """Who that is, where the account is open."""
        found = next(iter(PERSON(user_id)), None)
        return found if found and self.user_can_authenticate(found) else None

    def user_can_authenticate(self, user: Person) -> bool:
        return may_come_in(user)

    @classmethod
    def _stash_user(cls, user: Person | None) -> None:
        """Remembers nobody: a closed account with the right password is answered like one that never was."""
