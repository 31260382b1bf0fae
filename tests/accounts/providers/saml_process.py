"""A SAML identity provider as a process of its own: metadata, requests read, assertions signed (by signxml).

`python -m tests.accounts.providers.saml_process PORT`. It signs in whom `POST /persona` has named and answers with a
page whose form goes back by itself, as providers do. What the persona says replaces what an honest provider would say;
null leaves it out: `nameid`, `format`, `mail`, `context`, `instant`, `audience`, `recipient`, `answers`, `until` (in
seconds from now), `issuer`, `destination`, `status`, `sign` ("assertion", "response", "stranger", "sha1",
"nothing"), `mail2` (a second address).
"""

import base64
import json
import secrets
import sys
import zlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape, quoteattr

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml import DigestAlgorithm, SignatureMethod, XMLSigner, methods

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
NS = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
HERE_SIGNATURE_GOES = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>'
PERSONA: dict = {}
ASKED: list[dict] = []


def pair(name: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """A key and its certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime.now(UTC)).not_valid_after(datetime.now(UTC) + timedelta(9))
    return key, made.sign(key, hashes.SHA256())


OWN, STRANGER = pair("idp"), pair("stranger")


def instant(seconds: float = 0) -> str:
    return f"{datetime.now(UTC) + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


def attribute(name: str, value: str | None) -> str:
    return f" {name}={quoteattr(value)}" if value is not None else ""


class OldSigner(XMLSigner):
    """One that still signs with SHA-1."""

    def check_deprecated_methods(self) -> None:
        pass


def signed(element: etree._Element, how: str) -> etree._Element:
    key, certificate = STRANGER if how == "stranger" else OWN
    exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    if how == "sha1":
        signer = OldSigner(methods.enveloped, SignatureMethod.RSA_SHA1, DigestAlgorithm.SHA1, exclusive)
    else:
        signer = XMLSigner(methods.enveloped, c14n_algorithm=exclusive)
    return signer.sign(element, key=key, cert=[certificate], reference_uri=f"#{element.get('ID')}")


def response(asked: dict, base: str) -> bytes:
    """The answer to a request, as the persona has it."""
    fact = {
        **{"nameid": "u-1001", "format": PERSISTENT, "mail": "ivan@demo.example", "context": PASSWORD},
        **{"instant": 0, "audience": asked["issuer"], "recipient": asked["acs"], "answers": asked["id"], "until": 120},
        **{"issuer": f"{base}/metadata", "destination": asked["acs"], "status": SUCCESS, "sign": "assertion"},
    }
    fact |= PERSONA
    if asked["force"] and not PERSONA.get("never_asks_again"):
        fact["instant"] = 0
    mark = HERE_SIGNATURE_GOES if fact["sign"] in ("assertion", "stranger", "sha1") else ""
    until = instant(fact["until"]) if fact["until"] is not None else None
    audience = f"<saml:Audience>{escape(fact['audience'] or '')}</saml:Audience>"
    audience = f"<saml:AudienceRestriction>{audience}</saml:AudienceRestriction>" if fact["audience"] else ""
    data = attribute("InResponseTo", fact["answers"]) + attribute("Recipient", fact["recipient"])
    conditions = attribute("NotBefore", instant(fact.get("from", -60)))
    conditions += attribute("NotOnOrAfter", instant(fact.get("conditions_until", 120)))
    second = f"<saml:AttributeValue>{escape(fact['mail2'])}</saml:AttributeValue>" if "mail2" in fact else ""
    assertion = f"""<saml:Assertion {NS} ID="_{secrets.token_hex(16)}" Version="2.0" IssueInstant="{instant()}">\
<saml:Issuer>{escape(fact["issuer"])}</saml:Issuer>{mark}<saml:Subject>\
<saml:NameID{attribute("Format", fact["format"])}>{escape(fact["nameid"])}</saml:NameID>\
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData{data}\
{attribute("NotOnOrAfter", until)}/></saml:SubjectConfirmation></saml:Subject>\
<saml:Conditions{conditions}>{audience}</saml:Conditions>\
<saml:AuthnStatement AuthnInstant="{instant(fact["instant"])}"><saml:AuthnContext>\
<saml:AuthnContextClassRef>{escape(fact["context"])}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>\
<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>{escape(fact["mail"])}</saml:AttributeValue>\
{second}</saml:Attribute></saml:AttributeStatement></saml:Assertion>"""
    outer = f"""<samlp:Response {NS} ID="_{secrets.token_hex(16)}" Version="2.0" IssueInstant="{instant()}"\
{attribute("Destination", fact["destination"])}{attribute("InResponseTo", fact.get("outer_answers", fact["answers"]))}>\
<saml:Issuer>{escape(fact["issuer"])}</saml:Issuer>{HERE_SIGNATURE_GOES if fact["sign"] == "response" else ""}\
<samlp:Status><samlp:StatusCode Value="{fact["status"]}"/></samlp:Status></samlp:Response>"""
    whole, inner = etree.fromstring(outer), etree.fromstring(assertion)
    if fact["sign"] in ("assertion", "stranger", "sha1"):
        inner = signed(inner, fact["sign"])
    if fact["status"] == SUCCESS:
        whole.append(inner)
    return etree.tostring(signed(whole, "own") if fact["sign"] == "response" else whole)


class Provider(BaseHTTPRequestHandler):
    """One request."""

    def log_message(self, *words: object) -> None:
        pass

    @property
    def base(self) -> str:
        return f"http://{self.headers['Host']}"

    def say(self, body: str, kind: str = "text/html") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def do_POST(self) -> None:
        PERSONA.clear()
        PERSONA.update(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        ASKED.clear()
        self.say("{}", "application/json")

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/metadata":
            self.say(self.metadata(), "application/samlmetadata+xml")
        elif parts.path == "/asked":
            self.say(json.dumps(ASKED), "application/json")
        elif parts.path == "/sso":
            self.sign_in({name: values[0] for name, values in parse_qs(parts.query).items()})
        else:
            self.send_error(404)

    def metadata(self) -> str:
        certificate = base64.b64encode(OWN[1].public_bytes(Encoding.DER)).decode()
        return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" \
entityID="{self.base}/metadata">\
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\
<md:KeyDescriptor use="signing">\
<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{certificate}\
</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService \
Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{self.base}/sso"/></md:IDPSSODescriptor>\
</md:EntityDescriptor>"""

    def sign_in(self, given: dict[str, str]) -> None:
        request = etree.fromstring(zlib.decompress(base64.b64decode(given["SAMLRequest"]), -15))
        asked = {
            "id": request.get("ID"),
            "acs": request.get("AssertionConsumerServiceURL"),
            "force": request.get("ForceAuthn") == "true",
            "issuer": request.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer"),
        }
        ASKED.append(asked)
        said = base64.b64encode(response(asked, self.base)).decode()
        self.say(
            f"""<!doctype html><title>In</title>
<form method="post" action={quoteattr(asked["acs"])}>
<input type="hidden" name="SAMLResponse" value="{said}">
<input type="hidden" name="RelayState" value="https://evil.example/">
<button>Go on</button></form>
<script>document.forms[0].submit()</script>"""
        )


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Provider).serve_forever()
