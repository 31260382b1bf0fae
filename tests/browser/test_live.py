"""static/js/live.js and keys.js in a real browser."""

from datetime import datetime
from pathlib import Path

import django_htmx
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.once("embedded")]

ROOT = Path(__file__).resolve().parents[2]
ROOM = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Room</title>
<body><main data-live="/events/"></main><p data-live-state data-lost="The connection is lost"></p>
<p data-clock="Asia/Kathmandu"></p><p data-clock="Pacific/Kiritimati"></p>
<script src="/static/js/listen.js"></script><script type="module" src="/static/js/live.js"></script></body></html>"""
LISTEN = """window.heard = [];
for (const name of ["changed", "resync"]) document.body.addEventListener(`live:${name}`, () => heard.push(name));"""
CHANGE = "event: changed\ndata: 7\n\n"
LIST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>List</title>
<body><ol class="line"><li><a href="#a">Ivan</a></li><li><a href="#b">Ines</a></li></ol>
<a href="#next" data-key="n">Next person</a><input aria-label="Words">
<dialog id="keys"><label><input type="checkbox" data-keys-on checked> Single keys</label>
<form method="dialog"><button>Close</button></form></dialog>
<script type="module" src="/static/js/keys.js"></script></body></html>"""


@pytest.fixture
def open_page(windows):
    """Opens a page made of `html`, whose event stream answers with `events` in turn, the last again and again."""
    page = windows.new_page()
    page.asked = asked = []

    def opened(html, events=()):
        left = list(events)

        def answer(route):
            path, _, query = route.request.url.removeprefix("http://plumbline.test").partition("?")
            if path == "/events/":
                asked.append(query)
            if path == "/":
                route.fulfill(body=html, content_type="text/html")
            elif path == "/static/js/listen.js":
                route.fulfill(body=LISTEN, content_type="text/javascript")
            elif path.startswith("/static/"):
                route.fulfill(body=(ROOT / path[1:]).read_text(), content_type="text/javascript")
            elif path == "/events/" and left[0] != "down":
                route.fulfill(body=left.pop(0) if len(left) > 1 else left[0], content_type="text/event-stream")
            else:
                route.abort()

        page.route("**/*", answer)
        page.goto("http://plumbline.test/")
        return page

    return opened


def test_a_change_is_told_to_the_part_that_waits_for_it(open_page):
    page = open_page(ROOM, ["event: changed\ndata: 7\n\n", "down"])
    page.wait_for_function("heard.includes('changed')", timeout=5000)


def test_the_version_last_heard_is_asked_with_after_an_interruption(open_page):
    page = open_page(ROOM, ["event: changed\ndata: 7\n\n", "event: beat\ndata: 7\n\n"])
    page.wait_for_function("heard.includes('resync')", timeout=8000)
    assert page.asked[:2] == ["", "version=7"]


def test_after_an_interruption_every_part_is_fetched_anew(open_page):
    page = open_page(ROOM, ["event: beat\ndata: 1\n\n", "event: beat\ndata: 2\n\n"])
    page.wait_for_function("heard.includes('resync')", timeout=8000)


def test_a_change_that_comes_while_a_part_is_fetched_is_told_afterwards(open_page):
    page = open_page(
        ROOM.replace("<p data-clock=", "<p data-live-part class='htmx-request'></p><p data-clock=", 1), [CHANGE]
    )
    page.wait_for_function("document.querySelector('[data-live-part]')")
    page.wait_for_timeout(500)
    assert page.evaluate("heard") == []
    page.evaluate("""document.querySelector('[data-live-part]').classList.remove('htmx-request');
        document.body.dispatchEvent(new CustomEvent('htmx:afterRequest'))""")
    page.wait_for_function("heard.length > 0", timeout=5000)


FOLDS = """<div id="part" data-live-part hx-get="/part/" hx-trigger="live:changed from:body" hx-swap="outerHTML">
<details><summary>Lock the meeting</summary><p>Cannot be taken back</p></details>
<details><summary>Step out of what concerns {name}</summary><p>Nobody asks why</p></details>{more}</div>"""


def test_a_fold_that_is_open_stays_open_as_long_as_it_is_called_the_same(open_page):
    page = open_page(
        ROOM.replace("<p data-clock=", FOLDS.format(name="Ivan", more="") + "<p data-clock=", 1).replace(
            "<script src=", '<script src="/htmx.js"></script><script src=', 1
        ),
        ["down"],
    )
    htmx = (Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js").read_text()
    later = FOLDS.format(name="Ines", more="<p>It is the turn of Ines</p>")
    page.route("**/htmx.js", lambda route: route.fulfill(body=htmx, content_type="text/javascript"))
    page.route("**/part/", lambda route: route.fulfill(body=later, content_type="text/html"))
    page.goto("http://plumbline.test/")
    for name in ("Lock the meeting", "Step out of what concerns Ivan"):
        page.get_by_text(name).click()
    page.evaluate("document.body.dispatchEvent(new CustomEvent('live:changed'))")
    page.get_by_text("It is the turn of Ines").wait_for(timeout=5000)
    page.get_by_text("Cannot be taken back").wait_for(timeout=5000)
    assert not page.get_by_text("Nobody asks why").is_visible()


def test_what_had_the_focus_has_it_in_what_replaces_it(open_page):
    page = open_page(
        ROOM.replace("<p data-clock=", FOLDS.format(name="Ivan", more="") + "<p data-clock=", 1).replace(
            "<script src=", '<script src="/htmx.js"></script><script src=', 1
        ),
        ["down"],
    )
    htmx = (Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js").read_text()
    later = FOLDS.format(name="Ivan", more="<p>Somebody asks to speak</p>")
    page.route("**/htmx.js", lambda route: route.fulfill(body=htmx, content_type="text/javascript"))
    page.route("**/part/", lambda route: route.fulfill(body=later, content_type="text/html"))
    page.goto("http://plumbline.test/")
    page.get_by_text("Step out of what concerns Ivan").focus()
    page.evaluate("document.body.dispatchEvent(new CustomEvent('live:changed'))")
    page.get_by_text("Somebody asks to speak").wait_for(timeout=5000)
    page.wait_for_function("document.activeElement.textContent === 'Step out of what concerns Ivan'", timeout=5000)


def test_a_lost_connection_is_said(open_page):
    page = open_page(ROOM, ["down"])
    page.get_by_text("The connection is lost").wait_for(timeout=5000)


def test_the_room_shows_the_time_of_the_page_by_twenty_four_hours(open_page):
    page = open_page(ROOM, ["down"])
    early, late = (datetime.strptime(each, "%H:%M") for each in page.locator("[data-clock]").all_inner_texts())
    assert (late - early).seconds == (8 * 60 + 15) * 60  # Nepal is 5:45 before UTC, the Line Islands are 14:00


def test_arrows_move_along_the_line_and_a_key_presses_its_link(open_page):
    page = open_page(LIST)
    page.get_by_role("link", name="Ivan").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Ines"
    page.keyboard.press("n")
    page.wait_for_url("http://plumbline.test/#next", timeout=5000)


def test_the_question_mark_shows_the_keys_but_not_while_writing(open_page):
    page = open_page(LIST)
    page.get_by_label("Words").press("?")
    assert not page.locator("#keys").is_visible()
    page.get_by_role("link", name="Ivan").press("?")
    assert page.locator("#keys").is_visible()


def test_single_keys_can_be_switched_off(open_page):
    page = open_page(LIST)
    page.get_by_role("link", name="Ivan").press("?")
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Ivan").press("n")
    assert page.url == "http://plumbline.test/"
