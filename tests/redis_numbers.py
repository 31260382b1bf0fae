"""A database number of Redis for one site's processes alone: two workers on one queue take each other's tasks."""

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import redis

FREE = range(6, 16)
"""The numbers that tests take; Redis has sixteen, and the tests' own process uses the one it was given."""
WAITING = ("celery", "unacked", "unacked_index", "unacked_mutex")
"""What a worker that was stopped can have left of its queue."""


@contextmanager
def number_of_its_own(url: str) -> Iterator[str]:
    """This Redis under a number that no other test of this machine has for as long, with nothing left in its queue."""
    given = urlsplit(url).path.strip("/") or "0"
    for number in FREE:
        if str(number) == given:
            continue
        with (Path(tempfile.gettempdir()) / f"plumbline-redis-{number}.lock").open("a") as mine:
            try:
                fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            own = urlunsplit(urlsplit(url)._replace(path=f"/{number}"))
            with redis.Redis.from_url(own) as client:
                client.delete(*WAITING)
            yield own
            return
    raise RuntimeError("Every number of Redis is taken by a test that runs.")
