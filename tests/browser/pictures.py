"""`python -m tests.browser.pictures [FOLDER]`: walks the eight steps once and draws README's pictures on the way.

PNG files at 1440 pixels; the room at 1920 × 1080; one page at 390. Names and people are the same every time.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser.stack import ROOT, browser_path, running_demo
from tests.browser.story import STEPS
from tests.browser.story.walk import Walk, context, page_of_person

FOLDER = ROOT / "docs" / "pictures"
WIDE, NARROW, ROOM = (1440, 1000), (390, 844), (1920, 1080)
SITE = "http://localhost:8000"  # as mails say it, wherever the demo answers
HIGHEST = 1500  # pixels of a page that are shown
NARROW_ONES = {"result"}


class Painter:
    """Draws a page when the walk says its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drawn: list[Path] = []

    def __call__(self, name: str, page: Page, part: Locator | None = None) -> None:
        if part is not None:
            self.drawn.append(self.folder / f"{name}.png")
            part.screenshot(path=self.drawn[-1])
            return
        size = page.viewport_size or {}
        if size.get("width") == ROOM[0]:
            self._draw(page, name)
            return
        if name in NARROW_ONES:
            page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
            self._draw(page, f"{name}-narrow", NARROW[1])
            page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        self._draw(page, name, HIGHEST)

    def _draw(self, page: Page, name: str, highest: int = ROOM[1]) -> None:
        path = self.folder / f"{name}.png"
        page.evaluate("scrollTo(0, 0)")
        width = (page.viewport_size or {})["width"]
        height = min(highest, page.evaluate("Math.ceil(document.body.getBoundingClientRect().height)"))
        height = max(height, 400) if width != ROOM[0] else ROOM[1]
        page.screenshot(
            path=path, full_page=width != ROOM[0], clip={"x": 0, "y": 0, "width": width, "height": height},
            animations="disabled", caret="hide",
        )  # fmt: skip
        self.drawn.append(path)


def walk(browser: Browser, url: str, painter: Painter) -> None:
    """All eight steps, drawn."""
    people: dict[str, Page] = {}

    def as_person(first: str) -> Page:
        if first not in people:
            people[first] = page_of_person(browser, url, first)
        return people[first]

    room = context(browser, url, *ROOM).new_page()
    for each in STEPS:
        each.step(Walk(as_person, room, painter))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    painter = Painter(folder)
    with (
        tempfile.TemporaryDirectory() as var,
        running_demo(Path(var), SITE_URL=SITE) as stack,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
        )
        walk(browser, stack.url, painter)
        browser.close()
    for path in painter.drawn:
        sys.stdout.write(f"{path.stat().st_size // 1024:4} KB  {path}\n")


if __name__ == "__main__":
    main()
