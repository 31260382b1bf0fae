"""`python -m benchmarks.importing --people 50000`: how long a file of people takes, read and imported as by the worker.

On PostgreSQL as the application's role, behind both walls, or on SQLite (`--sqlite`). Beside the seconds stands what
they are of the least that could be: the same rows of people, lines, placements and events written by bare inserts.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from benchmarks import pages, roles

RESULTS = pages.BASE / "benchmarks" / "results" / "importing.md"
MOST_SECONDS = 60  # for one file from the press of the button, reading and importing together
TITLES = {
    "csv": "everyone joins, from CSV",
    "again": "the same file again",
    "changes": "a fifth moves, a fifth changes, one in a hundred leaves",
    "xlsx": "the same file as XLSX, read only",
}


def main() -> None:
    """Reads the command line; prints the page and writes it to benchmarks/results/importing.md."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__.splitlines()[0])
    given.add_argument("--people", type=int, nargs="+", default=[5_000, 50_000])
    given.add_argument("--sqlite", action="store_true", help="on SQLite, without a second wall")
    given.add_argument("--results", type=Path, default=RESULTS)
    options = given.parse_args()
    rows, base = [], ""
    for people in options.people:
        found = measure(people, options.sqlite)
        base = found["database"]
        rows += [line(people, which, one) for which, one in found["files"].items()]
    text = page(rows, base)
    options.results.write_text(text)
    pages.say(text)


def measure(people: int, sqlite: bool) -> dict:
    """What `benchmarks.import_one` prints, from a database of its own."""
    words = [sys.executable, "-m", "benchmarks.import_one", str(people)]
    with ExitStack() as stack:
        if sqlite:
            env = pages.environment("", Path(stack.enter_context(tempfile.TemporaryDirectory())))
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--noinput", "-v0"], cwd=pages.BASE, env=env, check=True
            )
        else:
            env = roles.let_in(*stack.enter_context(pages.apart(people)))
        return json.loads(subprocess.run(words, cwd=pages.BASE, env=env, check=True, stdout=subprocess.PIPE).stdout)


def line(people: int, which: str, one: dict) -> str:
    """A row of the page."""
    seconds = one["read"] + one.get("apply", 0)
    ratio = f"{seconds / one['bare']:.1f}" if one.get("bare") else "–"
    apply = f"{one['apply']:.1f}" if "apply" in one else "–"
    reached = "yes" if seconds < MOST_SECONDS else "**no**"
    return f"| {TITLES[which]} | {people:,} | {one['read']:.1f} | {apply} | {seconds:.1f} | {ratio} | {reached} |"


def page(rows: list[str], base: str) -> str:
    """The page of Markdown."""
    lines = [
        "# How long an import of people takes",
        "",
        f"Measured on {date.today().isoformat()} by `python -m benchmarks.importing`, as the worker does it:",
        "lines with twelve cells, a role for everyone, eight reports a manager.",
        "",
        *(f"* {one}" for one in pages.machine("")[:1]),
        f"* Python {sys.version.split()[0]}, {base}",
        f"* on average over a minute {os.getloadavg()[0]:.1f} processes wanted a core at its end",
        "",
        f"To be reached: {MOST_SECONDS} seconds for 50,000 people. “Against bare inserts”: all seconds divided by",
        "those of writing the same rows of people, lines, placements, closure and events, and doing nothing else.",
        "",
        "| file | people | s to read and compare | s to import | s in all | against bare inserts | reached |",
        "|---|--:|--:|--:|--:|--:|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
