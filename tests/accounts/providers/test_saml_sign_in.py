"""Signing in by SAML at a provider that runs as a process of its own: who gets in, as whom, and who does not."""

import pytest
from django.test import Client

from accounts.models import Event, Identity, Person
from tests.accounts.providers.conftest import form_of, set_out
from tests.accounts.providers.test_oidc_sign_in import long_ago, refusal
from tests.accounts.signing_in import code_of, is_in, text

pytestmark = pytest.mark.django_db

MATTERS = "/account/second-step/app/"
AGAIN = "/sign-in/again/with/saml/"
EMAIL_NAME = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"


def test_somebody_with_an_account_comes_in(cast, come_by_saml, client, saml):
    answer = come_by_saml()
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "ivan@demo.example" in text(client.get("/account/"))
    identity = Identity.objects.get()
    assert (identity.person, identity.subject, identity.issuer) == (cast.ivan, "u-1001", f"{saml.base}/metadata")
    assert Event.objects.filter(verb="bind_identity", about=cast.ivan, by=cast.ivan).count() == 1


def test_what_is_asked_of_the_provider(cast, come_by_saml, saml):
    come_by_saml()
    asked = saml.asked()[0]
    assert asked["acs"] == "http://localhost:8000/sign-in/saml/"
    assert asked["issuer"] == "http://localhost:8000/sign-in/saml/metadata/"
    assert asked["force"] is False


def test_by_the_subject_ever_after(cast, come_by_saml, saml, client):
    come_by_saml()
    client.post("/sign-out/")
    saml.will(mail="petra@demo.example")
    come_by_saml()
    assert "ivan@demo.example" in text(client.get("/account/"))
    client.post("/sign-out/")
    saml.will(nameid="a stranger")
    assert "is tied to another sign-in" in refusal(come_by_saml())
    assert not is_in(client)


def test_nobody_is_signed_up(cast, come_by_saml, saml, client):
    people = Person.objects.count()
    saml.will(mail="new@demo.example")
    assert refusal(come_by_saml()).startswith("Nobody here has the address new@demo.example.")
    assert not is_in(client)
    assert Person.objects.count() == people
    assert not Identity.objects.exists()


def test_a_closed_account_stays_closed(cast, come_by_saml, client):
    Person.objects.filter(pk=cast.ivan.pk).update(is_active=False)
    assert "Your account here is closed" in refusal(come_by_saml())
    assert not is_in(client)


def test_in_which_attribute_the_address_stands_is_a_setting(cast, come_by_saml, saml, client, settings):
    settings.SAML_MAIL = "urn:oid:0.9.2342.19200300.100.1.3"
    assert "names no address of yours" in refusal(come_by_saml())
    settings.SAML_MAIL = "NameID"
    saml.will(nameid="ivan@demo.example", format=UNSPECIFIED, mail="petra@demo.example")
    come_by_saml()
    assert "ivan@demo.example" in text(client.get("/account/"))


@pytest.mark.parametrize("kind", [TRANSIENT, EMAIL_NAME])
def test_a_name_that_does_not_last_is_none(cast, come_by_saml, saml, client, kind):
    saml.will(format=kind)
    assert "cannot be accepted" in refusal(come_by_saml())
    assert not is_in(client)


def test_the_provider_may_say_that_nobody_signed_in(cast, come_by_saml, saml):
    saml.will(status="urn:oasis:names:tc:SAML:2.0:status:Responder")
    assert "You did not sign in with your company account" in refusal(come_by_saml())


def test_one_goes_on_to_where_one_wanted_and_never_where_the_form_says(cast, come_by_saml, client):
    assert come_by_saml(next="/people/")["Location"] == "/people/"
    client.post("/sign-out/")
    assert come_by_saml(next="https://evil.example/")["Location"] == "/"


def test_a_second_step_taken_there_will_do(cast, come_by_saml, saml, client, settings):
    settings.SECOND_STEP_FOR = ["everyone"]
    come_by_saml()
    assert client.get("/people/")["Location"] == "/account/second-step/"
    client.post("/sign-out/")
    saml.will(context="https://refeds.org/profile/mfa")
    come_by_saml()
    assert is_in(client)


def test_ones_own_is_asked_for_where_the_provider_says_nothing_of_one(come_by_saml, client, with_app):
    assert come_by_saml()["Location"] == "/sign-in/code/"
    client.post("/sign-in/code/", {"code": code_of(with_app)})
    assert is_in(client)


def test_saying_again_who_one_is_goes_through_it(cast, come_by_saml, saml, client):
    saml.will(instant=-3600)
    come_by_saml()
    assert client.get(MATTERS)["Location"].startswith(AGAIN)
    assert come_by_saml(AGAIN, next=MATTERS)["Location"] == MATTERS
    assert client.get(MATTERS).status_code == 200
    assert saml.asked()[-1]["force"] is True


def test_a_provider_that_did_not_ask_again_opens_nothing(cast, come_by_saml, saml, client):
    saml.will(instant=-3600, never_asks_again=True)
    come_by_saml()
    assert "did not ask you again who you are" in refusal(come_by_saml(AGAIN, next=MATTERS))
    assert client.get(MATTERS).status_code == 302


def test_somebody_else_cannot_say_it_for_one(cast, come_by_saml, saml, client):
    come_by_saml()
    long_ago(client)
    saml.will(nameid="mei", mail="mei@demo.example")
    assert "You came back as somebody else" in refusal(come_by_saml(AGAIN, next=MATTERS))
    assert client.get(MATTERS).status_code == 302


def test_both_kinds_of_provider_stand_beside_each_other(cast, come, come_by_saml, provider, saml, client, settings):
    settings.OIDC_NAME, settings.SAML_NAME = "Acme", "Old Acme"
    page = text(client.get("/sign-in/"))
    assert "Sign in with Acme" in page
    assert "Sign in with Old Acme" in page
    come()
    client.post("/sign-out/")
    come_by_saml()
    assert set(Identity.objects.values_list("person__email", "issuer")) == {
        ("ivan@demo.example", provider.base),
        ("ivan@demo.example", f"{saml.base}/metadata"),
    }


def test_what_the_provider_is_told_of_us(client, saml, settings):
    said = client.get("/sign-in/saml/metadata/")
    assert said["Content-Type"] == "application/samlmetadata+xml"
    assert 'entityID="http://localhost:8000/sign-in/saml/metadata/"' in text(said)
    assert 'Location="http://localhost:8000/sign-in/saml/"' in text(said)
    assert 'WantAssertionsSigned="true"' in text(said)
    settings.SAML_PROVIDER = {}
    assert client.get("/sign-in/saml/metadata/").status_code == 404
    assert client.post("/sign-in/saml/").status_code == 404
    assert client.get("/sign-in/saml/finish/").status_code == 404


@pytest.mark.parametrize(("https", "name"), [(True, "__Host-arrival"), (False, "arrival")])
def test_what_is_carried_over_is_for_two_minutes_and_this_host(cast, client, saml, settings, https, name):
    answer = form_of(set_out(client, "/sign-in/with/saml/"))
    settings.HTTPS = https
    cookie = Client().post("/sign-in/saml/", {"SAMLResponse": answer}).cookies[name]
    kept = ("max-age", "path", "samesite", "httponly", "secure")
    assert [cookie[one] for one in kept] == [120, "/", "Lax", True, https or ""]


def test_only_so_many_answers_a_minute_are_looked_at(client, saml):
    assert {client.post("/sign-in/saml/", {"SAMLResponse": "x"}).status_code for _number in range(120)} == {403}
    assert client.post("/sign-in/saml/", {"SAMLResponse": "x"}).status_code == 429
