"""What is wrong with a file of people: a sentence and the line it is about."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Problem:
    """A sentence about one line of the file, counted from 1; line 0 is the file as a whole."""

    line: int
    sentence: str

    def in_words(self) -> str:
        """The sentence with its line before it."""
        return _("Line %(line)d: %(sentence)s") % vars(self) if self.line else self.sentence


class Refused(Exception):
    """The file cannot be read at all; holds why."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(line, sentence)
