"""The text of one cell: a sentence and bullets, read and written such that either gives back the other.

A line that only looks like a bullet, or is empty inside of a behaviour, is written with a backslash before it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from frameworks.format.characters import LINE_END
from frameworks.format.document import tidy
from frameworks.format.words import _
from frameworks.formats.outline import Cell, Entry, Note, Place

BULLET = "•"
MARK = re.compile(r"[ \t\u00a0]*(?:[•◦▪▫‣⁃●○■□➢➤✓✔][ \t\u00a0]*|(?:[-*+·–—]|[0-9]{1,2}[.)])(?:[ \t\u00a0]+|$))")
INNER = re.compile(r"(?:[ \t\u00a0]{2,}|[ \t\u00a0]*[◦▪▫‣⁃○□])")
NOT_APPLICABLE = re.compile(r"(?:not applicable|n/a) ?[:–—-] *(?=\S)", re.IGNORECASE)
NOTHING = {"-", "–", "—", "/", "n/a", "not applicable"}
INLINE = re.compile(r"\S[ \t\u00a0]*[•◦▪▫‣⁃●][ \t\u00a0]*\S")
FIRST_SPACES = re.compile(r"[ \t\u00a0]*")


@dataclass
class Parsed:
    """A cell, and what is worth saying of it."""

    cell: Cell
    notes: list[Note] = field(default_factory=list)


def means_nothing(text: str) -> bool:
    """Whether a cell holds only a sign for nothing, such as a dash."""
    return text.strip().casefold() in NOTHING


def parsed(text: str, place: Place, *, each_line: bool = False) -> Parsed:
    """The cell that a text says; `each_line`: where nothing is marked, each line is a behaviour."""
    notes: list[Note] = []
    if means_nothing(text):
        sentence = _("holds only “%(text)s”: taken as nothing asked")
        return Parsed(Cell(place=place), [Note(place, sentence % {"text": text.strip()})])
    if not MARK.match(text) and (found := NOT_APPLICABLE.match(text.strip())):
        return Parsed(Cell(not_applicable=tidy(text.strip()[found.end() :]), place=place))
    lines = LINE_END.split(text)
    if each_line and not any(MARK.match(line) for line in lines):
        entries = tuple(Entry(tidy(unescaped(line)), place) for line in lines if line.strip())
        return Parsed(Cell(behaviours=entries, place=place))
    summary, found_entries = _divided(lines, place, notes)
    if not found_entries and len([line for line in summary if line.strip()]) > 1:
        sentence = _("has %(count)d lines without a bullet: taken as one text, not as behaviours")
        notes.append(Note(place, sentence % {"count": len([line for line in summary if line.strip()])}))
    entries = tuple(Entry(said, place) for one in found_entries if (said := tidy("\n".join(one))))
    if any(INLINE.search(line) for line in (*summary, *(line for one in found_entries for line in one))):
        notes.append(Note(place, _("has a bullet inside of a line: taken as part of it; a behaviour begins a line")))
    if len(entries) < len(found_entries):
        notes.append(Note(place, _("has a bullet with nothing behind it: passed over")))
    return Parsed(Cell(tidy("\n".join(summary)), entries, place=place), notes)


def _divided(lines: list[str], place: Place, notes: list[Note]) -> tuple[list[str], list[list[str]]]:
    """The lines before the first bullet, and those of each bullet."""
    summary: list[str] = []
    entries: list[list[str]] = []
    blank = nested = after = False
    for line in lines:
        mark = MARK.match(line)
        if mark:
            nested = nested or bool(entries and INNER.match(line))
            entries.append([line[mark.end() :]])
        elif not entries:
            summary.append(unescaped(line))
        elif not line.strip():
            blank = True
            continue
        else:
            after = after or blank
            entries[-1].append(unescaped(line[_spaces(line) :]))
        blank = False
    if nested:
        notes.append(Note(place, _("has a list inside of a list: its entries stand beside the others now")))
    if after:
        notes.append(Note(place, _("has text after its list: it now belongs to the last entry")))
    return summary, entries


def _spaces(line: str) -> int:
    found = FIRST_SPACES.match(line)
    return found.end() if found else 0


def written(cell: Cell) -> str:
    """The text of a cell, its bullets each on a line."""
    if cell.not_applicable:
        return f"Not applicable: {cell.not_applicable}"
    lines = [line if not line.strip() else escaped(line) for line in cell.summary.split("\n")] if cell.summary else []
    for entry in cell.behaviours:
        first, *rest = entry.text.split("\n")
        lines.append(f"{BULLET} {first}")
        lines += [f"  {escaped(line)}" for line in rest]
    return "\n".join(lines)


def written_alone(text: str) -> str:
    """A text of a cell that holds nothing else, with no line that would be taken for a bullet."""
    return "\n".join(escaped(line) for line in text.split("\n"))


def _looks_special(line: str) -> bool:
    core = line.lstrip("\\")
    return bool(
        not core.strip()
        or core[0].isspace()
        or MARK.match(core)
        or NOT_APPLICABLE.match(core)
        or means_nothing(core)
    )  # fmt: skip


def escaped(line: str) -> str:
    """The line, with a backslash before it where it would be read as something else."""
    return f"\\{line}" if _looks_special(line) else line


def unescaped(line: str) -> str:
    """The line as it was before `escaped`."""
    return line[1:] if line.startswith("\\") and _looks_special(line) else line


def _says_nothing(text: str) -> bool:
    core = text.lstrip("\\")
    return NOT_APPLICABLE.match(core) is not None or means_nothing(core)


def shielded(summary: str) -> str:
    """A sentence, with a backslash before it where it would be read as saying that nothing is asked."""
    return f"\\{summary}" if _says_nothing(summary) else summary


def unshielded(summary: str) -> str:
    """The sentence as it was before `shielded`."""
    return summary[1:] if summary.startswith("\\") and _says_nothing(summary) else summary


def several(texts: Iterable[str]) -> str:
    """Names in one cell."""
    return "; ".join(texts)
