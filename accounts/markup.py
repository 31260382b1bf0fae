"""Many small pieces of HTML at once."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe


def format_each(words: str, rows: Iterable[tuple[object, ...]]) -> SafeString:
    """`format_html_join` without a separator, in a third of its time: `words` once for each row, and what a template
    did not write is escaped. `words` must be a text that stands in the code."""
    written = [words.format(*[one if type(one) is SafeString else escape(str(one)) for one in row]) for row in rows]
    return mark_safe("".join(written))  # noqa: S308  all that was not written by a template was escaped
