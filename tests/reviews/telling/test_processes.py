"""A real worker and a real beat, a real mail server: killed in between, or two at once, each mail is sent once."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connections

from tests.conftest import on_postgres

# on PostgreSQL the processes write to the tests' own database, which is emptied afterwards
pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
BROKERS = ["filesystem", pytest.param("redis", marks=pytest.mark.redis)]

OWED = """
from tests.cast import make_cast
from tests.reviews.telling.story import make_story
from accounts import clock
from reviews.models import Message
from reviews.telling import reminding
cast = make_cast()
story = make_story(cast, state="telling")
result = story.results["ivan"]
message = Message.objects.create(result=result, person=cast.ivan, owner=cast.mei, due_on=clock.today())
reminding.plan(message)
"""

WAITING = """
from tests.cast import make_cast
from reviews.models import Mail
cast = make_cast()
for number in range(12):
    Mail.objects.create(recipient=cast.mei, address=cast.mei.email, subject="A mail", body="Text",
                        message_id=f"<{number}@plumbline.test>")
"""


class Sink:
    """A mail server that keeps what it accepts; while `holds`, it takes the text and never answers."""

    def __init__(self, holds: bool = False):
        self.accepted, self.holds, self.begun = [], holds, threading.Event()

    async def handle_DATA(self, server, session, envelope):
        self.begun.set()
        while self.holds:
            await asyncio.sleep(0.05)
            if session.peer is None or server.transport is None or server.transport.is_closing():
                return "451 gone"
        self.accepted.append(envelope.content.decode())
        return "250 accepted"

    def ids(self):
        return [line for mail in self.accepted for line in mail.splitlines() if line.startswith("Message-ID:")]


class Site:
    """Processes of the site on a database, a broker and a mail server of the test's own."""

    def __init__(self, folder: Path, broker: str, smtp: int):
        self.running = []
        self.env = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.reviews.telling.process_settings",
            "SECRET_KEY": "only-for-tests-" + "x" * 40,
            "VAR_DIR": str(folder),
            "DATABASE_URL": database_url(folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
            "REDIS_URL": settings.REDIS_URL if broker == "redis" else "",
            "TEST_QUEUE": f"test-{uuid.uuid4().hex}",
            "LOG_LEVEL": "WARNING",
        }

    def run(self, code: str) -> str:
        first = (
            "import django; django.setup()\nfrom accounts import viewing; viewing.where_nobody_is_said = 'task tests'\n"
        )
        words = [sys.executable, "-c", first + code]
        done = subprocess.run(words, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    def start(self, *words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "celery", "-A", "config", "--quiet", *words, "--loglevel", "WARNING"]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def worker(self, name: str = "one") -> subprocess.Popen:
        return self.start(
            "worker", "--pool", "solo", "--without-gossip", "--without-mingle", "--hostname", f"{name}@%h"
        )

    def beat(self) -> subprocess.Popen:
        return self.start("beat", "--pidfile=", "--schedule", str(Path(self.env["VAR_DIR"]) / "beat"))

    def mails(self) -> str:
        return self.run(
            "from reviews.models import Mail\n"
            "rows = Mail.objects.all()\n"
            "print(sorted(row.state for row in rows), sum(row.tries for row in rows))"
        )

    def stop(self):
        for process in self.running:
            process.kill()
            process.wait(10)


def database_url(folder: Path) -> str:
    if not on_postgres:
        return f"sqlite:///{folder / 'test.sqlite3'}"
    given = connections["default"].settings_dict
    host, port = given["HOST"] or "127.0.0.1", given["PORT"] or 5432
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{host}:{port}/{given['NAME']}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(until, seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def sink():
    return Sink()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """An empty SQLite database with its tables, made once and copied."""
    folder = tmp_path_factory.mktemp("migrated")
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{folder / 'test.sqlite3'}", "VAR_DIR": str(folder)}
    env["SECRET_KEY"] = "only-for-tests-" + "x" * 40
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    return folder / "test.sqlite3"


@pytest.fixture
def site(request, tmp_path, sink):
    if not on_postgres:
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "test.sqlite3")
    smtp = Controller(sink, hostname="127.0.0.1", port=free_port())
    smtp.start()
    made = Site(tmp_path, request.param, smtp.port)
    yield made
    made.stop()
    smtp.stop()


@pytest.mark.parametrize("site", BROKERS, indirect=True)
def test_a_worker_killed_while_it_sends_leaves_the_mail_to_the_next_and_it_comes_once(site, sink):
    site.run(OWED)
    sink.holds = True
    site.beat()
    first = site.worker()
    assert sink.begun.wait(40), "the reminder never became a mail"
    os.kill(first.pid, signal.SIGKILL)
    first.wait(10)
    sink.holds = False
    time.sleep(0.3)
    assert sink.accepted == []
    site.worker("two")
    assert wait(lambda: sink.accepted)
    time.sleep(4)  # longer than the lease: whoever would send it again has had the time
    assert len(sink.accepted) == 1
    assert "Subject: You owe a talk to 1 person by" in sink.accepted[0]
    assert site.mails() == "['sent'] 2"


@pytest.mark.parametrize("site", BROKERS, indirect=True)
def test_two_workers_at_once_send_each_mail_once(site, sink):
    site.run(WAITING)
    site.worker("one")
    site.worker("two")
    site.beat()
    assert wait(lambda: len(sink.accepted) >= 12)
    time.sleep(2.5)
    assert sorted(sink.ids()) == sorted(f"Message-ID: <{number}@plumbline.test>" for number in range(12))
    assert (
        site.mails()
        == "['sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent'] 12"
    )
