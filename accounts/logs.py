"""Log lines: one line each, whatever a stranger put into them."""

import logging


class OneLine(logging.Formatter):
    """Escapes control characters, so that nobody can write a log line of their own."""

    def format(self, record: logging.LogRecord) -> str:
        said = super().format(record)
        head, *trace = said.split("\n") if record.exc_info else [said]
        return "\n".join(_escaped(line) for line in [head, *trace])


def _escaped(line: str) -> str:
    return "".join(c if c.isprintable() or c == "\t" else c.encode("unicode_escape").decode() for c in line)
