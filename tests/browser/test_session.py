"""static/js/session.js in a real browser: no page is left on the screen once its session has ended."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.once("embedded")]

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = """<script type="module" src="/static/js/autosave.js"></script>
<script type="module" src="/static/js/session.js"></script>"""
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><body data-session-minutes="60">
<p>Mei is exceeding.</p>
<form method="post" action="/remark/"><input type="hidden" name="csrfmiddlewaretoken" value="t">
<label>Remark <textarea name="text">As it was.</textarea></label>
<label>Kind <select name="kind"><option>supports</option><option selected>asks</option></select></label></form>
<form method="post" action="/save/" data-autosave="/save/">
<label>Words <textarea name="words"></textarea></label></form>
{SCRIPTS}</body></html>"""
NOBODY = f'<!doctype html><html lang="en"><title>Sign in</title><body data-session-ended>{SCRIPTS}</body></html>'


class Site:
    """Two pages; once `ended` is set every page is that of nobody."""

    def __init__(self):
        self.ended = False
        self.pages = 0

    def __call__(self, route):
        path = route.request.url.removeprefix("http://plumbline.test")
        if path.startswith("/static/"):
            route.fulfill(body=(ROOT / path[1:]).read_text(), content_type="text/javascript")
        elif path in ("/save/", "/part/"):
            route.fulfill(status=500 if path == "/save/" else 200, body="")
        else:
            self.pages += 1
            route.fulfill(body=NOBODY if self.ended else PAGE, content_type="text/html")


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def opened(site, windows):
    """Opens a page in a tab of the one browser, whose clock the test moves."""
    context = windows.new_context()
    context.route("**/*", site)
    context.clock.install()

    def tab(path="/people/mei/?from=list"):
        page = context.new_page()
        page.goto(f"http://plumbline.test{path}")
        page.wait_for_load_state()
        return page

    return tab


def is_gone(page) -> bool:
    """Whether what was on the page is gone from it, after a moment."""
    try:
        page.get_by_text("Mei is exceeding.").wait_for(state="detached", timeout=2000)
    except Exception:
        return False
    return True


def test_after_its_time_a_page_is_asked_for_anew(opened, site):
    page = opened()
    site.ended = True
    page.clock.fast_forward("59:00")
    assert not is_gone(page)
    page.clock.fast_forward("01:10")
    assert is_gone(page)
    assert page.url == "http://plumbline.test/people/mei/?from=list"


def test_signing_out_in_one_tab_takes_it_from_the_others(opened, site):
    other = opened()
    site.ended = True
    opened("/sign-in/")
    assert is_gone(other)


def test_a_page_opened_in_another_tab_moves_the_end_on(opened, site):
    page = opened()
    page.clock.fast_forward("50:00")
    opened("/")
    site.ended = True
    page.clock.fast_forward("30:00")
    assert not is_gone(page)
    page.clock.fast_forward("31:00")
    assert is_gone(page)


def test_what_a_page_asks_by_itself_moves_the_end_on(opened, site):
    page = opened()
    page.clock.fast_forward("50:00")
    page.evaluate("fetch('/part/').then(() => undefined)")
    page.wait_for_timeout(200)
    site.ended = True
    page.clock.fast_forward("30:00")
    assert not is_gone(page)


@pytest.mark.parametrize("label", ["Remark", "Words"])
def test_words_that_nothing_has_saved_stay(opened, site, label):
    page = opened()
    page.get_by_label(label).fill("She ran the migration alone.")
    site.ended = True
    opened("/sign-in/")
    assert not is_gone(page)
    page.clock.fast_forward("02:00:00")
    assert not is_gone(page)
    assert page.get_by_label(label).input_value() == "She ran the migration alone."


def test_a_choice_that_was_not_sent_stays_too(opened, site):
    page = opened()
    page.get_by_label("Kind").select_option("supports")
    site.ended = True
    opened("/sign-in/")
    assert not is_gone(page)
