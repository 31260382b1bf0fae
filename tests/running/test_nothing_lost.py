"""What was acknowledged is stored: web processes are killed and the database crashes while many people write.

The processes are those of `benchmarks.saving`, on databases of their own.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import pytest

from benchmarks import cycles, pages, roles, saving
from benchmarks.savers import Saver
from tests.running.cluster import cluster, why_not

PEOPLE, WRITERS, EVERY = 60, 6, 0.25
MOST_SECONDS = 90  # until everybody has written on, after a blow

Stored = Callable[[], dict[str, str]]


def begin(env: dict[str, str], var: Path) -> None:
    """A launched cycle, and its savers as a file."""
    cycles.step(env, "plan", 1)
    (var / "savers.json").write_text(json.dumps(cycles.step(env, "launch", WRITERS)["savers"]))


def write_meanwhile(base: str, var: Path, stored: Stored, blows: list[Callable[[], None]]) -> list[Saver]:
    """What the savers saw while the blows fell, each once everybody had written on since the last."""
    words = [sys.executable, "-m", "benchmarks.savers", base, "--every", str(EVERY)]
    with (var / "savers.json").open("rb") as given, (var / "saved.json").open("wb") as said:
        load = subprocess.Popen(words, cwd=pages.BASE, stdin=given, stdout=said)
        try:
            for blow in blows:
                until_more(stored)
                blow()
            until_more(stored)
        finally:
            load.terminate()
            assert load.wait(MOST_SECONDS) == 0
    return [Saver(**one) for one in json.loads((var / "saved.json").read_text())]


def until_more(stored: Stored) -> None:
    """Waits until twice as many words more are stored as there are writers."""
    before, end = count(stored()), time.monotonic() + MOST_SECONDS
    while count(stored()) < before + 2 * WRITERS:
        assert time.monotonic() < end, "nobody writes any more"
        time.sleep(0.1)


def count(there: dict[str, str]) -> int:
    """All words that are stored."""
    return sum(len(text.split()) for text in there.values())


def kill_one_of(process: subprocess.Popen) -> Callable[[], None]:
    """Kills one of a gunicorn's workers; it starts another."""
    return lambda: os.kill(random.choice(cycles.below(process.pid)[1:]), signal.SIGKILL)


def hold(savers: list[Saver], there: dict[str, str]) -> None:
    """Nothing acknowledged is missing; and all that was written was acknowledged in the end."""
    assert saving.missing(savers, there) == []
    assert [saver.acknowledged for saver in savers] == [len(saver.words) for saver in savers]
    assert min(saver.acknowledged for saver in savers) > 2


@pytest.mark.once("embedded")
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
def test_no_acknowledged_word_is_lost_where_web_processes_and_the_database_are_killed(tmp_path):
    with ExitStack() as stack:
        server = stack.enter_context(cluster())
        role = stack.enter_context(roles.application(server.address))
        owner = pages.environment(stack.enter_context(pages.database(server.address, PEOPLE)), tmp_path)
        cycles.step(owner, "fill", PEOPLE)
        env = roles.let_in(owner, role)
        begin(env, tmp_path)
        base, process = stack.enter_context(pages.started(env))
        kill = kill_one_of(process)

        def crash() -> None:
            server.crash()
            time.sleep(0.3)
            server.start()

        def stored() -> dict[str, str]:
            return saving.stored(owner["DATABASE_URL"])

        savers = write_meanwhile(base, tmp_path, stored, [kill, crash, kill, crash])
        hold(savers, stored())
        assert sum(saver.unanswered + saver.answers.get("500", 0) for saver in savers) > 0


@pytest.mark.once("embedded")
def test_no_acknowledged_word_is_lost_on_sqlite_where_web_processes_are_killed(tmp_path):
    env = pages.environment("", tmp_path)
    cycles.step(env, "fill", PEOPLE)
    begin(env, tmp_path)

    def stored() -> dict[str, str]:
        with sqlite3.connect(tmp_path / "plumbline.sqlite3") as database:
            rows = database.execute("SELECT id, statement FROM reviews_assessment").fetchall()
        database.close()
        return {str(UUID(pk)): text for pk, text in rows}

    with pages.started(env) as (base, process):
        kill = kill_one_of(process)
        savers = write_meanwhile(base, tmp_path, stored, [kill, kill, kill])
    hold(savers, stored())
