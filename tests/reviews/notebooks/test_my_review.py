"""My review: the phase in words and the day one hears, nothing else before one is told; afterwards what was told."""

import re
from datetime import date

import pytest
import time_machine

from reviews.models import Assessment, Group, Message, Participant, Result
from reviews.telling import workflow as telling
from reviews.telling.workflow import make_results
from tests.reviews.story import place
from tests.reviews.telling.story import finals, make_group, make_story, text, word_all


@pytest.fixture
def on_the_day():
    """It is Monday, 21 December 2026, ten in the morning in UTC."""
    with time_machine.travel("2026-12-21T10:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(cast, on_the_day):
    """Engineering in finalising, three results standing."""
    made = make_story(cast)
    place(made.ladder, IC1=[cast.ivan], IC2=[cast.ines], IC3=[cast.lena])
    return made


def mine(client, person) -> str:
    client.force_login(person)
    return text(client.get("/my-review/"))


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("assessing", "Mei writes about your work, until Friday, 11 December."),
        ("previewing", "The group reads what was written, until Monday, 14 December."),
        ("calibrating", "The group meets, and looks at everybody’s case in turn."),
        ("deciding", "The group has met; what is to be decided about roles in it is decided now."),
        ("finalising", "Mei writes to you."),
        ("telling", "Mei tells you next."),
    ],
)
def test_it_says_in_words_where_the_review_stands_and_when_one_hears(story, client, on_the_day, state, sentence):
    Group.objects.update(state=state)
    on_the_day.move_to("2026-12-11T10:00:00Z", tick=False)
    page = mine(client, story.cast.ivan)
    assert sentence in page
    assert "At the latest you hear on" in page
    assert "Tuesday, 29 December 2026" in page


@pytest.mark.parametrize(
    ("state", "now", "sentence", "line"),
    [
        (
            "assessing",
            "2026-12-12T09:00:00Z",
            "Mei had until Friday, 11 December to write about your work.",
            "was due Friday, 11 December",
        ),
        (
            "previewing",
            "2026-12-15T09:00:00Z",
            "The group had until Monday, 14 December to read what was written, and meets next.",
            "was due Monday, 14 December",
        ),
        (
            "calibrating",
            "2026-12-16T09:00:00Z",
            "The group meets, and looks at everybody’s case in turn.",
            "was due Tuesday, 15 December",
        ),
    ],
)
def test_a_day_that_has_passed_is_spoken_of_in_the_past(story, client, on_the_day, state, now, sentence, line):
    Group.objects.update(state=state)
    on_the_day.move_to(now, tick=False)
    page = mine(client, story.cast.ivan)
    assert sentence in page
    assert line in page


@pytest.mark.parametrize(("days", "day"), [(7, "Tuesday, 29 December 2026"), (14, "Tuesday, 5 January 2027")])
def test_the_day_is_that_of_the_setting(story, client, days, day):
    story.cycle.tell_within_days = days
    story.cycle.save()
    assert day in mine(client, story.cast.ivan)


@pytest.mark.parametrize("state", ["planning", "discarded"])
def test_a_review_that_is_not_launched_is_not_there(story, client, state):
    Result.objects.all().delete()
    Group.objects.update(state=state)
    page = mine(client, story.cast.ivan)
    assert "Engineering 2026 Q4" not in page
    assert "Where your review stands will be here" in page


def test_a_trial_is_not_there(story, client):
    story.cycle.is_trial = True
    story.cycle.save()
    assert "Engineering 2026 Q4" not in mine(client, story.cast.ivan)


STATES = ["assessing", "previewing", "calibrating", "deciding", "finalising", "telling"]


def same(page: str) -> str:
    """The page without what is new each time."""
    return re.sub(r"[A-Za-z0-9+/=_-]{32,}", "", page)


@pytest.mark.parametrize("state", STATES)
def test_before_it_is_told_the_page_is_the_same_whatever_was_written(story, client, state):
    ivan = story.cast.ivan
    Group.objects.update(state=state)
    before = same(mine(client, ivan))
    given = {"group": story.group, "subject": ivan, "author": story.cast.mei, "role": story.ladder.roles["IC1"]}
    Assessment.objects.create(**given, state="sealed", overall=story.ladder.points["struggling"], statement="Weak.")
    Result.objects.filter(subject=ivan).update(overall=story.ladder.points["exceeding"], words="Well done.")
    assert same(mine(client, ivan)) == before
    assert "exceeding" not in before.lower()


def test_once_told_it_says_what_is_asked_and_promised_and_leads_to_the_rest(story, client):
    word_all(story)
    telling.release(story.group, story.cast.petra)
    assert "Lead one piece" not in mine(client, story.cast.ivan)
    telling.tell(Message.objects.get(person=story.cast.ivan), story.cast.mei)
    page = mine(client, story.cast.ivan)
    assert "What you were told after Engineering 2026 Q4" in page
    assert "Reach: lead one piece of work that another team depends on." in page
    assert "31 March 2027" in page
    assert "Promised by Mei" in page
    assert "An hour a week with Noor." in page
    assert f'href="/my-results/{story.results["ivan"].pk}/"' in page
    assert "At the latest you hear on" not in page


def test_earlier_reviews_stand_beside_it(story, client, cast):
    page = mine(client, cast.ivan)
    assert "Your results" not in page
    Result.objects.update(told_at="2026-12-21T10:00:00Z", state="told")
    make_story_before(cast, story)
    page = mine(client, cast.ivan)
    assert "Engineering 2026 Q3" in page
    assert "What you were told after Engineering 2026 Q4" in page


def make_story_before(cast, story) -> None:
    days = {"covers_from": date(2026, 7, 1), "covers_to": date(2026, 9, 30)}
    group = make_group(cast, story.ladder, "Engineering 2026 Q3", **days)
    make_results(group, finals(cast, story.ladder), None)
    Group.objects.filter(pk=group.pk).update(state="closed")
    Result.objects.filter(group=group).update(told_at="2026-09-21T10:00:00Z", state="told")


def places(client) -> list[str]:
    return [place["url"] for place in client.get("/people/").context["places"]]


def test_whoever_is_reviewed_finds_it_on_every_page(story, client):
    for first, there in (("ivan", True), ("noor", False), ("dana", False)):
        client.force_login(getattr(story.cast, first))
        client.get("/")
        assert ("/my-review/" in places(client)) is there
    Participant.objects.filter(person=story.cast.ivan).exclude(part="subject").delete()
    Group.objects.update(state="planning")
    client.force_login(story.cast.ivan)
    client.get("/")
    assert "/my-review/" not in places(client)


def test_the_page_takes_a_constant_number_of_queries(story, client, django_assert_num_queries):
    client.force_login(story.cast.ivan)
    client.get("/my-review/")
    with django_assert_num_queries(8):
        client.get("/my-review/")
