"""How allauth keeps second steps here: bound to the site's own name, and their secrets not in the clear."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person

SECRETS = {"secret", "seed"}  # what is encrypted of an app, and of saved codes before they were shown


class Unreadable(ValidationError):
    """The secret was written under a key that this site no longer has."""

    silent_variable_failure = True


def cipher() -> MultiFernet:
    """Writes with the site's key, reads with that and with those before it. The database holds none of them."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("plumbline.second-step", "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def write_anew() -> int:
    """Writes the secrets of apps and saved codes with the site's present key; how many. One that cannot be read with
    any of its keys stays as it is. Safe to run twice."""
    keys, written = cipher(), 0
    rows = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).select_for_update()
    for row in (one for one in rows if one.data.keys() & SECRETS):
        try:
            data = {
                name: keys.rotate(value.encode()).decode() if name in SECRETS else value
                for name, value in row.data.items()
            }
        except InvalidToken:
            continue
        Authenticator.objects.filter(pk=row.pk).update(data=data)
        written += 1
    return written


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of apps and saved codes are encrypted; passkeys are for the host of SITE_URL, whatever a request says."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This is not right. A code of the app works for half a minute, a saved one once."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an app or a passkey first: codes stand in for those."),
    }

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise Unreadable(_("Your second step can no longer be read. Ask People Ops to reset it.")) from None

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.SITE_HOST, "name": "Plumbline"}

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        """What a passkey is called until its owner says otherwise."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey %(number)d") % {"number": number}
