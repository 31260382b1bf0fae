"""What votes come to: a table written by hand, as docs/decisions/0005 says it."""

import pytest

from promotions.votes import outcome

YES, NO, DEFER = "approve", "not_now", "defer"


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([], None),
        ([YES], None),
        ([NO], None),
        ([YES, YES], "approve"),
        ([YES, NO], "not_now"),
        ([NO, NO], "not_now"),
        ([YES, DEFER], "approve"),
        ([NO, DEFER], "not_now"),
        ([DEFER, DEFER], None),
    ],
)
def test_two_deciders_before_the_clock_ends(choices, expected):
    assert outcome(choices, deciders=2, needed=2, clock_ended=False) == expected


@pytest.mark.parametrize(
    ("choices", "needed", "expected"),
    [
        ([], 1, None),
        ([], 2, None),
        ([YES], 1, "approve"),
        ([YES], 2, None),
        ([NO], 1, "not_now"),
        ([NO], 2, None),
        ([DEFER], 1, None),
    ],
)
def test_two_deciders_after_the_clock_has_ended(choices, needed, expected):
    assert outcome(choices, deciders=2, needed=needed, clock_ended=True) == expected


@pytest.mark.parametrize(
    ("choices", "clock_ended", "expected"),
    [
        ([YES, YES], False, None),
        ([YES, YES], True, "approve"),
        ([YES, YES, NO], False, "approve"),
        ([YES, NO, DEFER], False, "not_now"),
        ([YES, NO, NO], False, "not_now"),
        ([YES, NO], True, "not_now"),
    ],
)
def test_three_deciders_of_whom_two_are_needed(choices, clock_ended, expected):
    assert outcome(choices, deciders=3, needed=2, clock_ended=clock_ended) == expected


@pytest.mark.parametrize("needed", [1, 2])
def test_the_only_decider_is_enough(needed):
    assert outcome([YES], deciders=1, needed=needed, clock_ended=False) == "approve"


@pytest.mark.parametrize("clock_ended", [False, True])
def test_where_nobody_may_decide_nothing_is_decided(clock_ended):
    assert outcome([], deciders=0, needed=2, clock_ended=clock_ended) is None
