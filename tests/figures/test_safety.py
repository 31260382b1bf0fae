"""The question "is this safe?", put to tables printed by hand."""

import pytest

from figures.safety import is_safe
from figures.tables import Band, Cell, Shown, TooFew
from tests.figures.attacker import brute_leaks, known, solved_range


def printed(options, *rows):
    """Rows are (levels, headcount, counts); options are written as strings of one-letter codes."""
    return Shown(
        "screen",
        5,
        tuple(Band(tuple(levels.split()), people) for levels, people, _ in rows),
        tuple(tuple(group) for group in options),
        tuple(tuple(Cell(count) for count in counts) for *_, counts in rows),
    )


@pytest.mark.parametrize(
    ("headcounts", "shown", "safe"),
    [
        ([10], printed("wm", ("L1", 10, [5, 5])), True),
        ([9], printed("wm", ("L1", 9, [4, 5])), False),
        ([20], printed("wm", ("L1", 20, [4, 16])), False),
        ([20], printed("wm", ("L1", 20, [0, 20])), False),
        ([20], printed("wm", ("L1", 20, [5, None])), True),
        ([20], printed("wm", ("L1", 20, [None, None])), True),
        ([1], TooFew("screen", 5), True),
        # a lone colleague in a band: the others' count is known to within one
        ([30, 1], printed("wm", ("L1 L2", 31, [5, 26])), False),
        ([30, 1], printed("wm", ("L1 L2", 31, [6, 25])), True),
        # three lone colleagues: the worst set is everybody but all three
        ([30, 1, 2], printed("wm", ("L1 L2 L3", 33, [7, 26])), False),
        ([30, 1, 2], printed("wm", ("L1 L2 L3", 33, [8, 25])), True),
        ([10, 1], printed("wm", ("L1", 10, [5, 5]), ("L2", 1, [None, None])), True),
        ([10, 1], printed("wm", ("L1", 10, [5, 5]), ("L2", 1, [1, 0])), False),
        # three options, two of them joined, five people between them
        ([20], printed(["w", "mn"], ("L1", 20, [15, 5])), True),
        # a hidden cell that is alone in its row is not hidden
        ([30], printed("wmn", ("L1", 30, [14, 14, None])), False),
        ([30], printed("wmn", ("L1", 30, [14, None, None])), True),
    ],
)
def test_one_table(headcounts, shown, safe):
    options = "wmn" if isinstance(shown, Shown) and "n" in "".join(map("".join, shown.options)) else "wm"
    about = known(headcounts, options)
    assert is_safe([shown], about, 5).safe is safe
    if len(headcounts) < 3:
        assert (not brute_leaks(about, 5, shown)) is safe


def test_two_safe_tables_are_not_safe_together_when_they_differ_by_one_person():
    about = known([20, 1], "wm")
    all_of_them = printed("wm", ("L1 L2", 21, [11, 10]))
    without_one = printed("wm", ("L1", 20, [10, 10]))
    assert is_safe([all_of_them], about, 5).safe
    assert is_safe([without_one], about, 5).safe
    verdict = is_safe([all_of_them, without_one], about, 5)
    assert not verdict.safe
    assert not verdict.unproven
    assert solved_range(about, (1,), (0,), all_of_them, without_one) == (1, 1)


def test_two_hidden_cells_in_each_row_and_column_are_not_enough():
    """R1 + R2 less the columns a and b leaves exactly the hidden count of c in R2: three people."""
    about = known([66, 47, 71, 71], "abcd")
    totals = printed("abcd", ("L1 L2 L3 L4", 255, [63, 67, 55, 70]))
    rule = printed(
        "abcd",
        ("L1", 66, [None, None, 20, 20]),
        ("L2", 47, [None, None, None, 20]),
        ("L3", 71, [20, 20, None, None]),
        ("L4", 71, [20, 20, None, None]),
    )
    for row in rule.cells:
        assert sum(cell.hidden for cell in row) >= 2
    for column in zip(*rule.cells, strict=True):
        assert sum(cell.hidden for cell in column) >= 2
    assert solved_range(about, (1,), (2,), totals, rule) == (3, 3)
    assert not is_safe([totals, rule], about, 5).safe
    more = printed(
        "abcd",
        ("L1", 66, [None, None, None, 20]),
        ("L2", 47, [None, None, None, 20]),
        ("L3", 71, [20, 20, None, None]),
        ("L4", 71, [20, 20, None, None]),
    )
    assert solved_range(about, (1,), (2,), totals, more) == (0, 23)
    assert is_safe([totals, more], about, 5).safe


def test_hidden_cells_with_totals_are_safe_while_they_can_move():
    about = known([20, 20], "wm")
    totals = printed("wm", ("L1 L2", 40, [20, 20]))
    hidden = printed("wm", ("L1", 20, [None, None]), ("L2", 20, [None, None]))
    assert is_safe([totals, hidden], about, 5).safe
    one_row = printed("wm", ("L1", 20, [10, 10]), ("L2", 20, [None, None]))
    assert is_safe([totals, one_row], about, 5).safe
    assert not is_safe([totals, printed("wm", ("L1", 20, [16, 4]))], about, 5).safe
    assert not is_safe([printed("wm", ("L1 L2", 40, [19, 21])), printed("wm", ("L1", 20, [15, 5]))], about, 5).safe


def test_without_time_nothing_is_called_safe():
    verdict = is_safe([printed("wm", ("L1", 10, [5, 5]))], known([10], "wm"), 5, seconds=0)
    assert (verdict.safe, verdict.unproven) == (False, True)
