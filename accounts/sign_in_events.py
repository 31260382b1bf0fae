"""What signing in leaves in the trail. Of an address that nobody here has, only that one was tried, not which."""

from typing import Any

from allauth.account import signals as passwords
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals
from django.http import HttpRequest

from accounts import trail
from accounts.models import Person

# the acts of coming and going, which would bury all others
COMING_AND_GOING = ("sign_in", "sign_out", "refuse_sign_in", "refuse_second_step")


# by which words it is kept how somebody has shown who they are
SHOWN = {
    "password": "password",
    "provider": "provider",
    "totp": "app",
    "recovery_codes": "saved_code",
    "webauthn": "passkey",
}


def signed_in(user: Person, request: HttpRequest, **more: Any) -> None:
    """Somebody is in, with every step that is asked of them; by which steps is kept."""
    shown = [record.get("type", record["method"]) for record in get_authentication_records(request, user)]
    trail.record("sign_in", user, user, after="_and_".join(SHOWN.get(way, "other") for way in shown))


def signed_out(user: Person | None, **more: Any) -> None:
    """Somebody left, or was led out because a password was set by mail."""
    if user is not None:
        trail.record("sign_out", user, user)


def refused(credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any) -> None:
    """A wrong address or password, at the door or when asked again who one is. As many queries for each."""
    found = Person.objects.filter(email__iexact=str(credentials.get("email", ""))).first()
    trail.record("refuse_sign_in", found or Person, _who(request), about=found)


def refused_code(user: Person, request: HttpRequest | None = None, **more: Any) -> None:
    """A wrong code or passkey, after the right password."""
    trail.record("refuse_second_step", user, _who(request), about=user)


def _who(request: HttpRequest | None) -> Person | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) else None


def _of_password(verb: str) -> Any:
    def changed(user: Person, **more: Any) -> None:
        trail.record(verb, user, user)

    return changed


def _of_factor(verb: str) -> Any:
    def changed(user: Person, authenticator: Authenticator, **more: Any) -> None:
        trail.record(verb, user, user, after=authenticator.type)

    return changed


def connect() -> None:
    """Listens from now on."""
    signals.user_logged_in.connect(signed_in)
    signals.user_logged_out.connect(signed_out)
    signals.user_login_failed.connect(refused)
    factors.authentication_failed.connect(refused_code)
    for signal, receiver in (
        (passwords.password_set, _of_password("set_password")),
        (passwords.password_changed, _of_password("change_password")),
        (passwords.password_reset, _of_password("reset_password")),
        (factors.authenticator_added, _of_factor("add_second_step")),
        (factors.authenticator_removed, _of_factor("remove_second_step")),
        (factors.authenticator_reset, _of_factor("renew_second_step")),
    ):
        signal.connect(receiver, weak=False)
