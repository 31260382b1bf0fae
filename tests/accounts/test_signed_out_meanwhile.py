"""Whoever's session ends while they write gets what they wrote back, in a form to send once more; nothing keeps it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Session
from reviews.models import Remark
from tests.reviews.conftest import previewing, story  # noqa: F401

REMARK = "Ivan wrote the migration that nobody else dared to."


@pytest.fixture
def address(cast, previewing):  # noqa: F811
    return reverse("group_subject", args=[previewing.group.pk, cast.ivan.pk])


def token_of(page) -> str:
    found = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    return found[-1] if found else ""


def test_a_remark_stands_on_the_answer_in_its_form(cast, address, client):
    answer = client.post(address, {"kind": "supports", "text": REMARK})
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "You are signed out" in page
    assert f'<textarea name="text" aria-label="What you wrote">{REMARK}</textarea>' in page
    assert '<input type="hidden" name="kind" value="supports">' in page
    assert f'<form class="form measure" method="post" action="{address}" data-again>' in page
    assert '<a href="/sign-in/" target="_blank" rel="noopener">Sign in, in another tab</a>' in page
    assert answer["Cache-Control"] == "no-store"
    assert not Remark.objects.filter(text=REMARK).exists()


def test_sent_again_after_signing_in_it_is_written_once(cast, address):
    strict = Client(enforce_csrf_checks=True)
    sign_in = strict.get("/sign-in/")
    here = {"Sec-Fetch-Site": "same-origin"}
    sent = {"kind": "supports", "text": REMARK}
    asked = strict.post(address, sent | {"csrfmiddlewaretoken": token_of(sign_in)}, headers=here)
    assert asked.status_code == 401
    strict.force_login(cast.dana)  # in another tab, which gives the browser another token
    strict.cookies.pop("csrftoken", None)
    strict.get("/people/")
    again = strict.post(address, sent | {"csrfmiddlewaretoken": token_of(asked)}, headers=here)
    assert again.status_code == 403
    assert f'<textarea name="text" aria-label="What you wrote">{REMARK}</textarea>' in again.content.decode()
    done = strict.post(address, sent | {"csrfmiddlewaretoken": token_of(again)}, headers=here)
    assert done.status_code == 302
    [remark] = Remark.objects.filter(text=REMARK)
    assert (remark.author, remark.kind) == (cast.dana, "supports")


def test_it_is_kept_nowhere_but_on_the_page(cast, address, client, caplog):
    answer = client.post(address, {"kind": "supports", "text": REMARK})
    assert answer.status_code == 401
    assert REMARK not in caplog.text
    assert not Session.objects.exists()
    assert [cookie for cookie in client.cookies.values() if "migration" in cookie.value] == []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any("nobody else dared" in str(row) for row in cursor.fetchall()), table


def test_fields_of_the_same_name_keep_their_order(cast, address, client):
    page = client.post(address, {"text": ["One more thing.", "And another."], "kind": "asks"}).content.decode()
    assert page.index("One more thing.") < page.index("And another.") < page.index('name="kind"')


def test_markup_and_names_of_fields_are_text(cast, address, client):
    page = client.post(
        address, {'x"><script>alert(1)</script>': "</textarea><script>alert(2)</script>"}
    ).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("fields", [{}, {"kind": "supports"}, {"text": "  "}])
def test_where_nothing_was_written_one_is_led_to_sign_in_as_ever(cast, address, client, fields):
    answer = client.post(address, fields)
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={address}")


@pytest.mark.parametrize("secret", ["password", "oldpassword", "code"])
def test_a_form_with_a_secret_is_not_given_back_whole(cast, client, secret):
    answer = client.post("/account/password/change/", {secret: "Correct horse, battery!", "note": "Some words."})
    page = answer.content.decode()
    assert "Correct horse" not in page
    assert "data-again" not in page


def test_a_saving_by_the_browser_itself_is_led_away_as_ever(cast, address, client):
    assert client.post(address, {"text": REMARK}, headers={"X-Autosave": "1"}).status_code == 302


def test_what_htmx_sent_is_put_in_the_place_of_the_page(cast, address, client):
    answer = client.post(address, {"text": REMARK}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (200, "body", "innerHTML")
    assert REMARK in answer.content.decode()


def test_what_another_site_sends_comes_back_in_no_form(cast, address):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(address, {"text": "Call this number."}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Call this number." not in answer.content.decode()
    assert "data-again" not in answer.content.decode()


def test_with_django_s_own_middleware_it_is_lost(cast, address, settings):
    """The same where who is signed out is only led away: so these tests can fail."""
    ours, theirs = "accounts.middleware.SignedInMiddleware", "django.contrib.auth.middleware.LoginRequiredMiddleware"
    settings.MIDDLEWARE = [theirs if name == ours else name for name in settings.MIDDLEWARE]
    answer = Client().post(address, {"kind": "supports", "text": REMARK})
    assert answer.status_code == 302
    assert REMARK not in answer.content.decode()
