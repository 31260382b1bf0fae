"""Texts that are written with others, in a real browser: saved as they are typed, and two windows lose no word."""

import pytest

from reviews.models import CommonText, Cycle, Input
from tests.browser.test_kept_words import until
from tests.reviews.together.story import entry

pytestmark = [pytest.mark.browser, pytest.mark.once("embedded"), pytest.mark.django_db(transaction=True)]

FIELD = "textarea[name=text]"


@pytest.fixture
def common(story):
    """Where Mei and Ivan write their common text."""
    Cycle.objects.update(has_common_text=True)
    ivan = entry(story, story.ivan.subject)
    return f"/groups/{ivan.group_id}/people/{ivan.subject_id}/common-text/"


@pytest.fixture
def asked(story):
    """Mei is asked what she saw of Ines, whom Noor assesses."""
    from reviews.together import naming

    ines = entry(story, story.ines.subject)
    return naming.name_contributor(ines, story.mei, ines.assessor)


def two_windows(as_mei, address):
    """Both open the same text; the first is saved, and the second is typed over it."""
    context = as_mei()
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(address)
    first.fill(FIELD, "From the first window.")
    until(first, "saved")
    second.fill(FIELD, "From the second window.")
    until(second, "conflict")
    assert second.locator(".both-text").all_inner_texts() == ["From the first window."]
    assert second.input_value(FIELD) == "From the second window."
    second.get_by_role("button", name="Keep what I wrote here").click()
    until(second, "saved")
    return second


def test_a_common_text_of_two_windows_is_chosen_from_and_shown(as_mei, common):
    page = two_windows(as_mei, common)
    page.get_by_role("button", name="Show it to Ivan").click()
    page.get_by_role("heading", name="Version 1, by Mei").wait_for()
    shown = CommonText.objects.get()
    assert (shown.state, shown.text) == ("shown", "From the second window.")


def test_an_input_of_two_windows_is_chosen_from_and_submitted(as_mei, asked):
    page = two_windows(as_mei, f"/inputs/{asked.pk}/")
    page.get_by_role("button", name="Submit it under my name").click()
    page.wait_for_load_state()
    given = Input.objects.get(state="submitted")
    assert (given.author.name, given.text) == ("Mei", "From the second window.")
