"""Walks the site as one person: every route's address and every link found, and keeps what was answered."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests.privacy.noticing import Watch, watching
from tests.privacy.ways import answered

LINK = re.compile(r"""(?:href|src|hx-get|action)=["']([^"'#]+)""")
NOT_TO_BE_FOLLOWED = ("mailto:", "data:")
ELSEWHERE = ("/static/", "/sign-out/", "/demo/")


@dataclass
class Walk:
    """What one person was shown: address → everything in the answer (status line, headers, body).

    `otherwise`: the same by another way to ask, "way: address"; see `ways`.
    """

    shown: dict[str, str] = field(default_factory=dict)
    otherwise: dict[str, str] = field(default_factory=dict)
    watched: dict[str, Watch] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def words(self, words: set[str]) -> dict[str, str]:
        """Which of the words were shown, and where first."""
        found: dict[str, str] = {}
        for address, text in (self.shown | self.otherwise).items():
            for word in words:
                if word in text:
                    found.setdefault(word, address)
        return found


def route_of(address: str) -> str:
    """The name of the route an address leads to; empty where it leads nowhere."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def walk(client: Client, addresses: list[str], a_route: int = 8) -> Walk:
    """Visits all the addresses, and of what they link to on this site up to so many of a route, breadth first."""
    done = Walk()
    given = list(dict.fromkeys(addresses))
    waiting, visited = list(given), Counter()
    while waiting:
        address = waiting.pop(0)
        route = route_of(address)
        if address in done.shown or (address not in given and visited[route] >= a_route):
            continue
        visited[route] += 1
        with watching() as done.watched[address]:
            text = answered(client.get(address))
        done.shown[address] = text
        for link in LINK.findall(text):
            if link.startswith(NOT_TO_BE_FOLLOWED):
                continue
            there = urlsplit(urljoin(address, link.replace("&amp;", "&")))
            path = there.path + (f"?{there.query}" if there.query else "")
            if not there.netloc and path not in done.shown and not path.startswith(ELSEWHERE):
                waiting.append(path)
    return done
