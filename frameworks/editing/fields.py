"""The fields of what is edited: how a stored value reads as a text in a form, and which texts it can be.

A list is written one entry a line, so that two people's lists meet as texts do.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from frameworks.format.characters import unfit_reason
from frameworks.format.document import tidy

LINE, TEXT, LINK = 200, 20_000, 500  # the most letters, as in a framework file
MOST = 1_000_000  # of a number
MONTHS = 240


class Unfit(ValueError):
    """A text that the field cannot take, with a sentence that says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Kind:
    """How a value is shown and taken; `shape` says what a form offers, `choices` what there is to choose from, `names`
    what some of that is called."""

    show: Callable[[Any], str]
    take: Callable[[str], Any]
    shape: str
    choices: tuple[str, ...] = field(default=())
    names: Mapping[str, str] = field(default_factory=dict)


def _fit(text: str, most: int) -> str:
    text = tidy(text)
    if reason := unfit_reason(text):
        raise Unfit(_("The text %(reason)s.") % {"reason": reason})
    if len(text) > most:
        said = _("There is room for %(most)d characters, and this has %(count)d.")
        raise Unfit(said % {"most": most, "count": len(text)})
    return text


def _line(text: str) -> str:
    text = _fit(text, LINE)
    if "\n" in text:
        raise Unfit(_("Write it on one line."))
    return text


def _needed(take: Callable[[str], str]) -> Callable[[str], str]:
    def taken(text: str) -> str:
        if not tidy(text):
            raise Unfit(_("This cannot be empty. Write something here."))
        return take(text)

    return taken


def _text(text: str) -> str:
    return _fit(text, TEXT)


def _link(text: str) -> str:
    text = _fit(text, LINK)
    if text and not re.fullmatch(r"https?://\S+", text):
        raise Unfit(_("Write an address that begins with https:// or http://, without spaces."))
    return text


def _number(least: int, most: int) -> Callable[[str], int | None]:
    def taken(text: str) -> int | None:
        text = tidy(text)
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise Unfit(_("Write a whole number from %(least)d to %(most)d.") % {"least": least, "most": most})
        return int(text)

    return taken


def _needed_number(text: str) -> int:
    found = _number(0, MOST)(text)
    if found is None:
        raise Unfit(_("This cannot be empty. Write a whole number here."))
    return found


def _digits(text: str) -> str:
    text = tidy(text)
    if text and not re.fullmatch(r"[0-9]{1,9}([.][0-9]{1,4})?", text):
        raise Unfit(_("Write a number in digits, with a point before its decimals, such as 2.5."))
    return text


def _lines(text: str) -> list[str]:
    found = [_line(one) for one in _fit(text, TEXT).split("\n") if tidy(one)]
    if len(set(found)) < len(found):
        raise Unfit(_("One line stands there twice."))
    return found


def parted(text: str) -> list[list[str]]:
    """The lines of a text, each in its parts around bars: "3.1 | Early | What it means"."""
    return [[tidy(part) for part in line.split("|")] for line in text.split("\n") if tidy(line)]


def _facts(text: str) -> list[list[str]]:
    found = []
    for line in _fit(text, TEXT).split("\n"):
        name, _colon, said = (tidy(part) for part in line.partition(":"))
        if not tidy(line):
            continue
        if not name or not said:
            raise Unfit(_("Write each on its line as “name: text”: %(line)s") % {"line": line})
        found.append([_line(name), said])
    return found


def _as_facts(value: list[list[str]]) -> str:
    return "\n".join(f"{name}: {' '.join(text.split())}" for name, text in value)


def _bands(text: str) -> list[list[str]]:
    found = []
    for parts in parted(_fit(text, TEXT)):
        code, name, summary = (*parts, "", "")[:3]
        if len(parts) > 3 or not CODE.fullmatch(code):
            raise Unfit(_("Write each band on its line as “code | name | summary”, such as “3.1 | Early”."))
        found.append([code, _line(name), summary])
    if len({code for code, _name, _summary in found}) < len(found):
        raise Unfit(_("One code stands there twice."))
    return found


def _as_bands(value: list[list[str]]) -> str:
    return "\n".join(" | ".join(" ".join(part.split()) for part in parts if part) for parts in value)


def _counts(text: str) -> list[list[int | None]]:
    found: list[list[int | None]] = []
    for line in _fit(text, TEXT).split("\n"):
        if not tidy(line):
            continue
        match = re.fullmatch(r"\s*([0-9]{1,6})\s*:\s*([0-9]{1,6}|all)\s*", line)
        if not match:
            raise Unfit(_("Write each way on its line as “step: number of axes” or “step: all”, such as “4: 2”."))
        found.append([int(match[1]), None if match[2] == "all" else int(match[2])])
    return found


def _as_counts(value: list[list[int | None]]) -> str:
    return "\n".join(f"{step}: {'all' if axes is None else axes}" for step, axes in value)


def _weights(text: str) -> list[list[Any]]:
    found = []
    for line in _fit(text, TEXT).split("\n"):
        if not tidy(line):
            continue
        match = re.fullmatch(r"\s*([A-Za-z0-9][A-Za-z0-9._-]{0,63})\s*:\s*([0-9]{1,4})\s*", line)
        if not match or int(match[2]) > 1000:
            raise Unfit(_("Write each on its line as “code of the axis: weight”, the weight from 0 to 1000."))
        found.append([match[1], int(match[2])])
    if len({code for code, _weight in found}) < len(found):
        raise Unfit(_("One axis stands there twice."))
    return found


def _as_weights(value: list[list[Any]]) -> str:
    return "\n".join(f"{code}: {weight}" for code, weight in value)


def in_codes(text: str) -> list[str]:
    """The codes that a text names, with spaces or commas between."""
    return tidy(text).replace(",", " ").split()


def _codes(text: str) -> list[str]:
    found = in_codes(text)
    for code in found:
        if not CODE.fullmatch(code):
            raise Unfit(_("%(code)s is no code.") % {"code": code})
    return list(dict.fromkeys(found))


def _yes(text: str) -> bool:
    return bool(tidy(text))


def _said(value: Any) -> str:
    return "" if value is None else str(value)


CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

A_LINE = Kind(_said, _line, "line")
A_NAME = Kind(_said, _needed(_line), "line")
A_TEXT = Kind(_said, _text, "text")
WORDS = Kind(_said, _needed(_text), "text")  # a text that cannot be empty
A_LINK = Kind(_said, _link, "line")
A_NUMBER = Kind(_said, _number(0, MOST), "number")
A_RANK = Kind(_said, _needed_number, "number")
SOME_MONTHS = Kind(_said, _number(1, MONTHS), "number")
SOME_DIGITS = Kind(_said, _digits, "line")
YES = Kind(lambda value: "yes" if value else "", _yes, "yes")
SOME_LINES = Kind("\n".join, _lines, "list")
SOME_FACTS = Kind(_as_facts, _facts, "list")
SOME_BANDS = Kind(_as_bands, _bands, "list")
SOME_COUNTS = Kind(_as_counts, _counts, "list")
SOME_WEIGHTS = Kind(_as_weights, _weights, "list")
SOME_CODES = Kind(" ".join, _codes, "line")


def one_of(*choices: str) -> Kind:
    """One of these; the empty one is the first of them where nothing may be said."""

    def taken(text: str) -> str:
        if tidy(text) not in choices:
            raise Unfit(_("Choose one of those shown."))
        return tidy(text)

    return Kind(_said, taken, "choice", choices)
