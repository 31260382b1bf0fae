"""How many of each a file does: as the trail keeps it, and as a sentence."""

from dataclasses import astuple, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Counts:
    """People who join, come back, get another manager, change in a fact, are placed on a role, leave."""

    joins: int = 0
    returns: int = 0
    moves: int = 0
    changes: int = 0
    places: int = 0
    leaves: int = 0

    def dumps(self) -> str:
        """Six numbers with blanks between."""
        return " ".join(map(str, astuple(self)))

    @classmethod
    def loads(cls, kept: str) -> "Counts":
        """What `dumps` wrote; no numbers where it is something else."""
        parts = kept.split()
        if len(parts) != 6 or not all(part.isascii() and part.isdigit() for part in parts):
            return cls()
        return cls(*map(int, parts))

    def words(self, unchanged: int = 0) -> str:
        """One sentence; `unchanged`: lines that change nothing."""
        said = [
            (self.joins, ngettext("%d joins", "%d join", self.joins)),
            (self.returns, ngettext("%d comes back", "%d come back", self.returns)),
            (self.moves, ngettext("%d gets another manager", "%d get another manager", self.moves)),
            (self.changes, ngettext("%d fact changes", "%d facts change", self.changes)),
            (self.places, ngettext("%d is placed on a role", "%d are placed on a role", self.places)),
            (self.leaves, ngettext("%d leaves", "%d leave", self.leaves)),
            (unchanged, ngettext("%d line changes nothing", "%d lines change nothing", unchanged)),
        ]
        return (", ".join(sentence % number for number, sentence in said if number) or _("nothing changes")) + "."
