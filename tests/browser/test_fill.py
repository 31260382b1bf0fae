""" "Meeting on all" on the sheet of an assessment: in place with JavaScript, and without it nothing is folded away."""

import pytest

from reviews.models import Assessment, AxisRating

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]

NEXT = "What IC2, Engineer 2 asks, and whether Ivan does it already"


@pytest.fixture
def opened(as_mei, story):
    """Mei's sheet of Ivan in a browser of its own, with JavaScript or without."""

    def page_with(javascript: bool):
        page = as_mei(javascript).new_page()
        page.goto(f"/assessments/{story.ivan.pk}/")
        return page

    return page_with


def chosen(page) -> list[str]:
    """The words of all ratings that are chosen on the page."""
    return [label.inner_text() for label in page.locator(".choice-point:has(input:checked)").all()]


def stored() -> list[tuple[str, str]]:
    return sorted(AxisRating.objects.values_list("axis__code", "point__code"))


ALL = [("execution", "meeting"), ("proficiency", "meeting"), ("teamwork", "meeting")]


def test_it_fills_the_ratings_in_place_and_saves_them(opened, story):
    page = opened(javascript=True)
    page.get_by_text(NEXT).click()
    page.evaluate("window.stays = true")
    button = page.get_by_role("button", name="Meeting on all")
    button.scroll_into_view_if_needed()
    at = page.evaluate("window.scrollY")
    button.click()
    page.wait_for_selector("[data-saved][data-state=saved]")
    assert page.evaluate("window.stays") is True
    assert page.evaluate("window.scrollY") == at
    assert page.evaluate("document.activeElement.hasAttribute('data-fill')")
    assert page.locator("details.sheet-next").get_attribute("open") is not None
    assert chosen(page)[:4] == ["Meeting"] * 4  # three axes, and overall
    assert stored() == ALL
    assert Assessment.objects.get(pk=story.ivan.pk).overall.code == "meeting"


def test_by_the_keyboard_too_and_what_was_chosen_overall_stays(opened, story):
    page = opened(javascript=True)
    page.locator("#overall label", has_text="Exceeding").click()
    page.get_by_role("button", name="Meeting on all").press("Enter")
    page.wait_for_selector("[data-saved][data-state=saved]")
    assert stored() == ALL
    assert Assessment.objects.get(pk=story.ivan.pk).overall.code == "exceeding"


def test_without_javascript_the_page_comes_back_with_nothing_folded_away(opened, story):
    page = opened(javascript=False)
    page.get_by_text(NEXT).click()
    page.get_by_role("button", name="Meeting on all").click()
    page.wait_for_url("**unfold=next*")
    assert chosen(page)[:4] == ["Meeting"] * 4
    assert page.locator("details.sheet-next").get_attribute("open") is not None
    assert stored() == ALL
