"""What somebody might try on the way to an OpenID provider and back; where a check is ours, without it they get in."""

import time
from urllib.parse import urlencode

import jwt
import pytest
import requests
from django.test import Client

from accounts.models import Event, Identity
from accounts.providers import arrivals, coming_in, oidc
from tests.accounts.providers.conftest import onward, query, set_out, there
from tests.accounts.providers.oidc_process import CLIENT
from tests.accounts.signing_in import is_in, text

pytestmark = pytest.mark.django_db

NOT_ACCEPTED = "cannot be accepted"


@pytest.fixture(autouse=True)
def company(cast):
    """The people."""


def broken_decode(monkeypatch, **options) -> None:
    """The token read with a check left out."""
    real = jwt.decode

    def laxer(token, key, **given):
        given["options"] = given.get("options", {}) | options
        return real(token, key, **given)

    monkeypatch.setattr(oidc.jwt, "decode", laxer)


# -- the token -----------------------------------------------------------------------------------------

WRONG_CLAIMS = [
    ({"aud": "another program"}, {"verify_aud": False}),
    ({"iss": "https://idp.evil.example"}, {"verify_iss": False}),
    ({"exp": 1_700_000_000}, {"verify_exp": False}),
    ({"iat": 4_000_000_000}, {"verify_iat": False}),
]


@pytest.mark.parametrize(("claims", "unchecked"), WRONG_CLAIMS, ids=["aud", "iss", "exp", "iat"])
def test_a_token_with_a_wrong_claim_opens_nothing(come, provider, client, monkeypatch, claims, unchecked):
    provider.will(claims=claims)
    assert NOT_ACCEPTED in text(come())
    assert not is_in(client)
    broken_decode(monkeypatch, **unchecked)
    come()
    assert is_in(client)


@pytest.mark.parametrize("name", ["iss", "sub", "aud", "exp", "iat"])
def test_a_token_that_leaves_one_out_opens_nothing(come, provider, client, name):
    provider.will(claims={name: None})
    assert NOT_ACCEPTED in text(come())
    assert not is_in(client)


@pytest.mark.parametrize("how", ["none", "HS256", "stranger"])
def test_a_token_not_signed_by_the_provider_opens_nothing(come, provider, client, monkeypatch, how):
    provider.will(sign=how)
    assert NOT_ACCEPTED in text(come())
    assert not is_in(client)
    broken_decode(monkeypatch, verify_signature=False)
    come()
    assert is_in(client)


def test_a_token_for_us_and_others_has_to_be_made_for_us(come, provider, client, monkeypatch):
    provider.will(claims={"aud": [CLIENT, "another"], "azp": "another"})
    assert NOT_ACCEPTED in text(come())
    assert not is_in(client)
    provider.will(claims={"aud": [CLIENT, "another"], "azp": CLIENT})
    come()
    assert is_in(client)


def test_a_provider_that_calls_itself_otherwise_is_not_asked(provider, client):
    provider.will(issuer="https://idp.evil.example")
    assert client.post("/sign-in/with/oidc/").status_code == 403
    assert provider.asked() == []


def test_a_provider_with_https_is_not_asked_without(provider, client, settings, monkeypatch):
    settings.OIDC_ISSUER = "https://idp.example"
    said = {"issuer": "https://idp.example", "authorization_endpoint": "http://idp.example/a"}
    monkeypatch.setattr(oidc, "_fetch", lambda address: dict(said))
    assert client.post("/sign-in/with/oidc/").status_code == 403


# -- the way there and back ----------------------------------------------------------------------------


@pytest.mark.parametrize("moved", ["/.well-known/openid-configuration", "/keys", "/token", "/userinfo"])
def test_a_provider_that_sends_us_elsewhere_is_not_followed(come, client, provider, monkeypatch, moved):
    """Where it was sent on to, the secret or the keys would be somebody else's."""
    more = {"userinfo": {"sub": "248289761001", "email": "ivan@demo.example", "email_verified": True}}
    provider.will(claims={"email": None, "email_verified": None}, moved=moved, **more)
    pressed = client.post("/sign-in/with/oidc/")
    if pressed.status_code == 200:
        pressed = client.get(there(onward(pressed)))
    assert (pressed.status_code, is_in(client)) == (403, False)
    monkeypatch.delattr(oidc.ProviderAdapter, "get_requests_session")
    come()
    assert is_in(client)


def test_a_token_for_another_request_of_the_same_browser_opens_nothing(come, provider, client, monkeypatch):
    provider.will(claims={"nonce": "of yesterday"})
    assert NOT_ACCEPTED in text(come())
    assert not is_in(client)
    monkeypatch.setattr(oidc, "constant_time_compare", lambda one, other: True)
    come()
    assert is_in(client)


def test_coming_back_without_setting_out_opens_nothing(provider, client):
    """Somebody else's answer, brought to this browser: it would be signed in as them."""
    theirs = there(set_out(Client()))
    answer = client.get(theirs)
    assert "was not begun in this browser" in text(answer)
    assert not is_in(client)
    assert not Identity.objects.exists()


def test_the_same_answer_twice_opens_nothing(provider, client):
    back = there(set_out(client))
    client.get(back)
    assert is_in(client)
    client.post("/sign-out/")
    assert "was not begun in this browser" in text(client.get(back))
    assert not is_in(client)


def test_a_made_up_answer_opens_nothing_and_fills_no_trail(provider, client):
    for made_up in ({}, {"code": "x"}, {"code": "x", "state": "y"}, {"error": "access_denied"}, {"code": "\0"}):
        assert client.get("/sign-in/back/?" + urlencode(made_up)).status_code == 403
    assert not Event.objects.filter(verb="refuse_sign_in").exists()


def test_an_answer_that_is_ten_minutes_late_opens_nothing(provider, client):
    back = there(set_out(client))
    session = client.session
    states = session["socialaccount_states"]
    session["socialaccount_states"] = {key: (kept, at - 601, name) for key, (kept, at, name) in states.items()}
    session.save()
    assert "too long ago" in text(client.get(back))
    assert not is_in(client)


def test_a_code_alone_is_worth_nothing(provider, client):
    """PKCE: who catches the address that leads back, and even knows our secret, has no proof."""
    code = query(there(set_out(client)))["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": provider.redirect_uri}
    answer = requests.post(
        f"{provider.base}/token",
        data=form | {"code_verifier": "x" * 43},
        auth=(CLIENT, "a-secret-of-the-client"),
        timeout=5,
    )
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_grant"})


def test_setting_out_wants_our_own_form(provider):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/sign-in/with/oidc/").status_code == 403
    assert client.get("/sign-in/with/oidc/").status_code == 405
    assert provider.asked() == []


def test_what_is_asked_of_the_provider_is_not_for_the_browser_to_say(provider, client):
    """allauth would take scope, further parameters and what to do with who comes back from the address."""
    address = onward(client.post("/sign-in/with/oidc/?scope=admin&auth_params=prompt%3Dnone&process=connect", {}))
    asked = query(address)
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert "prompt" not in asked


def test_a_host_made_up_by_the_request_is_not_where_one_comes_back(provider, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    address = onward(client.post("/sign-in/with/oidc/", headers={"host": "evil.example"}))
    assert query(address)["redirect_uri"] == "http://localhost:8000/sign-in/back/"


# -- the account ---------------------------------------------------------------------------------------


def test_without_the_check_an_address_nobody_verified_would_open(come, provider, client, monkeypatch):
    provider.will(claims={"email_verified": False})
    come()
    assert not is_in(client)
    real = oidc.arrival_of
    monkeypatch.setattr(oidc, "arrival_of", lambda claims, state: real(claims | {"email_verified": True}, state))
    come()
    assert is_in(client)


def test_without_the_check_a_closed_account_would_arrive(come, provider, client, cast, monkeypatch):
    cast.ivan.is_active = False
    cast.ivan.save()
    come()
    assert not Identity.objects.exists()
    monkeypatch.setattr(arrivals, "may_come_in", lambda person: True)
    come()
    assert Identity.objects.exists()


def test_without_the_time_an_old_sign_in_would_count_as_new(come, provider, client, monkeypatch):
    provider.will(auth_time=int(time.time()) - 3600, never_asks_again=True)
    come()
    again = {"path": "/sign-in/again/with/oidc/", "next": "/account/second-step/app/"}
    assert come(**again).status_code == 403
    monkeypatch.setattr(coming_in, "SKEW", 10_000)
    assert come(**again)["Location"] == "/account/second-step/app/"


def test_no_secret_and_no_token_is_logged(come, provider, caplog):
    provider.will(sign="stranger")
    come()
    provider.will(claims={"email_verified": False})
    come()
    said = caplog.text
    assert "not let in through the provider" in said
    for secret in ("a-secret-of-the-client", "eyJ", "ivan@demo.example", "248289761001"):
        assert secret not in said
