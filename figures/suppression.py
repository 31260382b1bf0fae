"""Making the table of one question safe for its two audiences: `publish` is what the rest of the app calls.

Whoever holds the file knows the file; People Ops on screen know the file and the screen; both know every
headcount and how the method works. Forms (`merging`) are tried from fine to coarse; one is refused when a
count it prints is too near to "none" or "all", or when the refusals before it would tell too much
(`inference`). What comes out is proven once more by integer programs (`safety`) before it is handed back.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from figures.inference import tells_no_more
from figures.merging import LEVELS_AT_MOST, Form, Forms, Grid, grid, in_blocks, view
from figures.safety import Verdict, is_safe
from figures.tables import Band, Cell, Note, Publication, Shown, Table, TooFew

LEAST_K = 5
SCREEN = "screen"
FILE = "file"

Asked = list[tuple[Forms, np.ndarray]]
"""Lists of forms, each with a mark on those that were refused."""


class _OutOfTime(Exception):
    """The search has used up its time."""


def publish(table: Table, screen_k: int = 5, file_k: int = 10, seconds: float = 120.0) -> Publication:
    """Both tables of one question, safe together; a table that cannot be safe is `TooFew`.

    The screen's table always contains the file's: each file count is a sum of screen counts, so that
    nothing can be had by subtracting one from the other. `seconds` bounds the search and the last proof;
    when it runs out less is shown (the file's form on the screen as well, or nothing), and the notes say so.
    Raises ValueError when a k is below 5 or the file's is below the screen's.
    """
    if screen_k < LEAST_K or file_k < screen_k:
        raise ValueError(f"k must be at least {LEAST_K}, and the file's k at least the screen's.")
    until = time.monotonic() + seconds
    return _proven(choose(table, screen_k, file_k, seconds / 2), table, until)


def choose(table: Table, screen_k: int, file_k: int, seconds: float = math.inf) -> Publication:
    """As `publish`, for any k from 1, without the last proof."""
    base = grid(table.known)
    nothing = Publication(TooFew(SCREEN, screen_k), TooFew(FILE, file_k))
    if sum(len(block) for block in base.blocks) > LEVELS_AT_MOST:
        return replace(nothing, notes=(Note.TOO_MANY_LEVELS,))
    if not base.blocks:
        return nothing
    until = time.monotonic() + seconds
    counts = in_blocks(base, table.counts)
    # A file with a hole in it would bind the screen to the same hole: the file joins, or is not made.
    files, screens = Forms(base, file_k, hiding=False), Forms(base, screen_k, hiding=True)
    try:
        in_file = _file_form(counts, base, files, screens, until)
    except _OutOfTime:
        return replace(nothing, notes=(Note.OUT_OF_TIME,))
    late: tuple[Note, ...] = ()
    try:
        on_screen = _screen_form(counts, base, files, screens, in_file, until)
    except _OutOfTime:
        on_screen, late = in_file, (Note.OUT_OF_TIME,)
    return Publication(
        _shown(on_screen, counts, base, SCREEN, screen_k),
        _shown(in_file, counts, base, FILE, file_k),
        (base.notes if on_screen is not None else ()) + late,
    )


def _file_form(counts: np.ndarray, base: Grid, files: Forms, screens: Forms, until: float) -> Form | None:
    """The finest form for the file that is safe there, and on a screen that might add nothing to it."""
    for i in np.flatnonzero(files.safe(counts[None])[0]):
        _look_at_the_clock(until)
        form = files.forms[i]
        printed = view(form, counts)
        before = [(files, _news(files, form, range(i)))]
        if not tells_no_more(form, printed, base, files.k, before):
            continue
        finer = [j for j, other in enumerate(screens.forms) if other.tells(form)]
        if tells_no_more(form, printed, base, screens.k, [*before, (screens, _news(screens, form, finer))]):
            return form
    return None


def _screen_form(
    counts: np.ndarray, base: Grid, files: Forms, screens: Forms, in_file: Form | None, until: float
) -> Form | None:
    """The finest form for the screen among those that contain the file's."""
    last = len(files.forms) if in_file is None else files.forms.index(in_file)
    open_to_us = [i for i, f in enumerate(screens.forms) if in_file is None or f.tells(in_file)]
    safe = screens.safe(counts[None])[0]
    for place, i in enumerate(open_to_us):
        if not safe[i]:
            continue
        _look_at_the_clock(until)
        form = screens.forms[i]
        before: Asked = [
            (files, _news(files, form, range(last))),
            (screens, _news(screens, form, open_to_us[:place])),
        ]
        if tells_no_more(form, view(form, counts), base, screens.k, before):
            return form
    return None


def _look_at_the_clock(until: float) -> None:
    if time.monotonic() > until:
        raise _OutOfTime


def _news(forms: Forms, shown: Form, tried: range | list[int]) -> np.ndarray:
    """A mark on each tried form whose refusal does not already follow from what is shown."""
    marked = np.zeros(len(forms.forms), dtype=bool)
    for i in tried:
        marked[i] = not shown.tells(forms.forms[i])
    return marked


def _shown(form: Form | None, counts: np.ndarray, base: Grid, audience: str, k: int) -> Shown | TooFew:
    if form is None:
        return TooFew(audience, k)
    first, last = form.bands[0][0], form.bands[-1][1]
    runs = [(0, first - 1)] if first else []
    runs += form.bands
    runs += [(last + 1, len(base.blocks) - 1)] if last < len(base.blocks) - 1 else []
    printed = dict(zip(form.bands, view(form, counts), strict=True))
    hidden = [None] * len(form.groups)
    names = base.known.options
    return Shown(
        audience,
        k,
        tuple(_band(base, run) for run in runs),
        tuple(tuple(names[o] for o in group) for group in form.groups),
        tuple(tuple(Cell(count) for count in printed.get(run, hidden)) for run in runs),
    )


def _band(base: Grid, run: tuple[int, int]) -> Band:
    levels = [base.known.levels[i] for block in base.blocks[run[0] : run[1] + 1] for i in block]
    return Band(tuple(level.code for level in levels), sum(level.headcount for level in levels))


def _proven(chosen: Publication, table: Table, until: float) -> Publication:
    """The same publication if integer programs agree that it is safe; less of it if time ran out."""
    file, screen = chosen.file_table, chosen.screen_table
    late = (*(note for note in chosen.notes if note != Note.OUT_OF_TIME), Note.OUT_OF_TIME)
    nothing = TooFew(SCREEN, screen.k)
    if not _holds(is_safe([file], table.known, file.k, until - time.monotonic())):
        return Publication(nothing, TooFew(FILE, file.k), late)
    if not _holds(is_safe([file, screen], table.known, screen.k, until - time.monotonic())):
        return replace(chosen, screen_table=nothing, notes=late)
    return chosen


def _holds(verdict: Verdict) -> bool:
    if not verdict.safe and not verdict.unproven:
        raise AssertionError("The forms and the integer programs disagree about what is safe.")
    return verdict.safe
