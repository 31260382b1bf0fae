"""Signing in, out and in vain is in the trail, without anything that was typed."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import Event
from tests.accounts.signing_in import WORD, ask_for_a_link, choose, code_of, link_in, sign_in_as


def told() -> list[tuple]:
    """Verb, by whom, about whom and how, of every event, the earliest first."""
    rows = Event.objects.order_by("at").values_list("verb", "by__name", "about__name", "thing", "thing_id", "after")
    assert {row[3] for row in rows} <= {"accounts.person"}
    return [(verb, by, about, after) for verb, by, about, _thing, _id, after in rows]


def test_signing_in_and_out_are_two_events(client, ivan):
    sign_in_as(client)
    client.post("/sign-out/")
    assert told() == [("sign_in", "Ivan", None, "password"), ("sign_out", "Ivan", None, "")]


def test_a_wrong_password_is_an_event_about_whose_address_it_is(client, ivan):
    sign_in_as(client, "IVAN@demo.example", "not the password")
    assert told() == [("refuse_sign_in", None, "Ivan", "")]
    assert Event.objects.get().thing_id == str(ivan.pk)


def test_of_an_address_that_nobody_has_nothing_is_kept(client, ivan):
    sign_in_as(client, "ivna@demo.example")
    sign_in_as(client, WORD, "ivan@demo.example")  # each in the other's field: no address, so nothing is tried
    assert told() == [("refuse_sign_in", None, None, "")]
    kept = str(list(Event.objects.values()))
    assert "ivna" not in kept
    assert "horse" not in kept
    assert "@" not in kept


def test_who_has_left_is_refused_with_the_right_password(client, ivan):
    type(ivan).objects.filter(pk=ivan.pk).update(is_active=False)
    sign_in_as(client)
    assert told() == [("refuse_sign_in", None, "Ivan", "")]


@pytest.mark.parametrize("address", ["ivan@demo.example", "nobody@demo.example"])
def test_a_refusal_takes_as_many_queries_for_any_address(ivan, address, django_assert_num_queries):
    client = Client()
    client.get("/sign-in/")
    with django_assert_num_queries(4):  # who has it for the password (asked twice) and for the trail, the event
        sign_in_as(client, address, "not the password")


def test_a_wrong_code_is_an_event_and_the_right_one_signs_in(client, ivan, with_app):
    sign_in_as(client)
    client.post("/sign-in/code/", {"code": "000000"})
    client.post("/sign-in/code/", {"code": code_of(with_app)})
    assert told() == [("refuse_second_step", None, "Ivan", ""), ("sign_in", "Ivan", None, "password_and_app")]


def test_by_which_step_somebody_came_in_is_kept(client, ivan, with_app):
    sign_in_as(client)
    saved = Authenticator.objects.get(user=ivan, type=Authenticator.Type.RECOVERY_CODES).wrap()
    saved.mark_as_viewed()
    client.post("/sign-in/code/", {"code": saved.get_unused_codes()[0]})
    assert told() == [("sign_in", "Ivan", None, "password_and_saved_code")]


def test_being_asked_again_in_vain_is_an_event_of_who_is_signed_in(client, ivan):
    sign_in_as(client)
    client.post("/sign-in/again/", {"password": "not the password"})
    assert told() == [("sign_in", "Ivan", None, "password"), ("refuse_sign_in", "Ivan", "Ivan", "")]


def test_changing_a_password_and_choosing_one_by_mail_are_events(client, ivan, mailoutbox):
    sign_in_as(client)
    new = "another battery staple"
    client.post("/password/change/", {"oldpassword": WORD, "password1": new, "password2": new})
    assert told()[1:] == [("change_password", "Ivan", None, "")]
    other = Client()
    ask_for_a_link(other)
    choose(other, link_in(mailoutbox[-1]), "a third battery staple")
    assert [verb for verb, *_ in told()[2:]] == ["reset_password"]


def test_a_second_step_taken_off_is_an_event_that_says_which(client, ivan, with_app):
    client.force_login(ivan)
    client.post("/sign-in/again/", {"password": WORD})
    client.post("/account/second-step/app/remove/")
    assert ("remove_second_step", "Ivan", None, "totp") in told()
