"""Frida writes a framework in a browser: beside the table, saved as she types, and never over somebody else's words."""

import re

import pytest

from frameworks import reading
from frameworks.editing import parting
from frameworks.editing.places import Place
from frameworks.editing.workflow import begin, reword
from frameworks.models import Version
from tests.cast import make_cast
from tests.shipped import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]

FIELD = "In one sentence"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def draft(cast):
    return begin(publish("engineering-1"), "2", cast.frida)


@pytest.fixture
def window(cast, draft, client, live_server, windows):
    """`window()`: a page of Frida's at the draft, with JavaScript or without, as wide as a desk or a phone."""
    client.force_login(cast.frida)
    cookie = client.cookies["sessionid"].value

    def opened(javascript=True, width=1440):
        context = windows.new_context(
            base_url=live_server.url, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"/frameworks/engineering/draft/{draft.pk}/")
        return page

    return opened


def asked(draft, role="IC2", axis="execution"):
    ladder = reading.ladder(Version.objects.get(pk=draft.pk))
    return next(one for one in ladder.roles[role].expectations if one.axis == axis)


def open_cell(page, role="IC2", axis="Execution"):
    page.get_by_role("link", name=f"Edit {role}, {axis}").click()
    page.get_by_role("heading", name=f"{role}, {axis}").wait_for()


def said(page, words):
    page.get_by_role("status").filter(has_text=re.compile(words)).wait_for(timeout=8000)


def test_what_is_typed_beside_the_table_is_saved_and_stands_in_the_table(draft, window):
    page = window()
    open_cell(page)
    page.get_by_label(FIELD).fill("Plans a week of work alone.")
    said(page, "Saved at")
    assert asked(draft).summary == "Plans a week of work alone."
    assert "Plans a week of work alone." in page.locator("#cell-IC2-execution").inner_text()


def test_two_editors_in_one_cell_lose_no_word(draft, window):
    first, second = window(), window()
    open_cell(first)
    open_cell(second)
    first.get_by_label("Example 1").fill("The first one's example.")
    second.get_by_label("Example 2").fill("The second one's example.")
    said(first, "Saved at")
    said(second, "Saved at")
    assert [one.text for one in asked(draft).behaviours][:2] == [
        "The first one's example.",
        "The second one's example.",
    ]
    first.get_by_label(FIELD).fill("The first one's words.")
    said(first, "Saved at")
    second.get_by_label(FIELD).fill("The second one's words.")
    said(second, "Both texts are on this page")
    assert "The first one's words." in second.locator(".both-text").inner_text()
    assert second.get_by_label(FIELD).input_value() == "The second one's words."
    assert asked(draft).summary == "The first one's words."
    second.get_by_role("button", name="Keep what I wrote here").click()
    said(second, "Saved at")
    assert asked(draft).summary == "The second one's words."


def test_of_two_who_choose_the_ways_on_the_later_reads_both_and_takes_one(draft, window):
    first, second = window(), window()
    for page in (first, second):
        page.goto(f"{page.url}?role=IC2")
    ways = [page.get_by_role("group", name="Ways on from here") for page in (first, second)]
    ways[0].get_by_label("IC4").check()
    said(first, "Saved at")
    ways[0].get_by_label("IC4").uncheck()
    ways[0].get_by_label("No move is foreseen").check()
    said(first, "Saved at")
    assert reading.ladder(Version.objects.get(pk=draft.pk)).roles["IC2"].next == ()
    ways[1].get_by_label("IC3").check()
    said(second, "Both texts are on this page")
    assert "No move is foreseen" in second.locator(".both-text").inner_text()
    second.get_by_role("button", name="Take what was saved elsewhere").click()
    said(second, "Saved at")
    assert ways[1].get_by_label("No move is foreseen").is_checked()
    assert not ways[1].get_by_label("IC3").is_checked()
    assert reading.ladder(Version.objects.get(pk=draft.pk)).roles["IC2"].next == ()


def test_a_level_that_goes_while_somebody_types_leaves_their_words_on_the_page(cast, draft, window):
    page = window()
    open_cell(page, "IC3")
    version = Version.objects.get(pk=draft.pk)
    seen = parting.loss(reading.document(version), "level", "IC3", None)[1]
    parting.remove(version, cast.frida, "level", "IC3", None, seen)
    page.get_by_label(FIELD).fill("My whole afternoon.")
    said(page, "The role IC3 is not in this version any more")
    assert page.get_by_label(FIELD).input_value() == "My whole afternoon."


def test_another_cell_opens_only_after_what_was_typed_is_saved(cast, draft, window):
    page = window()
    open_cell(page)
    page.get_by_label(FIELD).fill("Typed in haste.")
    open_cell(page, "IC3")
    assert asked(draft).summary == "Typed in haste."
    reword(draft, Place("execution", role="IC3"), "summary", asked(draft, "IC3").summary, "Theirs.", cast.frida)
    page.get_by_label(FIELD).fill("Mine.")
    page.get_by_role("link", name="Edit IC1, Execution").click()
    said(page, "Both texts are on this page")
    assert page.get_by_role("heading", name="IC3, Execution").is_visible()
    assert page.get_by_label(FIELD).input_value() == "Mine."


def test_by_keyboard_from_cell_to_cell_and_back(draft, window):
    page = window()
    page.focus("a.rung-code >> nth=0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="IC2, Proficiency").wait_for()
    page.wait_for_function("document.activeElement.name === 'summary'")
    page.keyboard.press("End")
    page.keyboard.type(" And more.")
    said(page, "Saved at")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Edit IC2, Proficiency"
    assert asked(draft, axis="proficiency").summary.endswith("And more.")


def test_a_new_example_is_saved_as_it_is_typed_and_once(draft, window):
    page = window()
    open_cell(page)
    before = len(asked(draft).behaviours)
    page.get_by_label("Another example").fill("Reads the logs")
    said(page, "Saved at")
    page.get_by_label("Another example").fill("Reads the logs first.")
    said(page, "Not saved yet|Saving")
    said(page, "Saved at")
    assert [one.text for one in asked(draft).behaviours][before:] == ["Reads the logs first."]


def test_without_a_script_everything_is_a_page_and_a_press(draft, window):
    page = window(javascript=False)
    open_cell(page)
    page.get_by_label(FIELD).fill("Without a script.")
    page.get_by_role("button", name="Save", exact=True).click()
    first, second = (one.text for one in asked(draft).behaviours[:2])
    page.get_by_role("button", name="Down example 1").click()
    assert asked(draft).summary == "Without a script."
    assert [one.text for one in asked(draft).behaviours[:2]] == [second, first]
    page.get_by_role("link", name="More of example 1").click()
    page.get_by_label("Put it into another cell").select_option(label="IC3, Teamwork")
    page.get_by_role("button", name="Put it there").click()
    assert asked(draft, "IC3", "teamwork").behaviours[-1].text == second


def test_on_a_phone_the_cell_opens_where_it_is_seen(draft, window):
    page = window(width=390)
    open_cell(page)
    page.wait_for_function("document.getElementById('draft_open').getBoundingClientRect().top < 200")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label(FIELD).fill("From a phone.")
    said(page, "Saved at")
    page.get_by_role("link", name="Back to the table").click()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Edit IC2, Execution"
