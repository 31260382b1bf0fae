"""The settings of the company's provider, each at two values, and what is wrong or missing named."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

OIDC = {"OIDC_ISSUER": "https://idp.example", "OIDC_CLIENT_ID": "plumbline", "OIDC_CLIENT_SECRET": "s" * 20}


def test_oidc(given):
    none = given()
    assert (none.OIDC_ISSUER, none.OIDC_CLIENT_ID, none.OIDC_CLIENT_SECRET) == ("", "", "")
    with_one = given(**OIDC)
    assert with_one.OIDC_ISSUER == "https://idp.example"
    assert (with_one.OIDC_CLIENT_ID, with_one.OIDC_CLIENT_SECRET) == ("plumbline", "s" * 20)
    assert given(**OIDC | {"OIDC_ISSUER": "http://localhost:9400/x"}).OIDC_ISSUER == "http://localhost:9400/x"


def test_oidc_name(given):
    assert given().OIDC_NAME == "your company account"
    assert given(OIDC_NAME="Acme").OIDC_NAME == "Acme"


METADATA = """<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/saml">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing">
<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>MIIB</ds:X509Certificate>
</ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Location="https://idp.example/sso"
Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"/></md:IDPSSODescriptor></md:EntityDescriptor>"""


@pytest.fixture
def saml(tmp_path):
    """What belongs to a SAML provider, with its metadata as a file."""
    file = tmp_path / "idp.xml"
    file.write_text(METADATA)
    return {"SAML_METADATA": str(file), "SAML_MAIL": "mail"}


def test_saml_metadata(given, saml):
    assert given().SAML_PROVIDER == {}
    provider = given(**saml).SAML_PROVIDER
    assert (provider["entityId"], provider["singleSignOnService"]["url"], provider["x509cert"]) == (
        "https://idp.example/saml",
        "https://idp.example/sso",
        "MIIB",
    )


WRONG_FILES = {
    "nothing": "",
    "no XML": "hello",
    "an entity": f"<!DOCTYPE x [<!ENTITY e 'x'>]>{METADATA}",
    "without a certificate": METADATA.replace("MIIB", ""),
    "without an address": METADATA.replace("HTTP-Redirect", "SOAP"),
    "two of them": f"<x>{METADATA}{METADATA}</x>",
    "another thing": "<x/>",
}


@pytest.mark.parametrize("text", WRONG_FILES.values(), ids=WRONG_FILES)
def test_saml_metadata_has_to_be_of_one_provider(given, saml, text):
    Path(saml["SAML_METADATA"]).write_text(text)
    with pytest.raises(ImproperlyConfigured) as refused:
        given(**saml)
    said = "SAML_METADATA names no file with the metadata of one SAML identity provider"
    assert str(refused.value) == f"The environment is not right: {said}"


def test_saml_metadata_names_a_file(given):
    with pytest.raises(ImproperlyConfigured, match="SAML_METADATA names no file"):
        given(SAML_METADATA="/no/such/file", SAML_MAIL="mail")


def test_saml_mail(given, saml):
    assert given().SAML_MAIL == ""
    assert given(**saml).SAML_MAIL == "mail"
    with pytest.raises(ImproperlyConfigured) as refused:
        given(SAML_METADATA=saml["SAML_METADATA"])
    assert str(refused.value) == "The environment is not right: SAML_MAIL Environment variable not set."


def test_saml_name(given):
    assert given().SAML_NAME == "your company account"
    assert given(SAML_NAME="Acme").SAML_NAME == "Acme"


def test_provider_second_step(given):
    words = ["mfa", "otp", "hwk", "swk", "fido", "phr", "phrh", "https://refeds.org/profile/mfa"]
    assert words == given().PROVIDER_SECOND_STEP
    assert given(PROVIDER_SECOND_STEP="urn:acme:gold").PROVIDER_SECOND_STEP == ["urn:acme:gold"]
    assert given(PROVIDER_SECOND_STEP="").PROVIDER_SECOND_STEP == []


def test_password_sign_in(given, saml):
    assert given().PASSWORD_SIGN_IN is True
    assert given(PASSWORD_SIGN_IN="0", **OIDC).PASSWORD_SIGN_IN is False
    assert given(PASSWORD_SIGN_IN="0", **saml).PASSWORD_SIGN_IN is False


@pytest.mark.parametrize("name", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_what_belongs_to_a_provider_is_missed(given, name):
    with pytest.raises(ImproperlyConfigured) as refused:
        given(**{key: value for key, value in OIDC.items() if key != name})
    assert str(refused.value) == f"The environment is not right: {name} Environment variable not set."


@pytest.mark.parametrize(
    "value",
    ["idp.example", "http://idp.example", "ftp://idp.example", "https://", "https://idp.example?x", "https://[x"],
)
def test_a_provider_has_a_https_address(given, value):
    with pytest.raises(ImproperlyConfigured) as refused:
        given(**OIDC | {"OIDC_ISSUER": value})
    assert str(refused.value) == "The environment is not right: OIDC_ISSUER is not a https:// address"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PASSWORD_SIGN_IN", "0", "PASSWORD_SIGN_IN leaves no way in: give OIDC_ISSUER or "),
        ("PASSWORD_SIGN_IN", "no way", "PASSWORD_SIGN_IN Not a valid boolean."),
        ("SAML_NAME", "", "SAML_NAME Length must be between 1 and 60."),
        ("OIDC_NAME", "", "OIDC_NAME Length must be between 1 and 60."),
    ],
)
def test_another_wrong_value_is_named(given, name, value, sentence):
    with pytest.raises(ImproperlyConfigured) as refused:
        given(**{name: value})
    assert str(refused.value).startswith(f"The environment is not right: {sentence}")
