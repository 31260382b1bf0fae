"""How allauth behaves here: nobody signs up, a stranger locks nobody out, and mails carry the site's own address."""

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import quote, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import saying_again
from accounts.backends import may_come_in
from accounts.devices import device_of
from accounts.models import Person
from accounts.providers import ways_of

log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    """People come by import only; an invitation is a mail to choose a password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "No open account has this address with this password. If you cannot remember it, choose a new one."
        ),
        "too_many_login_attempts": _("Too many tries from where you are. Wait five minutes, then try again."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link no longer works."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse | None:
        """Nobody whose account is closed gets further, by whatever they have shown who they are."""
        if not may_come_in(user):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **more)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether one has to say again who one is."""
        return saying_again.is_due(self.request)

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """By which ways one can: also through the company's provider, first for whom it knows. Passwords count only
        where they are a way in."""
        own = [
            way
            for way in super().get_reauthentication_methods(user)
            if settings.PASSWORD_SIGN_IN or way["id"] != "reauthenticate"
        ]
        if not user.is_authenticated:
            return own
        through = [
            {
                "id": "provider",
                "name": way.name,
                "description": way.name,
                "url": reverse("provider_again", args=[way.key]),
            }
            for way in ways_of(user)
        ]
        return through + own

    def get_login_stages(self) -> list[str]:
        """A second step that was taken at the provider is not asked for again."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.second_step_stage.SecondStepStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_safe_url(self, url: str) -> bool:
        """Where one may be sent on to: this site and nothing else, whatever hosts it answers for."""
        return url_has_allowed_host_and_scheme(url, urlsplit(settings.SITE_URL).netloc, require_https=settings.HTTPS)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords are counted by: the address typed and where it was typed from, both.

        By the address alone (as allauth has it) five wrong tries of a stranger would shut its owner out.
        """
        return f"{get_ip(request)}:{credentials.get('email', '').lower()}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail: made from SITE_URL, never from what a request calls its host."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any], message_id: str = "") -> None:
        """Sends a mail, with the site's own address in it; also where no request is at hand."""
        headers = {"Message-ID": message_id} if message_id else None
        said = {"email": email, "site_url": settings.SITE_URL} | context
        self.render_mail(template_prefix, email, said, headers).send()

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Whoever never had a password is sent an invitation instead."""
        from accounts.invitations import send_link

        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)
        else:
            send_link(user)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells a person of a change to how they sign in, at the address they have today."""
        device = device_of(self.get_http_user_agent(self.request)) or _("a program that does not say what it is")
        said = {"device": device} | (context or {})
        try:
            super().send_notification_mail(template_prefix, user, said, email or user.email)
        except (SMTPException, OSError) as wrong:  # what was done stands, told or not
            log.error("a mail on a change of signing in was not sent (%s)", type(wrong).__name__)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")
