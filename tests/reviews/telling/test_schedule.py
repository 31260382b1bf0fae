"""One-on-ones on the wall's clock: over both changes of daylight saving, every one to twelve weeks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.telling.schedule import Schedule

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_the_first_talk_is_the_next_one_before_it_has_been():
    talk = Schedule(date(2026, 12, 8), time(14), BERLIN)
    assert talk.on_or_after(date(2026, 11, 1)) == date(2026, 12, 8)


def test_a_day_of_a_talk_is_its_own_next_talk():
    talk = Schedule(date(2026, 12, 8), time(14), BERLIN, every_weeks=2)
    assert talk.on_or_after(date(2026, 12, 22)) == date(2026, 12, 22)
    assert talk.on_or_after(date(2026, 12, 23)) == date(2027, 1, 5)


def test_in_berlin_two_o_clock_stays_two_o_clock_when_summer_time_begins():
    talk = Schedule(date(2026, 3, 24), time(14), BERLIN)
    assert talk.instant(date(2026, 3, 24)) == utc(2026, 3, 24, 13)
    assert talk.instant(date(2026, 3, 31)) == utc(2026, 3, 31, 12)


def test_in_berlin_two_o_clock_stays_two_o_clock_when_summer_time_ends():
    talk = Schedule(date(2026, 10, 20), time(14), BERLIN)
    assert talk.instant(date(2026, 10, 20)) == utc(2026, 10, 20, 12)
    assert talk.instant(date(2026, 10, 27)) == utc(2026, 10, 27, 13)


def test_in_new_york_nine_o_clock_stays_nine_o_clock_over_both_changes():
    talk = Schedule(date(2026, 3, 3), time(9), NEW_YORK, every_weeks=4)
    assert talk.instant(talk.on_or_after(date(2026, 3, 1))) == utc(2026, 3, 3, 14)
    assert talk.instant(talk.on_or_after(date(2026, 3, 4))) == utc(2026, 3, 31, 13)
    assert talk.instant(talk.on_or_after(date(2026, 10, 26))) == utc(2026, 11, 10, 14)


def test_a_time_that_the_change_leaves_out_is_held_an_hour_on():
    talk = Schedule(date(2026, 3, 22), time(2, 30), BERLIN)
    assert talk.instant(date(2026, 3, 29)) == utc(2026, 3, 29, 1, 30)  # 03:30 on the wall


def test_a_time_that_comes_twice_is_held_the_first_time():
    talk = Schedule(date(2026, 10, 18), time(2, 30), BERLIN)
    assert talk.instant(date(2026, 10, 25)) == utc(2026, 10, 25, 0, 30)


def test_a_talk_of_this_morning_is_over_in_the_afternoon():
    talk = Schedule(date(2026, 12, 8), time(9), BERLIN)
    assert talk.after(utc(2026, 12, 22, 7, 59)) == date(2026, 12, 22)
    assert talk.after(utc(2026, 12, 22, 8, 0)) == date(2026, 12, 22)
    assert talk.after(utc(2026, 12, 22, 8, 1)) == date(2026, 12, 29)


def test_the_day_is_the_zone_s_own():
    """Half past midnight on Tuesday in Berlin is still Monday in UTC."""
    talk = Schedule(date(2026, 12, 22), time(0, 30), BERLIN)
    assert talk.after(utc(2026, 12, 21, 23, 0)) == date(2026, 12, 22)
    assert talk.after(utc(2026, 12, 21, 23, 45)) == date(2026, 12, 29)


@pytest.mark.parametrize("weeks", [0, 13, -1])
def test_other_than_one_to_twelve_weeks_is_refused(weeks):
    with pytest.raises(ValueError, match="every_weeks"):
        Schedule(date(2026, 12, 8), time(9), BERLIN, every_weeks=weeks)


@given(
    first=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    gone=st.integers(-400, 4000),
    hour=st.integers(3, 23),
    minute=st.integers(0, 59),
    zone=st.sampled_from([BERLIN, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")]),
    weeks=st.integers(1, 12),
)
def test_every_talk_is_on_the_same_weekday_at_the_same_time_on_the_wall(first, gone, hour, minute, zone, weeks):
    talk = Schedule(first, time(hour, minute), zone, weeks)
    day = first + timedelta(days=gone)
    found = list(islice(talk.days(day), 5))
    assert found[0] >= day
    assert found[0] == first or (found[0] - day).days < 7 * weeks
    for one in found:
        wall = talk.instant(one).astimezone(zone)
        assert (wall.hour, wall.minute, wall.date()) == (hour, minute, one)
        assert one.weekday() == first.weekday()
        assert (one - first).days % (7 * weeks) == 0
