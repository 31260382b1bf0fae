"""The doors themselves, with a provider set up: by which methods they open, what they send along, and what is shut."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import clock, invitations
from accounts.models import Event, Identity
from tests.accounts.providers.conftest import set_out, there
from tests.accounts.signing_in import is_in, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/sign-in/with/oidc/", "GET", 405),
        ("/sign-in/with/oidc/", "POST", 200),
        ("/sign-in/with/oidc/", "PUT", 405),
        ("/sign-in/with/saml/", "POST", 404),
        ("/sign-in/with/made-up/", "POST", 404),
        ("/sign-in/back/", "GET", 403),
        ("/sign-in/back/", "POST", 405),
        ("/sign-in/again/with/oidc/", "GET", 302),
        ("/sign-in/again/with/oidc/", "POST", 302),
    ],
)
def test_each_door_opens_by_its_methods(cast, client, provider, path, method, status):
    assert client.generic(method, path).status_code == status


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("POST", 200), ("PUT", 405)])
def test_the_door_of_saying_it_again(cast, client, come, method, status):
    come()
    assert client.generic(method, "/sign-in/again/with/oidc/").status_code == status


def test_no_page_on_the_way_is_kept_or_opens_the_policy(cast, client, provider, come):
    pages = [client.post("/sign-in/with/oidc/"), client.get("/sign-in/back/?state=x"), come()]
    for page in pages:
        assert "no-store" in page["Cache-Control"]
        policy = page["Content-Security-Policy"]
        assert "form-action 'self'" in policy
        assert "default-src 'none'" in policy
        assert page["Referrer-Policy"] == "same-origin"


def test_the_account_says_by_what_one_comes_in(cast, client, come, settings):
    come()
    page = text(client.get("/account/"))
    assert "You come in with your company account: the account there is tied to this one since" in page
    assert "You sign in with your password" not in page
    settings.OIDC_ISSUER = ""
    assert "You come in with a provider that is no longer set up" in text(client.get("/account/"))


def test_nobody_sees_by_what_another_comes_in(cast, come, sign_in):
    come()
    assert not Identity.objects.visible_to(cast.petra).exists()
    assert not Identity.objects.visible_to(None).exists()
    assert Identity.objects.visible_to(cast.ivan).count() == 1
    assert "248289761001" not in text(Client().get("/sign-in/"))
    assert "tied to this one" not in text(sign_in(cast.petra).get(f"/people/{cast.ivan.pk}/"))


WITH_PASSWORDS = [
    "/sign-in/passkey/",
    "/password/reset/",
    "/password/reset/sent/",
    "/password/reset/key/0-set-x/",
    "/password/reset/key/done/",
    "/invitation/",
    "/invitation/again/",
    "/invitation/made-up/",
]


def test_pages_of_passwords_are_not_there_without_them(cast, client, provider, come, settings):
    assert [client.get(path).status_code for path in WITH_PASSWORDS] == [302, 200, 200, 200, 200, 200, 200, 302]
    settings.PASSWORD_SIGN_IN = False
    assert [client.get(path).status_code for path in WITH_PASSWORDS] == [404] * 8
    come()
    assert client.get("/password/set/").status_code == 404
    assert client.get("/password/change/").status_code == 404
    assert "/password/" not in text(client.get("/account/"))


def test_a_password_is_no_way_of_saying_it_again_without_them(ivan, client, provider, come, settings):
    come()
    assert client.get("/sign-in/again/").status_code == 200
    settings.PASSWORD_SIGN_IN = False
    assert client.get("/sign-in/again/")["Location"] == "/sign-in/again/with/oidc/"


def test_an_invitation_without_passwords_leads_to_the_sign_in_page(cast, provider, settings):
    invitations.send_link(cast.ivan)
    settings.PASSWORD_SIGN_IN = False
    invitations.send_link(cast.ivan)
    with_link, without = (message.body for message in mail.outbox)
    assert "http://localhost:8000/invitation/" in with_link
    assert "You come in with your company account:" in without
    assert "http://localhost:8000/sign-in/" in without
    assert "/invitation/" not in without


def test_who_comes_by_the_provider_needs_no_invitation(cast, come):
    assert cast.ivan in invitations.not_invited(cast.petra)
    come()
    assert cast.ivan not in invitations.not_invited(cast.petra)
    assert cast.mei in invitations.not_invited(cast.petra)


def test_the_command_unties_and_signs_out(cast, client, come):
    come()
    call_command("untie_identity", "IVAN@demo.example")
    assert not is_in(client)
    assert not Identity.objects.exists()
    assert Event.objects.filter(verb="unbind_identity", about=cast.ivan).count() == 1
    for nobody in ("ivan@demo.example", "nobody@demo.example"):
        with pytest.raises(CommandError):
            call_command("untie_identity", nobody)


def test_two_tabs_do_not_shut_each_other_out(cast, client, provider):
    first, second = set_out(client), set_out(client)
    assert client.get(there(first))["Location"] == "/"
    assert client.get(there(second))["Location"] == "/"
    assert is_in(client)


def test_on_the_demo_where_nobody_has_a_password_they_go_on(cast, sign_in, monkeypatch):
    client = sign_in(cast.ivan)
    session = client.session
    session["since"] -= 3600
    session.save()
    monkeypatch.setattr(clock, "is_demo", lambda: True)
    assert client.get("/account/second-step/app/").status_code == 200
    monkeypatch.setattr(clock, "is_demo", lambda: False)
    assert client.get("/account/second-step/app/")["Location"].startswith("/sign-in/?next=")
