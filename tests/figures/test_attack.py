"""The promise attacked: by readers who know the tables, and by readers who also know how they are made."""

from collections import Counter, defaultdict
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures import suppression
from figures.merging import Grid
from figures.safety import is_safe
from figures.suppression import choose, publish
from figures.tables import Band, Cell, Shown, Table, TooFew
from tests.figures.attacker import (
    all_tables,
    brute_leaks,
    columns,
    facts,
    known,
    leaks_among,
    solved_leaks,
    table,
    too_narrow,
)

pytestmark = pytest.mark.once("embedded")


@st.composite
def tables(draw, levels, options, most):
    width = draw(st.integers(2, options))
    row = st.lists(st.integers(0, most), min_size=width, max_size=width)
    rows = draw(st.lists(row, min_size=1, max_size=levels))
    return table("abcdef"[:width], *rows)


def small_tables(draw_most=5):
    return tables(levels=3, options=3, most=draw_most).filter(
        lambda t: all(level.headcount <= 7 for level in t.known.levels)
    )


@settings(max_examples=60, deadline=None)
@given(small_tables(), st.sampled_from([(2, 3), (2, 2), (3, 4)]))
def test_no_reader_of_a_small_table_learns_a_narrow_range(true, ks):
    answer = choose(true, *ks)
    assert brute_leaks(true.known, ks[1], answer.file_table) == []
    assert brute_leaks(true.known, ks[0], answer.file_table, answer.screen_table) == []


@settings(max_examples=25, deadline=None)
@given(tables(levels=4, options=4, most=40))
def test_no_reader_of_a_larger_table_learns_a_narrow_range(true):
    answer = publish(true)
    assert solved_leaks(true.known, 10, answer.file_table) == []
    assert solved_leaks(true.known, 5, answer.file_table, answer.screen_table) == []


@settings(max_examples=40, deadline=None)
@given(tables(levels=4, options=4, most=40))
def test_what_is_printed_is_true_and_every_person_stands_in_one_row(true):
    answer = publish(true)
    at = {level.code: i for i, level in enumerate(true.known.levels)}
    for shown in (answer.screen_table, answer.file_table):
        for levels, options, count in facts(true.known, shown):
            assert count == sum(true.counts[i][o] for i in levels for o in options)
            assert count >= shown.k
        if isinstance(shown, Shown):
            codes = [code for band in shown.bands for code in band.levels]
            assert codes == [level.code for level in true.known.levels if level.headcount]
            for band in shown.bands:
                assert band.headcount == sum(true.known.levels[at[code]].headcount for code in band.levels)
            assert sorted(o for group in shown.options for o in group) == sorted(true.known.options)


@settings(max_examples=60, deadline=None)
@given(small_tables(), st.integers(1, 3))
def test_the_integer_programs_agree_with_trying_every_table(true, k):
    """The table is printed as it is, in cells and in totals, safe or not."""
    for shown in printed_in_every_way(true):
        assert is_safe([shown], true.known, k).safe == (not brute_leaks(true.known, k, shown))


def printed_in_every_way(true):
    """The true table with adjacent levels joined in each way, hiding nothing or the first row's first two."""
    levels = [(i, lv) for i, lv in enumerate(true.known.levels)]
    for cuts in (c for n in range(len(levels)) for c in combinations(range(1, len(levels)), n)):
        edges = (0, *cuts, len(levels))
        runs = [levels[a:b] for a, b in pairwise(edges)]
        bands = tuple(Band(tuple(lv.code for _, lv in run), sum(lv.headcount for _, lv in run)) for run in runs)
        rows = [[sum(true.counts[i][o] for i, _ in run) for o in range(len(true.known.options))] for run in runs]
        for hidden in (0, 2):
            cells = tuple(
                tuple(Cell(None if r == 0 and o < hidden else n) for o, n in enumerate(row))
                for r, row in enumerate(rows)
            )
            yield Shown("screen", 1, bands, tuple((o,) for o in true.known.options), cells)


def answers(headcounts, options, screen_k, file_k):
    """Every table these headcounts allow, by what each audience would be given."""
    about = known(headcounts, "abcdef"[:options])
    on_screen, in_file = defaultdict(list), defaultdict(list)
    for counts in all_tables(headcounts, options):
        answer = choose(Table(about, counts), screen_k, file_k)
        on_screen[answer.screen_table, answer.file_table, answer.notes].append(counts)
        in_file[answer.file_table].append(counts)
    return about, on_screen, in_file


def leaks_to_who_knows_the_method(headcounts, options, screen_k, file_k):
    about, on_screen, in_file = answers(headcounts, options, screen_k, file_k)
    found = []
    for (screen, file, _), candidates in on_screen.items():
        found += leaks_among(candidates, headcounts, screen_k, columns(about, screen, file))
    for file, candidates in in_file.items():
        found += leaks_among(candidates, headcounts, file_k, columns(about, file))
    return found


@pytest.mark.parametrize(
    ("headcounts", "options", "screen_k", "file_k"),
    [
        ((2, 5, 6), 2, 2, 3),
        ((6, 6), 2, 2, 3),
        ((1, 5, 5), 2, 2, 3),
        ((5,), 3, 2, 3),
        ((3, 3), 3, 2, 3),
        ((7, 1), 2, 2, 4),
    ],
)
def test_who_knows_the_method_learns_no_more(headcounts, options, screen_k, file_k):
    """All tables that lead to the same page are compared: no set of levels has too narrow a range."""
    assert leaks_to_who_knows_the_method(headcounts, options, screen_k, file_k) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("headcounts", "options", "screen_k", "file_k"),
    [
        ((4, 4, 4), 2, 2, 3),
        ((9, 1, 8), 2, 2, 4),
        ((1, 2, 3, 4), 2, 2, 3),
        ((3, 4, 5, 4), 2, 2, 3),
        ((1, 4, 1, 4, 1), 2, 2, 2),
        ((12, 13), 2, 3, 4),
        ((4, 4), 3, 2, 3),
        ((5, 1, 5), 3, 2, 3),
        ((3, 3, 3), 3, 2, 3),
        ((8,), 4, 2, 3),
    ],
)
def test_who_knows_the_method_learns_no_more_from_larger_tables(headcounts, options, screen_k, file_k):
    assert leaks_to_who_knows_the_method(headcounts, options, screen_k, file_k) == []


def test_simply_taking_the_finest_safe_form_would_tell_more(monkeypatch):
    """With the question about the method left out: (2, 3) of b and "a or c" says that at most 1 is a."""
    monkeypatch.setattr(suppression, "tells_no_more", lambda *asked: True)
    _, on_screen, _ = answers((5,), 3, 2, 3)
    given = next(a for a, candidates in on_screen.items() if ((1, 2, 2),) in candidates)
    assert given[0].options == (("b",), ("a", "c"))
    assert {counts[0][0] for counts in on_screen[given]} == {0, 1}
    assert too_narrow(0, 1, 5, 2)
    assert leaks_to_who_knows_the_method((5,), 3, 2, 3) != []


def test_a_fault_in_the_forms_is_caught_by_the_last_proof(monkeypatch):
    """Forgetting the lone colleague would print 5 of 31; the integer programs object before it is shown."""
    monkeypatch.setattr(Grid, "spare", lambda *asked: 0)
    assert isinstance(choose(table("wm", (5, 25), (0, 1)), 5, 10).screen_table, Shown)
    with pytest.raises(AssertionError, match="disagree about what is safe"):
        publish(table("wm", (5, 25), (0, 1)))


def test_refusals_stay_few():
    """Of the 216 tables of (5, 5, 5) people and two options, this many get each kind of answer."""
    _, on_screen, _ = answers((5, 5, 5), 2, 2, 3)
    kinds = Counter()
    for (screen, _, _), candidates in on_screen.items():
        shape = "too few" if isinstance(screen, TooFew) else f"{len(screen.bands)} × {len(screen.options)}"
        kinds[shape] += len(candidates)
    assert kinds["too few"] < 30
    assert kinds["3 × 2"] == 8


@settings(max_examples=40, deadline=None)
@given(small_tables())
def test_nothing_safe_is_refused_but_for_what_the_method_would_tell(true):
    """Without the question about the method, no joined form of more bands × columns is safe."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "tells_no_more", lambda *asked: True)
        patch.setattr(suppression, "_file_form", lambda *asked: None)
        shown = choose(true, 2, 9).screen_table
    size = 0
    if isinstance(shown, Shown) and not any(cell.hidden for row in shown.cells for cell in row):
        size = len(shown.bands) * len(shown.options)
    assert size == finest_by_trying(true, 2)


def finest_by_trying(true, k):
    """Bands × columns of the finest joined form that trying every table finds safe; 0 for none."""
    people = [(i, lv) for i, lv in enumerate(true.known.levels) if lv.headcount]
    options = range(len(true.known.options))
    best = 0
    ways_to_cut = [c for n in range(len(people)) for c in combinations(range(1, len(people)), n)]
    ways_to_keep = [kept for n in options[1:] for kept in combinations(options, n)] + [tuple(options)]
    for cuts, kept in product(ways_to_cut if people else [], ways_to_keep):
        rest = tuple(o for o in options if o not in kept)
        groups = [(o,) for o in kept] + ([rest] if rest else [])
        edges = (0, *cuts, len(people))
        runs = [people[a:b] for a, b in pairwise(edges)]
        shown = Shown(
            "screen",
            k,
            tuple(Band(tuple(lv.code for _, lv in run), sum(lv.headcount for _, lv in run)) for run in runs),
            tuple(tuple(true.known.options[o] for o in group) for group in groups),
            tuple(
                tuple(Cell(sum(true.counts[i][o] for i, _ in run for o in group)) for group in groups) for run in runs
            ),
        )
        if len(runs) * len(groups) > best and not brute_leaks(true.known, k, shown):
            best = len(runs) * len(groups)
    return best
