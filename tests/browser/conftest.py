"""One browser for the module, a page a person, and the demo's running processes."""

import os
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.signals import request_finished, request_started

from tests.browser.stack import Stack, browser_path, running_demo
from tests.browser.story.walk import page_of_person


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, without a screen."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs until the module's end
    try:
        with sync_playwright() as player:
            launched = player.chromium.launch(
                executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
            )
            yield launched
            launched.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def answered() -> Iterator[Callable]:
    """`answered()` waits until the test's own server owes no answer: a page that closes still sends its last words."""
    begun, ended = [], []

    def begins(**_):
        begun.append(1)

    def ends(**_):
        ended.append(1)

    def wait(quiet: float = 0.2, at_most: float = 10.0) -> None:
        until, still = time.monotonic() + at_most, 0.0
        while still < quiet:
            assert time.monotonic() < until, f"{len(begun) - len(ended)} requests are not answered"
            seen = len(begun)
            time.sleep(0.05)
            still = still + 0.05 if seen == len(begun) == len(ended) else 0.0

    request_started.connect(begins)
    request_finished.connect(ends)
    yield wait
    request_started.disconnect(begins)
    request_finished.disconnect(ends)


@pytest.fixture
def windows(browser, answered):
    """The module's browser for one test; whatever it opens is closed and forgotten after it."""
    yield browser
    for context in browser.contexts:
        context.close()
    answered()


@pytest.fixture(scope="module")
def stack(tmp_path_factory) -> Iterator[Stack]:
    """The demo company with web, worker and beat, from an empty database."""
    with running_demo(tmp_path_factory.mktemp("story")) as running:
        yield running


@pytest.fixture(scope="module")
def as_person(browser, stack) -> Iterator[Callable]:
    """`as_person("mei")`: a page of her own browser context, signed in through the demo's door; kept for the module."""
    pages = {}

    def page_of(first: str):
        if first not in pages:
            pages[first] = page_of_person(browser, stack.url, first)
        return pages[first]

    yield page_of
    for page in pages.values():
        page.context.close()


@pytest.fixture
def story(transactional_db):
    """A cycle in assessing, and Mei who has Ivan to assess."""
    from tests.cast import make_cast
    from tests.reviews.story import launch_engineering

    cast = make_cast()
    made = launch_engineering(cast)
    made.mei = cast.mei
    return made


@pytest.fixture
def as_mei(story, client, live_server, windows) -> Callable:
    """`as_mei()`: a browser context signed in as Mei at the test's own server, with JavaScript or without."""
    client.force_login(story.mei)
    cookie = client.cookies["sessionid"].value

    def context_with(javascript: bool = True):
        context = windows.new_context(base_url=live_server.url, java_script_enabled=javascript)
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context

    return context_with
