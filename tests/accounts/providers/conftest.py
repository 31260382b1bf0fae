"""The provider's process, started once, and a browser's way through it."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.test import Client

from config.metadata import identity_provider
from tests.accounts.providers.oidc_process import CLIENT, SECRET

ROOT = Path(__file__).resolve().parents[3]
NAME = "your company account"


def started(module: str, ready: str, *words: str, before_port: tuple[str, ...] = ()) -> Iterator[str]:
    """Starts a provider as a process; its address once it answers at `ready`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", module, *before_port, str(port), *words], cwd=ROOT)
    base = f"http://localhost:{port}"
    try:
        for _try in range(100):
            try:
                if requests.get(base + ready, timeout=1).ok:
                    break
            except requests.RequestException:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def oidc_process() -> Iterator[str]:
    yield from started("tests.accounts.providers.oidc_process", "/keys")


@dataclass
class Provider:
    """The provider as the tests steer it."""

    base: str
    redirect_uri: str = "http://localhost:8000/sign-in/back/"

    def will(self, sub: str = "248289761001", email: str | None = "ivan@demo.example", **more) -> None:
        """Who signs in there next, and what is wrong with what it says of them. `claims` add to the usual ones."""
        claims = {"sub": sub, "email": email, "email_verified": True} | more.pop("claims", {})
        said = {"redirect_uri": self.redirect_uri, "claims": claims, "auth_time": int(time.time())} | more
        requests.post(f"{self.base}/persona", json=said, timeout=5).raise_for_status()

    def asked(self) -> list[dict]:
        """What the site asked of it since."""
        return requests.get(f"{self.base}/asked", timeout=5).json()


@pytest.fixture
def provider(oidc_process, settings) -> Provider:
    """The provider, set up in the site, which knows Ivan's address."""
    settings.OIDC_ISSUER = oidc_process
    settings.OIDC_CLIENT_ID = CLIENT
    settings.OIDC_CLIENT_SECRET = SECRET
    settings.OIDC_NAME = NAME
    made = Provider(oidc_process)
    made.will()
    return made


def onward(page) -> str:
    """The address to which the page that leads on leads."""
    assert page.status_code == 200, page
    return unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode()).group(1))


def set_out(client: Client, path: str = "/sign-in/with/oidc/", **form) -> str:
    """Presses the button; the address at the provider."""
    return onward(client.post(path, form))


def there(address: str) -> str:
    """At the provider, which sends back at once: the path and query here."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


@pytest.fixture
def come(client, provider) -> Callable:
    """The whole way: pressed here, signed in there, back here; the last answer."""

    def the_way(path: str = "/sign-in/with/oidc/", **form):
        return client.get(there(set_out(client, path, **form)))

    return the_way


# -- the provider that speaks SAML -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def saml_process(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """Its address, and the file with its metadata that an operator would put down."""
    for base in started("tests.accounts.providers.saml_process", "/metadata"):
        file = tmp_path_factory.mktemp("saml") / "metadata.xml"
        file.write_text(requests.get(f"{base}/metadata", timeout=5).text)
        yield base, file


@dataclass
class SamlProvider:
    """The provider as the tests steer it."""

    base: str
    file: Path

    def will(self, **persona) -> None:
        """Who signs in there next, and what is wrong with what it says of them."""
        requests.post(f"{self.base}/persona", json=persona, timeout=5).raise_for_status()

    def asked(self) -> list[dict]:
        """What the site asked of it since."""
        return requests.get(f"{self.base}/asked", timeout=5).json()


@pytest.fixture
def saml(saml_process, settings) -> SamlProvider:
    """The provider, set up in the site, which knows Ivan's address."""
    base, file = saml_process
    settings.SAML_PROVIDER = identity_provider(str(file))
    settings.SAML_MAIL = "mail"
    settings.SAML_NAME = NAME
    made = SamlProvider(base, file)
    made.will()
    return made


def form_of(address: str) -> str:
    """At the provider: what its form would send back."""
    page = requests.get(address, timeout=5).text
    assert 'action="http://localhost:8000/sign-in/saml/"' in page
    return re.search(r'name="SAMLResponse" value="([^"]+)"', page).group(1)


def bring(client: Client, answer: str, other: Client | None = None):
    """Sends the form as a browser does that comes from another site: without the session; then goes on with it."""
    crossing = other or Client()
    said = crossing.post("/sign-in/saml/", {"SAMLResponse": answer, "RelayState": "https://evil.example/"})
    if said.status_code != 302:
        return said
    assert said["Location"] == "/sign-in/saml/finish/"
    client.cookies.update(crossing.cookies)
    return client.get(said["Location"])


@pytest.fixture
def come_by_saml(client, saml) -> Callable:
    """The whole way by SAML; the last answer."""

    def the_way(path: str = "/sign-in/with/saml/", **form):
        return bring(client, form_of(set_out(client, path, **form)))

    return the_way
