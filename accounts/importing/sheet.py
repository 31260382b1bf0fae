"""From the bytes of a CSV file to named cells: encoding, separator, characters, and how much is too much."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.importing.kinds import kind_of
from accounts.importing.problems import Problem, Refused
from accounts.importing.table import PEOPLE, Line, Shape, Table, checked, columns_of, fault

MOST_BYTES = 10 * 1024 * 1024
MOST_CELL = 1000  # characters
MOST_AT_LENGTH = 9000  # how much of it is taken says whoever reads it
SEPARATORS = ";,\t"

# controls, lone surrogates, private use, line separators, and what turns the direction of writing round
UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\uf8ff"
    "\U000e0000-\U0010ffff]"
)
LINE_END = re.compile("\r\n|\r|\n")
LINES = re.compile("[\r\n\t]")


@dataclass(frozen=True)
class Record:
    """One line of the file under its header: cells by column, trimmed and in composed form (NFC)."""

    line: int
    cells: dict[str, str]


def table_of(content: bytes | str, shape: Shape = PEOPLE) -> Table:
    """The table of a CSV file; raises Refused where it cannot be read as one."""
    lines = _lines(decoded(content))
    first_line, header = next(lines, (1, []))
    columns = columns_of(first_line, header, [shown(name) for name in header], shape)
    found = [Line(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    return checked(columns, found, first_line)


def records(table: Table, shape: Shape = PEOPLE) -> tuple[list[Record], list[Problem]]:
    """The lines that can be read, and what is wrong with the others."""
    found, problems = [], []
    for line in table.lines:
        wrong = _unfit(line, table.columns, shape)
        if wrong:
            problems.append(wrong)
        else:
            found.append(Record(line.line, _cells(line, table.columns, shape)))
    return found, problems


def decoded(content: bytes | str) -> str:
    """The text of a file; raises Refused where it is too big, not UTF-8 or not text."""
    try:
        raw = content.encode() if isinstance(content, str) else content
    except UnicodeEncodeError as wrong:
        line = _line_of(content[: wrong.start])
        raise Refused(line, _("This line holds half a character: delete it and type it again.")) from None
    if len(raw) > MOST_BYTES:
        raise Refused(0, _("The file is larger than 10 MB. Split it: an import changes nobody who is not in the file."))
    if kind_of(raw) == "pdf":
        sentence = _("The file is a PDF. Copy its table into a spreadsheet, save that as “CSV UTF-8” and choose it.")
        raise Refused(0, sentence)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(0, _("The file is saved as UTF-16. Save it as “CSV UTF-8” and choose it again."))
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refused(0, _("The file is empty."))
    if b"\0" in raw:
        line = _line_of(raw[: raw.index(b"\0")].decode("utf-8", "replace"))
        raise Refused(line, _("This line holds a NUL byte: the file is damaged, or it is no CSV file."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = _line_of(raw[: wrong.start].decode("utf-8", "replace"))
        raise Refused(line, _("This line is not UTF-8. Save the file as “CSV UTF-8” and choose it again.")) from None


def shown(said: str) -> str:
    """A piece of the file as it may stand in a sentence: short, and without characters that are not seen."""
    visible = UNFIT.sub("\N{REPLACEMENT CHARACTER}", said)
    return visible if len(visible) <= 60 else visible[:59] + "…"


def _line_of(before: str) -> int:
    return 1 + len(LINE_END.findall(before))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    head = LINE_END.split(text.lstrip("\r\n"), maxsplit=1)[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    started = 1
    try:
        for cells in reader:
            if cells or started > 1:
                yield started, cells
            started = reader.line_num + 1
    except csv.Error:
        sentence = _("The quotation marks of this line do not match, or a cell of it is far too long.")
        raise Refused(started, sentence) from None


def _cells(line: Line, columns: list[str], shape: Shape) -> dict[str, str]:
    named = zip(columns, line.cells, strict=True)
    return {name: _tidy_text(cell) if name in shape.at_length else _tidy(cell) for name, cell in named}


def _unfit(line: Line, columns: list[str], shape: Shape) -> Problem | None:
    if len(line.cells) != len(columns):
        sentence = _("This line has %(found)d cells, the first line has %(wanted)d columns.")
        return Problem(line.line, sentence % {"found": len(line.cells), "wanted": len(columns)})
    for name, code in line.faults.items():
        return Problem(line.line, fault(name, code))
    for name, cell in zip(columns, line.cells, strict=True):
        at_length = name in shape.at_length
        if len(cell) > (MOST_AT_LENGTH if at_length else MOST_CELL):
            return Problem(line.line, _("The cell “%(column)s” is far too long.") % {"column": name})
        if not (cell.isascii() and cell.isprintable()) and (
            found := UNFIT.search(LINES.sub(" ", cell) if at_length else cell.strip())
        ):
            sentence = _("The cell “%(column)s” holds a character that is not seen (U+%(code)04X): delete it.")
            return Problem(line.line, sentence % {"column": name, "code": ord(found.group())})
    return None


def _tidy(cell: str) -> str:
    composed = cell if cell.isascii() else unicodedata.normalize("NFC", cell)
    return " ".join(composed.split())


def _tidy_text(text: str) -> str:
    """The same of a text, whose lines stay."""
    lines = LINE_END.split(unicodedata.normalize("NFC", text))
    return "\n".join(" ".join(line.split()) for line in lines).strip()
