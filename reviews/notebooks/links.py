"""A link that somebody put beside what they noted: which are taken, and how one is shown. Pure."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

SCHEMES = ("http", "https")


@dataclass(frozen=True)
class Link:
    """A link as it is shown: where it leads, its host, and what stands behind that."""

    url: str
    host: str
    rest: str


def split(text: str) -> SplitResult | None:
    """The parts of a link that may be kept: an address of the web, complete, without a name or password in it."""
    if not text.isascii() or not text.isprintable() or any(letter in text for letter in ' \\"<>'):
        return None
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port  # a port that is no number is refused here
    except ValueError:
        return None
    return parts if parts.scheme in SCHEMES and host and "@" not in parts.netloc else None


def shown(text: str) -> Link | None:
    """The link as it is shown; None where there is none."""
    parts = split(text)
    if parts is None:
        return None
    rest = text.split("://", 1)[1].removeprefix(parts.netloc)
    return Link(text, parts.netloc, "" if rest == "/" else rest)
