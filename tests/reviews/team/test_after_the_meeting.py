"""My team this cycle after the meeting: words to write, what may be said now, what is held and until when."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.test import Client

from reviews.models import Group, Message, OneOnOne, RosterEntry
from reviews.telling import workflow
from tests.reviews.telling.story import DAY, make_story, text, word_all


@pytest.fixture
def today():
    """`today(a day)`: it is noon in UTC on that day."""
    with time_machine.travel(datetime.combine(DAY, time(12), tzinfo=UTC), tick=False) as traveller:
        yield lambda day: traveller.move_to(datetime.combine(day, time(12), tzinfo=UTC))


@pytest.fixture
def story(cast, today):
    """The group after its lock; nobody's words are done."""
    return make_story(cast)


@pytest.fixture
def released(story, cast):
    """Everybody is to be told, by the 29th."""
    word_all(story)
    workflow.release(Group.objects.select_related("cycle").get(pk=story.group.pk), cast.petra)
    return story


def board(client, person) -> str:
    client.force_login(person)
    return text(client.get("/my-team/"))


def test_before_the_release_it_leads_to_the_words(story, cast, client):
    said = board(client, cast.mei)
    assert "One person still wants your words, released on" in said
    assert f'href="/results/{story.results["ivan"].pk}/words/">Write the words to Ivan</a>' in said
    assert "meeting" in said
    word_all(story)
    said = board(client, cast.mei)
    assert "You owe nothing here now." in said
    assert "words are done" in said


def test_after_the_release_it_may_be_said_now_or_held(released, cast, client):
    said = board(client, cast.mei)
    assert "One person is still to be told, by" in said
    assert "may be said now" in said
    assert "I have told Ivan" in said
    assert "Hold it until Monday, 28 Dec" in said  # the last day on which it can be held


def test_a_one_on_one_is_the_day_that_is_proposed(story, cast, client):
    word_all(story)
    at = {"at": time(10), "time_zone": "Europe/Berlin", "every_weeks": 1}
    OneOnOne.objects.create(manager=cast.mei, report=cast.ivan, first_on=date(2026, 12, 8), **at)  # a Tuesday
    workflow.release(Group.objects.select_related("cycle").get(pk=story.group.pk), cast.petra)
    assert "Hold it until Tuesday, 22 Dec" in board(client, cast.mei)


def test_holding_telling_and_ending_a_hold_come_back_to_the_board(released, cast, client):
    message = Message.objects.get(person=cast.ivan)
    client.force_login(cast.mei)

    def press(act: str, **more) -> list:
        answer = client.post(f"/telling/{message.pk}/{act}/", {"from": "team"} | more, follow=True)
        return answer.redirect_chain

    assert press("hold", until="2026-12-24") == [("/my-team/", 302)]
    assert "held until Thursday, 24 Dec" in board(client, cast.mei)
    assert "It may be said now" in board(client, cast.mei)
    assert press("resume") == [("/my-team/", 302)]
    assert "may be said now" in board(client, cast.mei)
    assert press("told") == [("/my-team/", 302)]
    said = board(client, cast.mei)
    assert "told on Monday, 21 Dec" in said
    assert "You owe nothing here now." in said


def test_elsewhere_the_same_acts_come_back_to_what_is_to_be_told(released, cast, client):
    message = Message.objects.get(person=cast.ivan)
    client.force_login(cast.mei)
    assert client.post(f"/telling/{message.pk}/told/").headers["Location"] == "/telling/"


def test_on_the_last_day_nothing_is_held(released, cast, client, today):
    today(date(2026, 12, 28))
    assert "Hold it until" not in board(client, cast.mei)


@pytest.mark.parametrize("people", [["ivan"], ["ivan", "lena", "ines"]])
def test_it_asks_the_same_for_one_and_for_three(released, cast, django_assert_num_queries, people):
    RosterEntry.objects.filter(subject__name__in=[name.capitalize() for name in people]).update(assessor=cast.mei)
    for name in people:
        result = released.results[name]
        type(result).objects.filter(pk=result.pk).update(author=cast.mei)
        Message.objects.filter(result=result).update(owner=cast.mei)
    client = Client()
    client.force_login(cast.mei)
    client.get("/my-team/")
    with django_assert_num_queries(13):
        assert client.get("/my-team/").content.decode().count("may be said now") == len(people)
