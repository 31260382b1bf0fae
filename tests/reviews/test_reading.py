"""What a group reads, one after the other, and the remarks it leaves."""

import pytest
from django.test import Client

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from reviews.assessments import reading as what_is_read
from reviews.assessments import workflow
from reviews.assessments.reading import Extra
from reviews.models import Group, Remark, RosterEntry
from tests.reviews.story import page, words

# -- reading ---------------------------------------------------------------------------------------


def test_the_group_reads_one_after_the_other(cast, previewing, client):
    text = page(client, cast.oskar, f"/groups/{previewing.group.pk}/reading/")
    assert text.index("What ivan changed.") < text.index("What lena changed.") < text.index("What noor changed.")
    assert "Not submitted yet: Ines (Noor)." in " ".join(text.split())


def test_ones_own_case_is_absent_from_reading(cast, previewing, client):
    text = page(client, cast.noor, f"/groups/{previewing.group.pk}/reading/")
    assert "What lena changed." in text
    assert "What noor changed." not in text


def test_before_the_preview_nothing_is_read(cast, story, client):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, statement="Too early."))
    text = page(client, cast.dana, f"/groups/{story.group.pk}/reading/")
    assert "The group does not read yet." in text
    assert "Too early." not in text


def test_reading_asks_the_same_for_one_and_for_three(cast, previewing, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(what_is_read, "beside_assessments", [])
    client = Client()
    client.force_login(cast.dana)
    address = f"/groups/{previewing.group.pk}/reading/"
    Remark.objects.create(group=previewing.group, subject=cast.lena, author=cast.mei, kind="asks", text="Why?")
    with django_assert_num_queries(14):  # the last writes down who was read about
        client.get(address)
    RosterEntry.objects.exclude(subject=cast.lena).delete()
    with django_assert_num_queries(14):
        client.get(address)


def test_other_apps_add_to_a_subject(cast, previewing, client, monkeypatch):
    def adds(group, viewer, subjects):
        return {cast.lena.pk: [Extra("components/notice.html", {})]} if cast.lena.pk in subjects else {}

    monkeypatch.setattr(what_is_read, "beside_assessments", [adds])
    lena = page(client, cast.dana, f"/groups/{previewing.group.pk}/people/{cast.lena.pk}/")
    ivan = page(client, cast.dana, f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/")
    assert ('class="notice"' in lena, 'class="notice"' in ivan) == (True, False)


# -- remarks ---------------------------------------------------------------------------------------


def entry(person) -> RosterEntry:
    return RosterEntry.objects.select_related("subject").get(subject=person)


def test_a_remark_is_left_and_changed(cast, previewing, client):
    client.force_login(cast.dilan)
    address = f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/"
    assert client.post(address, {"kind": "supports", "text": "I saw it too."}).status_code == 302
    made = Remark.objects.get()
    assert (made.author, made.kind, made.text) == (cast.dilan, "supports", "I saw it too.")
    assert client.post(f"/remarks/{made.pk}/", {"kind": "asks", "text": "Or was it?"}).status_code == 302
    assert Remark.objects.get().text == "Or was it?"
    assert list(Event.objects.filter(thing="reviews.remark").order_by("at").values_list("verb", "after")) == [
        ("remark", ""),  # its kind is no state: the trail is read before remarks are
        ("change_remark", ""),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "likes", "text": "x"}, "Choose one of these."),
        ({"text": "x"}, "Choose one."),
        ({"kind": "challenges", "text": "x"}, "A challenge needs an example: what happened, and when."),
        ({"kind": "answers", "text": "x"}, "Choose one of these."),
        ({"kind": "asks", "text": " "}, "Write what you have seen"),
        ({"kind": "asks", "text": "a\x00"}, "holds a character that no page can show (NUL)"),
        ({"kind": "asks", "text": "a" * 1_000_000}, "longer than the 4000 characters"),
    ],
)
def test_a_wrong_remark_gets_a_sentence(cast, previewing, client, data, sentence):
    client.force_login(cast.dilan)
    answer = client.post(f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/", data)
    assert (answer.status_code, sentence in answer.content.decode(), Remark.objects.count()) == (400, True, 0)


def test_nobody_remarks_on_their_own_case_or_from_outside(cast, previewing):
    for person, subject in [
        (cast.noor, cast.noor),
        (cast.ivan, cast.lena),
        (cast.sam, cast.ivan),
        (cast.hanne, cast.ivan),
    ]:
        with pytest.raises(NotAllowed):
            workflow.remark(entry(subject), person, "asks", "Why?")
    assert Remark.objects.count() == 0


def test_once_discussed_remarks_stand(cast, previewing):
    made = workflow.remark(entry(cast.ivan), cast.dilan, "asks", "Why?")
    workflow.seal(previewing.group, cast.ivan)
    with pytest.raises(Conflict, match="discussed"):
        workflow.change_remark(made, cast.dilan, "asks", "Why not?")
    with pytest.raises(Conflict, match="discussed already"):
        workflow.remark(entry(cast.ivan), cast.dilan, "asks", "Why?")
    assert workflow.remark(entry(cast.lena), cast.dilan, "asks", "Why?").pk


@pytest.mark.parametrize("state", ["deciding", "finalising", "telling"])
def test_remarks_end_with_the_meeting(cast, previewing, state):
    Group.objects.update(state=state)
    with pytest.raises(Conflict, match="until the meeting has ended"):
        workflow.remark(entry(cast.ivan), cast.dilan, "asks", "Why?")


# -- answers ---------------------------------------------------------------------------------------


@pytest.fixture
def asked(cast, previewing) -> Remark:
    return workflow.remark(entry(cast.ivan), cast.dilan, "challenges", "Was it?", example="The week of 9 November.")


def test_whoever_assesses_answers_under_the_remark(cast, previewing, asked, sign_in):
    mei, address = sign_in(cast.mei), f"/remarks/{asked.pk}/answer/"
    assert "The week of 9 November." in mei.get(address).content.decode()
    assert mei.post(address, {"text": " "}).status_code == 400
    assert mei.post(address, {"text": "It was, and here is why."}).status_code == 302
    made = Remark.objects.get(parent=asked)
    assert (made.author, made.kind, made.text, made.subject) == (
        cast.mei, "answers", "It was, and here is why.", cast.ivan,
    )  # fmt: skip
    text = " ".join(mei.get(f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/").content.decode().split())
    assert text.index("Was it?") < text.index("The week of 9 November.") < text.index("It was, and here is why.")
    assert "as the assessor" in text
    assert ("Answer Dilan" in text, "Add to it" in text) == (True, False)
    own = page(sign_in(cast.dilan), cast.dilan, f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/")
    assert ("Answer Dilan" in own, "Add to it" in own) == (False, True)  # one does not answer oneself
    event = Event.objects.get(verb="answer")
    assert (event.by, event.about, event.after) == (cast.mei, cast.ivan, "")


def test_an_answer_is_not_answered_and_stays_one(cast, previewing, asked):
    made = workflow.answer(asked, cast.mei, "It was.")
    with pytest.raises(Conflict, match="an answer itself"):
        workflow.answer(made, cast.dana, "And I say so too.")
    with pytest.raises(Conflict, match="stands under a remark"):
        workflow.change_remark(made, cast.mei, "asks", "Was it?")
    with pytest.raises(Conflict, match="stands under a remark"):
        workflow.change_remark(asked, cast.dilan, "answers", "It was.")
    with pytest.raises(Conflict, match="stands under a remark"):
        workflow.remark(entry(cast.ivan), cast.dilan, "answers", "It was.")
    assert workflow.change_remark(made, cast.mei, "answers", "It was so.").text == "It was so."


def test_an_answer_about_a_pitch_stays_with_the_pitch(cast, previewing):
    on_it = workflow.remark(entry(cast.lena), cast.dilan, "asks", "Already?", about_pitch=True)
    assert workflow.answer(on_it, cast.marco, "Yes.").about_pitch


@pytest.mark.parametrize("who", ["ivan", "sam", "hanne", "otto", "tariq"])
def test_nobody_from_outside_answers(cast, asked, who):
    with pytest.raises(NotAllowed):
        workflow.answer(asked, getattr(cast, who), "No.")


@pytest.mark.parametrize("state", ["deciding", "telling"])
def test_answers_end_with_the_meeting(cast, asked, state):
    Group.objects.update(state=state)
    with pytest.raises(Conflict, match="until the meeting has ended"):
        workflow.answer(asked, cast.mei, "Late.")


def test_once_discussed_nothing_is_answered(cast, previewing, asked):
    workflow.seal(previewing.group, cast.ivan)
    with pytest.raises(Conflict, match="discussed already"):
        workflow.answer(asked, cast.mei, "Late.")


def test_a_challenge_needs_an_example(cast, previewing, asked):
    with pytest.raises(Conflict, match="needs an example"):
        workflow.remark(entry(cast.lena), cast.dilan, "challenges", "No.")
    with pytest.raises(Conflict, match="needs an example"):
        workflow.change_remark(asked, cast.dilan, "challenges", "Was it?", example=" ")
    assert workflow.remark(entry(cast.lena), cast.dilan, "supports", "Yes.").example == ""
