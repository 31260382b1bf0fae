"""What the sheet says of its draft is true whenever it is made: nothing kept, kept and when, not kept and why."""

import re

import pytest
import time_machine

from reviews.assessments import workflow
from tests.reviews.story import form_data, fresh, words


@pytest.fixture(autouse=True)
def at_noon():
    """Wednesday, 9 December 2026, noon in Berlin."""
    with time_machine.travel("2026-12-09T11:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def mei(cast, story, sign_in):
    return sign_in(cast.mei)


def sheet(story, act: str = "") -> str:
    return f"/assessments/{story.ivan.pk}/{act}"


def says(page) -> tuple[str, str]:
    """The state and the sentence of the line that says whether the draft is kept."""
    line = re.search(r'data-saved data-state="(\w+)".*?>([^<]*)</span>', page.content.decode(), re.DOTALL)
    return line[1], line[2]


def test_with_nothing_typed_nothing_is_said(story, mei):
    assert says(mei.get(sheet(story))) == ("new", "")


def test_the_hour_is_said_and_on_another_day_the_day_too(cast, story, sign_in, at_noon):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    assert says(sign_in(cast.mei).get(sheet(story))) == ("saved", "Saved at 12:00")
    at_noon.move_to("2026-12-11T22:30:00Z")
    assert says(sign_in(cast.mei).get(sheet(story))) == ("saved", "Saved on Wednesday, 9 December at 12:00")


def test_what_is_wrong_is_not_said_to_be_saved(cast, story, mei):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    for act in ("save/", "submit/"):
        page = mei.post(sheet(story, act), form_data(story, version=1, statement="x" * 8001))
        assert says(page) == ("refused", "Not saved. Your text is still on this page.")


def test_of_two_texts_it_is_said_that_both_are_there(cast, story, mei):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story, statement="From the other window."))
    page = mei.post(sheet(story, "save/"), form_data(story))
    assert says(page) == ("conflict", "Not saved: this was changed elsewhere meanwhile. Both texts are on this page.")


def test_what_lacks_a_rating_is_kept_and_said_to_be(story, mei):
    page = mei.post(sheet(story, "submit/"), {"version": "0", "statement": "Only words."})
    assert (page.status_code, says(page)) == (400, ("saved", "Saved at 12:00"))
    assert (fresh(story.ivan).statement, fresh(story.ivan).state) == ("Only words.", "draft")
    again = mei.post(sheet(story, "submit/"), form_data(story, version=1))
    assert again.status_code == 302
