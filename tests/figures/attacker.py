"""A reader who wants to know: built without the code under test, from the words of the promise alone.

`all_tables` and `brute_range` try every table; `solved_range` asks an integer program with one number for
each level and option. Nothing here knows bands, spares or forms.
"""

from itertools import chain, combinations, product

import numpy as np
from scipy.optimize import LinearConstraint, milp

from figures.tables import Known, Level, Shown, Table


def known(headcounts, options):
    levels = tuple(Level(f"L{i}", 10 * i, n) for i, n in enumerate(headcounts, start=1))
    return Known(levels, tuple(options))


def table(options, *rows):
    """Rows are levels L1, L2, …; headcounts are their sums."""
    return Table(known([sum(row) for row in rows], options), tuple(tuple(row) for row in rows))


def ways(people, options):
    """Every way for some people to choose among some options."""
    if options == 1:
        return [(people,)]
    return [(n, *more) for n in range(people + 1) for more in ways(people - n, options - 1)]


def all_tables(headcounts, options):
    return list(product(*[ways(n, options) for n in headcounts]))


def unions(levels):
    """Every set of levels but the empty one, as positions."""
    return list(chain.from_iterable(combinations(range(levels), n) for n in range(1, levels + 1)))


def columns(about, *tables):
    """Each option by itself and each printed group, as positions."""
    at = {option: i for i, option in enumerate(about.options)}
    printed = {tuple(sorted(at[o] for o in group)) for t in tables if isinstance(t, Shown) for group in t.options}
    return sorted(printed | {(i,) for i in range(len(about.options))})


def facts(about, *tables):
    """(positions of levels, positions of options, count) of each number that can be read."""
    level = {lv.code: i for i, lv in enumerate(about.levels)}
    option = {code: i for i, code in enumerate(about.options)}
    return [
        ([level[c] for c in band.levels], [option[o] for o in group], cell.count)
        for t in tables
        if isinstance(t, Shown)
        for band, row in zip(t.bands, t.cells, strict=True)
        for group, cell in zip(t.options, row, strict=True)
        if cell.count is not None
    ]


def too_narrow(low, high, people, k):
    far = low >= k and people - high >= k
    wide = high - low >= min(k, people)
    return not far and not wide


def leaks_among(tables, headcounts, k, asked):
    """Sets and columns whose count is known too well to someone who knows it is one of these tables."""
    found = []
    for union in unions(len(headcounts)):
        people = sum(headcounts[i] for i in union)
        if not people:
            continue
        for column in asked:
            counts = [sum(t[i][o] for i in union for o in column) for t in tables]
            if too_narrow(min(counts), max(counts), people, k):
                found.append((union, column, min(counts), max(counts)))
    return found


def brute_leaks(about, k, *tables):
    """As `leaks_among`, for every table that agrees with what was printed."""
    headcounts = [level.headcount for level in about.levels]
    read = facts(about, *tables)
    agreeing = [
        t
        for t in all_tables(headcounts, len(about.options))
        if all(sum(t[i][o] for i in levels for o in options) == n for levels, options, n in read)
    ]
    return leaks_among(agreeing, headcounts, k, columns(about, *tables))


def solved_range(about, union, column, *tables):
    """Least and greatest count by integer programs over the whole table."""
    shape = (len(about.levels), len(about.options))
    rows, sums = [], []
    for i, level in enumerate(about.levels):
        row = np.zeros(shape)
        row[i] = 1
        rows.append(row.ravel())
        sums.append(level.headcount)
    for levels, options, count in facts(about, *tables):
        row = np.zeros(shape)
        row[np.ix_(levels, options)] = 1
        rows.append(row.ravel())
        sums.append(count)
    aim = np.zeros(shape)
    aim[np.ix_(list(union), list(column))] = 1
    same = LinearConstraint(np.array(rows), sums, sums)
    ends = []
    for sign in (1, -1):
        answer = milp(sign * aim.ravel(), constraints=same, integrality=np.ones(aim.size))
        assert answer.status == 0
        ends.append(round(sign * answer.fun))
    return tuple(ends)


def solved_leaks(about, k, *tables):
    """As `brute_leaks`, by integer programs, for tables too big to try them all."""
    found = []
    for union in unions(len(about.levels)):
        people = sum(about.levels[i].headcount for i in union)
        if not people:
            continue
        for column in columns(about, *tables):
            low, high = solved_range(about, union, column, *tables)
            if too_narrow(low, high, people, k):
                found.append((union, column, low, high))
    return found
