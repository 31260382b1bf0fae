"""Whether tables already printed are safe, asked of integer programs (HiGHS through SciPy)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from figures.tables import Known, Shown, TooFew

SETS_AT_MOST = 4096


@dataclass(frozen=True)
class Verdict:
    """Safe or not. `people` and `options` name the first set and option found too narrow, for tests and
    logs of the operator's own data only; `unproven` says that time or size was the reason, not a count."""

    safe: bool
    unproven: bool = False
    people: int = 0
    options: tuple[str, ...] = ()
    low: int = 0
    high: int = 0


@dataclass(frozen=True)
class _Fact:
    """A printed cell: so many people of these levels chose one of these options."""

    levels: frozenset[str]
    options: frozenset[str]
    count: int


def narrow(low: int, high: int, people: int, k: int) -> bool:
    """Whether [low, high] tells too much about a set of that many people."""
    return not ((low >= k and people - high >= k) or high - low >= min(k, people))


def is_safe(publications: Sequence[Shown | TooFew], known: Known, k: int, seconds: float = 60.0) -> Verdict:
    """Whether no set of levels and no option has a range of counts narrower than k allows.

    The sets are all unions of levels (each level, band, remainder and difference is one); the options
    are the question's own and every printed group of them. The range of each is found exactly, over all
    non-negative integer tables that agree with all `publications` and with `known`. `seconds` bounds the
    whole; what could not be proven in that time is unsafe, and the verdict says `unproven`.
    """
    deadline = time.monotonic() + seconds
    facts = _without_repetition(_facts(publications))
    targets = [frozenset([option]) for option in known.options]
    targets += sorted({f.options for f in facts if len(f.options) > 1}, key=sorted)
    for part in _independent_parts(facts, known):
        mine = [f for f in facts if any(f.levels >= atom for atom in part)]
        sizes = _sizes(part, known)
        if sizes is None:
            return Verdict(False, unproven=True)
        for inside in sizes:
            for target in targets:
                if time.monotonic() > deadline:
                    return Verdict(False, unproven=True)
                found = _range(part, inside, target, mine, known, deadline)
                if found is None:
                    return Verdict(False, unproven=True)
                if narrow(*found, sum(inside), k):
                    return Verdict(False, False, sum(inside), tuple(sorted(target)), *found)
    return Verdict(True)


def _facts(publications: Sequence[Shown | TooFew]) -> list[_Fact]:
    return [
        _Fact(frozenset(band.levels), frozenset(options), cell.count)
        for shown in publications
        if isinstance(shown, Shown)
        for band, row in zip(shown.bands, shown.cells, strict=True)
        for options, cell in zip(shown.options, row, strict=True)
        if cell.count is not None
    ]


def _without_repetition(facts: list[_Fact]) -> list[_Fact]:
    """Drop a fact that is the sum of smaller ones: it adds nothing, and would tie rows together."""
    by_size = sorted(set(facts), key=lambda f: (len(f.levels) * len(f.options), sorted(f.levels)))
    kept: list[_Fact] = []
    for fact in by_size:
        inside = [f for f in kept if f.levels <= fact.levels and f.options <= fact.options]
        apart = all(
            not (a.levels & b.levels and a.options & b.options) for i, a in enumerate(inside) for b in inside[:i]
        )
        area = sum(len(f.levels) * len(f.options) for f in inside)
        told = apart and area == len(fact.levels) * len(fact.options)
        if not (told and sum(f.count for f in inside) == fact.count):
            kept.append(fact)
    return kept


def _independent_parts(facts: list[_Fact], known: Known) -> list[list[frozenset[str]]]:
    """Levels no fact tells apart form an atom; atoms that share a fact form a part.

    Between parts nothing is linked, so ranges add up, and a union of safe sets of different parts is
    safe: two wide ranges stay wide, two ranges far from both ends stay far, and a wide range of fewer
    than k people is the full one, which moves neither end of the other towards its own.
    """
    atoms: dict[frozenset[int], set[str]] = {}
    for level in known.levels:
        if level.headcount:
            seen_in = frozenset(i for i, f in enumerate(facts) if level.code in f.levels)
            atoms.setdefault(seen_in, set()).add(level.code)
    parts: list[tuple[set[int], list[frozenset[str]]]] = []
    for seen_in, codes in atoms.items():
        if not seen_in:
            parts += [(set(), [frozenset(codes)])]
            continue
        joined, members = set(seen_in), [frozenset(codes)]
        apart = []
        for ids, others in parts:
            if ids & joined:
                joined |= ids
                members = others + members
            else:
                apart.append((ids, others))
        parts = [*apart, (joined, members)]
    return [members for _, members in parts]


def _sizes(part: list[frozenset[str]], known: Known) -> list[tuple[int, ...]] | None:
    """How many people of each atom a set of levels can hold: inside an atom only the number matters."""
    headcount = {level.code: level.headcount for level in known.levels}
    sums = []
    for atom in part:
        reached = {0}
        for code in sorted(atom):
            reached |= {size + headcount[code] for size in reached}
        sums.append(sorted(reached))
    if np.prod([float(len(s)) for s in sums]) > SETS_AT_MOST:
        return None
    return [inside for inside in product(*sums) if any(inside)]


def _range(
    part: list[frozenset[str]],
    inside: tuple[int, ...],
    target: frozenset[str],
    facts: list[_Fact],
    known: Known,
    deadline: float,
) -> tuple[int, int] | None:
    """Least and greatest count of the target's options among the chosen people; None without a proof."""
    headcount = {level.code: level.headcount for level in known.levels}
    whole = [sum(headcount[code] for code in atom) for atom in part]
    options = known.options
    width = len(part) * 2 * len(options)

    def column(atom: int, side: int, option: int) -> int:
        return (atom * 2 + side) * len(options) + option

    def rows() -> Iterator[tuple[np.ndarray, int]]:
        for atom, (chosen, total) in enumerate(zip(inside, whole, strict=True)):
            for side, size in enumerate((chosen, total - chosen)):
                row = np.zeros(width)
                row[[column(atom, side, o) for o in range(len(options))]] = 1
                yield row, size
        for fact in facts:
            row = np.zeros(width)
            for atom, codes in enumerate(part):
                if codes <= fact.levels:
                    for o, option in enumerate(options):
                        if option in fact.options:
                            row[[column(atom, 0, o), column(atom, 1, o)]] = 1
            yield row, fact.count

    matrix, values = zip(*rows(), strict=True)
    same = LinearConstraint(np.array(matrix), np.array(values), np.array(values))
    aim = np.zeros(width)
    for atom in range(len(part)):
        for o, option in enumerate(options):
            if option in target:
                aim[column(atom, 0, o)] = 1
    ends = []
    for sign in (1, -1):
        answer = milp(
            sign * aim,
            constraints=same,
            integrality=np.ones(width),
            bounds=Bounds(0, np.inf),
            options={"time_limit": max(0.01, deadline - time.monotonic()), "mip_rel_gap": 0},
        )
        if answer.status == 2:
            raise ValueError("No table agrees with everything that was published.")
        if answer.status != 0:
            return None
        ends.append(sign * round(answer.fun))
    return ends[0], ends[1]
