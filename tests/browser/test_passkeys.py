"""Passkeys in a real browser, with Chromium's virtual authenticator: added, used to sign in, asked again, removed."""

import json
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import Person, Session
from tests.accounts.signing_in import WORD
from tests.cast import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]


@pytest.fixture
def lena(transactional_db):
    """Lena, with a password."""
    lena = make_cast().lena
    lena.set_password(WORD)
    lena.save()
    return lena


@pytest.fixture
def device(lena, live_server, windows):
    """A browser whose device has a fingerprint reader; `device.answers(False)`: the finger is not laid on."""
    context = windows.new_context(base_url=live_server.url)
    context.set_default_timeout(15_000)
    return Device(context)


class Device:
    """A page and the virtual authenticator behind it."""

    def __init__(self, context) -> None:
        self.context = context
        self.page = context.new_page()
        self.refused: list[str] = []
        self.page.on("console", lambda line: self.refused.append(line.text) if line.type == "error" else None)
        self.devtools = context.new_cdp_session(self.page)
        self.devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self.id = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def answers(self, finger: bool) -> None:
        """Whether the finger laid on is the right one."""
        self.devtools.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": finger})

    def keys(self) -> list[dict]:
        """What the device keeps."""
        return self.devtools.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]

    def goto(self, path: str):
        """The page at that path."""
        self.page.goto(path)
        return self.page

    def is_home(self) -> None:
        """Waits for the first page."""
        self.page.wait_for_url(lambda url: urlsplit(url).path == "/")

    def sign_in(self, path: str = "/sign-in/") -> None:
        """Address and password."""
        self.goto(path)
        self.page.get_by_label("Your address").fill("lena@demo.example")
        self.page.get_by_label("Your password").fill(WORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def add(self, name: str = "work laptop") -> None:
        """A new passkey, by the page that offers it."""
        self.goto("/account/second-step/passkey/")
        self.page.get_by_label("What you call it").fill(name)
        self.page.get_by_role("button", name="Add a passkey").click()

    def sign_out(self) -> None:
        """By the button in the top line."""
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url("**/sign-in/")


@pytest.fixture
def with_passkey(device):
    """Signed out, with a passkey on the device."""
    device.sign_in()
    device.is_home()
    device.add()
    device.page.wait_for_url("**/second-step/codes/")
    device.sign_out()
    return device


def test_a_passkey_is_added_with_codes_for_when_it_is_gone(device, lena):
    device.sign_in()
    device.is_home()
    device.add("kitchen tablet")
    device.page.wait_for_url("**/second-step/codes/")
    assert device.page.locator(".codes li").count() == 10
    passkey = Authenticator.objects.get(user=lena, type="webauthn").wrap()
    assert (passkey.name, passkey.is_passwordless) == ("kitchen tablet", True)
    (key,) = device.keys()
    assert (key["rpId"], key["isResidentCredential"]) == ("localhost", True)
    assert "kitchen tablet" in device.goto("/account/second-step/").inner_text("main")
    assert device.refused == []


def test_one_signs_in_with_the_passkey_alone_and_lands_where_one_wanted(with_passkey, lena):
    with_passkey.goto("/people/?q=lena")
    with_passkey.page.get_by_role("button", name="Sign in with a passkey").click()
    with_passkey.page.wait_for_url("**/people/?q=lena")
    assert Session.objects.filter(person=lena).count() == 1


def test_the_password_alone_is_not_enough_and_the_passkey_is_the_second_step(with_passkey):
    with_passkey.sign_in()
    with_passkey.page.wait_for_url("**/sign-in/code/")
    assert with_passkey.goto("/people/").url.endswith("/sign-in/code/")
    with_passkey.page.get_by_role("button", name="Use a passkey").click()
    with_passkey.is_home()
    assert "Lena" in with_passkey.goto("/account/").inner_text("main")


def test_the_wrong_finger_signs_nobody_in_and_says_what_to_do(with_passkey, lena):
    with_passkey.answers(False)
    with_passkey.goto("/sign-in/")
    with_passkey.page.get_by_role("button", name="Sign in with a passkey").click()
    with_passkey.page.get_by_text("No passkey was used").wait_for()
    assert not Session.objects.filter(person=lena).exists()


def test_a_passkey_of_a_closed_account_opens_nothing(with_passkey, lena):
    Person.objects.filter(pk=lena.pk).update(is_active=False)
    with_passkey.goto("/sign-in/")
    with_passkey.page.get_by_role("button", name="Sign in with a passkey").click()
    with_passkey.page.wait_for_url("**/sign-in/closed/")
    assert not Session.objects.filter(person=lena).exists()


def test_a_passkey_says_again_who_one_is(with_passkey, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 1
    with_passkey.goto("/sign-in/")
    with_passkey.page.get_by_role("button", name="Sign in with a passkey").click()
    with_passkey.is_home()
    with_passkey.page.wait_for_timeout(1100)
    with_passkey.goto("/account/second-step/codes/")
    with_passkey.page.get_by_role("link", name="Use a passkey instead").click()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 60
    with_passkey.page.get_by_role("button", name="Use a passkey").click()
    with_passkey.page.wait_for_url("**/second-step/codes/")


def test_a_passkey_is_renamed_and_removed(with_passkey, lena):
    with_passkey.goto("/sign-in/")
    with_passkey.page.get_by_role("button", name="Sign in with a passkey").click()
    with_passkey.is_home()
    page = with_passkey.goto("/account/second-step/")
    page.get_by_role("link", name="Rename work laptop").click()
    page.get_by_label("What you call it").fill("old laptop")
    page.get_by_role("button", name="Keep this name").click()
    page.get_by_role("link", name="Remove old laptop").click()
    page.get_by_role("button", name="Remove this passkey").click()
    page.get_by_text("The passkey is removed.").wait_for()
    assert not Authenticator.objects.filter(user=lena).exists()


def test_who_must_have_one_gets_on_by_adding_a_passkey(device, lena, settings):
    settings.SECOND_STEP_FOR = ["everyone"]
    device.sign_in()
    device.page.wait_for_url("**/account/second-step/")
    assert "First, a second step" in device.page.inner_text("h1")
    device.page.get_by_role("link", name="Add a passkey").click()
    device.page.get_by_role("button", name="Add a passkey").click()
    device.page.wait_for_url("**/second-step/codes/")
    assert device.goto("/people/").inner_text("h1") == "People"


def test_what_a_passkey_said_once_counts_once(with_passkey, lena):
    """The browser's answer, taken and sent again from another browser: its question is answered already."""
    taken = []
    with_passkey.page.on(
        "request", lambda asked: taken.append(asked.post_data_json) if asked.method == "POST" else None
    )
    with_passkey.goto("/sign-in/")
    with_passkey.page.get_by_role("button", name="Sign in with a passkey").click()
    with_passkey.is_home()
    answer = next(said["credential"] for said in taken if said and "credential" in said)
    assert json.loads(answer)["response"]["signature"]
    thief = Client()
    thief.get("/sign-in/passkey/", headers={"accept": "application/json"})
    thief.post("/sign-in/passkey/", {"credential": answer})
    assert thief.get("/people/").status_code == 302
