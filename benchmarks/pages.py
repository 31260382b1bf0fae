"""`python -m benchmarks.pages --people 200 5000 50000`: how fast the main pages are, on PostgreSQL.

Makes a database for each size beside the one that DATABASE_URL (or DATABASE_OWNER_URL) names, and drops them all
afterwards. The servers of all sizes run side by side, and each page is asked in rounds that go through the sizes, so
that a moment in which the machine was busy with something else falls on all of them alike.
"""

import argparse
import json
import os
import platform
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from benchmarks import asking, roles, verdict
from benchmarks.asking import Target
from tests.dropping import drop

BASE = Path(__file__).resolve().parent.parent
RESULTS = BASE / "benchmarks" / "results" / "pages.md"
WORKERS, THREADS, CONNECTIONS = 2, 4, 4


def main() -> None:
    """Reads the command line; prints the page and writes it to benchmarks/results/pages.md."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__.splitlines()[0])
    given.add_argument("--people", type=int, nargs="+", default=[200, 5_000, 50_000])
    given.add_argument("--cycles", type=int, default=1, help="closed quarters beside the one under way")
    given.add_argument("--requests", type=int, default=100, help="one by one, per page and size")
    given.add_argument("--seconds", type=float, default=2.0, help="with four connections, per round, page and size")
    given.add_argument("--rounds", type=int, default=5)
    given.add_argument("--results", type=Path, default=RESULTS)
    options = given.parse_args()
    text = measure(server(), options)
    options.results.parent.mkdir(parents=True, exist_ok=True)
    options.results.write_text(text)
    say(text)


def measure(address: str, options: argparse.Namespace) -> str:
    """Everything, as the finished page."""
    before = os.getloadavg()[0]
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        role = stack.enter_context(roles.application(address))
        bases, made = {}, {}
        for people in sorted(set(options.people)):
            env = environment(stack.enter_context(database(address, people)), var)
            started = time.perf_counter()
            made[people] = prepare(people, options.cycles, env)
            made[people]["seconds"] = time.perf_counter() - started
            bases[people] = stack.enter_context(served(roles.let_in(env, role)))
        figures = ask_all(bases, {people: one["pages"] for people, one in made.items()}, options)
    companies = "; ".join(
        f"{people:,} people {one['seconds']:.0f} s, {one['bytes'] / 2**20:,.0f} MiB" for people, one in made.items()
    )
    how = [
        f"gunicorn gthread, {WORKERS} workers × {THREADS} threads; the client on the same machine; "
        f"{options.requests} requests one by one on a kept connection, then {CONNECTIONS} connections at once for "
        f"{options.rounds} × {options.seconds:g} s, every page at every size in turn, each beside the bare page",
        "the site signs in to PostgreSQL as the role that owns nothing, so every policy holds",
        "the bare page: session, sign-in, one indexed query, 50 rows with a link, through the same middleware",
        f"companies written by `generate_company` (with migration and analysis): {companies}",
    ]
    version = next(iter(made.values()))["postgres"]
    shared = (
        f"on average over a minute {before:.1f} processes wanted a core just before it and {os.getloadavg()[0]:.1f} at "
        "its end; it brings about five of its own, and what is more shared the machine with it"
    )
    return verdict.page(figures, [*machine(version), shared], how, date.today().isoformat())


def server() -> str:
    """The address of the PostgreSQL to measure on; ends where none is given."""
    address = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        raise SystemExit("Give DATABASE_URL: a PostgreSQL in which databases and roles may be made.")
    return address


@contextmanager
def apart(people: int) -> Iterator[tuple[dict[str, str], tuple[str, str]]]:
    """The environment of the owner of a new, empty database, and a role that owns nothing; both are gone at the end."""
    address = server()
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        role = stack.enter_context(roles.application(address))
        yield environment(stack.enter_context(database(address, people)), var), role


@contextmanager
def database(address: str, people: int) -> Iterator[str]:
    """The address of a new database, which is dropped at the end."""
    name = f"plumbline_bench_{people}_{secrets.token_hex(3)}"
    parts = urlsplit(address)
    maker = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(maker, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
        )
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(maker, autocommit=True) as connection:
            drop(connection, name)


def environment(address: str, var: Path) -> dict[str, str]:
    """What the processes of one size are started with."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
        "SITE_URL": "http://localhost",
        "PAGES_A_MINUTE": "0",
        "SECOND_STEP_FOR": "",
        "DATABASE_URL": address,
        "VAR_DIR": str(var),
        "LOG_LEVEL": "ERROR",
    }


def prepare(people: int, cycles: int, env: dict[str, str], *more: str) -> dict:
    """Fills the database; what `benchmarks.one` printed, with the pages as targets."""
    words = [sys.executable, "-m", "benchmarks.one", str(people), str(cycles), *more]
    done = subprocess.run(words, cwd=BASE, env=env, check=True, stdout=subprocess.PIPE)
    found = json.loads(done.stdout)
    found["pages"] = [Target(**page) for page in found["pages"]]
    return found


@contextmanager
def served(env: dict[str, str]) -> Iterator[str]:
    """The base address of a gunicorn on a free port of the loopback."""
    with started(env) as (base, _process):
        yield base


@contextmanager
def started(env: dict[str, str]) -> Iterator[tuple[str, subprocess.Popen]]:
    """The same with its process."""
    words = ["gunicorn", "config.wsgi:application", "--worker-class", "gthread", "--workers", str(WORKERS)]
    words += ["--threads", str(THREADS), "--keep-alive", "30", "--no-control-socket", "--log-level", "warning"]
    with listening(lambda port: [*words, "--bind", f"127.0.0.1:{port}"], env) as found:
        yield found


@contextmanager
def listening(words: Callable[[int], list[str]], env: dict[str, str]) -> Iterator[tuple[str, subprocess.Popen]]:
    """The base address of a server on a free port of the loopback, and its process; `words`: how it is started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", *words(port)], cwd=BASE, env=env)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(20)


def ask_all(bases: dict[int, str], pages: dict[int, list[Target]], options: argparse.Namespace) -> verdict.Figures:
    """Every page at every size, in rounds, each beside the bare page (the first of the pages)."""
    figures: verdict.Figures = {people: {} for people in bases}
    each = max(1, options.requests // options.rounds)
    for number, first in enumerate(pages[min(pages)]):
        say(f"{first.name} …")
        seconds: dict[int, list[float]] = {people: [] for people in bases}
        sizes, rates, bare = dict.fromkeys(bases, 0), {people: [] for people in bases}, {people: [] for people in bases}
        for people, base in bases.items():  # every thread's connection and memory of frameworks, before any counts
            asking.at_once(base, pages[people][number].path, pages[people][number].cookie, CONNECTIONS, 0.5)
        for _ in range(options.rounds):
            for people, base in bases.items():
                target = pages[people][number]
                one = asking.one_by_one(base, target.path, target.cookie, each)
                seconds[people] += one.seconds
                sizes[people] = one.size
                for found, page in ((bare, pages[people][0]), (rates, target)):
                    rate = asking.at_once(base, page.path, page.cookie, CONNECTIONS, options.seconds)
                    found[people].append(rate)
        for people in bases:
            measured = asking.Measured(seconds[people], sizes[people], tuple(rates[people]), tuple(bare[people]))
            figures[people][first.name] = verdict.Seen(pages[people][number], measured)
    return figures


def machine(postgres: str) -> list[str]:
    """What it ran on, in lines."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}",
        f"Python {platform.python_version()}, PostgreSQL {postgres}",
    ]


def say(sentence: str) -> None:
    """One line for the person at the terminal."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
