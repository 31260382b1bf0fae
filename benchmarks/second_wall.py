"""`python -m benchmarks.second_wall --people 200 5000`: what PostgreSQL's policies cost, page by page.

Two servers on one database: one signs in as the owner through Django's own backend, so that nothing of the second wall
is there; the other as the application. Each page is asked of both in turn, one request at a time, so that a busy moment
falls on both alike.
"""

import argparse
import os
import statistics
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from benchmarks import pages, roles
from benchmarks.asking import Line, Target

RESULTS = pages.BASE / "benchmarks" / "results" / "second_wall.md"
MOST = 1.25  # of the median without policies


def main() -> None:
    """Reads the command line; prints the page and writes it to benchmarks/results/second_wall.md."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.second_wall", description=__doc__.splitlines()[0])
    given.add_argument("--people", type=int, nargs="+", default=[200, 5_000])
    given.add_argument("--requests", type=int, default=200, help="of each page from each of the two servers")
    given.add_argument("--results", type=Path, default=RESULTS)
    options = given.parse_args()
    rows = []
    for people in options.people:
        rows += [f"| {name} | {people:,} | {cells}" for name, cells in measure(people, options.requests)]
    text = page(rows, options.requests)
    options.results.write_text(text)
    pages.say(text)


def measure(people: int, requests: int) -> list[tuple[str, str]]:
    """Each page's name and its cells."""
    with ExitStack() as stack:
        env, role = stack.enter_context(pages.apart(people))
        targets = pages.prepare(people, 1, env, "--more")["pages"]
        with_wall = stack.enter_context(pages.served(roles.let_in(env, role)))
        without = stack.enter_context(pages.served(env | {"BENCHMARKS_ONE_WALL": "1"}))
        return [(target.name, cells(*in_turn((without, with_wall), target, requests))) for target in targets]


def in_turn(bases: tuple[str, str], target: Target, requests: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each request, from each of the two. Raises RuntimeError where they answer differently."""
    lines = [Line(base) for base in bases]
    seconds: tuple[list[float], list[float]] = ([], [])
    sizes: list[set[int]] = [set(), set()]
    for number in range(requests + 20):
        for which in (0, 1) if number % 2 else (1, 0):
            before = time.perf_counter()
            body = lines[which].ask(target.path, target.cookie)
            if number >= 20:
                seconds[which].append(1000 * (time.perf_counter() - before))
                sizes[which].add(len(body))
    for line in lines:
        line.close()
    if sizes[0] != sizes[1]:
        raise RuntimeError(f"{target.name} answers differently behind the second wall: {sizes}")
    return seconds


def cells(without: list[float], with_wall: list[float]) -> str:
    """Both medians and what the second is of the first."""
    one, both = statistics.median(without), statistics.median(with_wall)
    return f"{one:.1f} | {both:.1f} | {both / one:.2f} | {'yes' if both / one <= MOST else '**no**'} |"


def page(rows: list[str], requests: int) -> str:
    """The page of Markdown."""
    with_machine = pages.machine(pages_version())
    lines = [
        "# What the second wall costs",
        "",
        f"Measured on {date.today().isoformat()} by `python -m benchmarks.second_wall`: {requests} requests of each",
        "page from a server without policies and from one with them, in turn, one at a time.",
        "",
        *(f"* {line}" for line in with_machine),
        f"* on average over a minute {os.getloadavg()[0]:.1f} processes wanted a core at its end",
        "",
        f"To be reached: at most {MOST:g} × the median without policies, on every page.",
        "",
        "| page | people | median ms, one wall | median ms, both | both against one | reached |",
        "|---|--:|--:|--:|--:|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def pages_version() -> str:
    """PostgreSQL's version."""
    import psycopg

    address = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    maker = address.rpartition("/")[0] + "/postgres"
    with psycopg.connect(maker) as connection:
        return connection.execute("SHOW server_version").fetchone()[0]


if __name__ == "__main__":
    main()
