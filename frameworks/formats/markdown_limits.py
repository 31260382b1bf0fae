"""How much a Markdown document may hold: more is refused, with its line, before it is read to its end."""

from itertools import accumulate

from markdown_it import MarkdownIt

from frameworks.format.problems import Problem, Refused
from frameworks.format.words import _

MOST_NESTED = 40
MOST_CHARACTERS = 300_000
MOST_LINES = 10_000
MOST_IN_A_BLOCK = 5_000  # characters of one paragraph: some signs take the square of their number to read
MOST_BRACKETS = 5_000  # that open: each may begin a link or a picture, and is read on from as deep as they nest

_blocks = MarkdownIt("commonmark", {"maxNesting": MOST_NESTED + 10}).enable("table").disable(["inline", "text_join"])


def refuse_too_much(text: str, lines: list[str]) -> None:
    """Raises Refused for a document that is too long, nested too deeply, or would take too long to read."""
    if len(text) > MOST_CHARACTERS or len(lines) > MOST_LINES:
        sentence = _("a document has at most %(characters)d characters and %(lines)d lines: divide it")
        raise Refused([Problem(1, "", sentence % {"characters": MOST_CHARACTERS, "lines": MOST_LINES})])
    if text.count("[") > MOST_BRACKETS:
        numbers = accumulate(line.count("[") for line in lines)
        line = next(at for at, number in enumerate(numbers, start=1) if number > MOST_BRACKETS)
        sentence = _("a document has at most %(count)d square brackets: take links or pictures out")
        raise Refused([Problem(line, "", sentence % {"count": MOST_BRACKETS})])
    for token in _blocks.parse(text):
        line = (token.map or [0])[0] + 1
        if token.level > MOST_NESTED:
            sentence = _("lists and quotes are nested too deeply here (more than %(depth)d)")
            raise Refused([Problem(line, "", sentence % {"depth": MOST_NESTED})])
        if token.type == "inline" and len(token.content) > MOST_IN_A_BLOCK:
            sentence = _("this paragraph is longer than %(count)d characters")
            raise Refused([Problem(line, "", sentence % {"count": MOST_IN_A_BLOCK})])
