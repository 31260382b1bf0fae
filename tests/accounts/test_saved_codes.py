"""Saved codes: shown once, kept as digests, each good once."""

import hashlib
import re

import pytest
from allauth.mfa.models import Authenticator

from accounts.saved_codes import SavedCodes
from tests.accounts.signing_in import WORD, code_of, sign_in_as, text
from tests.accounts.test_second_step import give_app


@pytest.fixture
def petra(cast):
    """Petra, who has a password and no second step."""
    cast.petra.set_password(WORD)
    cast.petra.save()
    return cast.petra


def shown_codes(client) -> list[str]:
    """The codes on the page, to somebody who has just said who they are."""
    return re.findall(r"<code>(\d+)</code>", text(client.get("/account/second-step/codes/")))


def test_saved_codes_are_shown_once_and_then_nobody_can_read_them(client, petra):
    secret = give_app(petra)
    sign_in_as(client, "petra@demo.example")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert "See the codes, once" in text(client.get("/account/second-step/"))
    codes = shown_codes(client)
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"\d{8}", code) for code in codes)
    assert shown_codes(client) == []
    assert "10 codes are left" in text(client.get("/account/second-step/codes/"))
    assert "See the codes" not in text(client.get("/account/second-step/"))
    data = Authenticator.objects.get(type="recovery_codes").data
    assert data.keys() == {"salt", "iterations", "digests", "viewed_at"}
    salt = bytes.fromhex(data["salt"])
    assert len(salt) == 16
    first = hashlib.pbkdf2_hmac("sha256", codes[0].encode(), salt, 600_000).hex()
    assert data["digests"][0] == first
    saved = Authenticator.objects.get(type="recovery_codes").wrap()
    assert saved.validate_code(codes[0])
    assert not saved.validate_code(codes[0])
    assert not saved.validate_code("00000000")
    assert saved.validate_code(codes[9])
    assert "8 codes are left" in text(client.get("/account/second-step/codes/"))


def test_a_saved_code_that_nobody_was_shown_is_not_taken(cast):
    saved = SavedCodes.activate(cast.petra)
    assert not saved.validate_code(saved.get_unused_codes()[0])


def test_new_codes_take_the_place_of_the_old(client, petra):
    secret = give_app(petra)
    sign_in_as(client, "petra@demo.example")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    old = shown_codes(client)
    assert "You get ten new ones" in text(client.get("/account/second-step/codes/new/"))
    client.post("/account/second-step/codes/new/")
    new = shown_codes(client)
    assert len(new) == 10
    assert not set(new) & set(old)
    saved = Authenticator.objects.get(type="recovery_codes").wrap()
    assert not saved.validate_code(old[0])
    assert saved.validate_code(new[0])


def test_two_with_the_same_codes_have_other_digests(cast):
    of_petra, of_mei = SavedCodes.activate(cast.petra), SavedCodes.activate(cast.mei)
    of_mei.instance.data = dict(of_petra.instance.data)
    of_petra.mark_as_viewed()
    of_mei.mark_as_viewed()
    assert of_petra.shown == of_mei.shown
    assert not set(of_petra.instance.data["digests"]) & set(of_mei.instance.data["digests"])


def test_looking_at_the_codes_without_a_body_does_not_use_up_their_showing(client, petra):
    secret = give_app(petra)
    sign_in_as(client, "petra@demo.example")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    client.head("/account/second-step/codes/")
    assert len(shown_codes(client)) == 10
