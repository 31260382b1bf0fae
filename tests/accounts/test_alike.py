"""Nobody learns from an answer who has an account: the same bytes, as many hashes and as many mails for everybody."""

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.hashers import make_password
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from accounts.backends import Backend
from accounts.models import Person
from tests.accounts.signing_in import WORD, ask_for_a_link, choose, is_in, link_in, said, sign_in_as, text

# whose address it is: what their row says instead
KINDS = {
    "absent": None,
    "open": {},
    "without a password": {"password": make_password(None)},
    "closed": {"is_active": False},
    "left": {"left_on": timezone.localdate()},
}


def address_of(kind: str, ivan: Person) -> str:
    """An address of that kind."""
    if kind == "absent":
        return "nobo@demo.example"
    Person.objects.filter(pk=ivan.pk).update(**KINDS[kind])
    return ivan.email


def answer_to(act, address: str) -> tuple:
    """What a browser that has been nowhere is answered."""
    return said(act(Client(), address), address)


def wrong_password(client, address):
    return sign_in_as(client, address, "not the password")


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_password_is_answered_as_an_address_that_nobody_has(ivan, hashes, mailoutbox, kind):
    address = address_of(kind, ivan)
    assert answer_to(wrong_password, address) == answer_to(wrong_password, "none@demo.example")
    assert hashes(lambda: answer_to(wrong_password, address)) == 1
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("backend", "alike"),
    [(Backend._stash_user, True), (AuthenticationBackend._stash_user, False)],
    ids=["ours", "broken"],
)
@pytest.mark.parametrize("kind", ["closed", "left"])
def test_a_closed_account_is_answered_so_even_with_its_password(ivan, hashes, monkeypatch, kind, backend, alike):
    """The broken one is allauth's own, which says that an account is closed to who has its password."""
    monkeypatch.setattr(Backend, "_stash_user", backend)
    monkeypatch.setattr(AuthenticationBackend, "_stash_user", backend)
    address = address_of(kind, ivan)
    assert (answer_to(sign_in_as, address) == answer_to(sign_in_as, "none@demo.example")) is alike
    assert hashes(lambda: sign_in_as(Client(), address)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_asking_for_a_new_password_is_answered_the_same_with_one_mail(ivan, hashes, mailoutbox, kind):
    address = address_of(kind, ivan)
    assert hashes(lambda: ask_for_a_link(Client(), address)) == 0
    assert [message.to for message in mailoutbox] == [[address]]
    assert answer_to(ask_for_a_link, address) == answer_to(ask_for_a_link, "none@demo.example")


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("absent", "No account with this address"),
        ("closed", "No account with this address"),
        ("left", "No account with this address"),
        ("open", "A new password for Plumbline"),
        ("without a password", "Your way into Plumbline"),
    ],
)
def test_only_the_mail_says_which_it_is(ivan, mailoutbox, kind, subject):
    ask_for_a_link(Client(), address_of(kind, ivan))
    assert [message.subject for message in mailoutbox] == [subject]


@pytest.mark.parametrize("kind", ["closed", "left"])
def test_a_link_sent_before_the_account_was_closed_opens_nothing(client, ivan, mailoutbox, kind):
    ask_for_a_link(client)
    address_of(kind, ivan)
    assert "This link no longer works" in text(client.get(link_in(mailoutbox[0]), follow=True))


def test_an_account_that_was_opened_again_is_let_in_again(client, ivan, mailoutbox):
    address_of("closed", ivan)
    Person.objects.filter(pk=ivan.pk).update(is_active=True)
    ask_for_a_link(client)
    choose(client, link_in(mailoutbox[0]), WORD + " again")
    sign_in_as(client, password=WORD + " again")
    assert is_in(client)


@pytest.mark.parametrize("kind", ["absent", "open"])
def test_with_the_mail_server_away_the_answer_stays_the_same(ivan, monkeypatch, kind):
    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert ask_for_a_link(Client(), address_of(kind, ivan))["Location"] == "/password/reset/sent/"


def test_a_password_is_changed_even_where_no_mail_can_say_so(ivan, monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    client, new = Client(), WORD + " again"
    sign_in_as(client)
    client.post("/password/change/", {"oldpassword": WORD, "password1": new, "password2": new})
    other = Client()
    sign_in_as(other, password=new)
    assert is_in(other)
