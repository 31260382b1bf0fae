"""What the tests of signing in share: Ivan with a password, and a count of hashes."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.saved_codes import SavedCodes
from tests.accounts.hashing import CountingHasher
from tests.accounts.signing_in import WORD


@pytest.fixture
def ivan(cast):
    """Ivan, who has a password."""
    cast.ivan.set_password(WORD)
    cast.ivan.save()
    return cast.ivan


@pytest.fixture
def with_app(ivan) -> str:
    """Ivan has an authenticator app and ten codes; the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(ivan, secret)
    SavedCodes.activate(ivan)
    return secret


@pytest.fixture
def hashes(settings) -> Callable[[Callable[[], object]], int]:
    """How many passwords are hashed while something is done."""
    settings.PASSWORD_HASHERS = ["tests.accounts.hashing.CountingHasher"]

    def counted(act: Callable[[], object]) -> int:
        before = CountingHasher.done
        act()
        return CountingHasher.done - before

    return counted
