"""Who reads a result and a message, day by day: written by hand, person by person."""

from datetime import date, time

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import Grant
from reviews.models import Exclusion, Message, OneOnOne, Participant, Result, ResultAxis
from reviews.telling import workflow
from tests.reviews.telling.story import change_manager, make_story, takes_part, word_all

EVERYONE = [
    "hanne", "petra", "pavel", "dana", "dilan", "oskar", "mei", "marco",
    "sam", "noor", "ivan", "lena", "ines", "tariq", "frida", "otto",
]  # fmt: skip


def readers(rows, cast) -> list[str]:
    """Who of the cast sees the row, by first name."""
    return [first for first in EVERYONE if rows.visible_to(fresh(getattr(cast, first))).exists()]


def fresh(person):
    """The person without grants read earlier."""
    return type(person).objects.get(pk=person.pk)


def ivans(story, model=Result):
    return model.objects.filter(pk=story.results["ivan"].pk)


@pytest.fixture
def released(story):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    return story


def test_before_the_lock_nobody_reads_a_result(cast, on_the_day):
    story = make_story(cast, state="calibrating")
    assert readers(ivans(story), cast) == []


def test_while_words_are_written_everyone_but_the_subject_who_may(story):
    """Mei writes; Dana and Dilan decide; Hanne and Dana are above; Petra is People Ops. Not Oskar, Marco or Noor."""
    assert readers(ivans(story), story.cast) == ["hanne", "petra", "dana", "dilan", "mei"]


def test_released_and_not_told_is_not_for_the_subject_until_the_day(released):
    before = ["hanne", "petra", "dana", "dilan", "mei"]
    for day in ("2026-12-22", "2026-12-27"):
        with time_machine.travel(f"{day}T10:00:00Z"):
            assert readers(ivans(released), released.cast) == before
    with time_machine.travel("2026-12-28T00:00:01Z"):
        assert readers(ivans(released), released.cast) == ["hanne", "petra", "dana", "dilan", "mei", "ivan"]


def test_told_opens_it_to_the_subject_at_once_and_to_nobody_else(released):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    assert readers(ivans(released), released.cast) == ["hanne", "petra", "dana", "dilan", "mei", "ivan"]
    ines = Result.objects.filter(subject=released.cast.ines)
    assert "ines" not in readers(ines, released.cast)


def test_the_axes_go_with_the_result(released):
    rows = ResultAxis.objects.filter(result=released.results["ivan"])
    assert readers(rows, released.cast) == ["hanne", "petra", "dana", "dilan", "mei"]


def test_a_manager_who_was_replaced_keeps_what_they_wrote_and_the_new_one_reads_it(released):
    change_manager(released.cast.ivan, released.cast.sam, date(2026, 12, 21))
    assert readers(ivans(released), released.cast) == ["hanne", "petra", "dana", "dilan", "mei", "sam"]


def test_a_manager_above_at_launch_reads_on_of_that_person_only(released):
    takes_part(released.group, released.cast.sam, "above")  # about nobody in particular: opens nothing
    assert "sam" not in readers(ivans(released), released.cast)
    Participant.objects.filter(person=released.cast.sam).update(about=released.cast.ivan)
    assert "sam" in readers(ivans(released), released.cast)
    assert "sam" not in readers(Result.objects.filter(subject=released.cast.lena), released.cast)


def test_people_ops_of_another_population_read_nothing(released):
    assert "pavel" not in readers(ivans(released), released.cast)
    Grant.objects.filter(person=released.cast.pavel).update(scope=released.cast.dana)
    assert "pavel" in readers(ivans(released), released.cast)


def test_people_ops_do_not_read_their_own_case_before_they_are_told(released):
    Grant.objects.create(person=released.cast.lena, kind="people_ops", reason="She stands in.", from_at=timezone.now())
    assert "lena" in readers(ivans(released), released.cast)
    lenas = Result.objects.filter(subject=released.cast.lena)
    assert "lena" not in readers(lenas, released.cast)


def test_whoever_recused_themselves_reads_nothing_of_that_person(released):
    Exclusion.objects.create(group=released.group, person=released.cast.dilan, subject=released.cast.ivan)
    assert readers(ivans(released), released.cast) == ["hanne", "petra", "dana", "mei"]


def test_a_message_is_its_owner_s_and_the_person_s_once_told(released):
    rows = Message.objects.filter(person=released.cast.ivan)
    assert readers(rows, released.cast) == ["mei"]
    workflow.tell(rows.get(), released.cast.mei)
    assert readers(rows, released.cast) == ["mei", "ivan"]


def test_a_message_is_the_person_s_when_its_day_has_come(released):
    rows = Message.objects.filter(person=released.cast.ivan)
    with time_machine.travel("2026-12-28T10:00:00Z"):
        assert readers(rows, released.cast) == ["mei", "ivan"]


def test_a_one_on_one_is_seen_by_the_two_who_meet(cast):
    OneOnOne.objects.create(
        manager=cast.mei, report=cast.ivan, first_on=date(2026, 11, 5), at=time(14), time_zone="Europe/Berlin"
    )
    assert readers(OneOnOne.objects.all(), cast) == ["mei", "ivan"]


def test_a_stranger_sees_nothing(released):
    for model in (Result, ResultAxis, Message, OneOnOne):
        assert not model.objects.visible_to(AnonymousUser()).exists()
