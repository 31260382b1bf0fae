"""Where a group is far from the others: the rule, by hand."""

from fractions import Fraction

import pytest

from calibration.across.comparing import Rated, counts, far

UP, AS, BELOW = "exceeding", "meeting", "struggling"
POINTS = [BELOW, AS, UP]


def found(**groups: tuple[int, int, int]) -> list[tuple]:
    """Groups as (struggling, meeting, exceeding); what is far, as tuples."""
    held = {name: dict(zip(POINTS, numbers, strict=True)) for name, numbers in groups.items()}
    return [(one.group, one.point, one.here, one.of, one.there, one.of_others) for one in far(held, POINTS)]


def test_of_each_group_the_rating_is_told_on_which_it_is_farthest_and_the_farthest_group_first():
    # A: 6 of 10 beside 2 of 20, and 4 of 10 beside 16; B and C: 1 of 10 beside 7 of 20, and 8 of 10 beside 12
    assert found(A=(0, 4, 6), B=(1, 8, 1), C=(1, 8, 1)) == [
        ("A", UP, 6, 10, 2, 20),
        ("B", UP, 1, 10, 7, 20),
        ("C", UP, 1, 10, 7, 20),
    ]


def test_a_group_may_be_far_by_what_it_gives_less_often():
    # 1 of 10 beside 20 of 40, and no other rating as far
    assert found(A=(4, 5, 1), B=(4, 6, 10), C=(4, 6, 10)) == [("A", UP, 1, 10, 20, 40)]


def test_of_two_groups_it_is_told_once_of_the_one_that_gives_it_more_often():
    assert found(A=(1, 8, 1), B=(0, 4, 6)) == [("B", UP, 6, 10, 1, 10)]
    assert found(A=(1, 8, 1), B=(0, 4, 6), C=(0, 0, 0)) == [("B", UP, 6, 10, 1, 10)]


def test_where_two_ratings_are_as_far_the_one_given_more_often_is_told():
    assert found(A=(0, 5, 5), B=(0, 10, 0), C=(0, 10, 0))[0] == ("A", UP, 5, 10, 0, 20)


@pytest.mark.parametrize(
    ("here", "there", "is_far"),
    [
        ((0, 6, 2), (0, 8, 0), True),  # 2 of 8 and 0 of 8: a quarter exactly
        ((0, 7, 2), (0, 8, 0), False),  # 2 of 9: a little less
        ((0, 4, 1), (1, 9, 10), True),  # 1 of 5 and 10 of 20: 3 tenths
        ((0, 3, 1), (0, 0, 20), False),  # of four people nothing is said
        ((0, 20, 0), (0, 0, 4), False),  # … nor beside four
        ((0, 10, 0), (0, 20, 0), False),
    ],
)
def test_far_is_a_quarter_of_the_people_and_five_on_either_side(here, there, is_far):
    assert bool(found(A=here, B=there)) == is_far


def test_it_says_by_how_much_and_in_which_direction():
    [more, *_others] = far({"A": {UP: 3, AS: 2}, "B": {UP: 1, AS: 9}, "C": {UP: 1, AS: 9}}, [AS, UP])
    assert (more.group, more.point, more.apart, more.is_more) == ("A", UP, Fraction(1, 2), True)
    beside = {BELOW: 1, AS: 3, UP: 8}
    [less] = far({"A": {BELOW: 3, AS: 3}, "B": beside, "C": beside}, POINTS)
    assert (less.group, less.point, less.apart, less.is_more) == ("A", UP, Fraction(2, 3), False)


def test_a_group_alone_is_far_from_nobody():
    assert found(A=(0, 0, 30)) == []


def test_whoever_is_not_rated_counts_on_no_side():
    assert far({"A": {UP: 5, None: 40}, "B": {UP: 5}}, [AS, UP]) == []
    assert far({"A": {UP: 4, None: 40}, "B": {AS: 20}}, [AS, UP]) == []


def test_people_on_two_scales_are_counted_apart():
    people = [Rated("A", "three", UP), Rated("A", "five", UP), Rated("B", "three", None), Rated("B", "three", UP)]
    assert counts(people) == {"three": {"A": {UP: 1}, "B": {None: 1, UP: 1}}, "five": {"A": {UP: 1}}}
