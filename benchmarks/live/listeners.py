"""`python -m benchmarks.live.listeners BASE REDIS`: streams of events, and beside them a bare subscriber of Redis.

Reads the streams as JSON on one line: [path, cookie] each. Prints a line once all of them are up; at the next line of
its input it ends, and prints when each of them heard each version, in seconds of the machine's monotonic clock.
"""

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit

import redis.asyncio

RAW = "raw"


class Stream:
    """One screen's stream: when which version was first heard, and how often everything had to be fetched anew."""

    def __init__(self, path: str, cookie: str) -> None:
        self.path, self.cookie = path, cookie
        self.heard: dict[int, float] = {}
        self.resyncs = 0
        self.up = asyncio.Event()

    async def follow(self, base: str) -> None:
        """Reads events until it is cancelled. Raises RuntimeError for another answer than a stream."""
        there = urlsplit(base)
        reader, writer = await asyncio.open_connection(there.hostname, there.port)
        writer.write(f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n\r\n".encode())
        if b" 200 " not in await reader.readline():
            raise RuntimeError(f"{self.path} does not stream")
        name = b""
        async for line in reader:
            if line.startswith(b"event: "):
                name = line[7:].strip()
                if name == b"gone":
                    raise RuntimeError("a stream was sent away")
            elif line.startswith(b"data: "):
                self.heard.setdefault(int(line[6:]), time.monotonic())
                self.resyncs += name == b"resync" and self.up.is_set()
                self.up.set()


async def bare(url: str, heard: dict[str, dict[int, float]]) -> None:
    """When what was published came to a subscriber that does nothing else, by channel."""
    async with redis.asyncio.Redis.from_url(url).pubsub() as line:
        await line.psubscribe("plumbline:meeting:*", RAW)
        async for message in line.listen():
            if message["type"] == "pmessage":
                channel = message["channel"].decode().rpartition(":")[2]
                heard.setdefault(channel, {}).setdefault(int(message["data"]), time.monotonic())


async def main(base: str, url: str) -> None:
    """The streams, until a second line comes in."""
    streams = [Stream(*one) for one in json.loads(sys.stdin.readline())]
    raw: dict[str, dict[int, float]] = {}
    tasks = [asyncio.create_task(one.follow(base)) for one in streams]
    if url:
        tasks.append(asyncio.create_task(bare(url, raw)))
    await asyncio.wait_for(asyncio.gather(*(one.up.wait() for one in streams)), 60)
    print("up", flush=True)
    ended = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    done, _ = await asyncio.wait([ended, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        if task is not ended:
            task.result()  # raises what ended it
    json.dump({"streams": [[one.path, one.resyncs, one.heard] for one in streams], "raw": raw}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
