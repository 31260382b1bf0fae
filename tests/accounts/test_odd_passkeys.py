"""What claims to be a passkey and is none is refused with a sentence wherever it is sent; it is never an error."""

import json

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.signing_in import code_of, is_in, sign_in_as

NO_KEY = "AA"
OF_ANOTHER_SITE = "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUEiLCJvcmlnaW4iOiJodHRwOi8vbG9jYWxob3N0In0"


def answer(key: object = NO_KEY, raw: object = NO_KEY, **response: object) -> str:
    """In the form in which a browser hands a passkey's answer over."""
    return json.dumps({"id": key, "rawId": raw, "type": "public-key", "response": response})


ODD = [
    *("", "{}", "null", "[]", "1", "{", "\0", "x" * 100_000, "[" * 15_000),
    json.dumps({"id": 1}),
    json.dumps({"id": "AA", "rawId": "AA", "response": None}),
    answer("é", "é"),
    answer("A", "A"),
    answer(),
    answer(clientDataJSON=5, attestationObject=None, authenticatorData=None, signature=None),
    answer(clientDataJSON="AA", authenticatorData="AA", signature="AA", attestationObject="AA"),
    answer(clientDataJSON="e30", authenticatorData="A" * 80, signature="AA", userHandle="_w", attestationObject="oA"),
    answer(clientDataJSON="e30", authenticatorData="A" * 80, signature="AA", userHandle="MTIz"),
    answer(clientDataJSON=OF_ANOTHER_SITE, authenticatorData="A" * 80, signature="AA", userHandle={}),
    answer(clientDataJSON=OF_ANOTHER_SITE, attestationObject="o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVgl" + "A" * 50),
]


@pytest.mark.parametrize("odd", ODD)
def test_it_signs_nobody_in(client, with_app, odd):
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    assert client.post("/sign-in/passkey/", {"credential": odd})["Location"] == "/sign-in/"
    sign_in_as(client)
    assert client.post("/sign-in/code/", {"credential": odd}).status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize("odd", ODD)
def test_it_is_not_kept_as_a_passkey(client, with_app, odd):
    sign_in_as(client)
    client.post("/sign-in/code/", {"code": code_of(with_app)})
    client.get("/account/second-step/passkey/")
    said = client.post("/account/second-step/passkey/", {"credential": odd, "passwordless": "True", "name": "x"})
    assert "No passkey was added" in said.content.decode()
    assert not Authenticator.objects.filter(type="webauthn").exists()
