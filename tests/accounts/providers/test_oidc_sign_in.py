"""Signing in through an OpenID provider that runs as a process of its own: who gets in, as whom, and who does not."""

import time

import pytest

from accounts.models import Event, Grant, Identity, Person
from accounts.providers.arrivals import unbind
from tests.accounts.signing_in import code_of, is_in, sign_in_as, text

pytestmark = pytest.mark.django_db


def refusal(answer) -> str:
    """The sentence of a refusal."""
    assert answer.status_code == 403
    return text(answer).split('<p class="read">')[1].split("</p>")[0]


def test_somebody_with_an_account_comes_in(cast, come, client):
    answer = come()
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "ivan@demo.example" in text(client.get("/account/"))


def test_what_is_asked_of_the_provider(cast, come, provider):
    come()
    asked = provider.asked()[0]
    assert asked["redirect_uri"] == "http://localhost:8000/sign-in/back/"
    assert asked["code_challenge_method"] == "S256"
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert len(asked["nonce"]) == 43
    assert "prompt" not in asked


def test_the_subject_is_bound_once_and_noted(cast, come):
    come()
    identity = Identity.objects.get()
    assert (identity.person, identity.subject) == (cast.ivan, "248289761001")
    written = Event.objects.filter(about=cast.ivan) | Event.objects.filter(by=cast.ivan)
    assert sorted(written.values_list("verb", flat=True)) == ["bind_identity", "sign_in"]
    come()
    assert Identity.objects.get() == identity
    assert Event.objects.filter(verb="bind_identity").count() == 1
    assert Event.objects.filter(verb="sign_in").count() == 2


def test_another_address_at_the_provider_moves_nothing(cast, come, provider, client):
    come()
    client.post("/sign-out/")
    provider.will(email="petra@demo.example")
    come()
    assert "ivan@demo.example" in text(client.get("/account/"))
    assert Identity.objects.get().person == cast.ivan


def test_another_address_here_moves_nothing_either(cast, come, client):
    come()
    client.post("/sign-out/")
    Person.objects.filter(pk=cast.ivan.pk).update(email="ivan.new@demo.example")
    Person.objects.filter(pk=cast.mei.pk).update(email="ivan@demo.example")
    come()
    assert "ivan.new@demo.example" in text(client.get("/account/"))


def test_a_strangers_subject_with_the_same_address_is_refused(cast, come, provider, client):
    come()
    client.post("/sign-out/")
    provider.will(sub="a stranger")
    answer = come()
    assert "is tied to another sign-in at your company account" in refusal(answer)
    assert not is_in(client)
    assert Identity.objects.get().subject == "248289761001"
    event = Event.objects.get(verb="refuse_sign_in")
    assert (event.about, event.by, event.after) == (cast.ivan, None, "known_otherwise")


def test_nobody_is_signed_up(cast, come, provider, client):
    people = set(Person.objects.values_list("pk", "email", "name"))
    provider.will(email="new@demo.example", claims={"name": "New"})
    answer = come()
    assert refusal(answer) == (
        "Nobody here has the address new@demo.example. Accounts are made by People Ops: ask them for one."
    )
    assert not is_in(client)
    assert set(Person.objects.values_list("pk", "email", "name")) == people
    assert not Identity.objects.exists()
    event = Event.objects.get(verb="refuse_sign_in")
    assert (event.about, event.after, event.thing_id) == (None, "no_account", "")


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_an_address_that_was_not_checked_there_is_none(cast, come, provider, client, said):
    provider.will(claims={"email_verified": said})
    assert "names no address of yours that was checked there" in refusal(come())
    assert not is_in(client)


def test_the_address_may_come_from_userinfo_of_the_same_subject_only(cast, come, provider, client):
    more = {"email": "ivan@demo.example", "email_verified": True}
    provider.will(email=None, claims={"email_verified": None}, userinfo=more | {"sub": "somebody else"})
    assert come().status_code == 403
    provider.will(email=None, claims={"email_verified": None}, userinfo=more | {"sub": "248289761001"})
    assert come().status_code == 302
    assert is_in(client)


def test_an_address_in_capitals_is_the_same(cast, come, provider, client):
    provider.will(email="IVAN@Demo.Example")
    come()
    assert is_in(client)


def test_a_sign_that_only_looks_like_a_letter_is_another_address(cast, come, provider, client):
    """The Kelvin sign, whose small letter is a k."""
    provider.will(email="os\u212aar@demo.example")
    assert "Nobody here has the address" in refusal(come())
    assert "os\u212aar@demo.example".lower() == "oskar@demo.example"  # by that rule Oskar would be open to it


@pytest.mark.parametrize("change", [{"is_active": False}, {"left_on": "2020-01-31"}])
@pytest.mark.parametrize("before", [True, False])
def test_a_closed_account_stays_closed(cast, come, client, change, before):
    if before:
        come()
        client.post("/sign-out/")
    Person.objects.filter(pk=cast.ivan.pk).update(hired_on=None, **change)
    assert refusal(come()) == "Your account here is closed. If you are still here, ask People Ops to open it again."
    assert not is_in(client)
    assert Identity.objects.exists() is before


def test_one_goes_on_to_where_one_wanted(cast, come):
    assert come(next="/people/")["Location"] == "/people/"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_and_nowhere_outside(cast, come, wanted):
    assert come(next=wanted)["Location"] == "/"


def test_the_provider_may_be_refused_by_the_person(cast, come, provider):
    provider.will(refuse="access_denied")
    assert "You did not sign in with your company account" in refusal(come())
    assert not Event.objects.filter(verb="refuse_sign_in").exists()


def test_a_provider_that_is_gone_says_so(cast, client, provider, settings):
    settings.OIDC_ISSUER = "http://localhost:9"
    answer = client.post("/sign-in/with/oidc/")
    assert refusal(answer) == "Your company account cannot be reached just now. Wait a moment, then try again."


@pytest.mark.parametrize("sub", ["x" * 256, "a\0b"])
def test_a_subject_that_cannot_be_kept_is_refused(cast, come, provider, sub):
    provider.will(sub=sub)
    assert "cannot be accepted" in refusal(come())


def test_who_was_signed_in_before_in_this_browser_is_signed_out(cast, come, client, sign_in):
    sign_in(cast.petra)
    come()
    assert "ivan@demo.example" in text(client.get("/account/"))
    assert Event.objects.filter(verb="sign_out", by=cast.petra).exists()


def test_untied_one_is_matched_by_address_again(cast, come, provider, client):
    come()
    client.post("/sign-out/")
    provider.will(sub="made anew")
    assert come().status_code == 403
    assert unbind(cast.ivan, None) == 1
    come()
    assert is_in(client)
    assert Event.objects.filter(verb="unbind_identity", about=cast.ivan, by=None).count() == 1


def test_the_button_stands_on_the_sign_in_page_where_there_is_a_provider(cast, client, provider, settings):
    page = text(client.get("/sign-in/?next=/people/"))
    assert "Sign in with your company account" in page
    assert page.count('value="/people/"') == 3
    settings.OIDC_NAME = "Acme"
    assert "Sign in with Acme" in text(client.get("/sign-in/"))
    settings.OIDC_ISSUER = ""
    assert "Acme" not in text(client.get("/sign-in/"))
    assert client.post("/sign-in/with/oidc/").status_code == 404
    assert client.get("/sign-in/back/").status_code == 404


def test_without_passwords_the_provider_is_the_only_way(cast, ivan, client, come, settings):
    sign_in_as(client)
    assert is_in(client)
    client.post("/sign-out/")
    settings.PASSWORD_SIGN_IN = False
    assert 'type="password"' not in text(client.get("/sign-in/"))
    sign_in_as(client)
    assert not is_in(client)
    come()
    assert is_in(client)


def test_only_so_many_come_and_go_a_minute(cast, client, provider):
    answers = {client.post("/sign-in/with/oidc/").status_code for _number in range(120)}
    assert answers == {200}
    assert client.post("/sign-in/with/oidc/").status_code == 429
    assert client.get("/sign-in/back/").status_code == 429


def test_a_provider_whose_name_ends_in_a_stroke(cast, come, provider, client, settings):
    settings.OIDC_ISSUER = f"{provider.base}/"
    provider.will(issuer=f"{provider.base}/", claims={"iss": f"{provider.base}/"})
    come()
    assert is_in(client)
    assert Identity.objects.get().issuer == f"{provider.base}/"


# -- the second step -----------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [{"amr": ["pwd", "otp"]}, {"amr": ["hwk"]}, {"acr": "phr"}])
def test_a_second_step_taken_there_will_do_where_one_is_compulsory(cast, come, provider, client, settings, said):
    settings.SECOND_STEP_FOR = ["everyone"]
    provider.will(claims=said)
    come()
    assert is_in(client)


@pytest.mark.parametrize("said", [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "1"}])
def test_otherwise_ones_own_has_to_be_set_up(cast, come, provider, client, settings, said):
    settings.SECOND_STEP_FOR = ["everyone"]
    provider.will(claims=said)
    come()
    assert client.get("/people/")["Location"] == "/account/second-step/"


def test_which_words_count_is_a_setting(cast, come, provider, client, settings):
    settings.SECOND_STEP_FOR = ["everyone"]
    provider.will(claims={"acr": "urn:acme:gold"})
    come()
    assert not is_in(client)
    client.post("/sign-out/")
    settings.PROVIDER_SECOND_STEP = ["urn:acme:gold"]
    come()
    assert is_in(client)


def test_ones_own_is_asked_for_where_the_provider_says_nothing_of_one(come, provider, client, with_app):
    assert come()["Location"] == "/sign-in/code/"
    assert not is_in(client)
    client.post("/sign-in/code/", {"code": code_of(with_app)})
    assert is_in(client)


def test_and_not_where_it_does(come, provider, client, with_app):
    provider.will(claims={"amr": ["mfa"]})
    come()
    assert is_in(client)


def test_that_counts_for_this_session_only(cast, ivan, come, provider, client, settings):
    settings.SECOND_STEP_FOR = ["everyone"]
    provider.will(claims={"amr": ["mfa"]})
    come()
    assert is_in(client)
    client.post("/sign-out/")
    sign_in_as(client)
    assert client.get("/people/")["Location"] == "/account/second-step/"


# -- saying again who one is ---------------------------------------------------------------------------

MATTERS = "/account/second-step/app/"
AGAIN = "/sign-in/again/with/oidc/"


def test_who_has_nothing_but_the_provider_is_asked_through_it(cast, come, provider, client):
    """allauth lets somebody pass who has neither password nor factor."""
    provider.will(auth_time=int(time.time()) - 3600)
    come()
    asked = client.get(MATTERS)
    assert asked["Location"] == f"{AGAIN}?next=%2Faccount%2Fsecond-step%2Fapp%2F"
    assert "Say once more who you are" in text(client.get(asked["Location"]))
    answer = come(AGAIN, next=MATTERS)
    assert answer["Location"] == MATTERS
    assert client.get(MATTERS).status_code == 200
    last = provider.asked()[-1]
    assert (last["prompt"], last["max_age"]) == ("login", "0")


def test_a_provider_that_did_not_ask_again_opens_nothing(cast, come, provider, client):
    provider.will(auth_time=int(time.time()) - 3600, never_asks_again=True)
    come()
    assert "did not ask you again who you are" in refusal(come(AGAIN, next=MATTERS))
    assert client.get(MATTERS).status_code == 302


def test_nor_does_one_that_does_not_say_when(cast, come, provider, client):
    provider.will(claims={"auth_time": None})
    come()
    assert client.get(MATTERS).status_code == 200
    long_ago(client)
    assert "did not ask you again who you are" in refusal(come(AGAIN, next=MATTERS))
    assert client.get(MATTERS).status_code == 302
    client.post("/sign-out/")
    come()
    assert client.get(MATTERS).status_code == 200


def test_somebody_else_cannot_say_it_for_one(cast, come, provider, client):
    come()
    long_ago(client)
    provider.will(sub="mei", email="mei@demo.example")
    assert "You came back as somebody else" in refusal(come(AGAIN, next=MATTERS))
    assert client.get(MATTERS).status_code == 302
    assert "ivan@demo.example" in text(client.get("/account/"))
    assert not Identity.objects.filter(subject="mei").exists()


def test_who_must_first_set_up_a_second_step_is_not_shut_out_by_the_question(come, cast, provider, client, settings):
    settings.SECOND_STEP_FOR = ["everyone"]
    provider.will(auth_time=int(time.time()) - 3600)
    come()
    assert client.get("/people/")["Location"] == "/account/second-step/"
    assert client.get(MATTERS)["Location"].startswith(AGAIN)
    assert come(AGAIN, next=MATTERS)["Location"] == MATTERS
    assert client.get(MATTERS).status_code == 200


def test_another_way_leads_on_to_the_same_place(ivan, come, client):
    come()
    page = text(client.get(f"{AGAIN}?next={MATTERS}"))
    assert 'href="/sign-in/again/?next=%2Faccount%2Fsecond-step%2Fapp%2F"' in page
    page = text(client.get(f"/sign-in/again/?next={MATTERS}"))
    assert f'href="{AGAIN}?next=%2Faccount%2Fsecond-step%2Fapp%2F"' in page


def test_what_was_typed_goes_on_by_itself(cast, come, provider, client):
    provider.will(sub="petra", email="petra@demo.example")
    come()
    long_ago(client)
    place = f"/people/{cast.lena.pk}/permission/"
    said = {"kind": "framework_editor", "head": "", "reason": "Keeps the ladder of engineering"}
    assert client.post(place, said)["Location"].startswith(AGAIN)
    come(AGAIN, next=place)
    assert Grant.objects.get(person=cast.lena).reason == "Keeps the ladder of engineering"


def test_who_has_no_way_of_saying_it_signs_in_once_more(cast, client, sign_in):
    sign_in(cast.ivan)
    assert client.get(MATTERS).status_code == 200
    session = client.session
    session["since"] = time.time() - 3600
    session.save()
    assert client.get(MATTERS)["Location"] == "/sign-in/?next=/account/second-step/app/"
    assert not is_in(client)


def test_nobody_asks_it_of_a_provider_that_does_not_know_them(cast, client, provider, sign_in):
    sign_in(cast.ivan)
    assert client.get(AGAIN).status_code == 404
    assert client.post(AGAIN).status_code == 404


def long_ago(client) -> None:
    """The session, an hour after somebody said who they are."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
