"""A document as YAML that people like to read, such that reading it gives the same document.

Which form a text takes: bare where no YAML reader of any version could take it for something else, in double
quotes where it is short and not safe bare, folded (``>-``) where it is long, literal (``|-``) where its lines
begin with spaces. What no form but double quotes keeps (spaces at the end of a line) is written in those.
"""

import re
from collections.abc import Iterator
from typing import Any

from frameworks.format.characters import UNFIT
from frameworks.format.document import Document
from frameworks.format.shape import data_from
from frameworks.format.tree import plain

WIDTH = 100
SHORT = 24  # characters of a text that may stand in { }
ONE_LINE_LISTS = {"tracks", "axes", "next", "equals", "aliases", "on_levels", "mandatory"}
SECTIONS = {
    "scale", "axis_groups", "axes", "tracks", "levels", "roles", "expectations", "layers", "add_on_roles", "rule",
    "translations",
}  # fmt: skip
# words that YAML 1.1 readers take for yes, no, nothing or a number
TAKEN = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}
BARE = re.compile(r"[^\W\d_][^\n\t]*")
BREAK = re.compile(r"(?<=[^ \t]) (?=[^ \t])")


def write(document: Document) -> str:
    """The document as a framework file, keys in the order of the format.

    Never refuses: what may not stand in a file is written with escapes, and reading it names the line.
    """
    lines = []
    for key, value in data_from(document).items():
        if key in SECTIONS:
            lines.append("")
        lines += _entry(key, value, 0)
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of a key and its value, the key indented by so many spaces."""
    head = " " * indent + _one_line(key) + ":"
    if (short := _in_one_line(key, value)) is not None and len(head) + 1 + len(short) <= WIDTH:
        yield f"{head} {short}"
    elif isinstance(value, dict):
        yield head
        for inner, item in value.items():
            yield from _entry(inner, item, indent + 2)
    elif isinstance(value, list):
        yield head
        for item in value:
            yield from _item(item, indent + 2)
    else:
        yield from _text(f"{head} ", value, indent + 2)


def _item(value: Any, indent: int) -> Iterator[str]:
    """The lines of an entry of a list, its dash indented by so many spaces."""
    head = " " * indent + "- "
    if isinstance(value, str):
        yield from _text(head, value, indent + 2)
    elif (short := _in_one_line("", value)) is not None and len(head) + len(short) <= WIDTH:
        yield head + short
    else:
        lines = [line for key, inner in value.items() for line in _entry(key, inner, indent + 2)]
        yield head + lines[0][indent + 2 :]
        yield from lines[1:]


def _in_one_line(key: str, value: Any) -> str | None:
    """A number, a yes or no, a list of codes or a small group in one line; ``None`` for all else."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list() if key in ONE_LINE_LISTS and all(isinstance(item, str) for item in value):
            return "[" + ", ".join(_one_line(item, within=True) for item in value) + "]"
        case dict() if len(value) <= 4 and all(_is_small(item) for item in value.values()):
            return "{" + ", ".join(f"{_one_line(k, within=True)}: {_small(v)}" for k, v in value.items()) + "}"
    return None


def _is_small(value: Any) -> bool:
    return isinstance(value, bool | int) or (isinstance(value, str) and len(value) <= SHORT)


def _small(value: bool | int | str) -> str:
    return _one_line(value, within=True) if isinstance(value, str) else str(_in_one_line("", value))


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    """The lines of a text after its key or dash; ``indent`` is that of the lines that follow."""
    margin = " " * indent
    lines = text.split("\n")
    short = _one_line(text)
    fits = len(lines) == 1 and len(head) + len(short) <= WIDTH
    if fits or UNFIT.search(text) or any(line != line.rstrip() for line in lines):
        yield head + short
    elif any(line[:1].isspace() for line in lines):
        yield head + "|-"
        yield from (margin + line if line else "" for line in lines)
    else:
        yield head + ">-"
        for number, line in enumerate(lines):
            if number:
                yield ""
            yield from (margin + piece for piece in _folded(line, WIDTH - indent))


def _folded(line: str, width: int) -> Iterator[str]:
    """The line in pieces of a width, broken at single spaces; nothing for an empty line."""
    piece = ""
    for word in BREAK.split(line):
        if piece and len(piece) + 1 + len(word) > width:
            yield piece
            piece = word
        else:
            piece = f"{piece} {word}" if piece else word
    if piece:
        yield piece


def _one_line(text: str, *, within: bool = False) -> str:
    """The text bare or in double quotes; ``within``: inside of [ ] or { }."""
    bare = (
        BARE.fullmatch(text) is not None
        and text.casefold() not in TAKEN
        and isinstance(plain(text), str)
        and not UNFIT.search(text)
        and ": " not in text
        and " #" not in text
        and not text.endswith((":", " "))
        and not (within and any(sign in text for sign in ",[]{}:"))
    )
    return text if bare else f'"{"".join(_escaped(character) for character in text)}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == "\n":
        return "\\n"
    if character == "\t":
        return "\\t"
    return f"\\u{ord(character):04X}" if UNFIT.match(character) else character
