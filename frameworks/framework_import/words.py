"""What was understood of a file, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks.format import Document
from frameworks.formats.grid import spoken
from frameworks.formats.outline import Note
from frameworks.framework_import.looking import Look, Row, at_most
from frameworks.models import Version

MOST_OF_A_LINE = 100
AT_ONCE = 300  # cells of a preview that stand open; more are folded, track by track
OPEN_CHANGES = 40  # cells that a file changes, and that stand open; more are folded, role by role
WORD_BY_WORD = 400  # cells whose change is shown word by word; of more it is said how many they are


@dataclass(frozen=True)
class Told:
    """A note as it is shown: its place, its sentence, and the line of the text that it is about."""

    place: str
    sentence: str
    line: str


@dataclass(frozen=True)
class Notes:
    """The first notes, and how many there are besides."""

    notes: list[Told]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.notes) + self.more


def told(notes: Iterable[Note], text: str, columns: Mapping[str, str] = MappingProxyType({})) -> Notes:
    """Notes with the lines that they are about, in the order of the lines; `columns`: what those of a table are called,
    by their letters."""
    lines = text.split("\n")
    shown, more = at_most(sorted(notes, key=lambda note: note.place.line))

    def line_of(note: Note) -> str:
        at = note.place.line
        line = lines[at - 1].strip() if 0 < at <= len(lines) else ""
        return line if len(line) <= MOST_OF_A_LINE else f"{line[: MOST_OF_A_LINE - 1]}…"

    return Notes([Told(_place(note, columns), note.sentence, line_of(note)) for note in shown], more)


def _place(note: Note, columns: Mapping[str, str]) -> str:
    said = spoken(note.place, columns) if note.place.line or note.place.cell else ""
    return said[:1].upper() + said[1:]


def summary(look: Look) -> str:
    """How much was understood: levels, axes, behaviours."""
    if look.outline is None or not look.outline.rungs:
        return ""
    parts = [
        ngettext("%d level", "%d levels", len(look.outline.rungs)) % len(look.outline.rungs),
        ngettext("%d axis", "%d axes", len(look.outline.axes)) % len(look.outline.axes),
        ngettext("%d behaviour", "%d behaviours", look.understood) % look.understood,
    ]
    return ", ".join(parts)


@dataclass(frozen=True)
class Fold:
    """Levels of the preview under one heading, folded."""

    name: str
    rows: list[Row]

    @property
    def behaviours(self) -> int:
        """How many behaviours they have."""
        return sum(len(cell.behaviours) for row in self.rows for _axis, cell in row.cells if cell)


def folds(look: Look) -> list[Fold]:
    """The levels of a large file, track by track, and of a long track so many at a time; none where all are few enough
    to stand open."""
    rows = look.rows
    wide = max(1, len(look.outline.axes)) if look.outline else 1
    if len(rows) * wide <= AT_ONCE:
        return []
    most, found = max(1, AT_ONCE // wide), list[Fold]()
    for tracks, group in groupby(rows, key=lambda row: row.rung.tracks):
        these = list(group)
        for at in range(0, len(these), most):
            part = these[at : at + most]
            levels = " – ".join(dict.fromkeys((part[0].rung.level, part[-1].rung.level)))
            found.append(Fold(": ".join(filter(None, (", ".join(tracks), levels))), part))
    return found


def made(version: Version, document: Document, behaviours: int, over: bool = False) -> str:
    """That the draft is there, or (`over`) that a file was written over it, and what it holds."""
    sentence = (
        _("The file is written over the draft of version %(label)s of %(title)s: %(levels)s, %(axes)s, %(behaviours)s.")
        if over
        else _("Version %(label)s of %(title)s is a draft now: %(levels)s, %(axes)s, %(behaviours)s.")
    )
    return sentence % {
        "label": version.label,
        "title": version.title,
        "levels": ngettext("%d level", "%d levels", len(document.levels)) % len(document.levels),
        "axes": ngettext("%d axis", "%d axes", len(document.axes)) % len(document.axes),
        "behaviours": ngettext("%d behaviour", "%d behaviours", behaviours) % behaviours,
    }
