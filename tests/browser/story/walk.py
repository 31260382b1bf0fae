"""Who walks: a page a person, the room's screen, and what is asked of pages again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

FILES = Path(__file__).resolve().parents[3] / "fixtures" / "demo"
TICK = 30_000  # milliseconds within which the worker has done what a day asks, also on a busy machine


@dataclass(frozen=True)
class Letter:
    """One mail that was sent."""

    to: str
    subject: str
    text: str


def context(browser: Browser, url: str, width: int, height: int) -> BrowserContext:
    """A browser of its own, where the demo company is."""
    return browser.new_context(
        base_url=url, viewport={"width": width, "height": height}, locale="en-GB", timezone_id="Europe/Berlin"
    )


def page_of_person(browser: Browser, url: str, first: str) -> Page:
    """A page of a browser context of their own, signed in through the demo's door."""
    page = context(browser, url, 1440, 1000).new_page()
    page.set_default_timeout(15_000)
    page.goto("/demo/")
    page.locator(f"form:has(input[value='{first}@demo.example']) button").last.click()
    page.wait_for_url("**/")
    return page


def no_picture(name: str, page: Page, part: Locator | None = None) -> None:
    """The test takes no pictures."""


expect.set_options(timeout=15_000)


@dataclass
class Walk:
    """The people, each in a browser of their own, and a screen without an account."""

    as_person: Callable[[str], Page]
    screen: Page
    picture: Callable[..., None] = no_picture

    sink: list[Letter] | None = None

    def letters(self) -> list[Letter]:
        """Every mail so far, the oldest first: from the mail server where there is one, else from the letter box."""
        if self.sink is not None:
            return list(self.sink)
        page = self.at("otto", "/mail/")
        heading(page, "The letter box")
        found = []
        for mail in page.locator("article.mail").all():
            to, said = mail.locator("dd").first.inner_text(), mail.locator(".mail-body").inner_text()
            found.append(Letter(to, mail.locator("h2").inner_text(), said))
        return found[::-1]

    def at(self, first: str, path: str) -> Page:
        """The page of that person, at that address."""
        page = self.as_person(first)
        page.goto(path)
        return page

    def today(self, first: str) -> Page:
        """That person's first page."""
        return self.at(first, "/")

    def tomorrow(self, days: int = 1) -> str:
        """Moves the demo's day on by the button, and returns the sentence that says the day."""
        page = self.as_person("otto")
        for _day in range(days):
            page.goto("/demo/")
            press(page, "Move to the next day")
        return page.locator("main .lead").first.inner_text()


def press(page: Page, name: str) -> None:
    """Presses the one button of that name and waits until its page has come."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follows the first link of that name in the page's content."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).and_(page.locator("main a")).first.click()


def heading(page: Page, words: str) -> None:
    """The page's own title."""
    expect(page.get_by_role("heading", level=1, name=words, exact=True)).to_be_visible()


def says(page: Page, *sentences: str) -> None:
    """Each sentence can be read on the page."""
    for sentence in sentences:
        expect(page.get_by_text(sentence).and_(page.locator("body *:visible")).first).to_be_visible()


def says_not(page: Page, *words: str) -> None:
    """None of the words stands on the page, not even hidden."""
    for each in words:
        expect(page.locator("body")).not_to_contain_text(each)
