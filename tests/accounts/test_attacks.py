"""Attacks that felled comparable systems. Each is tried twice: on the site as it is, where it fails, and on one that is
broken on purpose, where it succeeds; so that a test that could not fail is noticed.
"""

from datetime import timedelta

import pytest
import time_machine
from allauth.account import forms as allauth_forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
from django.utils import timezone

from accounts import sessions
from accounts.adapter import Adapter
from accounts.backends import Backend
from accounts.models import Person
from tests.accounts.signing_in import WORD, ask_for_a_link, choose, code_of, is_in, link_in, sign_in_as, text
from tests.broken import as_it_is_and_broken

NEW = "another long password"


# -- being sent on to another site -------------------------------------------------------------------

AWAY = ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "https:///elsewhere.example"]


@as_it_is_and_broken
@pytest.mark.parametrize("away", AWAY)
def test_next_leads_to_this_site_only(client, ivan, monkeypatch, away, broken):
    if broken:
        monkeypatch.setattr(Adapter, "is_safe_url", lambda self, url: True)
    assert (sign_in_as(client, next=away)["Location"] != "/") is broken


@as_it_is_and_broken
def test_next_does_not_lead_to_another_host_that_is_answered_for(client, ivan, monkeypatch, settings, broken):
    settings.ALLOWED_HOSTS = ["testserver", ".company.example"]
    if broken:
        monkeypatch.setattr(Adapter, "is_safe_url", DefaultAccountAdapter.is_safe_url)
    away = "https://pages-of-anybody.company.example/"
    assert (sign_in_as(client, next=away)["Location"] == away) is broken


@pytest.mark.parametrize("there", ["/people/?q=len", "http://localhost:8000/people/"])
def test_next_leads_where_one_wanted_to_go(client, ivan, there):
    assert sign_in_as(client, next=there)["Location"] == there


@pytest.mark.parametrize("odd", ["javascript:alert(1)", "", "\0", "http://[", "x" * 5000])
def test_a_next_that_is_no_address_leads_nowhere_else(client, ivan, odd):
    assert sign_in_as(client, next=odd)["Location"] in ("/", odd.strip() or "/")
    assert "alert" not in sign_in_as(Client(), next=odd)["Location"]


# -- forms that another site sends -------------------------------------------------------------------


@as_it_is_and_broken
def test_another_site_signs_nobody_in(ivan, settings, broken):
    if broken:
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "CsrfViewMiddleware" not in name]
    strict = Client(enforce_csrf_checks=True)
    sign_in_as(strict)
    assert is_in(strict) is broken


# -- the host that a request names -------------------------------------------------------------------


@as_it_is_and_broken
def test_the_link_in_a_mail_is_the_sites_whatever_host_was_asked(
    client, ivan, mailoutbox, settings, monkeypatch, broken
):
    settings.ALLOWED_HOSTS = ["*"]
    if broken:
        whole = DefaultAccountAdapter.get_reset_password_from_key_url
        monkeypatch.setattr(Adapter, "get_reset_password_from_key_url", whole)
    ask_for_a_link(client, headers={"host": "evil.example"})
    assert ("evil.example" in mailoutbox[0].body) is broken


# -- sessions ------------------------------------------------------------------------------------------


@as_it_is_and_broken
def test_a_session_that_somebody_else_began_is_not_the_one_signed_in_to(client, ivan, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(SessionBase, "cycle_key", lambda self: None)
    session = client.session
    session["laid out"] = "by the attacker"
    session.save()
    laid_out = session.session_key
    client.cookies["sessionid"] = laid_out
    sign_in_as(client)
    assert is_in(client)
    attacker = Client()
    attacker.cookies["sessionid"] = laid_out
    assert is_in(attacker) is broken


@as_it_is_and_broken
@pytest.mark.parametrize("change", [{"is_active": False}, {"left_on": timezone.localdate()}], ids=["closed", "left"])
def test_a_session_ends_with_the_account(client, ivan, monkeypatch, change, broken):
    sign_in_as(client)
    Person.objects.filter(pk=ivan.pk).update(**change)
    if broken:
        monkeypatch.setattr(Backend, "user_can_authenticate", lambda self, person: True)
    assert is_in(client) is broken


@as_it_is_and_broken
@pytest.mark.parametrize("way", ["changed", "by a link"])
def test_another_session_ends_when_the_password_changes(ivan, mailoutbox, monkeypatch, way, broken):
    if broken:
        monkeypatch.setattr(AbstractBaseUser, "get_session_auth_hash", lambda self: "always the same")
        monkeypatch.setattr(sessions, "end_all", lambda *args, **more: None)
    stolen, own = Client(), Client()
    sign_in_as(stolen)
    if way == "changed":
        sign_in_as(own)
        own.post("/password/change/", {"oldpassword": WORD, "password1": NEW, "password2": NEW})
    else:
        ask_for_a_link(own)
        choose(own, link_in(mailoutbox[0]), NEW)
    assert is_in(stolen) is broken


# -- links in mails --------------------------------------------------------------------------------------


def another_value(without: str):
    """Django's token with one thing left out of what it binds."""

    def value(self, person, timestamp):
        bound = {"pk": person.pk, "password": person.password, "timestamp": timestamp, "email": person.email}
        return str({name: of for name, of in bound.items() if name != without})

    return value


@as_it_is_and_broken
def test_the_link_of_one_opens_no_other_account(client, ivan, cast, mailoutbox, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(
            allauth_forms.EmailAwarePasswordResetTokenGenerator,
            "_make_hash_value",
            lambda self, person, timestamp: str(timestamp),
        )
    ask_for_a_link(client)
    path = link_in(mailoutbox[0]).replace(ivan.pk.hex, cast.petra.pk.hex)
    assert path != link_in(mailoutbox[0])
    page = client.get(path, follow=True)
    assert ("Choose your password" in text(page)) is broken


@as_it_is_and_broken
def test_a_link_works_once(client, ivan, mailoutbox, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(
            allauth_forms.EmailAwarePasswordResetTokenGenerator, "_make_hash_value", another_value("password")
        )
    ask_for_a_link(client)
    choose(client, link_in(mailoutbox[0]), NEW)
    again = Client().get(link_in(mailoutbox[0]), follow=True)
    assert ("Choose your password" in text(again)) is broken


@as_it_is_and_broken
def test_a_link_to_an_address_that_is_no_longer_theirs_opens_nothing(client, ivan, mailoutbox, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(
            allauth_forms.EmailAwarePasswordResetTokenGenerator, "_make_hash_value", another_value("email")
        )
    ask_for_a_link(client)
    ivan.email = "ivan.petrov@demo.example"
    ivan.save()
    page = client.get(link_in(mailoutbox[0]), follow=True)
    assert ("Choose your password" in text(page)) is broken


# -- the second step ---------------------------------------------------------------------------------------

LEFT_OUT = [{}, {"code": ""}, {"code": "000000"}, {"code": "x" * 5000}, {"code": "\0"}, {"next": "/"}]
LEFT_OUT += [{"credential": ""}, {"credential": "{}"}, {"credential": "null"}, {"credential": "[]"}]


@as_it_is_and_broken
@pytest.mark.parametrize("said", LEFT_OUT)
def test_the_second_step_is_not_skipped_by_leaving_it_out(client, with_app, monkeypatch, said, broken):
    if broken:
        monkeypatch.setattr(Adapter, "get_login_stages", lambda self: [])
    sign_in_as(client)
    client.post("/sign-in/code/", said)
    assert is_in(client) is broken


@pytest.mark.parametrize("address", ["/", "/account/", "/account/second-step/", "/sign-in/again/", "/password/change/"])
def test_between_the_two_steps_nothing_else_is_open(client, with_app, address):
    sign_in_as(client)
    assert client.get(address).headers["Location"].startswith("/sign-in/")
    assert client.post(address).headers["Location"].startswith("/sign-in/")


def test_the_second_step_of_one_account_does_not_complete_another(client, with_app, cast):
    """Ivan's code, after Lena's password: whose first step it was is kept on our side."""
    cast.lena.set_password(WORD)
    cast.lena.save()
    TOTP.activate(cast.lena, generate_totp_secret())
    sign_in_as(client, "lena@demo.example")
    client.post("/sign-in/code/", {"code": code_of(with_app), "login": "ivan@demo.example", "user": str(cast.ivan.pk)})
    assert not is_in(client)


def test_a_first_step_is_forgotten_after_a_quarter_of_an_hour(client, with_app):
    sign_in_as(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        client.post("/sign-in/code/", {"code": code_of(with_app)})
        assert not is_in(client)


def test_codes_cannot_be_guessed_in_a_row_even_from_many_places(client, with_app):
    sign_in_as(client)
    for n in range(5):
        client.post("/sign-in/code/", {"code": f"00000{n}"}, REMOTE_ADDR=f"192.0.2.{n}")
    client.post("/sign-in/code/", {"code": code_of(with_app)}, REMOTE_ADDR="192.0.2.99")
    assert not is_in(client)
