"""What a file says of a framework, as the page shows it before anything is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.importing import workbook
from frameworks.format import Document, Problem, Refused
from frameworks.format.characters import decoded
from frameworks.format.limits import FILE_BYTES
from frameworks.format.reading import reading_of
from frameworks.format.shape import data_from
from frameworks.format.tree import Tree
from frameworks.formats import csv_file, grid, kinds, xlsx_file
from frameworks.formats.assembling import Assembled, Head, assembled, outline_of
from frameworks.formats.outline import Cell, Note, Outline, Place, Rung

MOST_SHOWN = 200


@dataclass(frozen=True)
class Row:
    """A level of the preview: its cells in the order of the axes, None where nothing is asked."""

    rung: Rung
    cells: tuple[tuple[str, Cell | None], ...]


@dataclass
class Look:
    """What was understood. `count`: behaviours that the file has, None where it cannot be read far enough to count;
    `columns`: what those of a CSV table are called, by their letters."""

    form: str
    text: str
    notes: list[Note] = field(default_factory=list)
    outline: Outline | None = None
    document: Document | None = None
    count: int | None = None
    understood: int = 0
    loose: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether the file says everything itself, so that nothing is asked beside it."""
        return self.form in kinds.WHOLE

    @property
    def stops(self) -> list[Note]:
        """What has to be mended first."""
        return [note for note in self.notes if note.stops]

    @property
    def warnings(self) -> list[Note]:
        """What is worth a second look."""
        return [note for note in self.notes if not note.stops]

    @property
    def rows(self) -> list[Row]:
        """The levels, each with a cell for every axis."""
        if self.outline is None:
            return []
        axes = self.outline.axes
        return [Row(rung, tuple((axis, rung.cells.get(axis)) for axis in axes)) for rung in self.outline.rungs]


def text_of(content: bytes | str, sheet: str = "") -> tuple[str, list[Note], bool]:
    """The text of a file, that of a sheet as CSV; notes about the workbook; whether it was one. Raises Refused."""
    if isinstance(content, bytes) and workbook.is_one(content):
        rows, notes = xlsx_file.rows_of(content, sheet)
        return csv_file.csv_of(rows), notes, True
    return decoded(content), [], False


def look(text: str, form: str, layout: grid.Layout, *, each_line: bool, is_book: bool = False) -> Look:
    """What a text of that form says; `is_book`: it was made of a workbook."""
    found = Look(form, text)
    try:
        if form in kinds.WHOLE:
            _look_at_all(found, kinds.tree(text, form))
        else:
            understood = kinds.outlined(text, form, layout, each_line=each_line, is_book=is_book)
            found.outline, found.columns = understood.outline, understood.columns
            found.notes = list(understood.notes)
            found.count, found.understood = understood.count, understood.outline.behaviours
            found.loose = tuple(entry.text for entry in understood.loose)
            if understood.count != understood.outline.behaviours and not found.stops:
                sentence = _("the file has %(count)d behaviours, and %(understood)d were understood")
                words = {"count": understood.count, "understood": understood.outline.behaviours}
                found.notes.append(Note(Place(1), sentence % words, stops=True))
    except Refused as refused:
        found.notes += [note_of(problem, stops=True) for problem in refused.problems]
    return found


def _look_at_all(found: Look, tree: Tree) -> None:
    found.count = counted(tree.value)
    reading = reading_of(tree)
    found.document = reading.document
    found.outline = outline_of(reading.document)
    found.understood = counted(data_from(reading.document))
    found.notes += [note_of(problem, stops=False) for problem in reading.warnings]


def counted(value: Any) -> int:
    """How many behaviours plain values of a framework file hold, wherever they stand."""
    number, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            behaviours = one.get("behaviours")
            number += len(behaviours) if isinstance(behaviours, list) else 0
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return number


def note_of(problem: Problem, *, stops: bool, is_book: bool = False) -> Note:
    """A problem of the file as a note; `is_book`: its line is a row of a workbook."""
    return Note(Place(problem.line, row=problem.line if is_book else 0), problem.sentence, stops)


def document_of(outline: Outline, head: Head) -> tuple[Document | None, list[Note], set[str]]:
    """The document of an outline with its head, else None; notes; and the names of the head's wrong fields."""
    made: Assembled = assembled(outline, head)
    try:
        reading = made.reading()
    except Refused as refused:
        wrong = {problem.path for problem in refused.problems if problem.path in HEAD_FIELDS}
        notes = [made.note_of(problem, stops=True) for problem in refused.problems if problem.path not in wrong]
        return None, made.notes + notes, wrong
    return reading.document, made.notes + [made.note_of(one, stops=False) for one in reading.warnings], set()


HEAD_FIELDS = {"framework", "title", "version", "language", "licence", "attribution", "about"}


def at_most(notes: Iterable[Note]) -> tuple[list[Note], int]:
    """The first notes, and how many more there are."""
    found = list(notes)
    return found[:MOST_SHOWN], max(0, len(found) - MOST_SHOWN)


__all__ = ["FILE_BYTES", "Look", "Row", "at_most", "document_of", "look", "text_of"]
