"""Signing in: address and password, the second step, a new password by mail, and no sign-up."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from tests.accounts.signing_in import WORD, ask_for_a_link, choose, code_of, is_in, link_in, sign_in_as, text


def test_address_and_password_let_in_whatever_the_case_of_the_address(client, ivan):
    answer = sign_in_as(client, "IVAN@demo.example")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)


@pytest.mark.parametrize(("https", "said"), [(True, '"cache", "storage"'), (False, None)])
def test_signing_out_clears_what_the_browser_keeps(client, ivan, settings, https, said):
    settings.HTTPS = https
    assert "Clear-Site-Data" not in sign_in_as(client)
    assert client.post("/sign-out/").get("Clear-Site-Data") == said
    assert "Clear-Site-Data" not in client.get("/sign-in/")


def test_a_session_ends_on_the_first_day_away(client, ivan):
    sign_in_as(client)
    Person.objects.filter(pk=ivan.pk).update(left_on=timezone.localdate() + timedelta(days=1))
    assert is_in(client)
    Person.objects.filter(pk=ivan.pk).update(left_on=timezone.localdate())
    assert not is_in(client)


def test_signing_out_needs_the_form_and_ends_the_session(client, ivan):
    sign_in_as(client)
    assert "Sign out?" in text(client.get("/sign-out/"))
    assert is_in(client)
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not is_in(client)


def test_nobody_signs_up(client, db):
    for method in (client.get, client.post):
        answer = method("/sign-up/", {"email": "x@demo.example", "password1": WORD, "password2": WORD})
        assert answer.status_code == 403
        assert "Nobody signs up here" in text(answer)
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", ""),
        ("x" * 300, "y"),
        ("a\0b@demo.example", "y"),
        ("ivan@demo.example", "y\0"),
        ("ivan@demo.example", "y" * 1001),
    ],
)
def test_what_is_no_address_or_password_gets_a_sentence(client, ivan, email, password):
    answer = sign_in_as(client, email, password)
    assert answer.status_code == 200
    assert "You are not signed in" in text(answer)


# -- a new password ----------------------------------------------------------------------------------


def test_a_link_comes_by_mail_and_works_once(client, ivan, mailoutbox):
    assert ask_for_a_link(client)["Location"] == "/password/reset/sent/"
    assert mailoutbox[0].to == ["ivan@demo.example"]
    assert mailoutbox[0].subject == "A new password for Plumbline"
    path = link_in(mailoutbox[0])
    assert choose(client, path, "another long password")["Location"] == "/password/reset/key/done/"
    assert sign_in_as(client, password="another long password")["Location"] == "/"
    assert "This link no longer works" in text(Client().get(path, follow=True))
    assert mailoutbox[1].subject == "Your password was chosen anew"
    assert mailoutbox[1].to == ["ivan@demo.example"]


def test_a_link_ends_after_three_days(client, ivan, mailoutbox):
    ask_for_a_link(client)
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert "This link no longer works" in text(client.get(link_in(mailoutbox[0]), follow=True))


@pytest.mark.parametrize("key", ["0-x", "zzzz-set-x", "1" * 500 + "-x", "a-b-c", "\u00e9-x", "%00-x"])
def test_a_made_up_link_gets_a_sentence(client, db, key):
    answer = client.get(f"/password/reset/key/{key}/", follow=True)
    assert answer.status_code in (200, 404)


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", None, "at least 12 characters"),
        ("q1w2e3r4t5y6", None, "too common"),
        ("ivan@demo.example", None, "too similar"),
        (WORD, WORD + "x", "same password"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(client, ivan, mailoutbox, password, again, sentence):
    ask_for_a_link(client)
    answer = choose(client, link_in(mailoutbox[0]), password, again)
    assert answer.status_code == 200
    assert sentence in text(answer)


def test_a_changed_password_ends_the_other_sessions(ivan, mailoutbox):
    here, elsewhere = Client(), Client()
    sign_in_as(here)
    sign_in_as(elsewhere)
    said = {"oldpassword": WORD, "password1": "another long password", "password2": "another long password"}
    assert here.post("/password/change/", said)["Location"] == "/account/"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert mailoutbox[0].subject == "Your password was changed"


def test_the_old_password_has_to_be_right(client, ivan):
    sign_in_as(client)
    said = {"oldpassword": "wrong", "password1": "another long password", "password2": "another long password"}
    assert "The password was not changed" in text(client.post("/password/change/", said))


# -- the second step ---------------------------------------------------------------------------------


def test_the_password_alone_is_not_enough(client, with_app):
    assert sign_in_as(client)["Location"] == "/sign-in/code/"
    assert not is_in(client)
    page = client.get("/sign-in/code/")
    assert "six digits" in text(page)
    assert client.post("/sign-in/code/", {"code": code_of(with_app)})["Location"] == "/"
    assert is_in(client)


def test_a_code_works_once(client, with_app):
    code = code_of(with_app)
    sign_in_as(client)
    client.post("/sign-in/code/", {"code": code})
    other = Client()
    sign_in_as(other)
    other.post("/sign-in/code/", {"code": code})
    assert not is_in(other)


def test_a_saved_code_works_once_in_place_of_the_app(client, ivan, with_app):
    codes = Authenticator.objects.get(user=ivan, type="recovery_codes").wrap()
    codes.mark_as_viewed()
    code = codes.get_unused_codes()[0]
    for signed_in in (True, False):
        someone = Client()
        sign_in_as(someone)
        someone.post("/sign-in/code/", {"code": code})
        assert is_in(someone) is signed_in


@pytest.mark.django_db(transaction=True)
def test_a_second_step_is_set_up_and_removed(client, ivan, mailoutbox):
    sign_in_as(client)
    page = client.get("/account/second-step/app/")
    assert "<svg" in text(page)
    assert " style=" not in text(page)
    secret = re.search(r'qr-secret">(\w+)<', text(page)).group(1)
    answer = client.post("/account/second-step/app/", {"code": code_of(secret)}, follow=True)
    assert "Codes for when your device is gone" in text(answer)
    assert text(answer).count("<li><code>") == 10
    assert "six digits" in text(client.get("/account/second-step/"))
    assert mailoutbox[0].subject == "A second step was set up"
    cache.clear()
    client.post("/account/second-step/app/remove/")
    assert Authenticator.objects.filter(user=ivan).count() == 0
    assert mailoutbox[-1].subject == "Your second step was removed"


def test_a_wrong_first_code_sets_up_nothing(client, ivan):
    sign_in_as(client)
    client.get("/account/second-step/app/")
    assert "The app is not set up yet" in text(client.post("/account/second-step/app/", {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_mails_are_plain_and_carry_no_password(client, ivan):
    ask_for_a_link(client)
    assert all(not message.alternatives and WORD not in message.body for message in mail.outbox)
