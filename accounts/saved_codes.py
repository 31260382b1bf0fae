"""Saved codes, which stand in for a lost second step: shown once, and from then on kept as digests only.

allauth makes them from a seed. Here the seed lasts from their making until they are shown, and until then no code is
taken; then a digest of each takes its place (PBKDF2 with SHA-256 and one salt for the ten of a person, as NIST SP
800-63B 5.1.2.2 asks of look-up secrets with so few digits). So neither a copy of the database nor the site's key gives
a code away that is good for anything.
"""

import hashlib
import hmac
import secrets

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

ITERATIONS = 600_000  # of OWASP's advice for PBKDF2 with SHA-256
HIDDEN = "········"


class SavedCodes(RecoveryCodes):
    """The saved codes of one person, over the row that keeps them."""

    def __init__(self, instance: Authenticator) -> None:
        super().__init__(instance)
        self.shown: list[str] = []

    def mark_as_viewed(self) -> None:
        """They are being shown: this object still says them, the row keeps digests from here on."""
        if self.did_view:
            return
        self.shown = super().get_unused_codes()
        salt = secrets.token_bytes(16)
        self.instance.data = {
            "salt": salt.hex(),
            "iterations": ITERATIONS,
            "digests": [digest(code, salt, ITERATIONS) for code in self.shown],
        }
        super().mark_as_viewed()

    def get_unused_codes(self) -> list[str]:
        """The codes while they are shown for the first time; later as many dots as are left."""
        if self.shown or not self.did_view:
            return self.shown or super().get_unused_codes()
        return [HIDDEN] * len(self.instance.data["digests"])

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Whether this is one of them, which is then used up. None is taken before they were shown."""
        if len(code) != app_settings.RECOVERY_CODE_DIGITS:
            return False
        row = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        if "digests" not in row.data:
            return False
        given = digest(code, bytes.fromhex(row.data["salt"]), row.data["iterations"])
        left = [one for one in row.data["digests"] if not hmac.compare_digest(one, given)]
        if len(left) == len(row.data["digests"]):
            return False
        row.data["digests"] = left
        row.save(update_fields=["data"])
        self.instance = row
        return True


def digest(code: str, salt: bytes, iterations: int) -> str:
    """What is kept of a code, in hexadecimal digits."""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, iterations).hex()


def take_over() -> None:
    """Has allauth keep saved codes this way; it offers no setting for it."""
    auth.RecoveryCodes = flows.RecoveryCodes = SavedCodes  # type: ignore[misc]
