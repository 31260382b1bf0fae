"""A candidate in a real browser: two windows lose no word, all of it without a script, nothing too wide or small."""

import pytest
from django.test import Client

from candidates import workflow
from candidates.models import Candidate, Finding
from tests.browser.test_kept_words import until
from tests.browser.test_look import SMALL_TARGETS, WIDTH
from tests.candidates.story import AS_E3, hand_in, opened
from tests.cast import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.once("embedded"), pytest.mark.django_db(transaction=True)]

WRITING = "section.axis:has(h3:text-is('Writing'))"
FIELD = f"{WRITING} textarea"


@pytest.fixture
def heron(transactional_db):
    """Mei's candidate, of whom Noor has handed in and Mei has not."""
    cast = make_cast()
    made = opened(cast)
    made.cast = cast
    hand_in(made, cast.noor, "Noor saw it.", **AS_E3)
    return made


@pytest.fixture
def as_mei(heron, live_server, windows):
    """A browser context signed in as Mei, with a script or without."""
    client = Client()
    client.force_login(heron.cast.mei)
    cookie = client.cookies["sessionid"].value

    def context_with(width: int = 1440, javascript: bool = True):
        context = windows.new_context(
            base_url=live_server.url, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context

    return context_with


def test_the_later_of_two_windows_sees_both_places_and_both_texts(heron, as_mei):
    context = as_mei()
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(f"/candidates/{heron.candidate.pk}/")
    first.locator(WRITING).get_by_label("E2, Senior").check()
    first.fill(FIELD, "From the first window.")
    until(first, "saved")
    second.locator(WRITING).get_by_label("E3, Staff").check()
    second.fill(FIELD, "From the second window.")
    until(second, "conflict")
    assert second.locator(".both-text").all_inner_texts() == ["E2, Senior", "From the first window."]
    second.get_by_role("button", name="Keep what I wrote here").click()
    until(second, "saved")
    mine = Finding.objects.select_related("role").get(interviewer__person=heron.cast.mei)
    assert (mine.role.code, mine.text) == ("E3", "From the second window.")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_own_sheet_to_the_offer_with_and_without_a_script(heron, as_mei, javascript):
    page = as_mei(javascript=javascript).new_page()
    page.goto(f"/candidates/{heron.candidate.pk}/")
    for axis in ("Technology", "System", "People"):
        page.locator(f"section.axis:has(h3:text-is('{axis}'))").get_by_label("3, Owns").check()
        page.fill(f"section.axis:has(h3:text-is('{axis}')) textarea", "Told of a time when they did.")
    page.locator(WRITING).get_by_label("E2, Senior").check()
    page.fill(FIELD, "Plans, and no book yet.")
    page.get_by_role("button", name="Hand it in").click()
    page.get_by_role("button", name="Bring it together").click()
    page.get_by_role("heading", name="What each found").wait_for()
    assert page.locator(".near").first.inner_text().startswith("E3, Staff")
    page.locator(WRITING).get_by_label("E2, Senior").check()
    page.get_by_role("button", name="Save, and see the roles near to it").click()
    page.wait_for_load_state()
    assert page.locator(".near").first.inner_text().startswith("E2, Senior")
    page.get_by_label("What was offered").fill("80 k")
    page.get_by_role("button", name="Keep the offer, and end this").click()
    page.get_by_role("heading", name="Offered", exact=True).wait_for()
    assert Candidate.objects.get().state == "offered"


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_is_wider_than_the_page_or_too_small_to_press(heron, as_mei, width):
    page = as_mei(width).new_page()
    address = f"/candidates/{heron.candidate.pk}/"
    for path in ("/candidates/", "/candidates/new/", address, f"{address}delete/", f"{address}close/"):
        page.goto(path)
        assert page.evaluate(WIDTH) == width, path
        assert page.evaluate(SMALL_TARGETS) == [], path
    hand_in(heron, heron.cast.mei, **AS_E3)
    workflow.bring_together(heron.candidate, heron.cast.mei)
    page.goto(address)
    assert page.evaluate(WIDTH) == width
    assert page.evaluate(SMALL_TARGETS) == []
