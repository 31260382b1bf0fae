"""The sheet of an assessment in a real browser: saved as it is typed, both texts shown, the lowest standing asks."""

import pytest

from reviews.models import Assessment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def context(as_mei):
    """A browser of its own, signed in as Mei."""
    return as_mei()


def opened(context, story):
    page = context.new_page()
    page.goto(f"/assessments/{story.ivan.pk}/")
    return page


def stored(story) -> str:
    return Assessment.objects.get(pk=story.ivan.pk).statement


def test_what_is_typed_is_kept_without_a_press(context, story):
    page = opened(context, story)
    page.fill("textarea[name=statement]", "Ran the import alone.")
    page.wait_for_selector("[data-saved][data-state=saved]")
    assert stored(story) == "Ran the import alone."


def test_two_windows_show_both_texts_and_a_press_decides(context, story):
    first, second = opened(context, story), opened(context, story)
    first.fill("textarea[name=statement]", "From the first window.")
    first.wait_for_selector("[data-saved][data-state=saved]")
    second.fill("textarea[name=statement]", "From the second window.")
    second.wait_for_selector("[data-saved][data-state=conflict]")
    assert second.inner_text(".both-text") == "From the first window."
    assert stored(story) == "From the first window."
    second.click("text=Keep what I wrote here")
    second.wait_for_selector("[data-saved][data-state=saved]")
    assert stored(story) == "From the second window."


def test_the_lowest_standing_asks_when_they_were_told(context, story):
    page = opened(context, story)
    asks = page.locator(".told")
    assert not asks.is_visible()
    page.locator("#overall label", has_text="Struggling").click()
    assert asks.is_visible()
    assert "When did you last tell Ivan this?" in asks.inner_text()
