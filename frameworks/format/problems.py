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


@dataclass(frozen=True)
class Problem:
    """One thing to mend. ``line`` counts from 1; ``path`` is empty where the whole file is meant."""

    line: int
    path: str
    reason: str

    @property
    def sentence(self) -> str:
        """``levels[2].rank must be a whole number``."""
        return f"{self.path} {self.reason}" if self.path else self.reason

    def __str__(self) -> str:
        return _("line %(line)d: %(sentence)s") % {"line": self.line, "sentence": self.sentence}


class Refused(Exception):
    """The file is not taken; ``problems`` holds all that was found, in the order of the lines."""

    def __init__(self, problems: list[Problem]):
        self.problems = tuple(sorted(set(problems), key=lambda problem: (problem.line, problem.path, problem.reason)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
