"""The lines of a file that have to be mended, as forms in which their cells stand."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.http import QueryDict

from accounts.importing.problems import Problem
from accounts.importing.table import Line, Table
from accounts.models import StagedImport
from frameworks.people_import.forms import LineForm

AT_ONCE = 25  # lines on one page


@dataclass
class WrongLine:
    """One line with what is wrong in it; `beyond`: cells for which there is no column; `meanwhile`: column → what
    somebody else has written there while this one was being mended."""

    line: int
    sentences: list[str]
    form: LineForm
    beyond: list[str] = field(default_factory=list)
    meanwhile: dict[str, str] = field(default_factory=dict)


@dataclass
class ToMend:
    """What is wrong with the file as a whole, its first wrong lines, how many more there are, and their version."""

    whole: list[str]
    lines: list[WrongLine]
    more: int
    version: int

    def __bool__(self) -> bool:
        return bool(self.whole or self.lines)

    @property
    def count(self) -> int:
        """How many lines there are to mend."""
        return len(self.lines) + self.more


@dataclass
class Typed:
    """What came with the form: the version it was made from, the cells by line and column, the lines left out."""

    version: int
    cells: dict[int, dict[str, str]]
    left_out: set[int]


def to_mend(staged: StagedImport, problems: list[Problem]) -> ToMend:
    """The forms for what is wrong, with the cells as they stand."""
    if not problems or not staged.content:
        return ToMend([problem.in_words() for problem in problems], [], 0, staged.version)
    table = Table.loads(staged.content)
    lines = {line.line: line for line in table.lines}
    said: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        said[problem.line if problem.line in lines else 0].append(problem.sentence)
    whole = said.pop(0, [])
    wrong = [WrongLine(n, said[n], LineForm(table.columns, lines[n]), _beyond(table, lines[n])) for n in list(said)]
    return ToMend(whole, wrong[:AT_ONCE], max(0, len(wrong) - AT_ONCE), staged.version)


def _beyond(table: Table, line: Line) -> list[str]:
    return line.cells[len(table.columns) :]


def typed(staged: StagedImport, sent: QueryDict) -> Typed:
    """What somebody typed into those forms; lines that the file does not hold are passed over."""
    version = sent.get("version", "")
    found = Typed(int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0, {}, set())
    if not staged.content:
        return found
    table = Table.loads(staged.content)
    for line in _sent(table, sent):
        form = LineForm(table.columns, line, sent)
        if form.is_out:
            found.left_out.add(line.line)
        else:
            found.cells[line.line] = form.cells(table.columns)
    return found


def _sent(table: Table, sent: QueryDict) -> list[Line]:
    numbers = {name.split("-")[1] for name in sent if name.startswith("line-") and name.count("-") == 2}
    return [line for line in table.lines if str(line.line) in numbers]


def both(staged: StagedImport, mine: Typed, sent: QueryDict) -> ToMend:
    """The same forms with what was typed in them, and beside it what somebody else has written meanwhile."""
    table = Table.loads(staged.content) if staged.content else Table([], [])
    wrong = []
    for line in _sent(table, sent):
        form = LineForm(table.columns, line, sent)
        kept = dict(zip(table.columns, line.cells, strict=False))
        own = mine.cells.get(line.line, {})
        meanwhile = {name: kept[name] for name in kept if name in own and own[name] != kept[name]}
        wrong.append(WrongLine(line.line, [], form, _beyond(table, line), meanwhile))
    return ToMend([], wrong, 0, staged.version)
