"""What the page of a pitch says of its draft is true: nothing kept, kept and when, not kept and why."""

import pytest

from promotions import workflow
from tests.promotions.conftest import DAY, draft, fresh
from tests.promotions.test_pitch_pages import typed
from tests.reviews.test_saved import says


@pytest.fixture
def marco(story, sign_in):
    client = sign_in(story.cast.marco)
    client.at = lambda act="": f"/pitches/{story.pitch.pk}/{act}"
    return client


def test_a_pitch_says_when_it_was_saved(marco, story, day):
    assert says(marco.get(marco.at())) == ("new", "")
    marco.post(marco.at("save/"), typed())
    assert says(marco.get(marco.at())) == ("saved", "Saved at 13:00")  # noon in UTC, in Marco's zone
    day(DAY.replace(day=16))
    assert says(marco.get(marco.at())) == ("saved", "Saved on Tuesday, 15 December at 13:00")


def test_what_is_wrong_with_it_or_a_claim_is_not_said_to_be_saved(marco, story):
    marco.post(marco.at("save/"), typed())
    claim = ("at_next_level", "", "2026-11-30", "2026-10-01", "x")
    for wrong in (typed(version="1", summary="x" * 8001), typed(version="1", claims=[claim])):
        assert says(marco.post(marco.at("save/"), wrong)) == ("refused", "Not saved. Your text is still on this page.")


def test_of_two_texts_both_are_there(marco, story):
    workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story, summary="From the other window."))
    assert says(marco.post(marco.at("save/"), typed()))[0] == "conflict"


def test_what_is_wanting_is_kept_and_said_to_be(marco, story):
    page = marco.post(marco.at("submit/"), typed(case_teamwork=""))
    assert (page.status_code, says(page)) == (400, ("saved", "Saved at 13:00"))
    assert fresh(story.pitch).state == "draft"
