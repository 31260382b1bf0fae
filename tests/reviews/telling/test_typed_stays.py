"""Whatever is refused of the words to a person or of their reply: what was typed stands on the answer."""

import pytest

from reviews.models import Message, Result
from reviews.telling import workflow
from reviews.telling.workflow import Words
from tests.reviews.telling.story import WORDS, ivans, word_all
from tests.typed import fields

ASKED, SUPPORT = "Reach: one page that another team reads.", "An hour a week with Noor."
TYPED = {"version": "0", "words": WORDS, "asked": ASKED, "asked_by_on": "2027-03-31", "support": SUPPORT}
PATHS = (("words",), ("words", "save"))


def stand(page) -> bool:
    return {WORDS, ASKED, SUPPORT} <= set(fields(page))


@pytest.mark.parametrize("path", PATHS)
def test_words_that_were_done_in_another_window(story, sign_in, path):
    other = workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("From the other window."))
    workflow.word(other, story.cast.mei)
    page = sign_in(story.cast.mei).post(ivans(story, *path), TYPED)
    assert page.status_code == 409
    assert "You have said that these words are done. Take them back first, then write on." in page.content.decode()
    assert stand(page)


@pytest.mark.parametrize("path", PATHS)
def test_words_that_were_released_meanwhile(story, sign_in, path):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    page = sign_in(story.cast.mei).post(ivans(story, *path), TYPED | {"words": "Other words, later."})
    assert page.status_code == 409
    assert "The words were released, and stand." in page.content.decode()
    assert {"Other words, later.", ASKED, SUPPORT} <= set(fields(page))


@pytest.mark.parametrize("path", PATHS)
def test_words_that_were_saved_in_another_window(story, sign_in, path):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("From the other window."))
    page = sign_in(story.cast.mei).post(ivans(story, *path), TYPED)
    assert page.status_code == 409
    assert stand(page)
    assert "From the other window." in page.content.decode()


def test_words_that_cannot_be_done_while_pitches_are_decided(story, sign_in):
    """They are kept, and the page says so and shows them."""
    type(story.group).objects.update(state="deciding")
    page = sign_in(story.cast.mei).post(ivans(story, "words"), TYPED)
    assert page.status_code == 409
    assert "They are kept." in page.content.decode()
    assert "This page does not keep it." not in page.content.decode()
    assert stand(page)
    assert Result.objects.get(subject=story.cast.ivan).words == WORDS


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("wrong", [{"asked_by_on": "tomorrow"}, {"version": "many"}])
def test_words_with_something_wrong(story, sign_in, path, wrong):
    page = sign_in(story.cast.mei).post(ivans(story, *path), TYPED | wrong)
    assert page.status_code == 400
    assert stand(page)


def test_words_below_standing_that_lack_something(story, sign_in):
    path = f"/results/{story.results['ines'].pk}/words/"
    page = sign_in(story.cast.noor).post(path, TYPED | {"asked_by_on": ""})
    assert page.status_code == 400
    assert stand(page)


@pytest.mark.parametrize("path", PATHS)
def test_words_that_are_another_s(story, sign_in, path):
    page = sign_in(story.cast.dana).post(ivans(story, *path), TYPED)
    assert page.status_code == 403
    assert stand(page)
    assert Result.objects.get(subject=story.cast.ivan).words == ""


# -- the reply -------------------------------------------------------------------------------------

REPLY = "Thank you. I would like that task to be the ranking of old pages."


@pytest.fixture
def message(story) -> Message:
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    return Message.objects.get(person=story.cast.ivan)


def reply(story) -> str:
    return f"/my-results/{story.results['ivan'].pk}/reply/"


def test_a_reply_where_one_is_on_the_record(story, message, sign_in):
    workflow.tell(message, story.cast.mei)
    workflow.reply(message, story.cast.ivan, "From the other window.")
    page = sign_in(story.cast.ivan).post(reply(story), {"text": REPLY})
    assert page.status_code == 409
    assert "Your reply is on the record already, and stands." in page.content.decode()
    assert REPLY in fields(page)


def test_a_reply_before_it_was_said_that_it_was_told(story, message, sign_in, on_the_day):
    on_the_day.move_to("2026-12-28T10:00:00Z")  # the day on which Ivan reads by himself
    page = sign_in(story.cast.ivan).post(reply(story), {"text": REPLY})
    assert page.status_code == 409
    assert REPLY in fields(page)


def test_a_reply_that_is_too_long(story, message, sign_in):
    workflow.tell(message, story.cast.mei)
    page = sign_in(story.cast.ivan).post(reply(story), {"text": "x" * 4001})
    assert page.status_code == 400
    assert "x" * 4001 in fields(page)
