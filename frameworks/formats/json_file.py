"""The framework file as JSON: the same keys as in YAML, read with the line of each."""

import json
import re
from typing import Any, NoReturn

from frameworks.format.characters import line_of, unfit_reason
from frameworks.format.document import Document, tidy
from frameworks.format.limits import DEPTH, VALUES
from frameworks.format.problems import Path, Problem, Refused, spell
from frameworks.format.shape import data_from
from frameworks.format.tree import TOO_LONG_A_NUMBER, Tree
from frameworks.format.words import _

TOKEN = re.compile(
    r"[ \t\n\r]*(?:(?P<mark>[\[\]{},:])|(?P<text>\"(?:[^\"\\\x00-\x1f]|\\.)*\")|(?P<bare>[^\s\[\]{},:\"]+))"
)
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
WORDS = {"true": True, "false": False, "null": None}


def written(document: Document) -> str:
    """The document as JSON."""
    return json.dumps(data_from(document), ensure_ascii=False, indent=2) + "\n"


def tree_of(text: str) -> Tree:
    """The tree of a JSON text. Raises Refused where the text is no JSON, or holds too much.

    Read sign by sign with a stack of its own: each value has its line, keys that stand twice are met, and nothing
    recurses.
    """
    return _Walk(text).walk()


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = Tree()
        self.stack: list[tuple[Any, Path]] = []  # open groups and lists, with their paths
        self.key: str | None = None
        self.waits = "value"
        self.values = 0
        self.at = 0
        self.line = 1
        self.counted = 0
        self.opened = False  # whether the last sign opened a group or list

    def walk(self) -> Tree:
        end = len(self.text.rstrip(" \t\n\r"))
        while self.at < end:
            found = TOKEN.match(self.text, self.at)
            if found is None:
                self.refuse(self.at, _("this is no JSON: look at its quotes"))
            self.token(found)
            self.at = found.end()
        if self.stack or self.waits != "end":
            self.refuse(len(self.text), _("the file ends before its last bracket is closed"))
        return self.tree

    def token(self, found: re.Match[str]) -> None:
        start = found.start(found.lastgroup or 0)
        self.line += line_of(self.text[self.counted : start], start) - 1
        self.counted = start
        mark = found["mark"]
        if self.waits == "end":
            self.refuse(start, _("something stands behind the last bracket"))
        elif mark in ("]", "}"):
            self.close(mark, start)
        elif self.waits == "comma" and mark == ",":
            self.waits = "key" if isinstance(self.stack[-1][0], dict) else "value"
            self.opened = False
        elif self.waits == "colon" and mark == ":":
            self.waits = "value"
        elif self.waits == "key" and found["text"]:
            self.named(self.text_of(found["text"], start))
        elif self.waits == "value" and mark in ("[", "{"):
            self.open({} if mark == "{" else [], start)
        elif self.waits == "value" and not mark:
            path = self.place(
                self.text_of(found["text"], start) if found["text"] else self.bare(found["bare"], start), start
            )
            if found["bare"]:
                self.tree.spelled[path] = found["bare"]
            self.waits = "comma" if self.stack else "end"
        else:
            wanted = {
                "value": _("a value"),
                "key": _("a key in quotes"),
                "colon": _("a colon"),
                "comma": _("a comma or a closing bracket"),
            }[self.waits]
            self.refuse(start, _("here %(wanted)s is missing") % {"wanted": wanted})

    def refuse(self, at: int, sentence: str) -> NoReturn:
        raise Refused([*self.tree.problems, Problem(line_of(self.text[:at], at), "", sentence)])

    def close(self, mark: str, start: int) -> None:
        opened = self.stack[-1][0] if self.stack else None
        fits = isinstance(opened, dict) if mark == "}" else isinstance(opened, list)
        if not fits or self.waits == "colon" or (self.waits in ("key", "value") and not (self.opened and not opened)):
            self.refuse(start, _("this bracket closes what is not open, or a value is missing before it"))
        self.stack.pop()
        self.waits = "comma" if self.stack else "end"

    def open(self, value: Any, start: int) -> None:
        path = self.place(value, start)
        if len(self.stack) >= DEPTH:
            sentence = _("lists and keys are nested too deeply here (more than %(depth)d)")
            self.refuse(start, sentence % {"depth": DEPTH})
        self.stack.append((value, path))
        self.opened = True
        self.waits = "key" if isinstance(value, dict) else "value"

    def named(self, key: str) -> None:
        group, path = self.stack[-1]
        place = (*path, key)
        if reason := unfit_reason(key):
            self.complain(path, _("has a key that %(reason)s") % {"reason": reason})
            key = f"?{self.values}"
        elif key in group:
            sentence = _("stands here a second time (first on line %(line)d): keep one of the two")
            self.complain(place, sentence % {"line": self.tree.lines[place]})
        self.key = key
        self.waits = "colon"

    def complain(self, path: Path, reason: str) -> None:
        self.tree.problems.append(Problem(self.line, spell(path) or _("the file"), reason))

    def place(self, value: Any, start: int) -> Path:
        self.values += 1
        if self.values > VALUES:
            self.refuse(start, _("the file holds more than %(count)d values") % {"count": VALUES})
        if not self.stack:
            path: Path = ()
            self.tree.value = value
        else:
            group, above = self.stack[-1]
            if isinstance(group, list):
                path = (*above, len(group))
                group.append(value)
            else:
                path = (*above, self.key or "")
                group[self.key or ""] = value
        self.tree.lines.setdefault(path, self.line)
        return path

    def text_of(self, token: str, start: int) -> str:
        try:
            said = tidy(str(json.loads(token)))
        except ValueError:
            self.refuse(start, _("a text in quotes has a \\ with a sign behind it that means nothing"))
        if reason := unfit_reason(said):
            self.tree.problems.append(Problem(self.line, "", _("a text on this line %(reason)s") % {"reason": reason}))
        return said

    def bare(self, token: str, start: int) -> Any:
        if token in WORDS:
            return WORDS[token]
        if WHOLE.fullmatch(token):
            return int(token) if len(token) < 19 else TOO_LONG_A_NUMBER
        if DECIMAL.fullmatch(token):
            return float(token)
        self.refuse(start, _("“%(word)s” stands without quotes") % {"word": token[:40]})
