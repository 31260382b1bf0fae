"""One browser for the module, a page a person, and the demo's running processes."""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.stack import Stack, browser_path, running_demo
from tests.browser.story.walk import page_of_person


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, without a screen."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        launched = player.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield launched
        launched.close()


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
