"""What matters most asks who one is once more, unless one said so in the last minutes."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.adapter import Adapter
from accounts.models import Grant
from tests.access.scene import all_rows, make_scene
from tests.accounts.signing_in import WORD, code_of, sign_in_as, text

# every view that asks, by hand: what leaves the house as a file, what gives or takes power, how one signs in
ASKING = {
    "results_file",
    "meeting_record_file",
    "meeting_reopen",
    "board_file",
    "board_file_in",
    "board_file_out",
    "earlier_results",
    "earlier_results_import",
    "earlier_result_remove",
    "figure_file",
    "people_import_confirm",
    "grant_give",
    "grant_end",
    "grant_confirm",
    "grant_withdraw",
    "address",
    "address_confirm",
    "person_second_step",
    "copy",
    "copy_prepare",
    "copy_file",
    "account_set_password",
    "organisation_kept",
    "shortening_confirm",
    "session_end",
    "sessions_end_others",
    "person_data",
    "person_hold",
    "person_passages",
    "hold_lift",
    "erasure_ask",
    "erasure_confirm",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}


def asks(answer) -> bool:
    """Whether one is asked who one is."""
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/again/?next=")


@pytest.fixture
def petra(cast):
    """Petra, who has a password."""
    cast.petra.set_password(WORD)
    cast.petra.save()
    return cast.petra


@pytest.mark.once("embedded")
def test_each_of_them_asks_and_no_other_view_does(cast, petra, settings):
    scene = make_scene(cast)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    client = Client()
    sign_in_as(client, "petra@demo.example")
    found = {
        row.route
        for row in all_rows()
        for method in row.expected
        if row.route != "account_logout" and asks(client.generic(method, row.path(scene)))
    }
    assert found == ASKING


@pytest.mark.parametrize("minutes", [1, 10])
def test_signing_in_counts_for_so_many_minutes(client, petra, settings, minutes):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = minutes * 60
    sign_in_as(client, "petra@demo.example")
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=minutes, seconds=-5)):
        assert not asks(client.get(f"/people/{petra.pk}/permission/"))
        assert not asks(client.get("/account/second-step/app/"))
    with time_machine.travel(start + timedelta(minutes=minutes, seconds=5)):
        assert asks(client.get(f"/people/{petra.pk}/permission/"))
        assert asks(client.get("/account/second-step/app/"))


def later(client, minutes=30):
    """The client, so many minutes after it said who it is."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - minutes * 60
    session.save()
    return client


def test_what_was_typed_goes_on_by_itself(client, petra, cast):
    sign_in_as(client, "petra@demo.example")
    later(client)
    said = {"kind": "framework_editor", "head": "", "reason": "Keeps the ladder of engineering"}
    asked = client.post(f"/people/{cast.lena.pk}/permission/", said)
    assert asks(asked)
    assert not Grant.objects.filter(person=cast.lena).exists()
    client.get(asked["Location"])
    client.post(asked["Location"], {"password": WORD, "next": f"/people/{cast.lena.pk}/permission/"})
    assert Grant.objects.get(person=cast.lena).reason == "Keeps the ladder of engineering"


def test_what_was_typed_and_left_does_not_go_on_when_somebody_only_looks(client, petra, cast):
    """With a stolen session one could leave a post behind, which its owner would do by looking."""
    sign_in_as(client, "petra@demo.example")
    later(client)
    there = f"/people/{cast.lena.pk}/permission/"
    client.post(there, {"kind": "framework_editor", "head": "", "reason": "By a thief"})
    asked = client.get(there)
    assert asks(asked)
    client.post(asked["Location"], {"password": WORD, "next": there})
    assert client.get(there).status_code == 200
    assert not Grant.objects.filter(person=cast.lena).exists()


@pytest.mark.parametrize("said", [{}, {"password": ""}, {"password": "wrong"}, {"password": "\0"}, {"code": "1"}])
def test_a_wrong_password_or_none_opens_nothing(client, petra, cast, said):
    sign_in_as(client, "petra@demo.example")
    there = f"/people/{cast.lena.pk}/permission/"
    asked = later(client).post(there, {"kind": "framework_editor", "head": "", "reason": "Because"})
    client.post(asked["Location"], said | {"next": there})
    assert asks(client.get(there))
    assert not Grant.objects.filter(person=cast.lena).exists()


def test_the_answer_of_one_does_not_count_for_another_who_signs_in_here(client, petra, cast):
    """The same browser: what Petra said is not what Mei said."""
    sign_in_as(client, "petra@demo.example")
    said = client.session["account_authentication_methods"]
    cast.mei.set_password(WORD)
    cast.mei.save()
    client.force_login(cast.mei)
    session = client.session
    session["account_authentication_methods"] = said
    session["account_authentication_methods_user"] = str(petra.pk)
    session["since"] = time.time() - 30 * 60
    session.save()
    assert asks(client.get("/account/second-step/app/"))


def test_without_the_mark_it_would_open(client, petra, cast, monkeypatch):
    """The broken variant: one that thinks that everybody has just said so."""
    sign_in_as(client, "petra@demo.example")
    later(client)
    assert asks(client.get(f"/people/{cast.lena.pk}/permission/"))
    monkeypatch.setattr(Adapter, "is_reauthentication_required", lambda self, **more: False)
    assert client.get(f"/people/{cast.lena.pk}/permission/").status_code == 200


def test_a_code_of_the_app_will_do_as_well(client, with_app):
    sign_in_as(client)
    client.post("/sign-in/code/", {"code": code_of(with_app)})
    later(client)
    page = text(client.get("/sign-in/again/?next=/account/second-step/codes/"))
    other = re.search(r'href="(/sign-in/again/code/[^"]*)"', page).group(1).replace("&amp;", "&")
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert "Go on" in text(client.get(other))
        answer = client.post(other, {"code": code_of(with_app), "next": "/account/second-step/codes/"})
        assert answer["Location"] == "/account/second-step/codes/"
        assert client.get("/account/second-step/codes/").status_code == 200


def test_only_so_many_answers_a_minute_are_looked_at(client, petra, hashes):
    sign_in_as(client, "petra@demo.example")
    for _number in range(10):
        client.post("/sign-in/again/", {"password": "wrong"})
    assert hashes(lambda: client.post("/sign-in/again/", {"password": WORD})) == 0
    assert client.post("/sign-in/again/", {"password": WORD}).status_code == 429
