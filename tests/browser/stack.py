"""The demo's real processes (web, worker, beat) on a database of their own, for browsers to use."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.redis_numbers import number_of_its_own

ROOT = Path(__file__).resolve().parents[2]


def browser_path() -> str:
    """Where Chromium is, or nothing."""
    given = os.environ.get("CHROMIUM", "")
    return given or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(var: Path, port: int) -> dict[str, str]:
    """The demo's environment; on PostgreSQL and Redis where the tests were given them, else embedded."""
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return env | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEMO": "1",
        "VAR_DIR": str(var),
        "SECRET_KEY": "only-for-the-browser-tests-" + "x" * 30,
        "SITE_URL": f"http://localhost:{port}",
        "SECOND_STEP_FOR": "",
        "LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore::Warning:django.core.handlers.asgi",
    }


@contextmanager
def own_database(env: dict[str, str]):
    """On PostgreSQL: a database with an owner and an application role of its own, dropped afterwards."""
    given = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield
        return
    import psycopg
    from psycopg import sql

    from tests.dropping import drop

    name = f"plumbline_story_{uuid.uuid4().hex[:8]}"
    parts = urlsplit(given)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'only-for-tests'").format(sql.Identifier(name)),
        )
        host = f"{parts.hostname}:{parts.port or 5432}"
        env["DATABASE_OWNER_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        env["DATABASE_URL"] = f"postgres://{name}:only-for-tests@{host}/{name}"
        try:
            yield
        finally:
            drop(connection, name, name)


@contextmanager
def own_redis(env: dict[str, str]):
    """On Redis: a number that no other site's worker reads."""
    if not os.environ.get("REDIS_URL"):
        yield
        return
    with number_of_its_own(os.environ["REDIS_URL"]) as env["REDIS_URL"]:
        yield


class Stack:
    """The running processes and where they are."""

    def __init__(self, url: str, var: Path, env: dict[str, str]) -> None:
        self.url = url
        self.var = var
        self.env = env
        self.processes: dict[str, subprocess.Popen] = {}

    def manage(self, *words: str, as_owner: bool = False) -> str:
        """One command of manage.py that must succeed; its output. As the owner of the tables where there is one."""
        env = dict(self.env)
        if as_owner and "DATABASE_OWNER_URL" in env:
            env["DATABASE_URL"] = env.pop("DATABASE_OWNER_URL")
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start(self, port: int, only: Sequence[str] = ("web", "worker", "beat")) -> None:
        """Starts web, worker and beat with the very commands of the demo, and waits for the web."""
        from demo import __main__ as demo

        demo.PORT = port
        for name, words in demo.processes(self.env).items():
            if name not in only:
                continue
            with (self.var / f"{name}.log").open("a") as log:
                self.processes[name] = subprocess.Popen(words, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        demo.wait_until_it_answers(self.processes["web"])

    def stop(self) -> None:
        """Ends every process."""
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        end = time.monotonic() + 10
        for process in self.processes.values():
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()

    def logs(self) -> str:
        """What the processes said."""
        return "\n".join(f"== {path.name}\n{path.read_text()}" for path in sorted(self.var.glob("*.log")))


@contextmanager
def running_demo(var: Path, **more: str):
    """The demo company with all its processes, from an empty database; `more` goes into the environment."""
    port = free_port()
    env = environment(var, port) | more
    with own_redis(env), own_database(env):
        stack = Stack(f"http://localhost:{port}", var, env)
        owner = ["--database", "owner"] if "DATABASE_OWNER_URL" in env else []
        stack.manage("migrate", "-v0", *owner)
        stack.manage("load_demo", as_owner=True)
        stack.manage("collectstatic", "--noinput", "-v0")
        try:
            stack.start(port)
            yield stack
        finally:
            stack.stop()
            shutil.rmtree(var / "static", ignore_errors=True)
