"""Who may be signed in: asked at sign-in and again at every request."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.clock import today
from accounts.models import Person


class Backend(AuthenticationBackend):
    """Address and password; whoever has left is out from their first day away."""

    def user_can_authenticate(self, user: Person) -> bool:
        """Active, and not gone by today."""
        return super().user_can_authenticate(user) and (user.left_on is None or user.left_on > today())
