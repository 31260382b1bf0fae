"""What may be a password, how it is asked for and kept, and how long a code of the app is good."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import global_settings
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation
from accounts.place_words import PlaceWordsValidator, words_of_the_place
from config import settings as of_the_site
from tests.accounts.signing_in import WORD, ask_for_a_link, choose, code_of, is_in, link_in, sign_in_as, text

INPUT = re.compile(r'<input\b[^>]*\bname="((?:old)?password\d?)"[^>]*>')


def asked_for(page) -> dict[str, str]:
    """Each field of a password on a page, as it is written there."""
    return {found[1]: found[0] for found in INPUT.finditer(text(page))}


def test_every_field_of_a_password_hides_it_and_lets_managers_and_pasting_be(client, ivan, mailoutbox):
    pages = [client.get("/sign-in/")]
    ask_for_a_link(client)
    pages.append(client.get(link_in(mailoutbox[-1]), follow=True))
    sign_in_as(client)
    pages += [client.get("/sign-in/again/"), client.get("/password/change/")]
    fields = [fields for page in pages for fields in asked_for(page).items()]
    assert [name for name, _field in fields] == [
        "password", "password1", "password2", "password", "oldpassword", "password1", "password2",
    ]  # fmt: skip
    for name, field in fields:
        assert 'type="password"' in field, name
        wanted = "new-password" if name in ("password1", "password2") else "current-password"
        assert f'autocomplete="{wanted}"' in field, name
        assert "onpaste" not in field
        assert "readonly" not in field
        assert "maxlength" not in field


HEARS = re.compile(r"paste|clipboardData|clipboard\.read")


def test_no_script_hears_of_pasting():
    scripts = sorted((Path(of_the_site.BASE_DIR) / "static" / "js").glob("*.js"))
    assert len(scripts) >= 5
    assert [script.name for script in scripts if HEARS.search(script.read_text())] == []


@pytest.mark.parametrize(
    "password",
    [
        "only small letters of words",
        "928 374 650 182",
        "ONLY LARGE LETTERS OF WORDS",
        "слова которые помнят",
        "🦊🍏🌧🎻🧭🪁🦉🌵🛶🧵🪴🐌",
        "  with spaces at both ends  ",
        "a line of many words " * 10,
        "x9" * 32 + "!" * 100,
    ],
)
def test_any_password_of_twelve_characters_is_taken_exactly_as_it_was_typed(ivan, mailoutbox, password):
    ask_for_a_link(Client())
    assert choose(Client(), link_in(mailoutbox[-1]), password).status_code == 302
    others = {password[:-1], password[:64], password.strip(), password.swapcase()} - {password}
    for other in others:
        client = Client()
        sign_in_as(client, password=other, ip=f"198.51.100.{len(other) % 200}")
        assert not is_in(client), other
    client = Client()
    sign_in_as(client, password=password, ip="203.0.113.9")
    assert is_in(client)


def test_a_password_of_eleven_characters_is_not(ivan, mailoutbox):
    ask_for_a_link(Client())
    assert choose(Client(), link_in(mailoutbox[-1]), "eleven char").status_code == 200


def test_a_password_does_not_grow_old(client, ivan):
    with time_machine.travel(timezone.now() + timedelta(days=5 * 365)):
        page = sign_in_as(client)
        assert (page.status_code, page["Location"]) == (302, "/")
        assert client.get("/").status_code == 200
        assert is_in(client)


def test_the_site_keeps_passwords_by_pbkdf2_of_a_million_rounds(settings):
    """The tests' own hasher is a quick one; the site says nothing of its own, so it has Django's."""
    assert not hasattr(of_the_site, "PASSWORD_HASHERS")
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    one, other = make_password(WORD), make_password(WORD)
    kind, rounds, salt, _digest = one.split("$")
    assert (kind, int(rounds) >= 1_000_000, len(salt)) == ("pbkdf2_sha256", True, 22)
    assert one != other
    assert check_password(WORD, one)
    assert identify_hasher(one).must_update(one) is False
    assert identify_hasher(one).must_update(one.replace(rounds, "600000")) is True


# -- words of the place ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("organisation", "host", "found", "not_found"),
    [
        ("Acme Werkzeugbau", "reviews.acme.example", {"acme", "werkzeugbau", "reviews", "plumbline"}, {"north"}),
        ("North-Sea AG", "people.north.example", {"north", "people", "plumbline", "search"}, {"sea", "ag", "acme"}),
    ],
)
def test_the_words_are_those_of_product_host_organisation_and_team(
    cast, settings, organisation, host, found, not_found
):
    Organisation.objects.update(name=organisation)
    settings.SITE_HOST = host
    words = words_of_the_place(cast.mei)
    assert found <= words | {"search"}
    assert words & not_found == set()
    assert cast.mei.team.name.casefold() in words


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("Plumbline2026!", False),
        ("acme acme acme", False),
        ("AcmeReviews#1", False),
        ("werkzeugbau-acme", False),
        ("password1234", False),
        ("acme and eight more", True),
        ("a plumbline hangs straight", True),
        ("correct horse battery staple", True),
    ],
)
def test_a_password_of_little_else_is_refused(cast, settings, password, is_taken):
    Organisation.objects.update(name="Acme Werkzeugbau")
    settings.SITE_HOST = "reviews.acme.example"
    if is_taken:
        PlaceWordsValidator().validate(password, cast.mei)
    else:
        with pytest.raises(ValidationError, match="Names of this place"):
            PlaceWordsValidator().validate(password, cast.mei)


def test_the_form_says_so(ivan, mailoutbox):
    ask_for_a_link(Client())
    page = choose(Client(), link_in(mailoutbox[-1]), "plumbline-2026")
    assert page.status_code == 200
    assert "Names of this place, as of the company or the team, are tried first." in text(page)


# -- codes of the app ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "is_good"), [(0, True), (29, True), (30, False), (60, False), (-1, False)])
def test_a_code_of_the_app_is_good_for_its_half_minute_only(client, ivan, with_app, seconds, is_good):
    begins = 1_785_306_600  # a moment at which a half minute begins
    with time_machine.travel(begins, tick=False):
        code = code_of(with_app)
    with time_machine.travel(begins + seconds, tick=False):
        sign_in_as(client)
        client.post("/sign-in/code/", {"code": code})
        assert is_in(client) is is_good
