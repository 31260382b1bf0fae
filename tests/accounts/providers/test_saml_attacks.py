"""What somebody might try with a SAML answer; where a check is ours, without it they get in."""

import base64
import copy
import time
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from lxml import etree
from onelogin.saml2.response import OneLogin_Saml2_Response

from accounts.models import Event, Identity
from accounts.providers import saml as ours
from tests.accounts.providers.conftest import bring, form_of, onward, set_out
from tests.accounts.providers.test_oidc_sign_in import refusal
from tests.accounts.signing_in import is_in, text

pytestmark = pytest.mark.django_db

NS = {
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
DOOR = "/sign-in/with/saml/"


@pytest.fixture(autouse=True)
def company(cast):
    """The people."""


@pytest.fixture
def answer(client, saml) -> Callable[..., str]:
    """An answer to what this browser asked, as the persona has it."""

    def made(**persona) -> str:
        saml.will(**persona)
        return form_of(set_out(client, DOOR))

    return made


def changed(said: str, change: Callable[[etree._Element], None]) -> str:
    """The answer with its XML changed on the way."""
    root = etree.fromstring(base64.b64decode(said))
    change(root)
    return base64.b64encode(etree.tostring(root)).decode()


def assert_refused(client, said: str, sentence: str = "cannot be accepted") -> None:
    assert sentence in refusal(bring(client, said))
    assert not is_in(client)
    assert not Identity.objects.exists()


def check_nothing(monkeypatch) -> None:
    """The library as if it looked at nothing."""
    monkeypatch.setattr(OneLogin_Saml2_Response, "is_valid", lambda self, *args, **more: True)


# -- what the library carries ----------------------------------------------------------------------------

BY_THE_LIBRARY = {
    "signed by nobody": {"sign": "nothing"},
    "signed by a stranger": {"sign": "stranger"},
    "signed outside, not inside": {"sign": "response"},
    "of another provider": {"issuer": "https://idp.evil.example"},
    "sent elsewhere": {"destination": "https://evil.example/acs"},
    "over for long": {"conditions_until": -400},
    "not begun": {"from": 400},
}


@pytest.mark.parametrize("persona", BY_THE_LIBRARY.values(), ids=BY_THE_LIBRARY)
def test_an_answer_that_is_not_sound_opens_nothing(client, answer, monkeypatch, persona):
    assert_refused(client, answer(**persona))
    check_nothing(monkeypatch)
    bring(client, answer(**persona))
    assert is_in(client)


def test_a_signature_by_sha_1_opens_nothing(client, answer, monkeypatch):
    assert_refused(client, answer(sign="sha1"))
    real = ours.OneLogin_Saml2_Settings.get_security_data
    laxer = {"rejectDeprecatedAlgorithm": False}
    monkeypatch.setattr(ours.OneLogin_Saml2_Settings, "get_security_data", lambda self: real(self) | laxer)
    bring(client, answer(sign="sha1"))
    assert is_in(client)


def test_of_two_addresses_none_is_taken(client, answer):
    assert_refused(client, answer(mail="new@demo.example", mail2="ivan@demo.example"), "names no address of yours")


def test_a_word_changed_after_the_signature_opens_nothing(client, answer, monkeypatch):
    def change(root):
        root.find(".//saml:NameID", NS).text = "u-1"
        root.find(".//saml:AttributeValue", NS).text = "petra@demo.example"

    assert_refused(client, changed(answer(), change))
    check_nothing(monkeypatch)
    bring(client, changed(answer(), change))
    assert "petra@demo.example" in text(client.get("/account/"))


def forged(root) -> etree._Element:
    """A copy of the assertion that says Petra, without a signature."""
    evil = copy.deepcopy(root.find("saml:Assertion", NS))
    evil.remove(evil.find("ds:Signature", NS))
    evil.set("ID", "_evil")
    evil.find(".//saml:NameID", NS).text = "petra"
    evil.find(".//saml:AttributeValue", NS).text = "petra@demo.example"
    return evil


def forged_before(root):
    root.insert(list(root).index(root.find("saml:Assertion", NS)), forged(root))


def forged_after(root):
    root.append(forged(root))


def forged_around_by_advice(root):
    evil, real = forged(root), root.find("saml:Assertion", NS)
    root.replace(real, evil)
    advice = etree.Element(f"{{{NS['saml']}}}Advice")
    advice.append(real)
    evil.insert(3, advice)


def forged_around_by_signature(root):
    evil, real = forged(root), root.find("saml:Assertion", NS)
    signature = real.find("ds:Signature", NS)
    root.replace(real, evil)
    evil.insert(1, signature)
    etree.SubElement(signature, f"{{{NS['ds']}}}Object").append(real)


def forged_under_the_same_name(root):
    evil, real = forged(root), root.find("saml:Assertion", NS)
    evil.set("ID", real.get("ID"))
    root.insert(list(root).index(real), evil)


def signed_one_in_extensions(root):
    evil, real = forged(root), root.find("saml:Assertion", NS)
    root.replace(real, evil)
    extensions = etree.Element(f"{{{NS['samlp']}}}Extensions")
    extensions.append(real)
    root.insert(1, extensions)


def signature_taken_over(root):
    evil, real = forged(root), root.find("saml:Assertion", NS)
    evil.insert(1, copy.deepcopy(real.find("ds:Signature", NS)))
    root.replace(real, evil)


def whole_answer_wrapped(root):
    real = copy.deepcopy(root)
    evil = forged(root)
    assertion = root.find("saml:Assertion", NS)
    signature = copy.deepcopy(assertion.find("ds:Signature", NS))
    root.replace(assertion, evil)
    etree.SubElement(signature, f"{{{NS['ds']}}}Object").append(real)
    root.insert(1, signature)


WRAPPINGS = [
    forged_before,
    forged_after,
    forged_around_by_advice,
    forged_around_by_signature,
    forged_under_the_same_name,
    signed_one_in_extensions,
    signature_taken_over,
    whole_answer_wrapped,
]


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_signature_around_something_else_opens_nothing(client, answer, wrapping):
    assert_refused(client, changed(answer(), wrapping))


def test_a_comment_put_into_a_name_does_not_shorten_it(client, answer):
    """A signature does not see comments; who reads only up to them reads Ivan."""

    def comment(root):
        for path in (".//saml:AttributeValue", ".//saml:NameID"):
            element = root.find(path, NS)
            whole = element.text
            element.text = whole[: len("ivan@demo.example")]
            note = etree.Comment("x")
            note.tail = whole[len("ivan@demo.example") :]
            element.append(note)

    said = answer(mail="ivan@demo.example.evil.example", nameid="ivan@demo.example.evil.example")
    assert_refused(client, changed(said, comment), "Nobody here has the address ivan@demo.example.evil.example.")


OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize("declared", [OUTSIDE, LAUGHS], ids=["outside", "laughs"])
def test_entities_are_not_read(client, answer, declared):
    name = "e" if declared is OUTSIDE else "j"
    whole = declared + base64.b64decode(answer()).decode().replace("ivan@demo.example", f"&{name};")
    began = time.monotonic()
    assert_refused(client, base64.b64encode(whole.encode()).decode())
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "said",
    [
        "",
        "x",
        "%%%",
        "PHg+",
        "A" * 300_000,
        base64.b64encode(b"<x/>").decode(),
        base64.b64encode(b"\0").decode(),
        base64.b64encode("<x>\ud7ff</x>".encode("utf-16")).decode(),
        base64.b64encode(b"<a>" * 20_000).decode(),
    ],
    ids=["none", "short", "no base64", "torn", "too much", "another", "nul", "utf-16", "deep"],
)
def test_what_is_no_answer_is_refused_and_fills_no_row(client, saml, said):
    assert refusal(client.post("/sign-in/saml/", {"SAMLResponse": said}))
    assert not Identity.objects.exists()


# -- what is ours: what has to be there --------------------------------------------------------------------


def without_who_confirms(monkeypatch) -> None:
    monkeypatch.setattr(ours, "_confirms", lambda data, asked: True)


def without_audience(monkeypatch) -> None:
    here = ["http://localhost:8000/sign-in/saml/metadata/"]
    monkeypatch.setattr(OneLogin_Saml2_Response, "get_audiences", lambda self: here)


HAS_TO_BE_THERE = {
    "for which request": ({"answers": None, "outer_answers": "this one"}, without_who_confirms),
    "to whom it is sent": ({"recipient": None}, without_who_confirms),
    "to whom exactly": (
        {"recipient": "https://evil.example/?http://localhost:8000/sign-in/saml/"},
        without_who_confirms,
    ),
    "until when": ({"until": None}, without_who_confirms),
    "for whom it is": ({"audience": None}, without_audience),
}


@pytest.mark.parametrize(("persona", "broken"), HAS_TO_BE_THERE.values(), ids=HAS_TO_BE_THERE)
def test_what_an_answer_has_to_say(client, saml, monkeypatch, persona, broken):
    def fresh() -> str:
        address = set_out(client, DOOR)
        saml.will(**persona)
        if persona.get("outer_answers"):
            form_of(address)
            saml.will(**persona | {"outer_answers": saml.asked()[-1]["id"]})
        return form_of(address)

    assert_refused(client, fresh())
    broken(monkeypatch)
    bring(client, fresh())
    assert is_in(client)


@pytest.mark.parametrize(
    "persona",
    [{"recipient": "https://evil.example/acs"}, {"until": -10}, {"audience": "https://another.example/metadata"}],
    ids=["recipient", "until", "audience"],
)
def test_nor_may_it_say_otherwise(client, answer, persona):
    assert_refused(client, answer(**persona))


def test_an_answer_that_nobody_asked_for_opens_nothing(client, answer):
    """What a provider sends by itself, from a page of its own."""
    assert_refused(client, answer(answers=None), "was not begun in this browser")


# -- the way back ------------------------------------------------------------------------------------------


def test_the_same_answer_twice_opens_nothing(client, answer, monkeypatch):
    said = answer()
    bring(client, said)
    assert is_in(client)
    client.post("/sign-out/")
    assert "was not begun in this browser" in refusal(bring(client, said))
    assert not is_in(client)


def test_somebody_elses_answer_opens_nothing_here(client, answer, saml):
    """A browser that is led to send another's answer would be signed in as them."""
    said = answer()
    victim = Client()
    assert "was not begun in this browser" in refusal(bring(victim, said))
    assert not is_in(victim)
    set_out(victim, DOOR)
    assert "was not begun in this browser" in refusal(bring(victim, said))
    assert not is_in(victim)


def test_without_what_the_session_keeps_it_would(client, answer, monkeypatch):
    said = answer()
    kept = {"process": "login", "asked_at": time.time()}
    monkeypatch.setattr(ours.statekit, "unstash_state", lambda request, **more: kept)
    victim = Client()
    bring(victim, said)
    assert is_in(victim)


def test_what_is_carried_over_cannot_be_written_by_hand(client, saml):
    set_out(client, DOOR)
    client.cookies["arrival"] = '{"answers": "x", "subject": "u-1001", "address": "ivan@demo.example"}:made-up'
    assert "was not begun" in refusal(client.get("/sign-in/saml/finish/"))
    del client.cookies["arrival"]
    assert "was not begun" in refusal(client.get("/sign-in/saml/finish/"))


def test_nor_carried_for_longer_than_two_minutes(client, answer):
    crossing = Client()
    crossing.post("/sign-in/saml/", {"SAMLResponse": answer()})
    client.cookies.update(crossing.cookies)
    with time_machine.travel(time.time() + 121):
        assert "was not begun" in refusal(client.get("/sign-in/saml/finish/"))


def test_nothing_that_strangers_send_fills_the_trail(client, answer):
    for said in ("x", answer(sign="nothing"), answer(answers=None)):
        bring(Client(), said)
    assert not Event.objects.filter(verb="refuse_sign_in").exists()


def test_setting_out_wants_our_own_form(saml):
    client = Client(enforce_csrf_checks=True)
    assert client.post(DOOR).status_code == 403
    assert client.get(DOOR).status_code == 405


def test_a_host_made_up_by_the_request_is_told_to_nobody(client, saml, settings):
    settings.ALLOWED_HOSTS = ["*"]
    address = onward(client.post(DOOR, headers={"host": "evil.example"}))
    form_of(address)
    assert saml.asked()[-1]["acs"] == "http://localhost:8000/sign-in/saml/"
    said = client.get("/sign-in/saml/metadata/", headers={"host": "evil.example"})
    assert "evil.example" not in text(said)


def test_nobodys_name_is_logged(client, answer, caplog):
    bring(client, answer(sign="stranger"))
    bring(client, answer(mail="new@demo.example"))
    assert "an answer by SAML is not sound" in caplog.text
    for word in ("ivan@demo.example", "new@demo.example", "u-1001"):
        assert word not in caplog.text
