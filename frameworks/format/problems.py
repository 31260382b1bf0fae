"""What is wrong with a framework file, said so that its author can mend it."""

from dataclasses import dataclass

from frameworks.format.words import _

Path = tuple[str | int, ...]


def spell(path: Path) -> str:
    """A path as people read it: ``levels[2].rank`` is the rank of the second level (counted from 1)."""
    spelled = ""
    for part in path:
        if isinstance(part, int):
            spelled += f"[{part + 1}]"
        else:
            spelled += f".{part}" if spelled else part
    return spelled


class Line(int):
    """The number of a line of one of several files."""

    file: str

    def __new__(cls, number: int, file: str) -> "Line":
        line = super().__new__(cls, number)
        line.file = file
        return line

    def __str__(self) -> str:
        return _("%(line)d of %(file)s") % {"line": self, "file": self.file}


@dataclass(frozen=True)
class Problem:
    """One thing to mend. ``line`` counts from 1 (0: no line is meant); ``path`` is empty where the whole file is."""

    line: int
    path: str
    reason: str

    @property
    def sentence(self) -> str:
        """``levels[2].rank must be a whole number``."""
        return f"{self.path} {self.reason}" if self.path else self.reason

    @property
    def file(self) -> str:
        """The file that the line is of, where there are several."""
        return self.line.file if isinstance(self.line, Line) else ""

    def __str__(self) -> str:
        said = {"file": self.file, "line": self.line, "sentence": self.sentence}
        if self.line == 0:
            return _("%(file)s: %(sentence)s") % said if self.file else self.sentence
        return (_("%(file)s, line %(line)d: %(sentence)s") if self.file else _("line %(line)d: %(sentence)s")) % said


class Refused(Exception):
    """The file is not taken; ``problems`` holds all that was found, in the order of the lines."""

    def __init__(self, problems: list[Problem]):
        self.problems = tuple(sorted(set(problems), key=lambda one: (one.file, one.line, one.path, one.reason)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
