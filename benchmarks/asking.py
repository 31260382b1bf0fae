"""A small HTTP client on kept-open connections: how long one request takes, and how many a second four can make.

Written on sockets, because the asking shares the machine's cores with what is asked.
"""

import socket
import statistics
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

BARE = "bare page"


@dataclass(frozen=True)
class Target:
    """One page as one viewer sees it; `most_bytes` is its limit, `rows` how many people it lists."""

    name: str
    path: str
    cookie: str
    most_bytes: int = 150_000
    queries: int = 0
    rows: int = 1


class Line:
    """One connection to a server on the loopback; opened again where the server has closed it."""

    def __init__(self, base: str) -> None:
        there = urlsplit(base)
        if there.hostname not in ("localhost", "127.0.0.1"):
            raise ValueError("Load goes to the loopback only.")
        self.host, self.port = there.hostname, there.port or 80
        self.socket: socket.socket | None = None

    def ask(self, path: str, cookie: str) -> bytes:
        """The body of one page; raises RuntimeError for another status than 200."""
        status, body = self.send(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")
        return body

    def send(self, words: bytes) -> tuple[int, bytes]:
        """Status and body of one request; sent once more where the connection had been closed meanwhile."""
        was_open = self.socket is not None
        try:
            return self._once(words)
        except (ConnectionError, EOFError):
            self.close()
            if not was_open:
                raise
            return self._once(words)

    def _once(self, words: bytes) -> tuple[int, bytes]:
        if self.socket is None:
            self.socket = socket.create_connection((self.host, self.port), timeout=30)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(words)
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._more()
        head, _, body = read.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), None)
        parts, have = [body], len(body)
        while length is None or have < length:
            try:
                parts.append(self._more())
            except EOFError:
                if length is not None:
                    raise
                break  # without a length the body ends with the connection
            have += len(parts[-1])
        if length is None or b"connection: close" in lines:
            self.close()
        return int(head[9:12]), b"".join(parts)

    def _more(self) -> bytes:
        assert self.socket is not None
        more = self.socket.recv(262_144)
        if not more:
            raise EOFError
        return more

    def close(self) -> None:
        """Ends the connection."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None


@dataclass
class Measured:
    """What was seen of one page: seconds of each request, its bytes, and requests a second of each round.

    `bare` holds the bare page's requests a second, asked in the same rounds: a machine is not always equally busy.
    """

    seconds: list[float]
    size: int = 0
    rates: tuple[float, ...] = ()
    bare: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """Milliseconds."""
        return 1000 * statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """Milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]

    @property
    def rate(self) -> float:
        """Requests a second: the median of the rounds."""
        return statistics.median(self.rates)

    @property
    def share(self) -> float:
        """Of the bare page's requests a second: the median of the rounds."""
        return statistics.median(own / bare for own, bare in zip(self.rates, self.bare, strict=True))


def one_by_one(base: str, path: str, cookie: str, count: int) -> Measured:
    """Asks `count` times, one after the other, on one connection."""
    line, seconds, body = Line(base), [], b""
    try:
        for _ in range(count):
            before = time.perf_counter()
            body = line.ask(path, cookie)
            seconds.append(time.perf_counter() - before)
    finally:
        line.close()
    return Measured(seconds, len(body))


def at_once(base: str, path: str, cookie: str, connections: int, seconds: float) -> float:
    """Requests a second with so many connections for so many seconds, at least one each."""
    done: list[int] = []
    wrong: list[Exception] = []
    started = time.perf_counter()

    def keep_asking() -> None:
        line, count = Line(base), 0
        try:
            while not count or time.perf_counter() - started < seconds:
                line.ask(path, cookie)
                count += 1
        except Exception as failure:
            wrong.append(failure)
        finally:
            line.close()
            done.append(count)

    threads = [threading.Thread(target=keep_asking) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return sum(done) / (time.perf_counter() - started)
