"""Many event streams at once on the real stream process: none keeps a connection to PostgreSQL while it waits, and all
that open at the same instant share a few."""

import contextlib
import socket
import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from calibration import workflow
from calibration.models import Device, Meeting
from calibration.pairing import digest
from tests.calibration.company import make_company
from tests.calibration.conftest import gather
from tests.running.site import free_port, healthy

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]

PEOPLE = ("mei", "marco", "noor", "petra", "oskar", "dana", "dilan")
SCREENS, STREAMS = 3, 50
WATCHED = 20  # seconds
BUSY = "state <> 'idle'"


@pytest.fixture
def running(cast):
    """The meeting after its start: nothing is shown yet."""
    meeting = gather(workflow.prepare(make_company(cast).group, cast.mei, seed=2026), cast)
    return workflow.start(meeting, cast.mei)


class Follower(threading.Thread):
    """One open stream: counts the events it hears until it is closed."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        super().__init__(daemon=True)
        self.heard: Counter[str] = Counter()
        self.there = HTTPConnection("127.0.0.1", port, timeout=60)
        through = {"Host": "reviews.company.example", "X-Forwarded-Proto": "https", "Cookie": cookie}
        self.there.request("GET", path, headers=through)
        self.answer = self.there.getresponse()
        assert (self.answer.status, self.answer.headers["Content-Type"]) == (200, "text/event-stream")
        self.start()

    def run(self) -> None:
        with contextlib.suppress(HTTPException, OSError):  # the end comes from either side
            for line in self.answer:
                if line.startswith(b"event: "):
                    self.heard[line.removeprefix(b"event: ").decode().strip()] += 1

    def close(self) -> None:
        """Goes away."""
        with contextlib.suppress(OSError):
            self.there.sock.shutdown(socket.SHUT_RDWR)
        self.join(10)
        self.answer.close()
        self.there.close()


@contextlib.contextmanager
def followers(cast, meeting: Meeting, port: int):
    """Most as people who take part, a few as paired screens; everybody with a session or a token of their own."""
    doors = []
    for number in range(STREAMS - SCREENS):
        client = Client()
        client.force_login(getattr(cast, PEOPLE[number % len(PEOPLE)]))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        doors.append((f"/meetings/{meeting.pk}/events/", f"__Host-session={session}"))
    for number in range(SCREENS):
        Device.objects.create(token_hash=digest("token", f"t{number}"), meeting=meeting, paired_by=cast.mei)
        doors.append(("/room/events/", f"__Host-room=t{number}"))
    with ThreadPoolExecutor(STREAMS) as hands:  # all at the same instant, as after a restart of the site
        found = list(hands.map(lambda door: Follower(port, *door), doors))
    yield found
    for stream in found:
        stream.close()


def connections(which: str = "TRUE") -> int:
    """How many there are to the tests' database beside the one that asks; `BUSY` counts those that do something."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            f" AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND {which}"
        )
        return cursor.fetchone()[0]


def within(seconds: float, is_so) -> bool:
    """Whether it comes to be so in that time."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.1)
    return is_so()


@pytest.mark.long
def test_fifty_open_streams_keep_no_connection_busy_and_hear_each_act(started, running, cast, capsys):
    port = free_port()
    # the sessions and tokens are made here, by who signs in with a password alone
    started.env |= {"SECRET_KEY": settings.SECRET_KEY, "SECOND_STEP_FOR": ""}
    started("stream", bind=("0.0.0.0 --port 8001", f"127.0.0.1 --port {port}"))
    assert healthy(port, started.env)
    with followers(cast, running, port) as streams:
        assert len(streams) == 50
        assert within(20, lambda: all(sum(stream.heard.values()) for stream in streams))
        counted, end = [], time.monotonic() + WATCHED
        while time.monotonic() < end:
            counted.append(connections(BUSY))
            time.sleep(0.02)
        workflow.go_next(running, cast.mei)
        heard = within(20, lambda: all(stream.heard["changed"] == 1 for stream in streams))
        assert heard, Counter(stream.heard["changed"] for stream in streams)
        assert not any(stream.heard["gone"] for stream in streams)
    none = sum(count == 0 for count in counted) / len(counted)
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{STREAMS} streams, {len(counted)} looks in {WATCHED} s: busy connections median "
            f"{statistics.median(counted)}, mean {statistics.mean(counted):.2f}, most {max(counted)}, none {none:.0%}"
        )
    # each asks every four seconds whether its right still stands, and gives the connection back to the pool at once
    assert min(counted) == 0
    assert statistics.median(counted) <= 1
    assert max(counted) <= 10


@pytest.mark.parametrize(("given", "most"), [({}, 10), ({"DATABASE_POOL": "3"}, 3)])
def test_streams_opened_at_the_same_instant_share_a_few_connections(started, running, cast, given, most):
    before, port, counted = connections(), free_port(), []
    started.env |= {"SECRET_KEY": settings.SECRET_KEY, "SECOND_STEP_FOR": ""} | given
    started("stream", bind=("0.0.0.0 --port 8001", f"127.0.0.1 --port {port}"))
    assert healthy(port, started.env)
    ended = threading.Event()

    def watch() -> None:
        try:
            while not ended.is_set():
                counted.append(connections() - before - 1)  # this thread's own
                time.sleep(0.005)
        finally:
            connection.close()

    watching = threading.Thread(target=watch)
    watching.start()
    with followers(cast, running, port) as streams:
        heard = within(20, lambda: all(sum(stream.heard.values()) for stream in streams))
        ended.set()
        watching.join()
        assert heard
    assert 1 <= max(counted) <= most
