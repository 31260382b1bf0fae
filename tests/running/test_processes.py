"""The processes of docker-compose.yml, started by hand with its own commands on PostgreSQL and Redis."""

import os
import shlex
import socket
import subprocess
import sys
import time
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import Lease
from reviews.models import Mail
from tests.running.files import BASE, compose

SITE = "https://reviews.company.example"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(var: Path) -> dict[str, str]:
    """As .env would say it, on the tests' database; the demo's clock only makes beat tick every five seconds."""
    given = connection.settings_dict
    role = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(var),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
        "SITE_URL": SITE,
        "ALLOWED_HOSTS": "reviews.company.example",
        "TRUSTED_PROXY": "1",
        "DATABASE_URL": f"postgres://{role}@{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "VAR_DIR": str(var),
        "DEMO": "1",
        "LOG_LEVEL": "WARNING",
    }


@pytest.fixture
def started(tmp_path):
    """Starts services of docker-compose.yml by their commands, only the addresses being this test's own."""
    running: list[subprocess.Popen] = []
    env = environment(tmp_path)
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=BASE, env=env, check=True)

    def start(name: str, **changed: str) -> subprocess.Popen:
        command = compose()["services"][name]["command"]
        for old, new in changed.values():
            assert old in command
            command = command.replace(old, new)
        with (tmp_path / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(shlex.split(command), cwd=BASE, env=env, stdout=log, stderr=subprocess.STDOUT)
        running.append(process)
        return process

    start.env = env
    yield start
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def healthy(port: int, env: dict[str, str]) -> bool:
    """The container's own question, asked for up to twenty seconds."""
    for _ in range(40):
        words = [sys.executable, "deploy/healthy.py", f"http://127.0.0.1:{port}/sign-in/"]
        if subprocess.run(words, cwd=BASE, env=env).returncode == 0:
            return True
        time.sleep(0.5)
    return False


def ask(port: int, path: str, **headers: str):
    """Status, headers and body of one request that comes through the proxy."""
    there = HTTPConnection("127.0.0.1", port, timeout=10)
    through = {"Host": "reviews.company.example", "X-Forwarded-Proto": "https"}
    there.request("GET", path, headers=through | headers)
    answer = there.getresponse()
    found = answer.status, answer.headers, answer.read()
    there.close()
    return found


def first_event(page: int, stream: int) -> bytes:
    """The first line that a room display reads: its page from the pages, its events from the stream."""
    status, headers, _ = ask(page, "/room/")
    assert status == 200
    there = HTTPConnection("127.0.0.1", stream, timeout=10)
    through = {"Host": "reviews.company.example", "X-Forwarded-Proto": "https"}
    there.request("GET", "/room/events/", headers=through | {"Cookie": headers["Set-Cookie"].split(";")[0]})
    answer = there.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/event-stream")
    line = answer.readline()
    there.close()
    return line


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_the_pages_and_the_stream_are_served(started):
    page, stream = free_port(), free_port()
    started("web", bind=("0.0.0.0:8000", f"127.0.0.1:{page}"))
    started("stream", bind=("0.0.0.0 --port 8001", f"127.0.0.1 --port {stream}"))
    assert healthy(page, started.env)
    assert healthy(stream, started.env)
    for port in (page, stream):
        status, headers, body = ask(port, "/sign-in/")
        assert status == 200
        assert b"csrfmiddlewaretoken" in body
        for name in ("Content-Security-Policy", "X-Frame-Options", "Strict-Transport-Security", "Referrer-Policy"):
            assert len(headers.get_all(name)) == 1, name
    assert ask(page, "/sign-in/", Host="another.example")[0] == 400
    assert first_event(page, stream) == b"retry: 2000\n"
    plain = ask(page, "/sign-in/", **{"X-Forwarded-Proto": "http"})
    assert (plain[0], plain[1]["Location"]) == (301, f"{SITE}/sign-in/")


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_one_beat_ticks_and_the_worker_does_what_is_due(started, cast):
    mail = Mail.objects.create(
        recipient=cast.mei,
        address="mei@demo.example",
        subject="A message is owed to Ivan",
        body="You meet on Tuesday.",
        message_id="<1@reviews.company.example>",
    )
    started("worker")
    started("beat")
    end = timezone.now() + timedelta(seconds=60)
    while mail.state != Mail.State.SENT and timezone.now() < end:
        time.sleep(0.5)
        mail.refresh_from_db()
    assert mail.state == Mail.State.SENT
    assert Lease.objects.filter(name="tick").exists()
