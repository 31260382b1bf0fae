"""The live line: after each act every screen is told the meeting's version, and nothing else.

With Redis, one hub a process listens on publish/subscribe and passes each version on to the streams of that process.
While Redis is away the hub asks the database for the version numbers of the meetings that somebody listens to, as it
does all the time where there is none (embedded); when Redis is back every stream gets a `resync`.
"""

import asyncio
import contextlib
import contextvars
import logging
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import redis
import redis.asyncio
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import Error, connection
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from calibration.models import Meeting

log = logging.getLogger(__name__)

CHANNEL = "plumbline:meeting:"
POLL = 0.4  # seconds between two looks at the version numbers, where Redis does not tell them
WAITS = (0.2, 0.5, 1.0)  # seconds before trying Redis again
ROOM_FOR = 64  # versions a slow stream may be behind before it is told to fetch everything
GONE = (redis.ConnectionError, redis.TimeoutError, OSError)

RESYNC = -1

_publishers: dict[str, redis.Redis] = {}


def announce(meeting: Meeting) -> None:
    """Tells every screen of the meeting that it has changed; call it after the commit. With Redis gone the act
    stands all the same, and the screens catch up when it is back."""
    if not settings.REDIS_URL:
        return
    try:
        _publisher(settings.REDIS_URL).publish(f"{CHANNEL}{meeting.pk}", meeting.version)
    except GONE as gone:
        log.warning("the live line is down: %s", type(gone).__name__)


def _publisher(url: str) -> redis.Redis:
    if url not in _publishers:
        _publishers[url] = redis.Redis.from_url(
            url, socket_connect_timeout=0.5, socket_timeout=0.5, retry=Retry(NoBackoff(), 1)
        )
    return _publishers[url]


class Listener:
    """One stream: hands out versions in order, or RESYNC where some were missed."""

    def __init__(self) -> None:
        self.news: asyncio.Queue[int] = asyncio.Queue(ROOM_FOR)

    def tell(self, version: int) -> None:
        """Adds a version; a stream that is too far behind gets one RESYNC instead of all it missed."""
        if self.news.full() or version == RESYNC:
            while not self.news.empty():
                self.news.get_nowait()
            version = RESYNC
        self.news.put_nowait(version)

    async def next(self, timeout: float) -> int | None:
        """The next version, RESYNC, or None after `timeout` seconds of silence."""
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(self.news.get(), timeout)
        return None


class Hub:
    """All streams of one process (of one event loop): one connection to Redis, or one poll, for all of them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.listeners: dict[UUID, set[Listener]] = {}
        self.task: asyncio.Task[None] | None = None
        self.ready = asyncio.Event()
        self.was_down = False
        self.looked: dict[UUID, int] = {}

    @contextlib.asynccontextmanager
    async def listening(self, meeting: UUID) -> AsyncIterator[Listener]:
        """A listener to one meeting, from which nothing is missed once this is entered (while Redis is away, a
        RESYNC follows). The hub works while there is at least one."""
        listener = Listener()
        self.listeners.setdefault(meeting, set()).add(listener)
        if self.task is None or self.task.done():
            # an empty context: the hub outlives the request that happened to start it
            self.ready.clear()
            work = self._from_redis() if self.url else self._from_database()
            self.task = asyncio.get_running_loop().create_task(work, context=contextvars.Context())
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.ready.wait(), 2)
            yield listener
        finally:
            self.listeners[meeting].discard(listener)
            if not self.listeners[meeting]:
                del self.listeners[meeting]
            if not self.listeners and self.task:
                self.task.cancel()
                self.task = None

    def tell(self, meeting: UUID, version: int) -> None:
        """Passes a version on to the streams of a meeting."""
        for listener in self.listeners.get(meeting, ()):
            listener.tell(version)

    def resync(self) -> None:
        """Has every stream fetch everything anew."""
        for meeting in list(self.listeners):
            self.tell(meeting, RESYNC)

    async def _from_redis(self) -> None:
        tries = 0
        while True:
            # no retries inside the client: it would come back without saying that something was missed
            never = AsyncRetry(NoBackoff(), 0)
            client = redis.asyncio.Redis.from_url(
                self.url, socket_connect_timeout=2, health_check_interval=15, retry=never
            )
            try:
                async with client.pubsub() as line:
                    await line.psubscribe(f"{CHANNEL}*")
                    while True:
                        message = await line.get_message(timeout=5)
                        if message:
                            tries = 0
                            self._heard(message)
            except GONE as gone:
                if not tries:
                    log.warning("the live line is down: %s", type(gone).__name__)
                self.was_down = True
                await self._look_for(WAITS[min(tries, len(WAITS) - 1)])
                tries += 1
            finally:
                with contextlib.suppress(*GONE):
                    await client.aclose()

    def _heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "psubscribe":
            if self.was_down:
                self.resync()
            self.was_down = False
            self.ready.set()
        elif message["type"] == "pmessage":
            name = message["channel"].decode().removeprefix(CHANNEL)
            self.tell(UUID(name), int(message["data"]))

    async def _from_database(self) -> None:
        while True:
            await self._look()
            self.ready.set()
            await asyncio.sleep(POLL)

    async def _look_for(self, seconds: float) -> None:
        """Looks again and again for so long, at least once."""
        end = monotonic() + seconds
        await self._look()
        while (left := end - monotonic()) > 0:
            await asyncio.sleep(min(POLL, left))
            await self._look()

    async def _look(self) -> None:
        """Tells the versions that have changed since the last look. With the database gone too nothing is told, and
        the next look that is answered tells what was missed."""
        try:
            versions = await sync_to_async(versions_of, thread_sensitive=False)(list(self.listeners))
        except Error as gone:
            log.warning("the database does not answer the live line: %s", type(gone).__name__)
            return
        for meeting, version in versions.items():
            if self.looked.get(meeting) != version:
                self.tell(meeting, version)
        self.looked = versions


def versions_of(meetings: list[UUID]) -> dict[UUID, int]:
    """The versions of some meetings now. Gives the database connection back."""
    try:
        return dict(Meeting.objects.filter(pk__in=meetings).values_list("pk", "version"))
    finally:
        connection.close()


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of this process."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs or _hubs[loop].url != settings.REDIS_URL:
        _hubs[loop] = Hub(settings.REDIS_URL)
    return _hubs[loop]
