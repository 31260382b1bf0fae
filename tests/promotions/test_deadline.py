"""The clock ends when the last day has ended for the last decider."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from promotions.deadline import ends_at, has_ended

DAY = date(2026, 12, 22)


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        (["UTC"], datetime(2026, 12, 23, 0, tzinfo=UTC)),
        (["Europe/Berlin"], datetime(2026, 12, 22, 23, tzinfo=UTC)),
        (["Europe/Berlin", "America/Los_Angeles"], datetime(2026, 12, 23, 8, tzinfo=UTC)),
        (["America/Los_Angeles", "Pacific/Auckland"], datetime(2026, 12, 23, 8, tzinfo=UTC)),
        (["Pacific/Auckland"], datetime(2026, 12, 22, 11, tzinfo=UTC)),
        (["Asia/Kolkata"], datetime(2026, 12, 22, 18, 30, tzinfo=UTC)),
        ([], datetime(2026, 12, 23, 0, tzinfo=UTC)),
    ],
)
def test_it_ends_at_the_last_midnight(zones, expected):
    assert ends_at(DAY, [ZoneInfo(name) for name in zones]) == expected


def test_it_has_not_ended_a_second_before_and_has_at_midnight():
    berlin = [ZoneInfo("Europe/Berlin")]
    assert has_ended(DAY, berlin, datetime(2026, 12, 22, 22, 59, 59, tzinfo=UTC)) is False
    assert has_ended(DAY, berlin, datetime(2026, 12, 22, 23, 0, 0, tzinfo=UTC)) is True


def test_a_night_without_midnight_ends_with_the_change_of_clocks():
    """In Santiago the clocks go from 23:59:59 on 5 September 2026 to 01:00:00 on the 6th, which is 04:00 UTC."""
    assert ends_at(date(2026, 9, 5), [ZoneInfo("America/Santiago")]) == datetime(2026, 9, 6, 4, tzinfo=UTC)


def test_the_day_after_the_change_to_summer_time_is_an_hour_shorter():
    assert ends_at(date(2026, 3, 28), [ZoneInfo("Europe/Berlin")]) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert ends_at(date(2026, 3, 29), [ZoneInfo("Europe/Berlin")]) == datetime(2026, 3, 29, 22, tzinfo=UTC)
