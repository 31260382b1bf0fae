"""How days become months, and what joins two periods."""

from datetime import date

import pytest

from promotions.eligibility import months_covered
from promotions.eligibility.periods import joined, latest_start, months_in, span, subtract


def days(first, last):
    return span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-07-01", "2026-09-30", 3),
        ("2026-01-01", "2026-03-31", 3),
        ("2024-01-01", "2024-03-31", 3),
        ("2026-06-29", "2026-09-27", 3),  # thirteen weeks
        ("2026-07-01", "2026-09-29", 3),  # thirteen weeks in the longest quarter
        ("2026-07-01", "2026-09-28", 3),  # the last day that the grace reaches
        ("2026-07-01", "2026-09-27", 2),
        ("2025-12-29", "2026-12-27", 12),  # fifty-two weeks
        ("2026-01-01", "2026-12-31", 12),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2025-02-27", 12),
        ("2024-02-29", "2024-03-28", 1),
        ("2024-02-01", "2024-02-29", 1),
        ("2026-02-01", "2026-02-28", 1),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-08-15", "2026-11-14", 3),
        ("2026-08-15", "2026-09-30", 1),
        ("2026-07-01", "2026-07-01", 0),
        ("9999-10-01", "9999-12-31", 3),
        ("0001-01-01", "0001-03-31", 3),
    ],
)
def test_whole_months_from_a_day_to_a_day(first, last, months):
    assert months_covered(date.fromisoformat(first), date.fromisoformat(last)) == months


def test_two_halves_of_a_year_are_one_run_of_twelve_months():
    runs = joined([days("2026-01-01", "2026-06-30"), days("2026-07-01", "2026-12-31")])
    assert [months_in(run) for run in runs] == [12]


def test_seven_uncovered_days_join_and_eight_do_not():
    assert [months_in(run) for run in joined([days("2026-01-01", "2026-03-24"), days("2026-04-01", "2026-06-30")])] == [
        6
    ]
    assert [months_in(run) for run in joined([days("2026-01-01", "2026-03-23"), days("2026-04-01", "2026-06-30")])] == [
        2,
        3,
    ]


def test_one_day_that_speaks_against_breaks_a_run():
    spans = [days("2026-01-01", "2026-03-31"), days("2026-04-02", "2026-06-30")]
    assert [months_in(run) for run in joined(spans, breaks=[days("2026-04-01", "2026-04-01")])] == [3, 3]


def test_leave_between_two_quarters_joins_them_and_is_not_counted():
    spans = [days("2026-01-01", "2026-03-31"), days("2026-10-01", "2026-12-31")]
    runs = joined(spans, pauses=[days("2026-04-01", "2026-09-30")])
    assert [months_in(run) for run in runs] == [6]


def test_leave_inside_a_half_year_takes_its_own_months():
    runs = joined([days("2026-01-01", "2026-06-30")], pauses=[days("2026-03-01", "2026-04-30")])
    assert [months_in(run) for run in runs] == [4]


def test_days_left_over_on_both_sides_of_leave_make_a_month_of_thirty():
    fifteen_each = joined([days("2026-07-01", "2026-08-14")], pauses=[days("2026-07-16", "2026-07-30")])
    assert [months_in(run) for run in fifteen_each] == [1]
    fourteen_and_fifteen = joined([days("2026-07-01", "2026-08-13")], pauses=[days("2026-07-16", "2026-07-30")])
    assert [months_in(run) for run in fourteen_and_fifteen] == [0]


def test_the_latest_start_leaves_as_many_months_as_asked():
    year = [days("2026-01-01", "2026-12-31")]
    assert date.fromordinal(latest_start(year, 3, grace=0)) == date(2026, 10, 1)
    # with the two days of grace, 3 October to 31 December is three months too
    assert date.fromordinal(latest_start(year, 3)) == date(2026, 10, 3)
    assert latest_start(year, 13) is None


def test_taking_days_away_leaves_both_sides():
    assert subtract([days("2026-01-01", "2026-01-31")], [days("2026-01-10", "2026-01-20")]) == [
        days("2026-01-01", "2026-01-09"),
        days("2026-01-21", "2026-01-31"),
    ]
