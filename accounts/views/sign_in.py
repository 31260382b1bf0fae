"""The sign-in page: the company's provider first where there is one, then what one knows oneself."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from accounts.providers import ways


class SignIn(LoginView):
    """allauth's own, with the ways in that are set up."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Its context, and which ways there are."""
        return super().get_context_data(**more) | {"ways": ways(), "with_password": settings.PASSWORD_SIGN_IN}


sign_in_page = SignIn.as_view()
