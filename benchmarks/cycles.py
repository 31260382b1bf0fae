"""`python -m benchmarks.cycles`: how long a large cycle's launch takes, and what its pages cost, on PostgreSQL."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks import asking, pages, roles
from benchmarks.asking import Target

RESULTS = pages.BASE / "benchmarks" / "results" / "cycles.md"
MOST_SECONDS = 30  # of the launch of 5,000 people
MOST_MS = 150  # of an answer to what is asked of the list
MOST_QUERIES = 15


def main() -> None:
    """Reads the command line; prints the page and writes it to benchmarks/results/cycles.md."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.cycles", description=__doc__)
    given.add_argument("--people", type=int, default=5_000)
    given.add_argument("--groups", type=int, default=60)
    given.add_argument("--requests", type=int, default=30)
    given.add_argument("--results", type=Path, default=RESULTS)
    options = given.parse_args()
    before = os.getloadavg()[0]
    rows = []
    with company(options.people) as (env, filled):
        planned = step(env, "plan", options.groups)
        with pages.started(env) as (base, process):
            rows += ask(base, process.pid, planned["pages"], options.requests)
        launched = step(env, "launch", 3)
        with pages.started(env) as (base, process):
            rows += ask(base, process.pid, launched["pages"], options.requests)
    text = page(filled["postgres"], before, options.groups, planned["people"], launched, rows)
    options.results.write_text(text)
    pages.say(text)


@contextmanager
def company(people: int) -> Iterator[tuple[dict[str, str], dict]]:
    """The environment in which the site runs on a database of its own with a company in it; and what `fill` printed."""
    with pages.apart(people) as (owner, role):
        filled = step(owner, "fill", people)
        yield roles.let_in(owner, role), filled | {"owner": owner["DATABASE_URL"]}


def step(env: dict[str, str], what: str, number: int) -> dict:
    """What one step of `benchmarks.large_cycle` printed."""
    words = [sys.executable, "-m", "benchmarks.large_cycle", what, str(number)]
    done = subprocess.run(words, cwd=pages.BASE, env=env, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


Asked = tuple[Target, asking.Measured, float]


def ask(base: str, pid: int, found: list[dict], requests: int) -> list[Asked]:
    """Each page one by one, after a first time that is not counted; with the seconds of a core that one took of pages
    and database."""
    targets, rows = [Target(**one) for one in found], []
    for target in targets * 2:
        asking.one_by_one(base, target.path, target.cookie, 2)
    for target in targets:
        before = computing(below(pid)) + computing(of_the_database())
        seen = asking.one_by_one(base, target.path, target.cookie, requests)
        after = computing(below(pid)) + computing(of_the_database())
        rows.append((target, seen, (after - before) / requests))
    return rows


def computing(pids: list[int]) -> float:
    """Seconds of a core that these processes have taken so far."""
    ticks = 0
    for pid in pids:
        try:
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
        except OSError:
            continue  # it ended meanwhile
    return ticks / os.sysconf("SC_CLK_TCK")


def below(pid: int) -> list[int]:
    """The process and those that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in below(int(child)))]


def of_the_database() -> list[int]:
    """PostgreSQL's processes that serve a benchmark, where they run on this machine."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if words.startswith(b"postgres:") and b"plumbline_bench" in words:
                found.append(int(entry.name))
    return found


def page(postgres: str, before: float, groups: int, people: int, launched: dict, rows: list[Asked]) -> str:
    """The page of Markdown."""
    lines = [
        "# How long a large cycle's launch takes, and what its pages cost",
        "",
        f"Measured on {date.today().isoformat()} by `python -m benchmarks.cycles`.",
        "",
        *(f"* {one}" for one in pages.machine(postgres)),
        f"* on average over a minute {before:.1f} processes wanted a core just before it and {os.getloadavg()[0]:.1f} "
        "at its end; what is more than one of its own shared the machine with it",
        "* the site signs in to PostgreSQL as the role that owns nothing; pages are asked one by one, by somebody of "
        "People Ops, of gunicorn on the same machine",
        "",
        f"## The launch of {people:,} people in {groups} groups",
        "",
        f"By the worker, one group a transaction: {launched['launch']:.1f} s, of which {launched['cpu']:.1f} s of the "
        f"worker's own computing. To be reached: {MOST_SECONDS} s. "
        + ("Reached." if launched["launch"] < MOST_SECONDS else "**Not reached.**"),
        "",
        f"## Pages (at most {MOST_QUERIES} queries; what is asked of the list in at most {MOST_MS} ms)",
        "",
        "| page | queries | median ms | 95 % ms | ms of a core, pages and database | bytes | reached |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for target, seen, cpu in rows:
        good = target.queries <= MOST_QUERIES and (target.rows > 1 or seen.median < MOST_MS)
        lines.append(
            f"| {target.name} | {target.queries} | {seen.median:.0f} | {seen.p95:.0f} | {1000 * cpu:.0f} "
            f"| {seen.size:,} | {'yes' if good else '**no**'} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
