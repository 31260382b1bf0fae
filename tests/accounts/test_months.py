"""The same day some months on."""

from datetime import date

import pytest

from accounts.months import months_after, months_before


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 10, 1), 3, date(2027, 1, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
    ],
)
def test_later_months_end_where_they_are_shorter(day, months, then):
    assert months_after(day, months) == then


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 1, 1), 3, date(2026, 10, 1)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 12, 31), 24, date(2024, 12, 31)),
    ],
)
def test_earlier_months_end_where_they_are_shorter(day, months, then):
    assert months_before(day, months) == then
