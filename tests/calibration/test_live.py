"""The live line: versions reach every screen, with Redis and without, and a right that ends is noticed."""

import asyncio
import shutil
import socket
import subprocess
import time
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection
from django.test import AsyncRequestFactory, RequestFactory
from django.utils import timezone

from accounts.models import Person
from accounts.sessions import SessionStore
from calibration import live, stream, workflow
from calibration.models import Device, Meeting
from tests.calibration.test_presence import stop_of

pytestmark = pytest.mark.django_db(transaction=True)


def play(scene):
    """Runs a scene of listeners to its end, in at most twenty seconds."""
    return asyncio.run(asyncio.wait_for(scene, 20))


def in_a_thread(act):
    """As a page does it: in a thread of its own, whose database connection is given back."""

    def done(*about, **more):
        try:
            return act(*about, **more)
        finally:
            connection.close()

    return sync_to_async(done)


async def heard(listener, *wanted):
    """Waits until the listener has said each of these, in this order."""
    for one in wanted:
        while await listener.next(10) != one:
            pass


# -- the embedded hub ------------------------------------------------------------------------------


@pytest.fixture
def embedded(settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setattr(live, "POLL", 0.05)


def test_without_redis_every_listener_hears_each_act(embedded, running, cast):
    async def scene():
        async with live.hub().listening(running.pk) as one, live.hub().listening(running.pk) as other:
            await in_a_thread(workflow.go_next)(running, cast.mei)
            await heard(one, running.version)
            await heard(other, running.version)

    play(scene())


def test_the_hub_rests_when_nobody_listens(embedded, running):
    async def scene():
        hub = live.hub()
        async with hub.listening(running.pk):
            assert hub.task is not None
        assert hub.task is None
        assert hub.listeners == {}

    play(scene())


def test_a_database_that_is_away_for_a_moment_ends_no_stream(embedded, running, cast, monkeypatch):
    asked = live.versions_of
    away = [True]

    def answer(meetings):
        if away.pop() if away else False:
            raise OperationalError
        return asked(meetings)

    monkeypatch.setattr(live, "versions_of", answer)

    async def scene():
        async with live.hub().listening(running.pk) as listener:
            await in_a_thread(workflow.go_next)(running, cast.mei)
            await heard(listener, running.version)
            away.append(True)
            await in_a_thread(workflow.go_next)(running, cast.mei)
            await heard(listener, running.version)

    play(scene())
    assert away == []


def test_another_meetings_acts_are_not_heard(embedded, running):
    async def scene():
        hub = live.Hub("")
        listener, other = live.Listener(), live.Listener()
        hub.listeners = {running.pk: {listener}, "another": {other}}
        hub.tell(running.pk, 7)
        assert await listener.next(0.1) == 7
        assert await other.next(0.1) is None

    play(scene())


def test_a_listener_too_far_behind_is_told_once_to_fetch_everything():
    async def scene():
        listener = live.Listener()
        for version in range(1, 70):
            listener.tell(version)
        assert await listener.next(0.1) == live.RESYNC
        assert [await listener.next(0.1) for _ in range(4)] == [66, 67, 68, 69]

    play(scene())


# -- the stream ------------------------------------------------------------------------------------


@pytest.fixture
def quick(embedded, monkeypatch):
    monkeypatch.setattr(stream, "CHECK", 0.1)
    monkeypatch.setattr(stream, "WAITING", 0.05)


async def until(events, name):
    """Reads events until one of that name; returns it."""
    async for event in events:
        if f"event: {name}\n" in event:
            return event
    raise AssertionError(f"the stream ended without {name}")


def fine():
    return stream.FINE


def test_a_stream_says_a_version_and_nothing_else(quick, running, cast):
    async def scene():
        events = stream.of_meeting(running.pk, running.version, fine)
        await until(events, "beat")
        await in_a_thread(workflow.open_stop)(running, cast.mei, await in_a_thread(stop_of)(running, cast.ivan))
        version = running.version
        assert await until(events, "changed") == f"id: {version}\nevent: changed\ndata: {version}\n\n"
        await events.aclose()

    play(scene())


def test_a_screen_that_comes_late_is_told_to_fetch_everything(quick, running):
    async def scene():
        for known in (None, running.version - 1):
            events = stream.of_meeting(running.pk, known, fine)
            await until(events, "resync")
            await events.aclose()

    play(scene())


@pytest.mark.parametrize(
    ("header", "query", "known"),
    [("12", "", 12), ("", "12", 12), ("", "x", None), ("", "9" * 40, None), ("-1", "", None), ("", "", None)],
)
def test_the_version_a_screen_has_comes_from_its_header_or_address(header, query, known):
    more = {"headers": {"Last-Event-ID": header}} if header else {}
    assert stream.known_version(RequestFactory().get("/events/", {"version": query}, **more)) == known


def signed_in(person):
    session = SessionStore()
    session.update(
        {
            "_auth_user_id": str(person.pk),
            "_auth_user_backend": "accounts.backends.Backend",
            "_auth_user_hash": person.get_session_auth_hash(),
        }
    )
    session.save()
    return session


def test_a_right_ends_with_the_account_the_session_and_the_part(running, cast):
    session = signed_in(cast.marco)
    right = partial(stream.right_of_person, session, cast.marco.pk, running.pk)
    assert right() == stream.FINE
    assert stream.right_of_person(signed_in(cast.ivan), cast.ivan.pk, running.pk) == stream.GONE
    Person.objects.filter(pk=cast.marco.pk).update(is_active=False)
    assert right() == stream.GONE
    Person.objects.filter(pk=cast.marco.pk).update(is_active=True)
    session.delete()
    assert right() == stream.GONE


@pytest.mark.parametrize("hours", [7, 9])
def test_a_right_ends_with_the_time_of_the_session(running, cast, hours):
    """Eight hours without a page, as the tests' settings have it."""
    right = partial(stream.right_of_person, signed_in(cast.marco), cast.marco.pk, running.pk)
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert right() == (stream.FINE if hours == 7 else stream.GONE)


def test_a_right_ends_on_the_first_day_away(running, cast):
    right = partial(stream.right_of_person, signed_in(cast.marco), cast.marco.pk, running.pk)
    Person.objects.filter(pk=cast.marco.pk).update(left_on=timezone.localdate())
    assert right() == stream.GONE


def test_ones_own_turn_blanks_the_stream_and_no_other(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    assert stream.right_of_person(signed_in(cast.noor), cast.noor.pk, running.pk) == stream.BLANK
    assert stream.right_of_person(signed_in(cast.marco), cast.marco.pk, running.pk) == stream.FINE
    workflow.recuse(running, cast.marco, cast.noor)
    assert stream.right_of_person(signed_in(cast.marco), cast.marco.pk, running.pk) == stream.BLANK


def test_a_deactivated_account_ends_its_stream(quick, running, cast):
    right = partial(stream.right_of_person, signed_in(cast.marco), cast.marco.pk, running.pk)

    async def scene():
        events = stream.of_meeting(running.pk, running.version, right)
        await until(events, "beat")
        await in_a_thread(Person.objects.filter(pk=cast.marco.pk).update)(is_active=False)
        await until(events, "gone")
        assert [event async for event in events] == []

    play(scene())


def test_a_revoked_screen_ends_its_stream(quick, running, cast):
    device = Device.objects.create(token_hash="x", meeting=running, paired_by=cast.mei)
    right = partial(stream.right_of_device, device.pk, running.pk)

    async def scene():
        events = stream.of_meeting(running.pk, running.version, right)
        await until(events, "beat")
        await in_a_thread(Device.objects.update)(revoked_at=timezone.now())
        await until(events, "gone")

    play(scene())


def test_a_waiting_screen_loads_anew_once_it_is_paired(quick, running, cast):
    device = Device.objects.create(token_hash="x", code_until=timezone.now() + timezone.timedelta(minutes=1))

    async def scene():
        events = stream.of_waiting(device.pk)
        assert "retry" in await anext(events)
        await in_a_thread(Device.objects.update)(meeting=running)
        await until(events, "gone")

    play(scene())


def test_a_server_that_cannot_stream_lets_the_screen_come_back(db):
    response = stream.answer(RequestFactory().get("/events/"), stream.of_waiting(None))

    async def scene():
        return [event async for event in response.streaming_content]

    assert play(scene()) == [b"retry: 5000\nevent: resync\ndata: 0\n\n"]


def test_an_answer_streams_what_it_was_given(db):
    async def one():
        yield "event: beat\n\n"

    response = stream.answer(AsyncRequestFactory().get("/events/"), one())

    async def scene():
        return [event async for event in response.streaming_content]

    assert play(scene()) == [b"event: beat\n\n"]
    assert response["Content-Type"] == "text/event-stream"
    assert response["Cache-Control"] == "no-store"


# -- Redis -----------------------------------------------------------------------------------------


class PrivateRedis:
    """A Redis server of this test alone, that can be killed and started again on the same port."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process = None

    def start(self):
        program = shutil.which("redis-server") or pytest.skip("wants the program redis-server")
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"],
            stdout=subprocess.DEVNULL,
        )
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("redis-server did not start")

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def private_redis(settings):
    server = PrivateRedis()
    server.start()
    settings.REDIS_URL = server.url
    yield server
    server.kill()
    publisher = live._publishers.pop(server.url, None)
    if publisher:
        publisher.close()


@pytest.mark.redis
def test_with_redis_every_listener_hears_each_act_in_order(private_redis, running, cast):
    async def scene():
        async with live.hub().listening(running.pk) as one, live.hub().listening(running.pk) as other:
            first = running.version + 1
            for _ in range(3):
                await in_a_thread(workflow.go_next)(running, cast.mei)
            for listener in (one, other):
                assert [await listener.next(5) for _ in range(3)] == [first, first + 1, first + 2]

    play(scene())


@pytest.mark.redis
def test_an_outage_of_redis_stops_no_act_is_bridged_and_ends_with_resync(private_redis, running, cast):
    async def scene():
        async with live.hub().listening(running.pk) as listener:
            await in_a_thread(workflow.go_next)(running, cast.mei)
            await heard(listener, running.version)
            private_redis.kill()
            for _ in range(2):
                await in_a_thread(workflow.go_next)(running, cast.mei)
                assert (await in_a_thread(Meeting.objects.get)()).version == running.version
                await heard(listener, running.version)  # the database was asked
            private_redis.start()
            await heard(listener, live.RESYNC)
            await in_a_thread(workflow.go_next)(running, cast.mei)
            await heard(listener, running.version)

    play(scene())
