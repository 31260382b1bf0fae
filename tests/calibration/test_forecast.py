"""How much time there is for a turn, and where a meeting ends: every expected number was worked out by hand."""

from datetime import date

import pytest

from calibration.forecast import Day, End, box, end, pace

MONDAY, TUESDAY = date(2026, 12, 14), date(2026, 12, 15)


@pytest.mark.parametrize(
    ("minutes", "turns", "each"),
    [([110, 110], 40, 5), ([110], 40, 2), ([30], 40, 1), ([110], 0, None), ([], 40, None), ([0], 3, None)],
)
def test_the_box_is_what_is_planned_by_the_turns_that_are_left(minutes, turns, each):
    assert box([Day(MONDAY, one) for one in minutes], turns) == each


def test_the_pace_is_as_it_went_once_three_were_had_and_before_it_the_box():
    assert pace(20.0, 2, 5) == 5
    assert pace(21.0, 3, 5) == 7.0
    assert pace(0.0, 0, None) is None


def test_it_ends_in_the_sitting_into_which_the_last_turn_falls():
    days = [Day(MONDAY, 60), Day(TUESDAY, 110)]
    assert end(12, 5, days) == End(MONDAY, 60)
    assert end(13, 5, days) == End(TUESDAY, 5)
    assert end(34, 5, days) == End(TUESDAY, 110)
    assert end(35, 5, days) == End(over=5)


def test_half_a_minute_is_a_minute_and_less_is_none():
    assert end(3, 2.5, [Day(MONDAY, 8)]) == End(MONDAY, 8)
    assert end(3, 2.5, [Day(MONDAY, 7)]) == End(over=1)
    assert end(2, 10.001, [Day(MONDAY, 20)]) == End(MONDAY, 20)


def test_a_sitting_of_which_nothing_is_left_takes_none():
    assert end(2, 5, [Day(MONDAY, 0), Day(TUESDAY, 20)]) == End(TUESDAY, 10)
