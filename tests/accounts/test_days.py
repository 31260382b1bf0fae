"""How far a day is, in words."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from accounts.days import as_day, distance, nearness, number

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 27), "in three days"),
        (date(2026, 12, 1), "in seven days"),
        (date(2026, 12, 8), "in two weeks"),
        (date(2026, 12, 7), "in 13 days"),
        (date(2026, 11, 22), "two days ago"),
        (date(2026, 11, 3), "three weeks ago"),
        (date(2027, 1, 23), "in 60 days"),
        (date(2027, 1, 24), ""),
        (date(9999, 12, 31), ""),
    ],
)
def test_a_distance_is_said_in_words(day, words):
    assert distance(day, TUESDAY) == words


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 23), "past"),
        (date(2026, 11, 24), "near"),
        (date(2026, 11, 27), "near"),
        (date(2026, 11, 28), ""),
    ],
)
def test_a_deadline_is_near_for_three_days(day, state):
    assert nearness(day, TUESDAY) == state


def test_a_moment_is_counted_in_the_zone_of_its_reader():
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    with timezone.override("Asia/Tokyo"):
        assert as_day(late) == date(2026, 11, 25)
    with timezone.override("America/Lima"):
        assert as_day(late) == date(2026, 11, 24)


def test_numbers_are_words_up_to_twelve():
    assert [number(n) for n in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]
