"""Telling, and one's own pages: what the person sees before and after, what they answer."""

from datetime import date

import pytest

from reviews.models import Message, Result
from reviews.telling import hooks, workflow
from tests.reviews.telling.story import WORDS, text, word_all

# -- telling ---------------------------------------------------------------------------------------


def test_the_manager_sees_what_may_be_said_holds_it_and_tells(released, sign_in):
    client = sign_in(released.cast.mei)
    message = Message.objects.get(person=released.cast.ivan)
    page = text(client.get("/telling/"))
    assert "May be said now" in page
    assert "I have told Ivan" in page
    assert client.post(f"/telling/{message.pk}/hold/", {"until": "2026-12-23"}).status_code == 302
    assert "Held until" in text(client.get("/telling/"))
    assert client.post(f"/telling/{message.pk}/resume/").status_code == 302
    assert client.post(f"/telling/{message.pk}/told/").status_code == 302
    assert "Told on Monday, 21 December 2026." in text(client.get("/telling/"))
    assert client.post(f"/telling/{message.pk}/told/").status_code == 409


@pytest.mark.parametrize("until", ["", "2026-12-21", "2026-12-29", "10000-01-01", "soon", "2026-12-23\x00"])
def test_a_wrong_day_to_hold_until_gets_a_sentence(released, sign_in, until):
    message = Message.objects.get(person=released.cast.ivan)
    page = sign_in(released.cast.mei).post(f"/telling/{message.pk}/hold/", {"until": until})
    assert page.status_code == 400
    assert "field-error" in text(page)
    assert Message.objects.get(pk=message.pk).state == "owed"


@pytest.mark.parametrize("until", ["", "soon", "2026-12-23"])
def test_the_person_told_cannot_hold_what_they_were_told(released, sign_in, until):
    message = Message.objects.get(person=released.cast.ivan)
    sign_in(released.cast.mei).post(f"/telling/{message.pk}/told/")
    assert sign_in(released.cast.ivan).post(f"/telling/{message.pk}/hold/", {"until": until}).status_code == 403


def test_another_s_message_is_not_there(released, sign_in):
    message = Message.objects.get(person=released.cast.lena)
    assert sign_in(released.cast.mei).post(f"/telling/{message.pk}/told/").status_code == 404
    assert Message.objects.get(pk=message.pk).state == "owed"


def test_what_is_to_be_told_takes_six_queries(released, sign_in, django_assert_num_queries):
    Message.objects.update(owner=released.cast.mei)
    Result.objects.update(author=released.cast.mei)
    client = sign_in(released.cast.mei)
    with django_assert_num_queries(6):
        client.get("/telling/")
    Message.objects.exclude(person=released.cast.ivan).delete()
    with django_assert_num_queries(6):
        client.get("/telling/")


# -- one's own pages -------------------------------------------------------------------------------


def mine(story) -> str:
    return f"/my-results/{story.results['ivan'].pk}/"


def test_before_it_is_told_the_person_sees_the_phase_and_the_day_only(story, sign_in):
    word_all(story)
    client = sign_in(story.cast.ivan)
    page = text(client.get("/my-results/"))
    assert "Engineering 2026 Q4" in page
    assert "Tuesday, 29 December 2026" in page
    assert "meeting" not in page
    assert WORDS not in page
    assert client.get(mine(story)).status_code == 404


def test_a_released_result_says_the_day_from_the_release(released, sign_in):
    page = text(sign_in(released.cast.ivan).get("/my-results/"))
    assert "Monday, 28 December 2026" in page


def test_told_the_person_reads_the_letter_confirms_and_replies(released, sign_in):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    client = sign_in(released.cast.ivan)
    page = text(client.get(mine(released)))
    for said in (WORDS, "meeting", "exceeding", "Craft", "Reach", "An hour a week with Noor.", "31 March 2027"):
        assert said in page
    assert client.post(mine(released) + "not-yet/").status_code == 302
    assert "Mei sees that." in text(client.get(mine(released)))
    assert client.post(mine(released) + "confirm/").status_code == 302
    assert client.post(mine(released) + "confirm/").status_code == 302
    assert client.post(mine(released) + "not-yet/").status_code == 409
    assert client.post(mine(released) + "reply/", {"text": "Thank you. I take the import."}).status_code == 302
    assert "Thank you. I take the import." in text(client.get(mine(released)))
    assert client.post(mine(released) + "reply/", {"text": "Another."}).status_code == 409
    assert Message.objects.get(person=released.cast.ivan).reply == "Thank you. I take the import."
    assert "Thank you. I take the import." in text(sign_in(released.cast.mei).get("/telling/"))


def test_the_letter_never_has_the_statement_or_the_first_rating(released, statement, sign_in):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    page = text(sign_in(released.cast.ivan).get(mine(released)))
    assert "Ivan ran the export alone." not in page
    assert "struggling" not in page


def test_the_decision_on_a_pitch_stands_in_the_letter(released, sign_in, monkeypatch):
    decided = hooks.Decided(
        "not_now",
        "not now",
        "IC2",
        axis="Craft",
        evidence="A design that held.",
        support="Noor.",
        again_on=date(2027, 4, 1),
    )
    monkeypatch.setattr(hooks, "pitch_decisions", [lambda group, ids: dict.fromkeys(ids, decided)])
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    page = text(sign_in(released.cast.ivan).get(mine(released)))
    for said in ("The pitch for IC2", "not now", "A design that held.", "1 April 2027"):
        assert said in page


def test_opened_by_its_day_the_page_says_why_and_cannot_be_answered_yet(released, sign_in, on_the_day):
    on_the_day.move_to("2026-12-28T10:00:00Z")
    client = sign_in(released.cast.ivan)
    page = text(client.get(mine(released)))
    assert WORDS in page
    assert "You read this because its day has come." in page
    assert client.post(mine(released) + "confirm/").status_code == 409


@pytest.mark.parametrize("wrong", ["", "   ", "x" * 4001, "a\x00b"])
def test_a_wrong_reply_gets_a_sentence(released, sign_in, wrong):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    page = sign_in(released.cast.ivan).post(mine(released) + "reply/", {"text": wrong})
    assert page.status_code == 400
    assert "field-error" in text(page)
    assert Message.objects.get(person=released.cast.ivan).reply == ""


def test_a_script_in_the_words_is_text(released, sign_in):
    Result.objects.filter(subject=released.cast.ivan).update(words="<script>alert(1)</script>")
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    assert "&lt;script&gt;alert(1)" in text(sign_in(released.cast.ivan).get(mine(released)))


def test_the_letter_takes_twelve_queries(released, sign_in, django_assert_num_queries):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    client = sign_in(released.cast.ivan)
    with django_assert_num_queries(12):
        client.get(mine(released))
