"""Limits of sign-in: asked before any password is hashed, and such that a stranger shuts nobody out."""

import os
import secrets
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from allauth.account.adapter import DefaultAccountAdapter
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.adapter import Adapter
from tests.accounts.signing_in import WORD, ask_for_a_link, choose, is_in, link_in, sign_in_as, text

HERE, ELSEWHERE = "198.51.100.1", "203.0.113.9"


def wrong(times: int, ip: str = HERE, **more) -> list[int]:
    """So many wrong passwords for Ivan's account, each by a browser that has been nowhere."""
    return [sign_in_as(Client(), password="wrong", ip=ip, **more).status_code for _number in range(times)]


def refused(answer) -> bool:
    """Whether the answer is that there were too many tries."""
    return "Too many tries" in text(answer)


@pytest.mark.parametrize("limit", [3, 5])
def test_over_the_limit_nothing_is_hashed_not_even_the_right_password(ivan, hashes, settings, limit):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": f"50/m/ip,{limit}/5m/key"}
    assert hashes(lambda: wrong(limit + 4)) == limit
    assert hashes(lambda: sign_in_as(Client())) == 0
    assert refused(sign_in_as(Client()))


@pytest.mark.parametrize("limit", [4, 10])
def test_one_place_cannot_try_many_accounts(ivan, hashes, settings, limit):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": f"{limit}/m/ip,5/5m/key"}
    tries = [lambda n=n: sign_in_as(Client(), f"n{n}@demo.example", "wrong") for n in range(limit + 3)]
    assert [hashes(one) for one in tries] == [1] * limit + [0] * 3


def test_many_requests_are_answered_with_a_wait_before_the_form_is_read(ivan, hashes):
    for n in range(60):
        sign_in_as(Client(), f"n{n}@demo.example", "wrong")
    assert hashes(lambda: sign_in_as(Client())) == 0
    answer = sign_in_as(Client())
    assert answer.status_code == 429
    assert "Wait a few minutes" in text(answer)


@pytest.mark.parametrize(
    ("counted_by", "comes_in"),
    [(Adapter._get_login_attempts_cache_key, True), (DefaultAccountAdapter._get_login_attempts_cache_key, False)],
    ids=["address and client", "broken: address alone"],
)
def test_a_stranger_elsewhere_shuts_nobody_out(client, ivan, monkeypatch, counted_by, comes_in):
    monkeypatch.setattr(Adapter, "_get_login_attempts_cache_key", counted_by)
    wrong(12, ip=ELSEWHERE)
    assert refused(sign_in_as(Client(), ip=ELSEWHERE))
    sign_in_as(client, ip=HERE)
    assert is_in(client) is comes_in


def test_a_session_goes_on_whatever_is_tried_from_the_same_place(client, ivan):
    sign_in_as(client)
    wrong(40)
    assert is_in(client)
    assert refused(sign_in_as(Client()))


def test_the_wait_ends(client, ivan):
    wrong(6)
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1)):
        sign_in_as(client)
        assert is_in(client)


def test_signing_in_rightly_uses_nothing_up(ivan):
    for _number in range(12):
        assert sign_in_as(Client()).status_code == 302


@pytest.mark.parametrize(("addresses", "shut"), [("2001:db8:1:2::{}", True), ("2001:db8:1:{}::1", False)])
def test_one_network_of_ipv6_counts_as_one_place(ivan, addresses, shut):
    for n in range(1, 13):
        wrong(1, ip=addresses.format(n))
    assert refused(sign_in_as(Client(), ip=addresses.format(99))) is shut


@pytest.mark.parametrize(("proxies", "shut"), [(0, True), (1, False)])
def test_who_stands_behind_a_proxy_is_believed_only_where_there_is_one(ivan, settings, proxies, shut):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for n in range(12):
        sign_in_as(Client(headers={"x-forwarded-for": f"10.1.1.1, 192.0.2.{n}"}), password="wrong")
    assert refused(sign_in_as(Client(headers={"x-forwarded-for": "10.1.1.1, 192.0.2.99"}))) is shut


def test_a_limit_is_held_however_the_address_is_written(ivan, hashes):
    wrong(5)
    assert hashes(lambda: sign_in_as(Client(), "IVAN@demo.example ")) == 0


TRIES = """
import django, sys
django.setup()
from allauth.core import context
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from accounts.adapter import Adapter

request = RequestFactory().post("/sign-in/", REMOTE_ADDR="192.0.2.1")
with context.request_context(request):
    for n in range(3):
        try:
            Adapter().pre_authenticate(request, email=sys.argv[1])
            print("tried")
        except ValidationError as wrong:
            print(wrong.code)
"""


@pytest.mark.redis
@pytest.mark.parametrize(
    ("shared", "in_the_second"),
    [(True, ["tried", "tried", "too_many_login_attempts"]), (False, ["tried"] * 3)],
    ids=["in Redis", "broken: in each process"],
)
def test_every_process_counts_the_same_tries(settings, tmp_path, shared, in_the_second):
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "k" * 50}
    env |= {"VAR_DIR": str(tmp_path)} | ({"REDIS_URL": settings.REDIS_URL} if shared else {})
    words = [sys.executable, "-c", TRIES, f"{secrets.token_hex(8)}@demo.example"]
    first, second = (subprocess.run(words, env=env, capture_output=True, text=True, check=True) for _n in range(2))
    assert first.stdout.split() == ["tried"] * 3
    assert second.stdout.split() == in_the_second


# -- mails ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [2, 5])
@pytest.mark.parametrize("address", ["ivan@demo.example", "nobody@demo.example"])
def test_an_address_gets_so_many_mails_an_hour_and_the_answer_stays_the_same(
    ivan, mailoutbox, settings, limit, address
):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"mails_to_an_address": f"{limit}/h/key"}
    answers = {ask_for_a_link(Client(), address, ip=f"192.0.2.{n}")["Location"] for n in range(limit + 3)}
    assert answers == {"/password/reset/sent/"}
    assert len(mailoutbox) == limit


def test_a_stranger_who_asks_for_links_all_day_keeps_nobody_from_using_one(client, ivan, mailoutbox):
    for n in range(20):
        ask_for_a_link(Client(), ip=f"192.0.2.{n}")
    choose(client, link_in(mailoutbox[0]), WORD + " again")
    sign_in_as(client, password=WORD + " again")
    assert is_in(client)


def test_one_place_cannot_send_mails_to_everybody(ivan, mailoutbox):
    answers = [ask_for_a_link(Client(), f"n{n}@demo.example").status_code for n in range(22)]
    assert answers == [302] * 20 + [429] * 2
    assert len(mailoutbox) == 20


def test_passkeys_are_counted_by_themselves_where_passwords_are_used_up(ivan, settings):
    """Who tries passwords beside one holds up passwords there, and nothing else."""
    way = reverse("mfa_login_webauthn")
    for n in range(61):
        sign_in_as(Client(), f"n{n}@demo.example", "wrong")
    assert sign_in_as(Client()).status_code == 429
    assert Client(REMOTE_ADDR=HERE).post(way).status_code == 302  # nothing was shown, so back to sign-in
    settings.MFA_RATE_LIMITS = {"webauthn_login": "1/m/ip"}  # so this can fail
    assert [Client(REMOTE_ADDR=HERE).post(way).status_code for _number in range(2)][-1] == 429
