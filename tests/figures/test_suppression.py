"""Tables and what may be shown of them, worked out by hand."""

from types import SimpleNamespace

import pytest

from figures.suppression import choose, publish
from figures.tables import Known, Level, Note, Shown, TooFew
from tests.figures.attacker import table

WMN = ("woman", "man", "not answered")


def read(shown):
    """A table as a reader sees it; a hidden place is None."""
    if isinstance(shown, TooFew):
        return "too few"
    return [
        (band.label, band.headcount, [cell.count for cell in row])
        for band, row in zip(shown.bands, shown.cells, strict=True)
    ]


def test_company_of_forty_gets_two_bands_by_two_columns():
    answer = publish(table(WMN, (3, 5, 0), (5, 7, 0), (5, 6, 1), (3, 5, 0)))
    assert answer.screen_table.options == (("woman",), ("man", "not answered"))
    assert read(answer.screen_table) == [(("L1", "L2"), 20, [8, 12]), (("L3", "L4"), 20, [8, 12])]
    assert read(answer.file_table) == "too few"
    assert answer.notes == ()


def test_company_of_twenty_five_gets_two_bands():
    answer = publish(table(("woman", "man"), (5, 7), (6, 7)))
    assert read(answer.screen_table) == [(("L1", "L1"), 12, [5, 7]), (("L2", "L2"), 13, [6, 7])]
    assert read(answer.file_table) == [(("L1", "L2"), 25, [11, 14])]


def test_file_is_coarser_than_the_screen_and_its_counts_are_sums_of_the_screens():
    rows = (6, 6, 0), (10, 19, 1), (12, 27, 1), (7, 18, 0), (2, 8, 0), (1, 2, 0)
    answer = publish(table(WMN, *rows))
    assert read(answer.screen_table) == [
        (("L1", "L1"), 12, [6, 6]),
        (("L2", "L2"), 30, [10, 20]),
        (("L3", "L3"), 40, [12, 28]),
        (("L4", "L6"), 38, [10, 28]),
    ]
    assert read(answer.file_table) == [(("L1", "L2"), 42, [16, 26]), (("L3", "L6"), 78, [22, 56])]
    assert answer.screen_table.options == answer.file_table.options == (("woman",), ("man", "not answered"))


def test_small_options_are_joined():
    answer = publish(table(("woman", "man", "another", "not answered"), (20, 20, 2, 3), (20, 20, 1, 4)))
    assert answer.screen_table.options == (("woman",), ("man",), ("another", "not answered"))
    assert read(answer.screen_table) == [(("L1", "L1"), 45, [20, 20, 5]), (("L2", "L2"), 45, [20, 20, 5])]


def test_what_is_safe_already_is_shown_in_full():
    answer = publish(table(WMN, (12, 14, 10), (11, 13, 15)))
    full = [(("L1", "L1"), 36, [12, 14, 10]), (("L2", "L2"), 39, [11, 13, 15])]
    assert read(answer.screen_table) == full
    assert read(answer.file_table) == full


def test_five_is_enough_for_a_level_but_not_for_a_band_with_a_lone_colleague():
    """Of 31 people 5 are women: then of the 30 on the other level 4 or 5 are, which is known too well."""
    assert read(publish(table(("woman", "man"), (5, 25))).screen_table) == [(("L1", "L1"), 30, [5, 25])]
    assert read(publish(table(("woman", "man"), (5, 25), (0, 1))).screen_table) == "too few"
    with_six = publish(table(("woman", "man"), (6, 24), (0, 1)))
    assert read(with_six.screen_table) == [(("L1", "L2"), 31, [6, 25])]


def test_cells_are_hidden_only_where_no_joining_is_safe():
    answer = publish(table(("woman", "man"), (5, 5), (0, 1)))
    assert read(answer.screen_table) == [(("L1", "L1"), 10, [5, 5]), (("L2", "L2"), 1, [None, None])]
    assert [cell.hidden for row in answer.screen_table.cells for cell in row] == [False, False, True, True]


def test_levels_without_people_are_left_out():
    answer = publish(table(("woman", "man"), (0, 0), (6, 6), (0, 0), (7, 8), (0, 0)))
    assert read(answer.screen_table) == [(("L2", "L2"), 12, [6, 6]), (("L4", "L4"), 15, [7, 8])]


@pytest.mark.parametrize(
    "rows",
    [
        [(0, 20), (0, 20)],
        [(20, 0), (20, 0)],
        [(4, 30)],
        [(4, 5)],
        [(1, 0)],
        [(0, 0)],
        [(2, 30), (2, 30)],
    ],
)
def test_none_all_and_almost_are_too_few(rows):
    answer = publish(table(("woman", "man"), *rows))
    assert (answer.screen_table, answer.file_table) == (TooFew("screen", 5), TooFew("file", 10))
    assert answer.notes == ()


def test_refusing_one_option_may_not_tell_that_it_is_rare():
    """With b kept instead of a, the reader would know that fewer than 5 are a: it would else be there."""
    assert read(publish(table("abc", (3, 15, 22))).screen_table) == "too few"
    assert read(publish(table("bac", (15, 3, 22))).screen_table) == [(("L1", "L1"), 40, [15, 25])]


def test_k_can_be_raised_and_not_lowered():
    rows = (12, 14), (11, 15)
    assert read(publish(table("wm", *rows), 12, 12).screen_table) == [(("L1", "L2"), 52, [23, 29])]
    assert read(publish(table("wm", *rows), 24, 24).screen_table) == "too few"
    for screen, file in [(4, 10), (5, 4), (10, 9), (0, 0)]:
        with pytest.raises(ValueError, match="k must be at least 5"):
            publish(table("wm", *rows), screen, file)


def test_more_than_eight_levels_are_joined_by_headcount_and_it_says_so():
    answer = publish(table(("woman", "man"), *[(8, 9)] * 6, (1, 1), (2, 1), (1, 2), (2, 2)))
    assert answer.notes == (Note.LEVELS_JOINED_BEFOREHAND,)
    assert isinstance(answer.screen_table, Shown)
    shown = [band.label for band in answer.screen_table.bands]
    assert shown == [("L1", "L1"), ("L2", "L2"), ("L3", "L3"), ("L4", "L4"), ("L5", "L5"), ("L6", "L10")]


def test_more_than_twelve_levels_are_not_tried():
    answer = publish(table(("woman", "man"), *[(20, 20)] * 13))
    assert (read(answer.screen_table), read(answer.file_table)) == ("too few", "too few")
    assert answer.notes == (Note.TOO_MANY_LEVELS,)


def test_a_ninth_option_is_always_joined_with_the_last():
    answer = publish(table("abcdefghi", (10, 10, 10, 10, 10, 10, 10, 10, 10)))
    assert answer.screen_table.options[-1] == ("h", "i")
    assert answer.notes == (Note.OPTIONS_JOINED_BEFOREHAND,)


def test_what_cannot_be_proven_in_time_is_not_shown_and_it_says_so():
    answer = publish(table("wm", (12, 14), (11, 15)), seconds=0)
    assert (read(answer.screen_table), read(answer.file_table)) == ("too few", "too few")
    assert answer.notes == (Note.OUT_OF_TIME,)


def test_a_search_without_time_shows_nothing_finer_than_the_file(monkeypatch):
    clock = iter([0.0, 1.0, 9.0])
    monkeypatch.setattr("figures.suppression.time", SimpleNamespace(monotonic=lambda: next(clock)))
    answer = choose(table("wm", (6, 7), (8, 7)), 5, 10, seconds=5)
    assert read(answer.file_table) == [(("L1", "L2"), 28, [14, 14])]
    assert read(answer.screen_table) == [(("L1", "L2"), 28, [14, 14])]
    assert answer.notes == (Note.OUT_OF_TIME,)


def test_the_same_table_gives_the_same_answer():
    rows = (6, 6, 0), (10, 19, 1), (12, 27, 1), (7, 18, 0), (2, 8, 0), (1, 2, 0)
    assert publish(table(WMN, *rows)) == publish(table(WMN, *rows))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: table("wm", (1, 2, 3)), "Level L1 must have one count for each option"),
        (lambda: table("wm", (-1, 2)), "Level L1 has a count below zero"),
        (lambda: table("w", (1,)), "at least two different options"),
        (lambda: table("ww", (1, 1)), "at least two different options"),
        (lambda: Known((Level("A", 1, 3), Level("A", 2, 3)), ("w", "m")), "named twice"),
        (lambda: Known((Level("A", 2, 3), Level("B", 1, 3)), ("w", "m")), "order of their ranks"),
        (lambda: Known((Level("A", 2, -3),), ("w", "m")), "below zero"),
    ],
)
def test_a_table_that_does_not_fit_gets_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
