"""The processes of docker-compose.yml, started by hand with its own commands on PostgreSQL and Redis."""

import time
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from django.utils import timezone

from accounts.models import Lease
from reviews.models import Mail
from tests.running.site import SITE, ask, free_port, healthy


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
def test_the_pages_and_the_stream_are_served(started, cast):
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
def test_a_fresh_installation_leads_to_its_set_up_and_one_of_its_processes_prints_a_token(started, tmp_path):
    port = free_port()
    started("web", bind=("0.0.0.0:8000", f"127.0.0.1:{port}"))
    assert healthy(port, started.env)
    status, headers, _body = ask(port, "/sign-in/")
    assert (status, headers["Location"]) == (302, "/set-up/")
    printed = [line for line in (tmp_path / "web.log").read_text().splitlines() if "Nobody is here yet" in line]
    assert len(printed) == 1
    assert printed[0].startswith(f"Nobody is here yet. Set Plumbline up at {SITE}/set-up/ with this token, once: ")


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
