"""What the page of the words says of its draft is true: nothing kept, kept and when, not kept and why."""

from reviews.telling import workflow
from reviews.telling.workflow import Words
from tests.reviews.telling.story import WORDS, ivans
from tests.reviews.telling.test_words import FORM
from tests.reviews.test_saved import says


def test_a_proposal_is_not_said_to_be_saved(story, statement, sign_in):
    assert says(sign_in(story.cast.mei).get(ivans(story, "words"))) == ("new", "")


def test_words_say_when_they_were_saved(story, sign_in, on_the_day):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words(WORDS))
    assert says(sign_in(story.cast.mei).get(ivans(story, "words"))) == ("saved", "Saved at 11:00")
    on_the_day.move_to("2026-12-22T08:00:00Z")
    page = sign_in(story.cast.mei).get(ivans(story, "words"))
    assert says(page) == ("saved", "Saved on Monday, 21 December at 11:00")


def test_what_is_wrong_is_not_said_to_be_saved(story, sign_in):
    page = sign_in(story.cast.mei).post(ivans(story, "words"), FORM | {"asked_by_on": "tomorrow"})
    assert says(page) == ("refused", "Not saved. Your text is still on this page.")


def test_of_two_texts_both_are_there(story, sign_in):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("From the other window."))
    assert says(sign_in(story.cast.mei).post(ivans(story, "words"), FORM))[0] == "conflict"


def test_words_that_lack_something_are_kept_and_said_to_be(story, sign_in):
    page = sign_in(story.cast.noor).post(f"/results/{story.results['ines'].pk}/words/", FORM)
    assert (page.status_code, says(page)) == (400, ("saved", "Saved at 11:00"))
