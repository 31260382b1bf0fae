"""Log lines: one line each, whatever a stranger put into them; when in UTC, and who asked, by id; no link's secret."""

import logging
import re
import time
from typing import Any

# addresses that are secrets: whoever has one comes in by it
SECRET = re.compile(r"(/(?:calendar|invitation|password/reset/key)/)(?!again/|done/)[^/\s?\"']+")


def unsaid(view: Any) -> Any:
    """Marks a view of which no line says who sends to it: what is refused leaves none, what fails one without an id."""
    view.is_unsaid = True
    return view


def _is_unsaid(record: logging.LogRecord) -> bool:
    request = getattr(record, "request", None)
    view = getattr(getattr(request, "resolver_match", None), "func", None)
    return getattr(view, "is_unsaid", False) and request.method == "POST"  # type: ignore[union-attr]


class Unsaid(logging.Filter):
    """Lets no line pass of what such a view refused, or was refused on the way to it: a stale form, one too many."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", 0) >= 500 or not _is_unsaid(record)


class OneLine(logging.Formatter):
    """Escapes control characters, so that nobody can write a log line of their own."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line; where it is about a request, with the id of whoever was signed in."""
        # as it was found while the request was answered: writing a line asks the database nothing
        who = getattr(getattr(record, "request", None), "_cached_user", None)
        by = f" by={who.pk}" if getattr(who, "pk", None) and not _is_unsaid(record) else ""
        return super().formatMessage(record) + by

    def format(self, record: logging.LogRecord) -> str:
        said = SECRET.sub(r"\1…", super().format(record))
        head, *trace = said.split("\n") if record.exc_info else [said]
        return "\n".join(_escaped(line) for line in [head, *trace])


def _escaped(line: str) -> str:
    return "".join(c if c.isprintable() or c == "\t" else c.encode("unicode_escape").decode() for c in line)
