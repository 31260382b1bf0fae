"""What the choice of a form gives away to someone who knows how forms are chosen.

That a coarse form is shown says that the finer ones before it were refused. Here it is asked, before a form
is shown, whether that narrows any range. The answer depends on what the form prints and on headcounts only,
never on the rest of the table: so giving it, or refusing because of it, says nothing more.

Method: build tables that would print the same counts and in which each finer form is unsafe as it stands,
hence refused. All of them lead to the same page. If between them every range stays wide enough, a reader who
knows the method cannot exclude enough to learn. Not finding such tables counts as a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from figures.merging import Form, Forms, Grid

MORE_TABLES = 1000
CHUNK = 512


def sets_of_levels(grid: Grid) -> np.ndarray:
    """How many people of each block each union of levels holds, one row a distinct union."""
    sums = []
    for i in range(len(grid.blocks)):
        reached = {0}
        for size in grid.sizes((i, i)):
            reached |= {total + size for total in reached}
        sums.append(sorted(reached))
    every = np.array(np.meshgrid(*sums, indexing="ij"), dtype=np.int64).reshape(len(sums), -1).T
    return every[every.any(axis=1)]


def tells_no_more(
    form: Form,
    counts: Sequence[Sequence[int]],
    grid: Grid,
    k: int,
    refused: Sequence[tuple[Forms, np.ndarray]],
) -> bool:
    """Whether every range stays wide enough for a reader who knows that those forms were refused.

    `counts` is what the form prints; `refused` gives for one or more lists of forms which of them came
    before. Forms whose counts follow from `form` must be left out by the caller: their refusal is no news.
    """
    if not any(wanted.any() for _, wanted in refused):
        return True
    sets = sets_of_levels(grid)
    needed = np.minimum(k, sets.sum(axis=1))[:, None]
    columns = [(o,) for o in range(grid.options)] + [group for group in form.groups if len(group) > 1]
    done = _far_from_the_ends(form, counts, grid, sets, columns, k)
    low = np.full((len(sets), len(columns)), np.iinfo(np.int64).max // 2)
    high = np.full_like(low, -1)
    for tables in _chunks(_likely(form, counts, grid), _further(form, counts, grid)):
        for forms, wanted in refused:
            if len(tables):
                tables = tables[~forms.safe(tables, wanted).any(axis=1)]
        _widen(low, high, tables, sets, columns, grid)
        if (done | (high - low >= needed)).all():
            return True
    return False


def _far_from_the_ends(
    form: Form,
    counts: Sequence[Sequence[int]],
    grid: Grid,
    sets: np.ndarray,
    columns: Sequence[tuple[int, ...]],
    k: int,
) -> np.ndarray:
    """Sets and columns whose count stays k away from "none" and "all" by the printed counts alone."""
    low = np.zeros((len(sets), len(columns)), dtype=np.int64)
    high = np.repeat(sets.sum(axis=1)[:, None], len(columns), axis=1)
    groups = form.groups
    for (first, last), printed in zip(form.bands, counts, strict=True):
        size = sets[:, first : last + 1].sum(axis=1)
        others = sum(grid.sizes((first, last))) - size
        for j, column in enumerate(columns):
            at = next(g for g, group in enumerate(groups) if set(column) <= set(group))
            high[:, j] += np.minimum(size, printed[at]) - size
            if groups[at] == column:
                low[:, j] += np.maximum(0, printed[at] - others)
    far: np.ndarray = (low >= k) & (sets.sum(axis=1)[:, None] - high >= k)
    return far


def _widen(
    low: np.ndarray,
    high: np.ndarray,
    tables: np.ndarray,
    sets: np.ndarray,
    columns: Sequence[tuple[int, ...]],
    grid: Grid,
) -> None:
    """Take these tables into the ranges, in place. Inside a block people may stand on any of its levels."""
    people = np.array([sum(grid.sizes((i, i))) for i in range(len(grid.blocks))])
    single = all(len(block) == 1 for block in grid.blocks)
    for j, column in enumerate(columns):
        chosen = tables[:, :, list(column)].sum(axis=2)
        if not len(chosen):
            continue
        if single:
            inside = (sets > 0).astype(np.int64) @ chosen.T
            np.minimum(low[:, j], inside.min(axis=1), out=low[:, j])
            np.maximum(high[:, j], inside.max(axis=1), out=high[:, j])
            continue
        for table in np.unique(chosen, axis=0):
            np.minimum(low[:, j], np.maximum(0, table - (people - sets)).sum(axis=1), out=low[:, j])
            np.maximum(high[:, j], np.minimum(sets, table).sum(axis=1), out=high[:, j])


def _chunks(*sources: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
    """The sources' tables, a few hundred at a time; each source is finished before the next begins."""
    for source in sources:
        waiting: list[np.ndarray] = []
        for table in source:
            waiting.append(table)
            if len(waiting) == CHUNK:
                yield np.stack(waiting)
                waiting = []
        if waiting:
            yield np.stack(waiting)


def _likely(form: Form, counts: Sequence[Sequence[int]], grid: Grid) -> Iterator[np.ndarray]:
    """One-sided tables: a column goes to some blocks first, and a joined column is all of one option."""
    whole = range(len(grid.blocks))
    groups = range(len(form.groups))
    joined: tuple[int | None, ...] = form.rest or (None,)
    orders = [[g, *(o for o in way if o != g)] for g in groups for way in (groups, reversed(groups))]
    for number in range(len(grid.blocks), 0, -1):
        for first in combinations(whole, number):
            blocks = [[*first, *(b for b in whole if b not in first)]] * len(form.bands)
            for columns in orders:
                for option in joined:
                    one: dict[int, int | None] = dict.fromkeys(whole, option)
                    yield _filled(form, counts, grid, blocks, [columns] * len(form.bands), one)


def _further(form: Form, counts: Sequence[Sequence[int]], grid: Grid) -> Iterator[np.ndarray]:
    """One-sided tables with each band in an order of its own, by a generator that always starts the same."""
    chance = np.random.default_rng(20)
    whole = range(len(grid.blocks))
    joined: tuple[int | None, ...] = form.rest or (None,)
    for _ in range(MORE_TABLES):
        blocks = [list(chance.permutation(len(grid.blocks))) for _ in form.bands]
        columns = [list(chance.permutation(len(form.groups))) for _ in form.bands]
        yield _filled(form, counts, grid, blocks, columns, {b: joined[chance.integers(len(joined))] for b in whole})


def _filled(
    form: Form,
    counts: Sequence[Sequence[int]],
    grid: Grid,
    blocks: Sequence[Sequence[int]],
    columns: Sequence[Sequence[int]],
    joined: dict[int, int | None],
) -> np.ndarray:
    """The table that fills each band's blocks with its columns one after the other, both in given order."""
    table = np.zeros((len(grid.blocks), grid.options), dtype=np.int64)
    hidden = set(range(len(grid.blocks)))
    for at, ((first, last), printed) in enumerate(zip(form.bands, counts, strict=True)):
        left = list(printed)
        for block in blocks[at]:
            if not first <= block <= last:
                continue
            hidden.discard(block)
            room = sum(grid.sizes((block, block)))
            for column in columns[at]:
                taken = min(room, left[column])
                group = form.groups[column]
                option = group[0] if len(group) == 1 else joined[block]
                table[block, option] += taken
                left[column] -= taken
                room -= taken
    for block in hidden:
        group = form.groups[columns[0][0]]
        option = group[0] if len(group) == 1 else joined[block]
        table[block, option] = sum(grid.sizes((block, block)))
    return table
