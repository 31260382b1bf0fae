"""`python -m benchmarks.live.painting BASE COOKIE`: one real browser that shows the room's screen.

Prints a line once it shows a turn; at the next line of its input it ends, and prints when it had painted which line of
the desk ("change 17"), in seconds of the machine's clock.
"""

import json
import sys

from playwright.sync_api import sync_playwright

from tests.browser.stack import browser_path

SIZE = {"width": 1920, "height": 1080}
# a change is painted when the frame that holds it has been: after the animation frame that follows the change
WATCH = """() => {
  window.painted = {};
  const seen = new Set();
  new MutationObserver(() => {
    const said = document.querySelector(".room-question")?.textContent.trim() || "";
    if (!said.startsWith("change ") || seen.has(said)) return;
    seen.add(said);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.painted[said.slice(7)] = (performance.timeOrigin + performance.now()) / 1000;
    }));
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def main(base: str, cookie: str) -> None:
    """The screen, until a second line comes in."""
    name, _, value = cookie.partition("=")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(viewport=SIZE)
        context.add_cookies([{"name": name, "value": value, "url": base}])
        page = context.new_page()
        page.goto(f"{base}/room/")
        page.locator(".room-speaks").wait_for(timeout=15_000)
        page.evaluate(WATCH)
        page.wait_for_timeout(1_000)  # its stream is up
        print("up", flush=True)
        sys.stdin.readline()
        page.wait_for_timeout(1_000)  # the last one is painted
        json.dump(page.evaluate("window.painted"), sys.stdout)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
