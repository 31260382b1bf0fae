"""How allauth behaves here: nobody signs up by themselves, and mails carry the site's own address."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Person


class Adapter(DefaultAccountAdapter):
    """People come by import only; an invitation is a mail to choose a password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail: made from SITE_URL, never from what a request calls its host."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Gives every mail the site's address and the organisation's person by name."""
        super().send_mail(template_prefix, email, {"site_url": settings.SITE_URL} | context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells a person of a change to how they sign in, at the address they have today."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")
