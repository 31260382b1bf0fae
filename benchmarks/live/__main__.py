"""`python -m benchmarks.live --streams 60 --changes 10000`: from a press at the desk to every screen of the meeting.

The site as docker-compose.yml starts it (pages by gunicorn, streams by one uvicorn), on PostgreSQL and Redis, as the
role that owns nothing. A change is the one line under the person. It counts from before the press is sent until a
stream's client, in another process, has the event; for the browser until the frame with it is painted.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import redis

from benchmarks import pages, roles
from benchmarks.asking import Line
from benchmarks.live.listeners import RAW

RESULTS = pages.BASE / "benchmarks" / "results" / "live.md"
MOST_MS = 100  # 95 of 100 changes, at every stream
MOST_MS_PAINTED = 250
PEOPLE = 430
QUIET = 10  # seconds in which the streams' connections to the database are looked at


def main() -> None:
    """Reads the command line; prints the page and writes it to benchmarks/results/live.md. Exit 1 where a change is
    missed."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__)
    given.add_argument("--streams", type=int, default=60, help="of each meeting")
    given.add_argument("--changes", type=int, default=10_000)
    given.add_argument("--every", type=float, default=0.04, help="seconds from one press to the next")
    given.add_argument("--painted", type=int, default=300, help="changes beside a real browser")
    given.add_argument("--beside", type=int, default=1_000, help="changes while another meeting does the same")
    given.add_argument("--results", type=Path, default=RESULTS)
    options = given.parse_args()
    if not os.environ.get("REDIS_URL"):
        raise SystemExit("Give REDIS_URL: the live line is measured with it.")
    before = os.getloadavg()[0]
    with company(options.streams) as (env, filled, meetings):
        found = measure(env, filled["owner"], meetings, options)
    text = page(filled["postgres"], before, options, found)
    options.results.write_text(text)
    pages.say(text)
    sys.exit(1 if found.alone.missed or found.beside.missed else 0)


@dataclass
class Phase:
    """What was seen of some changes: milliseconds of each at each stream, at the bare subscriber of Redis, and of the
    press itself; versions that a stream never said, and streams that had to fetch everything anew."""

    streams: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    presses: list[float] = field(default_factory=list)
    missed: int = 0
    resyncs: int = 0


@dataclass
class Found:
    """The three phases, what was painted, publish to subscribe on a quiet machine, and connections of quiet streams."""

    alone: Phase = field(default_factory=Phase)
    beside: Phase = field(default_factory=Phase)
    other: Phase = field(default_factory=Phase)
    painted: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    connections: list[tuple[int, int]] = field(default_factory=list)


@contextmanager
def company(streams: int) -> Iterator[tuple[dict[str, str], dict, list[dict]]]:
    """The environment in which the site runs on a database of its own with two running meetings in it."""
    with pages.apart(PEOPLE) as (owner, role):
        filled = pages.prepare(PEOPLE, 0, owner) | {"owner": owner["DATABASE_URL"]}
        env = roles.let_in(owner, role) | {"REDIS_URL": os.environ["REDIS_URL"]}
        words = [sys.executable, "-m", "benchmarks.live.company", "2", str(streams)]
        made = subprocess.run(words, cwd=pages.BASE, env=env, check=True, stdout=subprocess.PIPE).stdout
        yield env, filled, [one | {"owner": filled["owner"]} for one in json.loads(made)]


@contextmanager
def streaming(env: dict[str, str]) -> Iterator[str]:
    """The base address of the process that holds the streams."""
    words = ["uvicorn", "config.asgi:application", "--host", "127.0.0.1"]
    words += ["--lifespan", "off", "--log-level", "warning", "--timeout-graceful-shutdown", "1"]
    quiet = env | {"PYTHONWARNINGS": "ignore"}  # of static files
    with pages.listening(lambda port: [*words, "--port", str(port)], quiet) as (base, _process):
        yield base


class Beside:
    """Another process of this benchmark: says when it is up, works until it is told to end, and says what it saw."""

    def __init__(self, module: str, *words: str, first: str = "") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"benchmarks.live.{module}", *words],
            cwd=pages.BASE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdin
        assert self.process.stdout
        if first:
            self.process.stdin.write(first + "\n")
            self.process.stdin.flush()
        if self.process.stdout.readline().strip() != "up":
            raise RuntimeError(f"{module} did not come up")

    def end(self) -> Any:
        """What it saw."""
        said, _ = self.process.communicate("\n")
        return json.loads(said)


def measure(env: dict[str, str], owner: str, meetings: list[dict], options: argparse.Namespace) -> Found:
    """The phases one after the other, each with streams of its own."""
    found, (one, other) = Found(), meetings
    with streaming(env) as streams:
        listeners = follow(streams, [one])
        found.connections = connections(owner, env["DATABASE_URL"])
        with pages.started(env) as (base, _process):
            press(base, one, 20, options.every)  # every thread has its connection
            found.raw = publish(listeners)
            listeners = follow(streams, [one])
            pressed = press(base, one, options.changes, options.every)
            time.sleep(1)
            found.alone = seen(listeners.end(), one, pressed)
            found.painted = painted(base, streams, one, options.painted)
            listeners = follow(streams, [one, other])
            pressed, theirs = both(base, one, other, options)
            time.sleep(1)
            heard = listeners.end()
            found.beside, found.other = seen(heard, one, pressed), seen(heard, other, theirs)
    return found


def follow(base: str, meetings: list[dict]) -> Beside:
    """Everybody's streams."""
    streams = []
    for each in meetings:
        streams += [[f"/meetings/{each['meeting']}/events/", cookie] for cookie in each["cookies"]]
        streams.append([f"/room/events/?of={each['meeting']}", each["screen"]])
    return Beside("listeners", base, os.environ["REDIS_URL"], first=json.dumps(streams))


@dataclass
class Pressed:
    """One press: the version it made, when it was sent (monotonic, and by the clock), and when it was answered."""

    version: int
    sent: float
    clock: float
    answered: float


def press(base: str, meeting: dict, count: int, every: float, words: str = "line") -> list[Pressed]:
    """So many changes at the desk, one after the other."""
    line, done, start = Line(base), [], time.monotonic()
    version = version_of(meeting)
    for number in range(1, count + 1):
        time.sleep(max(0.0, start + number * every - time.monotonic()))
        body = urlencode({"csrfmiddlewaretoken": meeting["token"], "line": f"{words} {number}"}).encode()
        head = (
            f"POST /groups/{meeting['group']}/meeting/line/ HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: {meeting['desk']}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        sent, clock = time.monotonic(), time.time()
        status, _answer = line.send(head.encode() + body)
        if status != 302:
            raise RuntimeError(f"the desk answers {status}")
        done.append(Pressed(version + number, sent, clock, time.monotonic()))
    line.close()
    if version_of(meeting) != version + count:
        raise RuntimeError("a press made no version, or more than one")
    return done


def version_of(meeting: dict) -> int:
    """The version of a meeting now."""
    with psycopg.connect(meeting["owner"]) as connection:
        row = connection.execute("SELECT version FROM calibration_meeting WHERE id = %s", [meeting["meeting"]])
        return row.fetchone()[0]


def both(base: str, one: dict, other: dict, options: argparse.Namespace) -> tuple[list[Pressed], list[Pressed]]:
    """The same at two desks at once."""
    theirs: list[Pressed] = []
    beside = threading.Thread(target=lambda: theirs.extend(press(base, other, options.beside, options.every)))
    beside.start()
    pressed = press(base, one, options.beside, options.every)
    beside.join()
    return pressed, theirs


def seen(heard: dict, meeting: dict, pressed: list[Pressed]) -> Phase:
    """What the streams of one meeting heard of the presses at its desk."""
    phase = Phase(presses=[1000 * (one.answered - one.sent) for one in pressed])
    bare = heard["raw"].get(meeting["meeting"], {})
    phase.bare = [1000 * (bare[str(one.version)] - one.sent) for one in pressed if str(one.version) in bare]
    for path, resyncs, versions in heard["streams"]:
        if meeting["meeting"] not in path:
            continue
        phase.resyncs += resyncs
        for one in pressed:
            if str(one.version) in versions:
                phase.streams.append(1000 * (versions[str(one.version)] - one.sent))
            else:
                phase.missed += 1
    return phase


def publish(listeners: Beside) -> list[float]:
    """Milliseconds from publishing a number to its arrival at the bare subscriber; nothing else is done meanwhile."""
    client, sent = redis.Redis.from_url(os.environ["REDIS_URL"]), {}
    for number in range(1, 501):
        sent[number] = time.monotonic()
        client.publish(RAW, number)
        time.sleep(0.01)
    time.sleep(0.5)
    heard = listeners.end()["raw"][RAW]
    return [1000 * (heard[str(number)] - when) for number, when in sent.items()]


def painted(base: str, streams: str, meeting: dict, count: int) -> list[float]:
    """Milliseconds from each press to the frame, in a browser beside all the streams."""
    listeners = follow(streams, [meeting])
    browser = Beside("painting", streams, meeting["screen"])
    pressed = press(base, meeting, count, 0.3, words="change")
    frames = browser.end()
    listeners.end()
    return until_shown({int(number): when for number, when in frames.items()}, [one.clock for one in pressed])


def until_shown(frames: dict[int, float], pressed: list[float]) -> list[float]:
    """Milliseconds from each press to the frame that shows it, or a newer one that overtook it; in seconds when each
    was painted, by its number from 1, and when each was pressed. Raises RuntimeError where the last was not painted."""
    if len(pressed) not in frames:
        raise RuntimeError("The last change was not painted.")
    shown, found = frames[len(pressed)], []
    for number in range(len(pressed), 0, -1):
        shown = frames.get(number, shown)
        found.append(1000 * (shown - pressed[number - 1]))
    return found[::-1]


def connections(owner: str, own: str) -> list[tuple[int, int]]:
    """How many connections to the database the application has, and how many of them do something, looked at every
    tenth of a second."""
    role, counts = own.partition("://")[2].partition(":")[0], []
    with psycopg.connect(owner, autocommit=True) as connection:
        for _ in range(QUIET * 10):
            row = connection.execute(
                "SELECT count(*), count(*) FILTER (WHERE state <> 'idle') FROM pg_stat_activity WHERE usename = %s",
                [role],
            )
            counts.append(row.fetchone())
            time.sleep(0.1)
    return counts


def at(part: float, values: list[float]) -> float:
    """The value below which that part of them is."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def page(postgres: str, before: float, options: argparse.Namespace, found: Found) -> str:
    """The page of Markdown."""
    reached = at(0.95, found.alone.streams) < MOST_MS and not found.alone.missed
    reached &= at(0.95, found.painted) < MOST_MS_PAINTED
    reached &= max(at(0.95, one.streams) for one in (found.beside, found.other)) < MOST_MS and not found.beside.missed
    lines = [
        "# How long a change takes from the desk to every screen",
        "",
        f"Measured on {date.today().isoformat()} by `python -m benchmarks.live --streams {options.streams} "
        f"--changes {options.changes}`.",
        "",
        *(f"* {one}" for one in pages.machine(postgres)),
        f"* on average over a minute {before:.1f} processes wanted a core just before it and {os.getloadavg()[0]:.1f} "
        "at its end; what is more than four of its own shared the machine with it",
        f"* pages by gunicorn gthread, {pages.WORKERS} workers × {pages.THREADS} threads, streams by one uvicorn, as "
        "the role that owns nothing; desk, streams' clients and browser on the same machine",
        f"* {options.streams} streams a meeting: people, and one paired screen; a press every "
        f"{1000 * options.every:.0f} ms, counted from before it is sent; the browser shows the room's screen, and its "
        "pages come from uvicorn too",
        "",
        "| milliseconds from the press to | changes | median | 95 % | the slowest | to be reached |",
        "|---|--:|--:|--:|--:|--:|",
        row("the answer at the desk", options.changes, found.alone.presses),
        row("a bare subscriber of Redis", options.changes, found.alone.bare),
        row("each stream", options.changes, found.alone.streams, MOST_MS),
        row("the frame in a browser beside them", options.painted, found.painted, MOST_MS_PAINTED),
        row("each stream, another meeting doing the same", options.beside, found.beside.streams, MOST_MS),
        row("each stream of that other meeting", options.beside, found.other.streams, MOST_MS),
        "",
        f"From publishing to a bare subscriber, nothing else going on: median {at(0.5, found.raw):.2f} ms, "
        f"95 % {at(0.95, found.raw):.2f} ms.",
        "",
        f"Missed: {found.alone.missed} of {options.changes * options.streams:,}, and {found.beside.missed} beside the "
        f"other meeting. Told to fetch everything instead: {found.alone.resyncs}.",
        "",
        f"Connections to the database while {options.streams} streams are open and nothing is done, looked at "
        f"{len(found.connections)} times in {QUIET} s: at most {max(held for held, _ in found.connections)} held (the "
        f"pages' and the streams' pool), of them at work at most {max(busy for _, busy in found.connections)}.",
        "",
        "Reached." if reached else "**Not reached.**",
    ]
    return "\n".join(lines) + "\n"


def row(name: str, changes: int, values: list[float], most: int | None = None) -> str:
    """One line of the table."""
    middle, p95, last = (at(part, values) for part in (0.5, 0.95, 1))
    return f"| {name} | {changes:,} | {middle:.0f} | {p95:.0f} | {last:.0f} | {most or ''} |"


if __name__ == "__main__":
    main()
