"""Signing in: address and password, the second step, a new password by mail, and no sign-up."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Person

WORD = "correct horse battery staple"


@pytest.fixture
def ivan(cast):
    cast.ivan.set_password(WORD)
    cast.ivan.save()
    return cast.ivan


def sign_in_as(client, email="ivan@demo.example", password=WORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password} | more)


def is_in(client) -> bool:
    return client.get("/people/").status_code == 200


def text(response) -> str:
    return response.content.decode()


def without_tokens(response) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"|hx-headers=\'[^\']*\'', "", text(response))


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


def test_one_lands_where_one_wanted_to_go_on_this_site_only(client, ivan):
    assert sign_in_as(client, next="/people/?q=len")["Location"] == "/people/?q=len"
    for away in ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"]:
        client.logout()
        assert sign_in_as(client, next=away)["Location"] == "/", away


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client, ivan):
    wrong = sign_in_as(client, password="not the password")
    unknown = sign_in_as(client, email="nobody@demo.example", password="not the password")
    assert wrong.status_code == unknown.status_code == 200
    assert without_tokens(wrong).replace("ivan@", "x@") == without_tokens(unknown).replace("nobody@", "x@")
    assert not is_in(client)


def test_a_closed_account_with_the_wrong_password_is_answered_as_an_unknown_one(client, ivan):
    Person.objects.filter(pk=ivan.pk).update(is_active=False)
    closed = sign_in_as(client, password="not the password")
    unknown = sign_in_as(client, email="nobody@demo.example", password="not the password")
    assert without_tokens(closed).replace("ivan@", "x@") == without_tokens(unknown).replace("nobody@", "x@")


def test_whoever_has_left_does_not_come_in(client, ivan):
    Person.objects.filter(pk=ivan.pk).update(left_on=timezone.localdate())
    sign_in_as(client)
    assert not is_in(client)


def test_a_session_ends_on_the_first_day_away(client, ivan):
    sign_in_as(client)
    Person.objects.filter(pk=ivan.pk).update(left_on=timezone.localdate() + timedelta(days=1))
    assert is_in(client)
    Person.objects.filter(pk=ivan.pk).update(left_on=timezone.localdate())
    assert not is_in(client)


def test_many_tries_are_answered_with_a_wait(client, ivan):
    answers = [sign_in_as(client, email=f"n{n}@demo.example", password="wrong") for n in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait a few minutes" in text(answers[-1])


def test_a_session_is_a_new_one_after_signing_in(client, ivan):
    client.get("/sign-in/")
    session = client.session
    session["mark"] = "before"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in_as(client)
    assert client.session.session_key != before


def test_signing_out_needs_the_form_and_ends_the_session(client, ivan):
    sign_in_as(client)
    assert "Sign out?" in text(client.get("/sign-out/"))
    assert is_in(client)
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not is_in(client)


def test_a_sign_in_from_another_site_is_refused(ivan):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in_as(strict).status_code == 403
    assert not is_in(strict)


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


def ask_for_a_link(client, email="ivan@demo.example", **more):
    return client.post("/password/reset/", {"email": email}, **more)


def link_in(message) -> str:
    return re.search(r"http://localhost:8000(/password/reset/key/\S+)", message.body).group(1)


def choose(client, path, password=WORD, again=None):
    page = client.get(path, follow=True)
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": again or password})


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


def test_an_unknown_address_is_answered_the_same_and_told_by_mail(client, ivan, mailoutbox):
    known, unknown = ask_for_a_link(client), ask_for_a_link(client, "nobody@demo.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [m.subject for m in mailoutbox] == ["A new password for Plumbline", "No account with this address"]


def test_the_link_carries_the_sites_address_whatever_host_was_asked(client, ivan, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    ask_for_a_link(client, headers={"host": "evil.example"})
    assert "evil.example" not in mailoutbox[0].body
    assert link_in(mailoutbox[0])


def test_the_link_of_one_does_not_open_another(client, ivan, cast, mailoutbox):
    ask_for_a_link(client)
    path = link_in(mailoutbox[0]).replace(str(ivan.pk.hex), str(cast.lena.pk.hex))
    path = path.replace(str(ivan.pk), str(cast.lena.pk))
    assert path != link_in(mailoutbox[0])
    assert "This link no longer works" in text(client.get(path, follow=True))


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


@pytest.fixture
def with_app(ivan):
    """Ivan has an authenticator app and ten codes."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(ivan, secret)
    RecoveryCodes.activate(ivan)
    return secret


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_the_password_alone_is_not_enough(client, with_app):
    assert sign_in_as(client)["Location"] == "/sign-in/code/"
    assert not is_in(client)
    page = client.get("/sign-in/code/")
    assert "six digits" in text(page)
    assert client.post("/sign-in/code/", {"code": code_of(with_app)})["Location"] == "/"
    assert is_in(client)


@pytest.mark.parametrize("said", [{}, {"code": ""}, {"code": "000000"}, {"code": "x" * 5000}, {"code": "\0"}])
def test_a_wrong_or_absent_code_lets_nobody_in(client, with_app, said):
    sign_in_as(client)
    answer = client.post("/sign-in/code/", said)
    assert answer.status_code == 200
    assert not is_in(client)


def test_a_code_works_once(client, with_app):
    code = code_of(with_app)
    sign_in_as(client)
    client.post("/sign-in/code/", {"code": code})
    other = Client()
    sign_in_as(other)
    other.post("/sign-in/code/", {"code": code})
    assert not is_in(other)


def test_a_saved_code_works_once_in_place_of_the_app(client, ivan, with_app):
    code = Authenticator.objects.get(user=ivan, type="recovery_codes").wrap().get_unused_codes()[0]
    for signed_in in (True, False):
        someone = Client()
        sign_in_as(someone)
        someone.post("/sign-in/code/", {"code": code})
        assert is_in(someone) is signed_in


@pytest.mark.django_db(transaction=True)
def test_a_second_step_is_set_up_after_saying_who_one_is_again(client, ivan, mailoutbox):
    sign_in_as(client)
    assert client.get("/account/second-step/app/")["Location"].startswith("/sign-in/again/")
    client.post("/sign-in/again/", {"password": WORD})
    page = client.get("/account/second-step/app/")
    assert "<svg" in text(page)
    assert " style=" not in text(page)
    secret = re.search(r'qr-secret">(\w+)<', text(page)).group(1)
    answer = client.post("/account/second-step/app/", {"code": code_of(secret)}, follow=True)
    assert "Codes for when the phone is gone" in text(answer)
    assert text(answer).count("<li><code>") == 10
    assert "six digits" in text(client.get("/account/second-step/"))
    assert mailoutbox[0].subject == "A second step was set up"
    cache.clear()
    client.post("/account/second-step/app/remove/")
    assert Authenticator.objects.filter(user=ivan).count() == 0
    assert mailoutbox[-1].subject == "Your second step was removed"


def test_a_wrong_first_code_sets_up_nothing(client, ivan):
    sign_in_as(client)
    client.post("/sign-in/again/", {"password": WORD})
    client.get("/account/second-step/app/")
    assert "The app is not set up yet" in text(client.post("/account/second-step/app/", {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_mails_are_plain_and_carry_no_password(client, ivan):
    ask_for_a_link(client)
    assert all(not message.alternatives and WORD not in message.body for message in mail.outbox)
