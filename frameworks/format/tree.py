"""YAML text as plain values that remember their lines.

Walks the events of the parser with a stack of its own, and lets no loader build objects: aliases, tags
and deep nesting are met as events and refused, nothing recurses, and every key and entry has its line. Plain
scalars are read by the core schema of YAML 1.2.2 (section 10.3.2), so ``yes`` and ``no`` are texts.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from frameworks.format.characters import line_of, unfit_reason
from frameworks.format.document import tidy
from frameworks.format.limits import DEPTH, VALUES
from frameworks.format.problems import Path, Problem, Refused, spell
from frameworks.format.words import _

WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
NO_CHARACTER = re.compile(r"\\U(?!0010|000)[0-9a-fA-F]{8}")
WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    spelled: word == "true" for word in ("true", "false") for spelled in (word, word.title(), word.upper())
}
TOO_LONG_A_NUMBER = 10**18  # stands for every number of more digits; beyond each limit of the format


def plain(spelled: str) -> Any:
    """The value of an unquoted scalar: nothing, yes or no, a number, or the text itself."""
    if spelled in WORDS:
        return WORDS[spelled]
    if WHOLE.fullmatch(spelled):
        return (
            int(spelled, 8 if spelled[:2] == "0o" else 16 if spelled[:2] == "0x" else 10)
            if len(spelled) < 19
            else TOO_LONG_A_NUMBER
        )
    if DECIMAL.fullmatch(spelled):
        return float(spelled.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return spelled


@dataclass
class Tree:
    """A file as mappings, lists and scalars, with what the file says about each by path.

    ``lines``: where the key or entry stands; ``spelled``: unquoted scalars as typed;
    ``problems``: what is wrong with the YAML itself;
    ``broken``: paths whose value means nothing because of such a problem.
    """

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    spelled: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)

    def problem(self, path: Path, reason: str) -> Problem:
        """A problem at a path, with the line of the nearest thing that has one."""
        for length in range(len(path), -1, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return Problem(line, spell(path), reason)
        return Problem(1, spell(path), reason)


@dataclass
class _Open:
    """A mapping or list that the walk is inside of."""

    path: Path
    value: dict | list
    key: Any = None
    waits_for_value: bool = False


class _Walk:
    def __init__(self):
        self.tree = Tree()
        self.stack: list[_Open] = []
        self.documents = 0
        self.values = 0
        self.unnamed = 0

    def take(self, event) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            self.document(event, line)
        elif isinstance(event, CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, AliasEvent | ScalarEvent | MappingStartEvent | SequenceStartEvent):
            self.node(event, line)

    def document(self, event, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            self.stop(line, _("a second document begins here (---): one file holds one framework"))
        if event.version or event.tags:
            self.stop(line, _("directives (lines that begin with a percent sign) are not used in this format"))

    def stop(self, line: int, sentence: str) -> None:
        raise Refused([*self.tree.problems, Problem(line, "", sentence)])

    def node(self, event, line: int) -> None:
        self.values += 1
        if self.values > VALUES:
            self.stop(line, _("the file holds more than %(count)d values") % {"count": VALUES})
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and not top.waits_for_value:
            return self.key(top, event, line)
        path = self.place(top)
        self.tree.lines.setdefault(path, line)
        value = self.value(event, path, line)
        if top is None:
            self.tree.value = value
        elif isinstance(top.value, list):
            top.value.append(value)
        else:
            top.waits_for_value = False
            if top.key is not None:
                top.value[top.key] = value
        if isinstance(value, dict | list):
            if len(self.stack) >= DEPTH:
                self.stop(
                    line,
                    _("lists and keys are nested too deeply here (more than %(depth)d)") % {"depth": DEPTH},
                )
            self.stack.append(_Open(path, value))
        return None

    def place(self, top: _Open | None) -> Path:
        if top is None:
            return ()
        if isinstance(top.value, list):
            return (*top.path, len(top.value))
        if top.key is not None:
            return (*top.path, top.key)
        self.unnamed += 1  # the value of a refused key: read on beside the tree, under a path that nothing else has
        return (*top.path, f"?{self.unnamed}")

    def key(self, top: _Open, event, line: int) -> None:
        top.waits_for_value, top.key = True, None
        name = tidy(event.value) if isinstance(event, ScalarEvent) else None
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            self.stop(line, _("a key must be text, and this one is a list or a group of keys"))
        if name is None:
            self.complain(top.path, line, _("has an alias for a key: a key must be text"))
            return
        self.marks(event, (*top.path, name), line)
        if _is_unquoted(event) and not isinstance(plain(event.value), str):
            sentence = _('has a key that is not text: put it in quotes, "%(key)s"')
            self.complain(top.path, line, sentence % {"key": name})
        elif reason := unfit_reason(name):
            self.complain(top.path, line, _("has a key that %(reason)s") % {"reason": reason})
        elif name in top.value or (*top.path, name) in self.tree.lines:
            first = self.tree.lines[(*top.path, name)]
            sentence = _("stands here a second time (first on line %(line)d): keep one of the two")
            self.complain((*top.path, name), line, sentence % {"line": first})
        else:
            top.key = name
            self.tree.lines[(*top.path, name)] = line

    def complain(self, path: Path, line: int, reason: str) -> None:
        self.tree.problems.append(Problem(line, spell(path) or _("the file"), reason))

    def marks(self, event, path: Path, line: int) -> None:
        """Refuses anchors and tags."""
        if event.anchor is not None:
            self.complain(
                path,
                line,
                _("has an anchor (&%(name)s): write the text out where it is needed") % {"name": event.anchor[:40]},
            )
        if getattr(event, "ctag", None) is not None and str(event.ctag) not in ("None", ""):
            self.complain(
                path,
                line,
                _("has a tag (%(name)s): tags are not used in this format")
                % {"name": str(event.ctag).replace("tag:yaml.org,2002:", "!!")[:40]},
            )
            self.tree.broken.add(path)

    def value(self, event, path: Path, line: int) -> Any:
        if isinstance(event, AliasEvent):
            self.complain(
                path,
                line,
                _("is an alias (*%(name)s): write the text out here") % {"name": event.anchor[:40]},
            )
            self.tree.broken.add(path)
            return None
        self.marks(event, path, line)
        if isinstance(event, MappingStartEvent):
            return {}
        if isinstance(event, SequenceStartEvent):
            return []
        if reason := unfit_reason(event.value):
            self.complain(path, line, reason)
            self.tree.broken.add(path)
        if not _is_unquoted(event):
            return tidy(event.value)
        self.tree.spelled[path] = event.value
        value = plain(event.value)
        return tidy(value) if isinstance(value, str) else value


def _is_unquoted(event: ScalarEvent) -> bool:
    return event.style in (None, "")


def tree_of(text: str) -> Tree:
    """The tree of a YAML text. Raises ``Refused`` where the text cannot be read to its end."""
    walk = _Walk()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            walk.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        walk.stop(mark.line + 1 if mark else 1, _plain_words(error))
    except YAMLError:
        walk.stop(1, _("this is not YAML"))
    except (ValueError, OverflowError):  # an escape such as "\UFFFFFFFF" names no character
        wrong = NO_CHARACTER.search(text)
        line = line_of(text, wrong.start()) if wrong else 1
        walk.stop(line, _("a text in double quotes holds a \\U code that is no character"))
    if walk.documents == 0:
        walk.stop(1, _("the file is empty"))
    return walk.tree


def _plain_words(error: MarkedYAMLError) -> str:
    """What a person has to do about an error of the YAML parser."""
    said = f"{error.context or ''} {error.problem or ''}"
    if "'\\t'" in said:
        return _("a tab is used to indent: use spaces")
    if "cannot start any token" in said:
        return _("a text begins with a sign that means something in YAML: put the text in quotes")
    if "mapping values are not allowed" in said:
        return _(
            "a colon stands inside a text, or the indentation is wrong: "
            "put the text in quotes, or indent it as its neighbours"
        )
    if "could not find expected ':'" in said:
        return _("a key without a colon, or a text that should be indented further")
    if "while scanning a quoted scalar" in said or "double-quoted" in said:
        return _("a text in quotes is not closed, or has a \\ with a letter that means nothing after it")
    if "alias" in said or "anchor" in said:
        return _("& and * at the start of a text mean something in YAML: put the text in quotes")
    if "tag" in said or "URI" in said:
        return _("! at the start of a text means something in YAML: put the text in quotes")
    if "directive" in said or "incompatible" in said:
        return _("directives (lines that begin with a percent sign) are not used in this format")
    if "flow" in said:
        return _("a list in [ ] or a group in { } is not closed, lacks a comma, or holds a text that needs quotes")
    if "block" in said or "sequence entries" in said:
        return _(
            "the indentation differs from the lines before, or a text in quotes is not closed: "
            "entries of one list, and keys of one group, begin in one column"
        )
    return _("this line cannot be read: look at its quotes, colons and indentation, and at the line before")
