"""My team this cycle in a real browser: nine people at a glance, rows that open in place, everything by keyboard."""

import pytest

from accounts.models import Person
from reviews.assessments import workflow
from reviews.models import Assessment, Assignment, RosterEntry
from tests.reviews.story import words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]

NAMES = ["Anouk", "Bela", "Chidi", "Daria", "Emre", "Fatou", "Goran", "Hilde"]


@pytest.fixture
def nine(story):
    """Mei has nine reports to assess: Ivan and eight more."""
    entry = RosterEntry.objects.get(subject__name="Ivan")
    story.drafts = {"Ivan": story.ivan}
    for number, name in enumerate(NAMES):
        person = Person.objects.create(
            name=name, email=f"{name}@demo.example", employee_id=f"N{number:03}", password="!"
        )
        RosterEntry.objects.create(
            group=story.group, subject=person, role=entry.role, version=entry.version, assessor=story.mei
        )
        Assignment.objects.create(group=story.group, subject=person, assessor=story.mei)
        story.drafts[name] = Assessment.objects.create(
            group=story.group, subject=person, author=story.mei, role=entry.role, next_role=story.ivan.next_role
        )
    return story


@pytest.fixture
def page(as_mei, nine):
    """The board in a window of 1440 by 900."""
    opened = as_mei().new_page()
    opened.set_viewport_size({"width": 1440, "height": 900})
    opened.goto("/my-team/")
    return opened


def stored(nine, name: str) -> Assessment:
    return Assessment.objects.get(pk=nine.drafts[name].pk)


def state_of(page, name: str):
    return page.locator("tr", has=page.get_by_role("link", name=name, exact=True)).locator(".team-state")


def test_nine_rows_stand_without_scrolling(page):
    rows = page.locator("tbody tr:visible")
    assert rows.count() == 9
    last = rows.nth(8).bounding_box()
    assert last["y"] + last["height"] < 900


def test_a_row_opens_in_place_and_what_is_typed_is_saved_there(page, nine):
    page.get_by_role("link", name="Bela", exact=True).click()
    part = page.get_by_role("form", name="Bela")
    part.get_by_text("Proficiency as IC1 asks it.").wait_for()
    part.get_by_label("What impact did Bela have?").fill("Ran the import alone.")
    part.get_by_text("Saved at").wait_for()
    assert stored(nine, "Bela").statement == "Ran the import alone."
    assert state_of(page, "Bela").inner_text() == "a draft, without ratings on three axes and an overall rating"
    assert page.url.endswith("/my-team/")


def test_two_open_rows_keep_their_words_apart(page, nine):
    for name in ("Bela", "Chidi"):
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_label(f"What impact did {name} have?").fill(f"What {name} did.")
        page.get_by_role("form", name=name).get_by_role("button", name="Meeting on all").click()
        page.get_by_role("form", name=name).get_by_text("Saved at").wait_for()
    assert [stored(nine, name).statement for name in ("Bela", "Chidi")] == ["What Bela did.", "What Chidi did."]
    state_of(page, "Bela").get_by_text("complete, not submitted").wait_for()


def test_a_whole_assessment_by_keyboard_alone(page, nine):
    page.get_by_role("link", name="Anouk", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("form", name="Bela").wait_for()
    page.locator("input[name=overall]:focus").wait_for(state="attached")
    page.keyboard.press("ArrowRight")  # from struggling to meeting
    page.get_by_role("form", name="Bela").get_by_role("button", name="Meeting on all").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What impact did Bela have?").focus()
    page.keyboard.type("Ran the import alone.")
    page.get_by_role("button", name="Submit to Engineering").focus()
    page.keyboard.press("Enter")
    state_of(page, "Bela").get_by_text("submitted", exact=True).wait_for()
    assert stored(nine, "Bela").state == "submitted"
    page.get_by_text("Eight assessments are still to be submitted, by").wait_for()
    page.keyboard.press("Escape")
    page.locator("a:focus", has_text="Bela").wait_for()


def test_what_is_missing_is_said_in_the_row(page, nine):
    page.get_by_role("link", name="Bela", exact=True).click()
    page.get_by_label("What impact did Bela have?").fill("Words.")
    page.get_by_role("form", name="Bela").get_by_role("button", name="Submit to Engineering").click()
    page.get_by_role("form", name="Bela").get_by_text("Choose an overall rating.").wait_for()
    assert page.get_by_label("What impact did Bela have?").input_value() == "Words."
    assert stored(nine, "Bela").state == "draft"


def test_all_that_are_complete_go_after_what_is_typed_was_saved(page, nine):
    for name in ("Anouk", "Goran"):
        workflow.save_draft(nine.drafts[name], nine.mei, 0, words(nine))
    page.get_by_role("link", name="Goran", exact=True).click()
    page.get_by_label("What impact did Goran have?").fill("Typed a moment before.")
    page.get_by_role("button", name="Submit all that are complete").click()
    page.get_by_text("Submitted to Engineering: Anouk and Goran.").wait_for()
    assert stored(nine, "Goran").statement == "Typed a moment before."
    assert stored(nine, "Goran").state == "submitted"


def test_a_submission_that_does_not_arrive_loses_nothing(page, nine):
    page.get_by_role("link", name="Bela", exact=True).click()
    page.get_by_role("form", name="Bela").get_by_role("button", name="Meeting on all").click()
    page.get_by_role("form", name="Bela").get_by_text("Saved at").wait_for()
    page.context.set_offline(True)
    page.get_by_label("What impact did Bela have?").fill("Typed on a train.")
    page.get_by_role("form", name="Bela").get_by_role("button", name="Submit to Engineering").click()
    page.get_by_text("Not saved: you are offline.").wait_for()
    assert page.get_by_label("What impact did Bela have?").input_value() == "Typed on a train."
    page.context.set_offline(False)
    page.get_by_role("form", name="Bela").get_by_text("Saved at").wait_for()
    assert (stored(nine, "Bela").statement, stored(nine, "Bela").state) == ("Typed on a train.", "draft")


def test_without_scripts_a_row_leads_to_its_page(as_mei, nine):
    page = as_mei(javascript=False).new_page()
    page.goto("/my-team/")
    page.get_by_role("link", name="Bela", exact=True).click()
    page.get_by_role("heading", name="Bela").wait_for()
    assert page.url.endswith(f"/assessments/{nine.drafts['Bela'].pk}/")
