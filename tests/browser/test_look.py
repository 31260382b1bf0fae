"""The style guide in a real browser: narrow, large, strict and without scripts."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, summary, select, textarea, input')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true })
    && !e.closest('p, .for-ears, .skip'))
  .map((e) => [e, (e.type === 'radio' || e.type === 'checkbox' ? e.closest('label') : e).getBoundingClientRect()])
  .filter(([e, box]) => box.width > 0 && (box.height < 23.9 || box.width < 23.9))
  .map(([e, box]) => e.outerHTML.slice(0, 80) + ' ' + Math.round(box.width) + '×' + Math.round(box.height))"""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def visit(live_server, windows):
    """Opens a path of the site in a browser of the given width; what the console says is in `page.said`."""

    def opened(path, width=1440, height=900, **more):
        page = windows.new_page(viewport={"width": width, "height": height}, **more)
        page.said = []
        page.on("console", lambda message: message.type == "error" and page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(live_server.url + path)
        return page

    return opened


def test_nothing_is_refused_by_the_content_policy(visit):
    assert visit("/styleguide/").said == []
    assert visit("/styleguide/room/person/", 1920, 1080).said == []


def test_nothing_is_wider_than_a_page_of_320_pixels(visit):
    assert visit("/styleguide/", 320).evaluate(WIDTH) == 320


def test_text_of_twice_the_size_fits(visit):
    page = visit("/styleguide/", 640, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate(WIDTH) == 640


def test_every_target_is_24_pixels_at_least(visit):
    assert visit("/styleguide/").evaluate(SMALL_TARGETS) == []
    assert visit("/styleguide/", 320).evaluate(SMALL_TARGETS) == []


SIZES = """() => [...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility() && !e.closest('.for-ears')
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => parseFloat(getComputedStyle(e).fontSize))"""


@pytest.mark.parametrize(("width", "height", "least"), [(1920, 1080, 28), (1280, 720, 18)])
def test_the_room_is_large_enough_and_fits_its_screen(visit, width, height, least):
    page = visit("/styleguide/", width, height)
    for face in ["person", "level", "pairing", "blank"]:
        page.goto(page.url.split("/styleguide/")[0] + f"/styleguide/room/{face}/")
        assert min(page.evaluate(SIZES)) >= least, face
        assert page.evaluate(f"[{WIDTH}, document.documentElement.scrollHeight]") == [width, height], face


def test_the_first_stop_of_the_keyboard_leads_to_the_content(visit):
    page = visit("/styleguide/", java_script_enabled=False)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.bounding_box()["y"] >= 0


def test_the_theme_follows_the_system(visit):
    paper = "getComputedStyle(document.body).backgroundColor"
    assert visit("/styleguide/", color_scheme="light").evaluate(paper) == "rgb(253, 253, 251)"
    assert visit("/styleguide/", color_scheme="dark").evaluate(paper) == "rgb(21, 24, 28)"
