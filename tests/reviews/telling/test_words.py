"""The pages of the words to a person: the proposal, done, what is missing, two windows, wrong input."""

import pytest

from accounts.models import Event
from reviews.models import Result
from reviews.telling import hooks, workflow
from tests.reviews.telling.story import WORDS, ivans, text

FORM = {"version": "0", "words": WORDS, "asked": "", "asked_by_on": "", "support": ""}


def test_the_statement_is_a_proposal_and_is_not_kept_by_itself(story, statement, sign_in):
    page = text(sign_in(story.cast.mei).get(ivans(story, "words")))
    assert "A proposal" in page
    assert "Ivan ran the export alone." in page
    assert Result.objects.get(subject=story.cast.ivan).words == ""


def test_once_there_are_words_the_statement_is_gone(story, statement, sign_in):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, workflow.Words("My own."))
    page = text(sign_in(story.cast.mei).get(ivans(story, "words")))
    assert "My own." in page
    assert "A proposal" not in page
    assert "Ivan ran the export alone." not in page


def test_what_the_meeting_changed_is_shown_to_the_manager_and_not_on_the_letter(story, sign_in, monkeypatch):
    point = story.ladder.points["struggling"]
    craft = story.ladder.axes["Craft"].pk
    monkeypatch.setattr(
        hooks,
        "rating_changes",
        [lambda group, subject: [hooks.Change(craft, "current", point, story.ladder.points["meeting"])]],
    )
    client = sign_in(story.cast.mei)
    assert "was struggling" in text(client.get(ivans(story, "words")))
    assert "was struggling" not in text(client.get(ivans(story)))


def test_done_keeps_the_words_and_says_so(story, sign_in):
    client = sign_in(story.cast.mei)
    assert client.post(ivans(story, "words"), FORM).status_code == 302
    assert Result.objects.get(subject=story.cast.ivan).state == "worded"
    page = text(client.get(ivans(story, "words")))
    assert "Take the words back and write on" in page
    assert "<textarea" not in page
    assert client.post(ivans(story, "words", "back")).status_code == 302
    assert Result.objects.get(subject=story.cast.ivan).state == "standing"


def test_done_twice_is_a_conflict_and_one_event(story, sign_in):
    client = sign_in(story.cast.mei)
    client.post(ivans(story, "words"), FORM)
    again = client.post(ivans(story, "words"), FORM)
    assert again.status_code == 409
    assert Event.objects.filter(verb="word").count() == 1


def test_below_standing_the_form_names_what_is_missing_and_keeps_the_text(story, sign_in):
    address = f"/results/{story.results['ines'].pk}/words/"
    page = sign_in(story.cast.noor).post(address, FORM)
    assert page.status_code == 400
    said = text(page)
    for sentence in (
        "Say what is asked of Ines, and on which axis.",
        "Say by when.",
        "Say what support Ines gets.",
    ):
        assert sentence in said
    ines = Result.objects.get(subject=story.cast.ines)
    assert (ines.words, ines.state) == (WORDS, "standing")


def test_typing_is_saved_and_answered_for_the_script(story, sign_in):
    client = sign_in(story.cast.mei)
    answer = client.post(ivans(story, "words", "save"), FORM, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert answer.json() == {"version": 1, "saved_at": "11:00"}  # in Mei's zone


def test_the_later_window_gets_both_texts(story, sign_in):
    client = sign_in(story.cast.mei)
    client.post(ivans(story, "words", "save"), FORM | {"asked_by_on": "2027-01-15"}, headers={"X-Autosave": "1"})
    answer = client.post(ivans(story, "words", "save"), FORM | {"words": "Later."}, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert answer.json() == {
        "version": 1,
        "fields": {"words": WORDS, "asked": "", "asked_by_on": "2027-01-15", "support": ""},
    }
    page = client.post(ivans(story, "words"), FORM | {"words": "Later."})
    assert page.status_code == 409
    assert "Later." in text(page)
    assert WORDS in text(page)
    assert client.post(ivans(story, "words"), FORM | {"words": "Later.", "version": "1"}).status_code == 302


def test_without_a_script_the_draft_is_kept_and_may_be_seen(story, sign_in):
    client = sign_in(story.cast.mei)
    kept = client.post(ivans(story, "words", "save"), FORM)
    assert kept["Location"] == ivans(story, "words")
    seen = client.post(ivans(story, "words", "save"), FORM | {"then": "see", "version": "1"})
    assert seen["Location"] == ivans(story)
    assert WORDS in text(client.get(ivans(story)))


def test_others_read_the_words_once_they_are_done(story, sign_in):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, workflow.Words(WORDS))
    client = sign_in(story.cast.dana)
    page = text(client.get(ivans(story)))
    assert WORDS not in page
    assert "Mei is still writing them." in page
    workflow.word(story.results["ivan"], story.cast.mei)
    assert WORDS in text(client.get(ivans(story)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "x" * 8001},
        {"words": "a\x00b"},
        {"asked_by_on": "10000-01-01"},
        {"asked_by_on": "9999-12-31"},
        {"asked_by_on": "tomorrow"},
        {"version": "-1"},
        {"version": "99999999999999999999"},
        {"version": ""},
    ],
)
def test_wrong_input_gets_a_sentence_and_saves_nothing(story, sign_in, wrong):
    client = sign_in(story.cast.mei)
    for address in (ivans(story, "words"), ivans(story, "words", "save")):
        page = client.post(address, FORM | wrong)
        assert page.status_code == 400
        assert "field-error" in text(page) or "errors-list" in text(page)
    answer = client.post(ivans(story, "words", "save"), FORM | wrong, headers={"X-Autosave": "1"})
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert Result.objects.get(subject=story.cast.ivan).draft_number == 0


def test_a_megabyte_of_words_is_refused(story, sign_in):
    page = sign_in(story.cast.mei).post(ivans(story, "words"), FORM | {"words": "word " * 220_000})
    assert page.status_code == 400
