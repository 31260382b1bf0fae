"""The forms a table can be shown in, from fine to coarse, and which of them are safe as they stand.

A form joins adjacent levels into bands and some of the options into one ("other and not said"). Nothing
here looks at an answer except `Forms.safe`; the list and its order follow from headcounts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from figures.tables import Known, Note

BLOCKS_AT_MOST = 8
KEPT_FROM_AT_MOST = 7
LEVELS_AT_MOST = 12

Run = tuple[int, int]
"""First and last block of a band, both included."""


@dataclass(frozen=True)
class Form:
    """Bands with shown counts, and the options kept apart; all other options are joined.

    Blocks in no band are hidden altogether.
    """

    bands: tuple[Run, ...]
    kept: tuple[int, ...]
    options: int

    @property
    def rest(self) -> tuple[int, ...]:
        return tuple(o for o in range(self.options) if o not in self.kept)

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The printed columns, as positions of options."""
        return tuple((o,) for o in self.kept) + ((self.rest,) if self.rest else ())

    def tells(self, other: Form) -> bool:
        """Whether every count of the other form is a sum of counts of this one."""
        if not set(other.kept) <= set(self.kept):
            return False
        for first, last in other.bands:
            inside = [b for b in self.bands if first <= b[0] and b[1] <= last]
            if sum(b[1] - b[0] + 1 for b in inside) != last - first + 1:
                return False
        return True


@dataclass(frozen=True)
class Grid:
    """The part of a table known to everybody: levels with people in them, in blocks never taken apart.

    A block is a single level unless there are more than `BLOCKS_AT_MOST`. `notes` says what was joined
    before any answer was looked at.
    """

    known: Known
    blocks: tuple[tuple[int, ...], ...]
    choices: tuple[int, ...]
    notes: tuple[Note, ...] = ()

    @property
    def options(self) -> int:
        return len(self.known.options)

    def sizes(self, run: Run) -> list[int]:
        """Headcounts of the levels in a run of blocks."""
        return [self.known.levels[level].headcount for block in self.blocks[run[0] : run[1] + 1] for level in block]

    def spare(self, run: Run, k: int) -> int:
        """The most people, fewer than k, that some of the run's levels hold together.

        Everybody else in the run is then a set of its own, and its count is known to within this number.
        """
        reached = {0}
        for size in self.sizes(run):
            reached |= {total + size for total in reached if total + size < k}
        return max(reached)


def grid(known: Known) -> Grid:
    """Blocks for these levels: neighbours with the fewest people are joined until few enough remain."""
    notes = []
    blocks: list[tuple[int, ...]] = [(i,) for i, level in enumerate(known.levels) if level.headcount]
    if len(blocks) > BLOCKS_AT_MOST:
        notes.append(Note.LEVELS_JOINED_BEFOREHAND)

    def people(block: tuple[int, ...]) -> int:
        return sum(known.levels[i].headcount for i in block)

    while len(blocks) > BLOCKS_AT_MOST:
        at = min(range(len(blocks) - 1), key=lambda i: people(blocks[i]) + people(blocks[i + 1]))
        blocks[at : at + 2] = [blocks[at] + blocks[at + 1]]
    if len(known.options) > KEPT_FROM_AT_MOST:
        notes.append(Note.OPTIONS_JOINED_BEFOREHAND)
    choices = tuple(range(min(len(known.options), KEPT_FROM_AT_MOST)))
    return Grid(known, tuple(blocks), choices, tuple(notes))


def kept_options(grid: Grid) -> Iterator[tuple[int, ...]]:
    """Every way to keep options apart; joining a single option with nothing is keeping it."""
    for number in range(len(grid.choices), 0, -1):
        for kept in combinations(grid.choices, number):
            if grid.options - number != 1:
                yield kept


def partitions(blocks: int) -> Iterator[tuple[Run, ...]]:
    """Every way to cut a row of blocks into runs."""
    for number in range(blocks):
        for cuts in combinations(range(1, blocks), number):
            edges = (0, *cuts, blocks)
            yield tuple((edges[i], edges[i + 1] - 1) for i in range(len(edges) - 1))


def in_order(grid: Grid, k: int, hiding: bool) -> list[Form]:
    """All forms that headcounts allow at this k, finest first; the order never depends on an answer.

    First those that only join: most bands × columns, then most bands, then bands of most even size, then
    the options named first. After them, if asked for, those that hide: one band shown and every other
    level hidden, most columns first, then most people shown. (Two bands with the same columns can never
    both be safe where no joined form is: together they would make one. So hiding all but one loses nothing.)
    """
    kept = list(kept_options(grid))
    whole = len(grid.blocks)

    def people(run: Run) -> int:
        return sum(grid.sizes(run))

    joined = [
        Form(bands, options, grid.options)
        for bands in partitions(whole)
        if all(people(run) >= 2 * k for run in bands)
        for options in kept
    ]
    joined.sort(
        key=lambda f: (
            -len(f.bands) * len(f.groups),
            -len(f.bands),
            sum(people(run) ** 2 for run in f.bands),
            f.bands,
            f.kept,
        )
    )
    if not hiding:
        return joined
    runs = [(a, b) for a in range(whole) for b in range(a, whole) if (a, b) != (0, whole - 1)]
    single = [Form((run,), options, grid.options) for run in runs if people(run) >= 2 * k for options in kept]
    single.sort(key=lambda f: (-len(f.groups), -people(f.bands[0]), f.bands, f.kept))
    return joined + single


@dataclass
class Forms:
    """The forms for one k, and a test of many tables against all of them at once.

    A form is safe as it stands when each printed count c of a band of n people satisfies c ≥ k + r and
    n − c ≥ k + r, where r is the band's `spare`: then every subset of its levels keeps a wide range or
    stays k away from "none" and "all", and unions over bands do so because their ranges add up.
    """

    grid: Grid
    k: int
    hiding: bool
    forms: list[Form] = field(init=False)

    def __post_init__(self) -> None:
        self.forms = in_order(self.grid, self.k, self.hiding)
        whole = len(self.grid.blocks)
        self._runs = [(a, b) for a in range(whole) for b in range(a, whole)]
        run_at = {run: i for i, run in enumerate(self._runs)}
        self._kept = list(kept_options(self.grid))
        kept_at = {kept: i for i, kept in enumerate(self._kept)}
        self._people = np.array([sum(self.grid.sizes(run)) for run in self._runs])
        self._least = np.array([self.k + self.grid.spare(run, self.k) for run in self._runs])
        by_bands: dict[tuple[Run, ...], list[int]] = {}
        for i, form in enumerate(self.forms):
            by_bands.setdefault(form.bands, []).append(i)
        self._by_bands = [
            (
                [run_at[run] for run in bands],
                np.array(at),
                np.array([kept_at[self.forms[i].kept] for i in at]),
            )
            for bands, at in by_bands.items()
        ]

    def safe(self, tables: np.ndarray, wanted: np.ndarray | None = None) -> np.ndarray:
        """Which forms are safe as they stand: booleans, one row a table and one column a form.

        `tables` has shape (tables, blocks, options); forms outside `wanted` are reported as unsafe.
        """
        fits = self._columns_fit(tables)
        result = np.zeros((len(tables), len(self.forms)), dtype=bool)
        for runs, at, kept in self._by_bands:
            if wanted is not None:
                asked = wanted[at]
                if not asked.any():
                    continue
                at, kept = at[asked], kept[asked]
            result[:, at] = fits[:, runs][:, :, kept].all(axis=1)
        return result

    def _columns_fit(self, tables: np.ndarray) -> np.ndarray:
        """For each table, run and kept options: whether all printed counts are far from the ends."""
        before = np.concatenate([np.zeros_like(tables[:, :1]), tables.cumsum(axis=1)], axis=1)
        counts = np.stack([before[:, b + 1] - before[:, a] for a, b in self._runs], axis=1)
        alone = self._far(counts)
        fits = np.empty((len(tables), len(self._runs), len(self._kept)), dtype=bool)
        for i, kept in enumerate(self._kept):
            fit = alone[:, :, list(kept)].all(axis=2)
            if len(kept) < self.grid.options:
                fit &= self._far(self._people - counts[:, :, list(kept)].sum(axis=2))
            fits[:, :, i] = fit
        return fits

    def _far(self, counts: np.ndarray) -> np.ndarray:
        shape = (1, -1) + (1,) * (counts.ndim - 2)
        least, people = self._least.reshape(shape), self._people.reshape(shape)
        far: np.ndarray = (counts >= least) & (people - counts >= least)
        return far


def view(form: Form, table: np.ndarray) -> list[list[int]]:
    """The counts the form prints for a table of shape (blocks, options): one list a band."""
    return [[int(table[a : b + 1, list(group)].sum()) for group in form.groups] for a, b in form.bands]


def in_blocks(grid: Grid, counts: Sequence[Sequence[int]]) -> np.ndarray:
    """The true counts, summed over the levels of each block."""
    return np.array(
        [np.array([counts[level] for level in block]).sum(axis=0) for block in grid.blocks], dtype=np.int64
    ).reshape(len(grid.blocks), grid.options)
