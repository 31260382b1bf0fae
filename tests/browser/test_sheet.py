"""The sheet of an assessment in a real browser: saved as it is typed, both texts shown, the lowest standing asks."""

import pytest

from accounts.models import Organisation, Person
from reviews.models import Assessment, AxisRating

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]


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


def test_a_line_of_the_text_is_quoted_where_the_cursor_was(context, story):
    page = opened(context, story)
    page.fill("textarea[name=statement]", "As asked: which is so.")
    page.evaluate("document.querySelector('[name=statement]').setSelectionRange(9, 9)")
    page.get_by_text("Lines of the text, to quote").click()
    page.locator(".hand-entry", has_text="Proficiency as IC1 asks it.").get_by_role("button").click()
    page.wait_for_selector("[data-saved][data-state=saved]")
    assert stored(story) == "As asked: “Proficiency as IC1 asks it.” which is so."


def test_hints_stand_beside_the_field_after_a_saving_and_go_again(context, story):
    Organisation.objects.update(gives_hints=True)
    page = opened(context, story)
    hints = page.locator("[data-hints=statement]")
    assert not hints.is_visible()
    page.fill("textarea[name=statement]", "She is a nice person to the team. She ran the import.")
    hints.get_by_text("About the person rather than the work: “nice”.").wait_for()
    page.fill("textarea[name=statement]", "She ran the import of the archive with the team.")
    hints.wait_for(state="hidden")


def test_the_words_so_far_are_counted_as_they_are_typed(context, story):
    page = opened(context, story)
    page.fill("textarea[name=statement]", "One two  three")
    assert page.locator("[data-count]").inner_text() == "3"


def test_every_field_is_reached_by_keyboard_in_the_order_of_the_page(context, story):
    page = opened(context, story)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    seen = []
    for _press in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || ''")
        if name and name not in seen:
            seen.append(name)
        if page.evaluate("document.activeElement.textContent.startsWith('Submit to')"):
            break
    axes = [f"rating-{story.ladder.axes[code].pk}" for code in ("proficiency", "execution", "teamwork")]
    assert seen == [*axes, "overall", "statement"]


def test_a_rating_is_chosen_with_the_arrows_and_what_is_folded_opens_with_enter(context, story):
    page = opened(context, story)
    first = page.locator(f"[name='rating-{story.ladder.axes['proficiency'].pk}']").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Where it differs.")
    page.wait_for_selector("[data-saved][data-state=saved]")
    said = AxisRating.objects.select_related("point").get(assessment=story.ivan)
    assert (said.point.code, said.statement) == ("meeting", "Where it differs.")


def test_the_question_mark_shows_the_keys(context, story):
    page = opened(context, story)
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_text("Save now what you are writing").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.locator("[name=statement]").focus()
    page.keyboard.type("Why?")
    assert page.locator("[name=statement]").input_value() == "Why?"
    page.keyboard.press("Control+s")
    page.wait_for_selector("[data-saved][data-state=saved]")


@pytest.mark.parametrize("address", ["/my-team/", "/assessments/{ivan}/"])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_at_320_pixels_and_twice_the_text_nothing_is_cut_off(context, story, address, size):
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address.format(ivan=story.ivan.pk))
    if address == "/my-team/":
        page.get_by_role("link", name="Ivan", exact=True).click()
        page.get_by_role("form", name="Ivan").wait_for()
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


LONG = "Ivan Aleksandrowitsch Petrov Wodkin Konstantinopolski von der Lindenallee"


@pytest.mark.parametrize("address", ["/my-team/", "/assessments/{ivan}/", "/groups/{group}/", "/cycles/{cycle}/"])
def test_at_1280_pixels_twice_the_text_makes_no_page_wider(context, story, address):
    Person.objects.filter(pk=story.ivan.subject_id).update(name=LONG)
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address.format(ivan=story.ivan.pk, group=story.group.pk, cycle=story.group.cycle_id))
    if address == "/my-team/":
        page.get_by_role("link", name=LONG, exact=True).click()
        page.locator("tr.team-open form").first.wait_for()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
