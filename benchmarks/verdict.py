"""What was measured, held to what was to be reached, as a page of Markdown."""

from dataclasses import dataclass

from benchmarks.asking import BARE, Measured, Target

MOST_QUERIES = 15
MOST_GROWTH = 1.3  # of the median from the smallest to the largest company
LEAST_SHARE = 0.5  # of the bare page's requests a second, for pages of up to fifty rows
FEW_ROWS = 50

# why a page costs what it costs, said where it misses a target
_NEAR = (
    "Alone in a process it takes less than twice the bare page's time of the processor, so it lies near the half; the "
    "database, the client and whatever else runs share the cores with it."
)
REASONS = {
    "my level": _NEAR,
    "framework table": _NEAR,
    "people list": _NEAR,
    "cycle": "A page of it holds ten groups, and the smallest company has two; from ten groups on it costs the same.",
    "cycle board": "It shows a whole group, at most 150 people, not fifty.",
    "assessment form": "It is the page with the most fields, each beside what the role asks there.",
    "level board": "It asks the door to the meeting and the door to its turns, then five tables about those let "
    "through; nothing confidential is kept from one request to the next.",
    "room display": "It reads everything anew for each screen: withdrawn pitches and people who come in must show at "
    "once.",
    "person": "It asks of many tables for a few rows each, where the bare page asks four times.",
}


@dataclass
class Seen:
    """One page in a company of one size."""

    target: Target
    measured: Measured


Figures = dict[int, dict[str, Seen]]  # people → page → what was seen


def misses(figures: Figures) -> list[str]:
    """A sentence for each target that is missed."""
    found = []
    sizes = sorted(figures)
    small, large = figures[sizes[0]], figures[sizes[-1]]
    for name in small:
        if name == BARE:
            continue
        asked = {size: figures[size][name].target.queries for size in sizes}
        if len(set(asked.values())) > 1:
            found.append(f"{name}: queries grow with the company ({_list(asked)})")
        if max(asked.values()) > MOST_QUERIES:
            found.append(f"{name}: {max(asked.values())} queries, at most {MOST_QUERIES}")
        growth = large[name].measured.median / small[name].measured.median
        if growth > MOST_GROWTH:
            found.append(f"{name}: the median grows by {growth:.2f}, at most {MOST_GROWTH}")
        for size in sizes:
            seen = figures[size][name]
            share = seen.measured.share
            if seen.target.rows <= FEW_ROWS and share < LEAST_SHARE:
                found.append(f"{name}: {share:.2f} of the bare page's rate at {size:,} people, at least {LEAST_SHARE}")
            size_of, most = seen.measured.size, seen.target.most_bytes
            if size_of > most:
                found.append(f"{name}: {size_of:,} bytes at {size:,} people, at most {most:,}")
    return found


def _of(name: str, missed: list[str]) -> list[str]:
    return [one for one in missed if one.startswith(f"{name}: ")]


def _list(asked: dict[int, int]) -> str:
    return ", ".join(f"{count} at {size:,}" for size, count in asked.items())


def page(figures: Figures, machine: list[str], how: list[str], day: str) -> str:
    """The whole page: the machine, the table, and which targets are met."""
    lines = ["# How fast the main pages are", "", f"Measured on {day} by `python -m benchmarks.pages`.", ""]
    lines += [f"* {line}" for line in [*machine, *how]]
    head = (
        "people | queries | median ms | 95 % ms | bytes | requests/s | of the bare page | median against the smallest"
    )
    lines += ["", f"| page | {head} |", "|---|" + "--:|" * (head.count("|") + 1)]
    sizes = sorted(figures)
    for name in figures[sizes[0]]:
        for size in sizes:
            seen = figures[size][name]
            measured, first = seen.measured, figures[sizes[0]][name].measured
            lines.append(
                f"| {name} | {size:,} | {seen.target.queries} | {measured.median:.1f} | {measured.p95:.1f} "
                f"| {measured.size:,} | {measured.rate:.0f} | {measured.share:.2f} "
                f"| {measured.median / first.median:.2f} |"
            )
    missed = misses(figures)
    lines += ["", "## To be reached", ""]
    lines += [
        f"The same number of queries at every size and at most {MOST_QUERIES}; the median in the largest company at "
        f"most {MOST_GROWTH} × that in the smallest; at least half the bare page's requests a second for pages of up "
        f"to {FEW_ROWS} rows; at most 60,000 bytes of HTML before compression for the room and 150,000 for the others.",
        "",
    ]
    lines += [f"* missed: {one}" for one in missed] or ["Every target is met."]
    lines += [f"* met by: {name}" for name in figures[sizes[0]] if name != BARE and not _of(name, missed)]
    told = [name for name in REASONS if _of(name, missed)]
    if told:
        lines += ["", "## Why", "", *(f"* {name}: {REASONS[name]}" for name in told)]
    return "\n".join(lines) + "\n"
