"""The same way through a provider that others have written (oidc-provider-mock, on Authlib), as a process."""

import json
from urllib.parse import urlsplit

import pytest
import requests

from accounts.models import Identity
from tests.accounts.providers.conftest import set_out, started
from tests.accounts.signing_in import is_in

pytestmark = pytest.mark.django_db

IVAN = {"sub": "u-77", "email": "ivan@demo.example", "email_verified": True, "amr": ["pwd", "otp"]}
NOBODY = {"sub": "u-78", "email": "nobody@demo.example", "email_verified": True}


@pytest.fixture(scope="module")
def another_process():
    users = [word for user in (IVAN, NOBODY) for word in ("--user-claims", json.dumps(user))]
    yield from started("oidc_provider_mock", "/jwks", *users, before_port=("--require-nonce", "true", "--port"))


@pytest.fixture
def sign_in_there(client, settings, another_process):
    """Sets out, signs in there as that subject, and comes back."""
    settings.OIDC_ISSUER = another_process
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "plumbline", "any"

    def as_subject(sub: str):
        answer = requests.post(set_out(client), data={"sub": sub}, allow_redirects=False, timeout=5)
        back = urlsplit(answer.headers["Location"])
        assert f"{back.scheme}://{back.netloc}{back.path}" == "http://localhost:8000/sign-in/back/"
        return client.get(f"{back.path}?{back.query}")

    return as_subject


def test_somebody_with_an_account_comes_in(cast, client, sign_in_there, settings):
    settings.SECOND_STEP_FOR = ["everyone"]
    assert sign_in_there("u-77")["Location"] == "/"
    assert is_in(client)
    assert Identity.objects.get().person == cast.ivan


def test_somebody_without_does_not(cast, client, sign_in_there):
    assert sign_in_there("u-78").status_code == 403
    assert not is_in(client)
    assert not Identity.objects.exists()
