"""Log lines: one line each, whatever a stranger put into them; when in UTC, and who asked, by id; no link's secret."""

import logging
import re
import time

# addresses that are secrets: whoever has one comes in by it
SECRET = re.compile(r"(/(?:calendar|invitation)/)(?!again/)[^/\s?\"']+")


class OneLine(logging.Formatter):
    """Escapes control characters, so that nobody can write a log line of their own."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line; where it is about a request, with the id of whoever was signed in."""
        # as it was found while the request was answered: writing a line asks the database nothing
        who = getattr(getattr(record, "request", None), "_cached_user", None)
        by = f" by={who.pk}" if getattr(who, "pk", None) else ""
        return super().formatMessage(record) + by

    def format(self, record: logging.LogRecord) -> str:
        said = SECRET.sub(r"\1…", super().format(record))
        head, *trace = said.split("\n") if record.exc_info else [said]
        return "\n".join(_escaped(line) for line in [head, *trace])


def _escaped(line: str) -> str:
    return "".join(c if c.isprintable() or c == "\t" else c.encode("unicode_escape").decode() for c in line)
