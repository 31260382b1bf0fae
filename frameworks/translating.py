"""A framework's text in another language. Pure: a document in, a document out."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from threading import Lock
from typing import Any

from frameworks.asked import Ladder
from frameworks.format.document import Document

REMEMBERED = 64  # ladders in another language held in this process

# what is pointed at or counted, and never read as a text
FIXED = {
    "framework", "version", "language", "cadence", "behaviours_are", "pitch_open_to_subject", "terminal_level", "code",
    "standing", "group", "level", "tracks", "next", "equals", "on_levels", "kind", "from_level", "to_level", "within",
    "better", "need", "link", "status", "replaces", "mark", "numbers", "becomes", "at_least", "at_most", "mandatory",
    "translations", "average_from", "role",
}  # fmt: skip
CODES = {("Expectation", "axis"), ("Weight", "axis"), ("Track", "axes")}

_ladders: "OrderedDict[tuple[int, str], tuple[Ladder, Ladder]]" = OrderedDict()
_lock = Lock()


def language_for(document: Document, wanted: Iterable[str]) -> str:
    """Of the languages that a framework has, the one that serves a reader best who wants these, the first most of all;
    its own where none does."""
    has = [document.language, *(one.language for one in document.translations)]
    for code in wanted:
        same = [one for one in has if one.lower() == code.lower()] or [one for one in has if _base(one) == _base(code)]
        if same:
            return same[0]
    return document.language


def _base(code: str) -> str:
    return code.lower().split("-")[0]


def translated(document: Document, language: str) -> Document:
    """The document with every text that it has in that language put in; the others stay as they are."""
    found = next((one for one in document.translations if one.language == language), None)
    if found is None:
        return document
    words = {item.text: item.means for item in found.texts}
    return replace(_put_in(document, words), language=language)


def ladder_in(ladder: Ladder, language: str) -> Ladder:
    """The ladder in a language; the same one for the same ladder, so that what is worked out of it is remembered."""
    if language == ladder.document.language:
        return ladder
    key = (id(ladder), language)
    with _lock:
        if (kept := _ladders.get(key)) and kept[0] is ladder:
            _ladders.move_to_end(key)
            return kept[1]
    found = Ladder(translated(ladder.document, language))
    with _lock:
        _ladders[key] = (ladder, found)
        while len(_ladders) > REMEMBERED:
            _ladders.popitem(last=False)
    return found


def _put_in(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, tuple):
        return tuple(_put_in(item, words) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    kind = type(value).__name__
    said = [one.name for one in fields(value) if one.name not in FIXED and (kind, one.name) not in CODES]
    changed = {name: _put_in(getattr(value, name), words) for name in said}
    return replace(value, **changed)
