"""Step 4: the group reads what its assessors wrote, and leaves remarks; whom it is about reads none of it."""

import re

from playwright.sync_api import Page

from tests.browser.story.walk import Walk, follow, heading, press, says

REMARKS = (
    ("dana", "supports", "The move of the archive cost my teams no day. That was her planning."),
    ("oskar", "asks", "How much of the talk with Billing and Web was hers, and how much was Marco's?"),
    ("mei", "challenges", "Search waited two weeks for the new limits. I would not call the dates kept."),
    ("noor", "adds evidence", "She also took the night calls of the move herself, all four of them."),
)
EXAMPLE = "The week of 9 November: the limits were promised for Monday and came on the Friday after next."


def step(walk: Walk) -> None:
    """Petra opens the preview; four readers leave a remark of each kind on Lena."""
    petra = walk.at("petra", "/cycles/")
    follow(petra, "Engineering 2026 Q4")
    press(petra, "Open the preview of Engineering now")
    says(petra, "Engineering reads until Monday, 14 December, in five days")
    for first, kind, text in REMARKS:
        _remark(walk, first, kind, text)
    mei = walk.as_person("mei")
    heading(mei, "Lena Fischer IC3, Senior engineer")
    assert kinds(walk.at("marco", mei.url)) == ["supports", "asks", "challenges", "adds evidence"]
    _not_by(walk, mei.url)


def reading(page: Page) -> None:
    """Goes from the first page to what the group reads."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Read the assessments of Engineering before the meeting")).click()
    heading(page, "What the assessors write")


def find(page: Page, name: str) -> None:
    """Opens that person on the pages of the reading, from the first page of it on."""
    page.wait_for_load_state()
    while not page.get_by_role("link", name=name, exact=True).count():
        follow(page, "Further")
        page.wait_for_load_state()
    follow(page, name)


def kinds(page: Page) -> list[str]:
    """Which remarks stand there, by kind, the oldest first."""
    return [said.split(maxsplit=2)[2] for said in page.locator(".remark-by").all_inner_texts()]


def _remark(walk: Walk, first: str, kind: str, text: str) -> None:
    page = walk.as_person(first)
    reading(page)
    find(page, "Lena Fischer")
    page.get_by_role("group", name="This remark").get_by_text(kind, exact=True).click()
    page.get_by_label("In your words").fill(text)
    if kind == "challenges":
        page.get_by_label("An example").fill(EXAMPLE)
    press(page, "Leave the remark")
    says(page, text)


def _not_by(walk: Walk, lena: str) -> None:
    """Neither Lena nor another subject reads it; Noor, who reads the group, finds nothing of herself."""
    for first in ("lena", "ivan", "tariq", "otto"):
        heading(walk.at(first, lena), "There is nothing here for you")
    noor = walk.as_person("noor")
    reading(noor)
    names = noor.locator("main h3 a").all_inner_texts()
    while noor.get_by_role("link", name="Further", exact=True).count():
        follow(noor, "Further")
        names += noor.locator("main h3 a").all_inner_texts()
    assert len(names) == 54
    assert "Noor Haddad" not in names
