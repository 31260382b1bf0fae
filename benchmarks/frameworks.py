"""`python -m benchmarks.frameworks`: how long a very wide framework takes to load, read and compare, on PostgreSQL."""

import argparse
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from benchmarks import asking, pages, roles
from benchmarks.asking import BARE, Measured, Target
from benchmarks.wide_framework import Size

RESULTS = pages.BASE / "benchmarks" / "results" / "frameworks.md"
WIDE = Size()
MOST_SECONDS = 10  # to read and load the wide one
MOST_DIFFERENCE = 2  # seconds, of two versions of it
MOST_QUERIES = 20
MOST_BYTES = 150_000
MOST_MS = 100


def main() -> None:
    """Reads the command line; prints the page and writes it to benchmarks/results/frameworks.md."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.frameworks", description=__doc__)
    given.add_argument("--requests", type=int, default=30)
    given.add_argument("--results", type=Path, default=RESULTS)
    options = given.parse_args()
    before = os.getloadavg()[0]
    with pages.apart(200) as (owner, role):
        words = [sys.executable, "-m", "benchmarks.framework_one"]
        done = subprocess.run(words, cwd=pages.BASE, env=owner, check=True, stdout=subprocess.PIPE)
        found = json.loads(done.stdout)
        targets = [Target(**one) for one in found["pages"]]
        with pages.served(roles.let_in(owner, role)) as base:
            for target in targets:  # every process reads the texts once before any counts
                asking.at_once(base, target.path, target.cookie, pages.CONNECTIONS, 0.5)
            rows = [(one, asking.one_by_one(base, one.path, one.cookie, options.requests)) for one in targets]
    text = page(found, before, rows)
    options.results.write_text(text)
    pages.say(text)


def yes(reached: bool) -> str:
    """A cell of a table."""
    return "yes" if reached else "**no**"


def page(found: dict, before: float, rows: list[tuple[Target, Measured]]) -> str:
    """The page of Markdown."""
    lines = [
        "# How a very wide framework is loaded, read and compared",
        "",
        f"Measured on {date.today().isoformat()} by `python -m benchmarks.frameworks`.",
        "",
        *(f"* {one}" for one in pages.machine(found["postgres"])),
        f"* on average over a minute {before:.1f} processes wanted a core just before it and {os.getloadavg()[0]:.1f} "
        "at its end; what is more than two of its own shared the machine with it",
        f"* the wide framework has {WIDE.tracks} tracks × {WIDE.levels} levels × {WIDE.axes} axes with {WIDE.examples} "
        "examples each, its sentences as long as those of the shipped ones; its second version words a tenth of the "
        "examples anew",
        "",
        f"## From a file to a draft (at most {MOST_SECONDS} s)",
        "",
        "| framework | version | examples | bytes | read s | load s | reached |",
        "|---|---|--:|--:|--:|--:|---|",
    ]
    for one in found["loaded"]:
        good = one["read"] + one["load"] < MOST_SECONDS
        lines.append(
            f"| {one['name']} | {one['label']} | {one['examples']:,} | {one['bytes']:,} | {one['read']:.2f} "
            f"| {one['load']:.2f} | {yes(good)} |"
        )
    shown, whole, part = found["previewed"], found["compared"]["whole"], found["compared"]["part"]
    good = found["difference"] < MOST_DIFFERENCE and whole["seconds"] < MOST_DIFFERENCE
    lines += [
        "",
        "## Two versions of the wide one",
        "",
        f"Read from the database for the first time in a process: {found['cold']:.2f} s. What differs between them, in "
        f"{found['roles']:,} roles, by cell with the words marked: {found['difference']:.2f} s. Its page, which names "
        f"the {whole['cells']:,} cells by role: {whole['seconds']:.2f} s, {whole['bytes']:,} bytes; the page of the "
        f"{part['cells']:,} cells of one of the roles: {part['seconds']:.2f} s, {part['bytes']:,} bytes. To be "
        f"reached: {MOST_DIFFERENCE} s. " + ("Reached." if good else "**Not reached.**"),
        "",
        "## A file over a draft of it",
        "",
        "The import page reads a file of the wide one whose examples are worded anew by a fifth, and shows folded what "
        f"it would change in the draft, in {shown['cells']:,} cells: {shown['seconds']:.2f} s, "
        f"{shown['bytes']:,} bytes, half of which are the file. To be reached: {MOST_SECONDS} s. "
        + ("Reached." if shown["seconds"] < MOST_SECONDS else "**Not reached.**"),
        "",
        f"## Pages of the wide one (at most {MOST_QUERIES} queries, {MOST_BYTES:,} bytes of HTML, {MOST_MS} ms)",
        "",
        "| page | queries | median ms | 95 % ms | of the bare page's time | bytes | reached |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    bare = next(seen for target, seen in rows if target.name == BARE).median
    for target, seen in rows:
        good = target.queries < MOST_QUERIES and seen.size <= MOST_BYTES and seen.median < MOST_MS
        lines.append(
            f"| {target.name} | {target.queries} | {seen.median:.1f} | {seen.p95:.1f} | {seen.median / bare:.1f} "
            f"| {seen.size:,} | {yes(good)} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
