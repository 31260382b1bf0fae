"""Reading a framework in a browser: arrows between levels and axes, search while one types, a link that is copied."""

from dataclasses import replace

import pytest

from tests.shipped import fixture, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]

HERE = "document.activeElement.textContent.trim()"


@pytest.fixture(autouse=True)
def craft(story):
    """A framework with levels and axes, beside the one of the story."""
    publish("engineering-1", framework="craft", scale=replace(fixture("engineering-1").scale, code="of-craft"))


@pytest.fixture
def page(as_mei):
    """A page of Mei's."""
    return as_mei().new_page()


def test_arrows_go_from_level_to_level_and_from_axis_to_axis_of_the_table(page):
    page.goto("/frameworks/craft/")
    page.focus("a.rung-code >> nth=0")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(HERE) == "IC2"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "Carries out the team" in page.evaluate(HERE)
    page.keyboard.press("ArrowUp")
    assert "Brings small problems" in page.evaluate(HERE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/frameworks/craft/roles/IC1/#axis-execution")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/frameworks/craft/roles/IC2/#axis-execution")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "axis-teamwork"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "axis-execution"


def test_what_is_found_comes_while_one_types_and_is_reached_by_arrow(page):
    page.goto("/frameworks/")
    page.keyboard.press("/")
    page.keyboard.type("near-term goals")
    page.wait_for_selector("#framework_search .hits a")
    assert page.url.endswith("/search/frameworks/?q=near-term%20goals")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/frameworks/craft/roles/IC2/#axis-execution")


def test_without_a_script_the_search_is_a_form(as_mei):
    page = as_mei(javascript=False).new_page()
    page.goto("/frameworks/")
    page.fill("#seek", "near-term goals")
    page.click(".seek button")
    assert page.locator(".hits a").count() == 1


def test_a_press_on_a_link_copies_it(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/frameworks/craft/roles/IC2/")
    page.locator("#axis-execution .asked-foot .permalink").click()
    page.wait_for_selector("#axis-execution .permalink-said >> text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/frameworks/craft/roles/IC2/axes/execution/")
    assert page.url.endswith("/frameworks/craft/roles/IC2/")


def test_on_a_phone_the_link_of_an_example_is_a_mark_with_its_name(as_mei):
    page = as_mei().new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/frameworks/craft/roles/IC2/")
    example = page.locator("#axis-execution .expectation-behaviours > li").first
    link = example.get_by_role("link", name="Link to this example", exact=True)
    assert link.evaluate("(one) => getComputedStyle(one).fontSize") == "0px"
    box, text = link.bounding_box(), example.bounding_box()
    assert box["width"] >= 24 <= box["height"]
    assert box["x"] + box["width"] <= text["x"] + 0.5
    link.focus()
    assert link.evaluate("(one) => getComputedStyle(one).opacity") == "1"
    assert example.get_by_role("link", name="Add your team’s own example to this one", exact=True).count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
