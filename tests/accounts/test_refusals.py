"""What was typed stands on the page of a refusal: texts, no secrets, nothing that was only chosen."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from accounts.moves import Conflict, NotAllowed
from accounts.refusals import refused, typed


def posted(**fields):
    return RequestFactory().post("/somewhere/", fields)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you.",
        "Noor leads the restore now, and two teams rely on it.",
        "Zwei Zeilen\r\nund ein Gruß",
        "谢谢",
        "Yes",
        "100 % of it",
    ],
)
def test_what_was_typed_is_shown(text):
    assert typed(posted(reason=text)) == [text]


@pytest.mark.parametrize(
    "chosen",
    ["", "  ", "3", "2026-12-24", "14:05", "not_now", "on", "b562864f-d6ed-498e-a9c9-301dfe15db4c", "Europe/Berlin"],
)
def test_what_was_only_chosen_is_not(chosen):
    assert typed(posted(choice=chosen)) == []


@pytest.mark.parametrize("name", ["csrfmiddlewaretoken", "password", "oldpassword", "password1", "code", "setup_token"])
def test_secrets_are_never_shown_again(name):
    assert typed(posted(**{name: "Correct horse, battery staple!"})) == []


def test_several_texts_stand_in_their_order():
    assert typed(posted(evidence="A design that held.", version="3", support="Noor reads along.")) == [
        "A design that held.",
        "Noor reads along.",
    ]


@pytest.mark.parametrize(("wrong", "status"), [(Conflict("It is too late."), 409), (NotAllowed("write"), 403)])
@pytest.mark.django_db
def test_the_page_holds_it_as_text(wrong, status):
    request = posted(reason="<script>alert(1)</script> stays text")
    request.user = AnonymousUser()
    page = refused(request, wrong)
    assert page.status_code == status
    said = page.content.decode()
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt; stays text</textarea>" in said


def test_a_saving_by_the_browser_itself_is_told_why_in_a_sentence():
    request = RequestFactory().post("/somewhere/", {"words": "Ivan, thank you."}, headers={"X-Autosave": "1"})
    answer = refused(request, Conflict("It is too late for this."))
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/json")
    why = "Not saved. It is too late for this. Your text is still on this page; copy what you want to keep."
    assert json.loads(answer.content) == {"message": why}
    assert refused(request, NotAllowed("write")).status_code == 403


# -- a form that was open over a sign-out or a sign-in ------------------------------------------------


@pytest.fixture
def strict(db):
    return Client(enforce_csrf_checks=True)


def test_a_form_that_was_open_too_long_gives_back_what_was_typed(strict, cast):
    page = strict.post("/people/", {"text": "A long reply."}, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 403
    assert "This form was open for too long" in page.content.decode()
    assert "A long reply.</textarea>" in page.content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_what_another_site_sends_is_not_shown(strict, cast, site):
    headers = {"Sec-Fetch-Site": site} if site else {}
    page = strict.post("/people/", {"text": "Call this number."}, headers=headers)
    assert page.status_code == 403
    assert "Call this number." not in page.content.decode()


def test_the_browser_s_own_saving_is_told_to_renew_its_form(strict, cast):
    answer = strict.post("/people/", {"text": "A long reply."}, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()) == (403, {"renew": True})
