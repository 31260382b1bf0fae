"""The company's provider in a real browser: the page that leads on, and the form that another site sends back."""

import time
from collections.abc import Iterator

import pytest
import requests

from config.metadata import identity_provider
from tests.accounts.providers.conftest import started
from tests.accounts.providers.oidc_process import CLIENT, SECRET
from tests.cast import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]


@pytest.fixture
def site(transactional_db, live_server, settings) -> str:
    """The test's own server, with its people."""
    settings.SITE_URL = live_server.url
    make_cast()
    return live_server.url


@pytest.fixture
def by_oidc(site, settings) -> Iterator[None]:
    """An OpenID provider at an address of another site (127.0.0.1 is none of localhost)."""
    for base in started("tests.accounts.providers.oidc_process", "/keys"):
        settings.OIDC_ISSUER = base.replace("localhost", "127.0.0.1")
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        claims = {"sub": "u-1001", "email": "ivan@demo.example", "email_verified": True}
        said = {"redirect_uri": f"{site}/sign-in/back/", "claims": claims, "auth_time": int(time.time())}
        requests.post(f"{base}/persona", json=said, timeout=5).raise_for_status()
        yield


@pytest.fixture
def by_saml(site, settings, tmp_path) -> Iterator[None]:
    """A SAML provider, on another site too."""
    for base in started("tests.accounts.providers.saml_process", "/metadata"):
        away = base.replace("localhost", "127.0.0.1")
        file = tmp_path / "metadata.xml"
        file.write_text(requests.get(f"{away}/metadata", timeout=5).text)
        settings.SAML_PROVIDER, settings.SAML_MAIL = identity_provider(str(file)), "mail"
        yield


def walk(windows, site: str, javascript: bool) -> tuple[str, list[str]]:
    """Presses the button and goes wherever that leads; where one ends, and what the browser complained of."""
    page = windows.new_context(base_url=site, java_script_enabled=javascript).new_page()
    page.set_default_timeout(15_000)
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if line.location["url"].startswith(site) else None)
    page.goto("/sign-in/?next=/account/")
    page.get_by_role("button", name="Sign in with your company account").click()
    if not javascript:
        page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{site}/account/")
    return page.get_by_role("main").inner_text(), refused


def test_by_openid_connect(by_oidc, site, windows):
    said, refused = walk(windows, site, javascript=True)
    assert "ivan@demo.example" in said
    assert refused == []


def test_by_saml_the_session_outlives_the_form_of_another_site(by_saml, site, windows):
    """The browser sends no session with that form, nor would it be right to; the step after it has it again."""
    said, refused = walk(windows, site, javascript=True)
    assert "ivan@demo.example" in said
    assert refused == []


def test_by_saml_without_scripts(by_saml, site, windows):
    said, refused = walk(windows, site, javascript=False)
    assert "ivan@demo.example" in said
    assert refused == []
