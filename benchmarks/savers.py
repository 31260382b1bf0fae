"""`python -m benchmarks.savers BASE --every 3 --seconds 600`: people who write, each saving as the browser does.

Reads the savers as JSON, and prints what was acknowledged. Each writes one word more at each saving, and keeps it until
the server has answered that it is saved. A saving that gets no answer is sent again; where another text is said to have
been saved meanwhile (the one whose answer was lost), the own one is, as by "keep mine".
"""

import argparse
import heapq
import json
import signal
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

from benchmarks.asking import Line

LINES = 48  # connections, as a reverse proxy holds them
AGAIN = 0.5  # seconds before a saving without an answer is sent again
PATIENCE = 60  # seconds, at the end, for what has no answer yet
MOST_WORDS = 900


@dataclass
class Saver:
    """One person who writes one assessment; `seconds`: how long each saving that was due took to be acknowledged."""

    pk: str
    path: str
    cookie: str
    fields: dict[str, str]
    version: int = 0
    words: list[str] = field(default_factory=list)
    acknowledged: int = 0  # so many of the words
    seconds: list[float] = field(default_factory=list)
    unanswered: int = 0
    lost: list[str] = field(default_factory=list)  # acknowledged, and found missing when another text was shown
    answers: dict[str, int] = field(default_factory=dict)

    def write(self) -> None:
        """One word more; a very long text is begun anew."""
        if len(self.words) == MOST_WORDS:
            self.words, self.acknowledged = [], 0
        self.words.append(f"word{len(self.words)}")

    def save(self, line: Line) -> bool:
        """Sends all that is written; whether it was acknowledged."""
        sent = len(self.words)
        body = urlencode(self.fields | {"version": str(self.version), "statement": " ".join(self.words)}).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\nX-Autosave: 1\r\n"
            "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        try:
            status, answer = line.send(head.encode() + body)
        except (OSError, EOFError):
            line.close()
            self.unanswered += 1
            return False
        self.answers[str(status)] = self.answers.get(str(status), 0) + 1
        if status in (200, 409) and (said := json.loads(answer)).get("version") is not None:
            self._look_for_lost(said)
            self.version = said["version"]
        if status == 200:
            self.acknowledged = max(self.acknowledged, sent)
        return status == 200

    def _look_for_lost(self, said: dict) -> None:
        """What is shown as stored has to hold what was acknowledged: the next saving would mend it unseen."""
        if "fields" in said:
            there = said["fields"].get("statement", "").split()
            self.lost += [word for word in self.words[: self.acknowledged] if word not in there]


def load(base: str, savers: list[Saver], every: float, seconds: float, stop: threading.Event) -> None:
    """Everybody saves every so many seconds, for so many or until `stop`, evenly spread; then what has no answer yet is
    sent again for a while. What a saving took is counted from when it was due."""
    start = time.monotonic()
    ends = [start + seconds]  # sooner where it is stopped
    # when, the saver's number, when its words were due (None: the next ones are)
    due: list[tuple[float, int, float | None]] = []
    for number in range(len(savers)):
        heapq.heappush(due, (start + every * number / len(savers), number, None))
    lock = threading.Lock()

    def keep_saving() -> None:
        line = Line(base)
        while True:
            with lock:
                if not due:
                    break
                when, number, was_due = heapq.heappop(due)
            stop.wait(max(0.0, when - time.monotonic()))
            if stop.is_set():
                ends[0] = min(ends[0], time.monotonic())
                time.sleep(max(0.0, min(AGAIN, when - time.monotonic())))
                if was_due is None:
                    continue
            saver = savers[number]
            if was_due is None:
                saver.write()
                was_due = when
            if saver.save(line):
                saver.seconds.append(time.monotonic() - was_due)
                then = max(was_due + every, time.monotonic())
                if then < ends[0] and not stop.is_set():
                    with lock:
                        heapq.heappush(due, (then, number, None))
            elif time.monotonic() < ends[0] + PATIENCE:
                with lock:
                    heapq.heappush(due, (time.monotonic() + AGAIN, number, was_due))
        line.close()

    threads = [threading.Thread(target=keep_saving) for _ in range(min(LINES, len(savers)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """The load, from a process of its own."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.savers", description=__doc__.splitlines()[0])
    given.add_argument("base")
    given.add_argument("--every", type=float, default=3)
    given.add_argument("--seconds", type=float, default=600)
    options = given.parse_args()
    savers = [Saver(**one) for one in json.load(sys.stdin)]
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    load(options.base, savers, options.every, options.seconds, stop)
    json.dump([asdict(saver) for saver in savers], sys.stdout)


if __name__ == "__main__":
    main()
