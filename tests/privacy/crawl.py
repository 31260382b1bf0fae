"""Walks the site as one person: every route's address and every link found, and keeps what was answered."""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.test import Client

LINK = re.compile(r"""(?:href|src|hx-get|action)=["']([^"'#]+)""")
NOT_TO_BE_FOLLOWED = ("/static/", "/sign-out/", "/demo/")


@dataclass
class Walk:
    """What one person was shown: address → everything in the answer (status line, headers, body)."""

    shown: dict[str, str] = field(default_factory=dict)

    def words(self, words: set[str]) -> dict[str, str]:
        """Which of the words were shown, and where first."""
        found: dict[str, str] = {}
        for address, text in self.shown.items():
            for word in words:
                if word in text:
                    found.setdefault(word, address)
        return found


def walk(client: Client, addresses: list[str], at_most: int = 400) -> Walk:
    """Visits the addresses and what they link to on this site, breadth first."""
    done = Walk()
    waiting = list(dict.fromkeys(addresses))
    while waiting and len(done.shown) < at_most:
        address = waiting.pop(0)
        if address in done.shown:
            continue
        response = client.get(address)
        body = (
            b"".join(response.streaming_content)
            if response.streaming and not response.is_async
            else (b"" if response.streaming else response.content)
        )
        text = body.decode("utf-8", "replace")
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        done.shown[address] = f"{response.status_code}\n{headers}\n{text}"
        for link in LINK.findall(text):
            there = urlsplit(urljoin(address, link.replace("&amp;", "&")))
            path = there.path + (f"?{there.query}" if there.query else "")
            if not there.netloc and path not in done.shown and not path.startswith(NOT_TO_BE_FOLLOWED):
                waiting.append(path)
    return done
