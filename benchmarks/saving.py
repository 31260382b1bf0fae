"""`python -m benchmarks.saving --managers 600 --every 3 --seconds 600`: so many write at once; is a word lost?

The site as docker-compose.yml starts its pages, on PostgreSQL, as the role that owns nothing; the savers from another
process on the same machine, through some kept connections as a reverse proxy holds them. At the end everything that was
acknowledged is looked for in what is stored.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg

from benchmarks import cycles, pages
from benchmarks.cycles import below, computing, of_the_database
from benchmarks.savers import LINES, Saver

RESULTS = pages.BASE / "benchmarks" / "results" / "saving.md"
MOST_MS = 300  # 95 of 100 savings, from when they were due


def main() -> None:
    """Reads the command line; prints the page and writes it to benchmarks/results/saving.md. Exit 1 where a word is
    lost."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.saving", description=__doc__.splitlines()[0])
    given.add_argument("--managers", type=int, default=600)
    given.add_argument("--every", type=float, default=3)
    given.add_argument("--seconds", type=float, default=600)
    given.add_argument("--people", type=int, default=0, help="of the company; else eight a manager")
    given.add_argument("--results", type=Path, default=RESULTS)
    options = given.parse_args()
    people = options.people or max(40, options.managers * 8 + 200)
    before = os.getloadavg()[0]
    with cycles.company(people) as (env, filled):
        cycles.step(env, "plan", -(-people // 83))
        savers = cycles.step(env, "launch", options.managers)["savers"]
        with pages.started(env) as (base, process):
            seen = measure(base, process.pid, savers, options.every, options.seconds)
        lost = missing(seen.savers, stored(filled["owner"]))
    text = page(filled["postgres"], before, people, options, seen, lost)
    options.results.write_text(text)
    pages.say(text)
    sys.exit(1 if lost else 0)


@dataclass
class Seen:
    """What the savers saw; seconds of a core that the pages and the database took; and how long it took in all."""

    savers: list[Saver]
    pages: float
    database: float
    seconds: float

    @property
    def savings(self) -> list[float]:
        """Seconds of each saving that was acknowledged, the quickest first."""
        return sorted(one for saver in self.savers for one in saver.seconds)


def measure(base: str, pid: int, savers: list[dict], every: float, seconds: float) -> Seen:
    """The load, from another process; a first quarter of a minute warms the server and is not counted."""
    warmed = run(base, savers, every, min(15.0, seconds / 4))
    for saver in warmed:
        saver["seconds"], saver["unanswered"], saver["answers"] = [], 0, {}
    before, ours, theirs = time.perf_counter(), computing(below(pid)), computing(of_the_database())
    found = run(base, warmed, every, seconds)
    took = time.perf_counter() - before
    ours, theirs = computing(below(pid)) - ours, computing(of_the_database()) - theirs
    return Seen([Saver(**one) for one in found], ours, theirs, took)


def run(base: str, savers: list[dict], every: float, seconds: float) -> list[dict]:
    """The savers as they are after so many seconds."""
    words = [sys.executable, "-m", "benchmarks.savers", base, "--every", str(every), "--seconds", str(seconds)]
    said = json.dumps(savers).encode()
    done = subprocess.run(words, cwd=pages.BASE, input=said, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def stored(address: str) -> dict[str, str]:
    """Each assessment's statement as the database has it, by id."""
    with psycopg.connect(address) as connection:
        return {str(pk): text for pk, text in connection.execute("SELECT id, statement FROM reviews_assessment")}


def missing(savers: list[Saver], there: dict[str, str]) -> list[str]:
    """Every acknowledged word that is not stored, or was not at some time, with the assessment's id."""
    return [f"{saver.pk} {word}" for saver in savers for word in saver.lost] + [
        f"{saver.pk} {word}"
        for saver in savers
        for number, word in enumerate(saver.words[: saver.acknowledged])
        if there.get(saver.pk, "").split()[number : number + 1] != [word]
    ]


def page(postgres: str, before: float, people: int, options: argparse.Namespace, seen: Seen, lost: list[str]) -> str:
    """The page of Markdown."""
    savings = seen.savings
    middle, p95, last = (1000 * savings[min(len(savings) - 1, int(part * len(savings)))] for part in (0.5, 0.95, 1))
    answers: dict[str, int] = {}
    for saver in seen.savers:
        for status, count in saver.answers.items():
            answers[status] = answers.get(status, 0) + count
    others = ", ".join(f"{count} × {status}" for status, count in sorted(answers.items()) if status != "200")
    words = sum(saver.acknowledged for saver in seen.savers)
    reached = not lost and p95 < MOST_MS
    lines = [
        "# How many can write at once, and whether a word is lost",
        "",
        f"Measured on {date.today().isoformat()} by `python -m benchmarks.saving --managers {options.managers} "
        f"--every {options.every:g} --seconds {options.seconds:g}`.",
        "",
        *(f"* {one}" for one in pages.machine(postgres)),
        f"* on average over a minute {before:.1f} processes wanted a core just before it and {os.getloadavg()[0]:.1f} "
        "at its end; what is more than three of its own shared the machine with it",
        f"* gunicorn gthread, {pages.WORKERS} workers × {pages.THREADS} threads, as the role that owns nothing; the "
        f"savers in another process on the same machine, on {LINES} kept connections",
        f"* a company of {people:,}, one launched cycle; {len(seen.savers)} managers each write one assessment, and "
        f"save one word more every {options.every:g} s; what a saving took is counted from when it was due",
        "",
        "| what | seen | to be reached |",
        "|---|--:|---|",
        f"| savings acknowledged | {len(savings):,} | |",
        f"| savings a second | {len(savings) / seen.seconds:.0f} | {len(seen.savers) / options.every:.0f} |",
        f"| words acknowledged | {words:,} | |",
        f"| of these lost | {len(lost)} | 0 |",
        f"| without an answer | {sum(saver.unanswered for saver in seen.savers)} | |",
        f"| other answers | {others or '0'} | |",
        f"| median ms | {middle:.0f} | |",
        f"| 95 % ms | {p95:.0f} | {MOST_MS} |",
        f"| the slowest ms | {last:.0f} | |",
        f"| ms of a core a saving, pages | {1000 * seen.pages / len(savings):.1f} | 5 |",
        f"| ms of a core a saving, database | {1000 * seen.database / len(savings):.1f} | |",
        "",
        "Reached." if reached else "**Not reached.**",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
