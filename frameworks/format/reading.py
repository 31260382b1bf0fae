"""From the text of a framework file to a document, or to everything that has to be mended first."""

from dataclasses import dataclass

from frameworks.format.characters import decoded
from frameworks.format.coherence import coherence_problems, warnings
from frameworks.format.document import Document
from frameworks.format.problems import Problem, Refused
from frameworks.format.schema import schema_problems
from frameworks.format.shape import document_from
from frameworks.format.tree import Tree, tree_of
from frameworks.format.words import _


@dataclass(frozen=True)
class Reading:
    """A document, and what is worth a second look in its file."""

    document: Document
    warnings: tuple[Problem, ...]


def read(text: str | bytes) -> Reading:
    """The document of a framework file.

    Raises ``Refused`` with all problems found: those of encoding or of YAML that hide the rest come alone.
    """
    return reading_of(tree_of(decoded(text)))


def reading_of(tree: Tree) -> Reading:
    """The document of a tree, however it was written. Raises ``Refused`` with all problems found."""
    if not isinstance(tree.value, dict):
        sentence = _("the file must be keys with values, beginning with plumbline: 1")
        raise Refused([*tree.problems, Problem(tree.lines[()], "", sentence)])
    problems = tree.problems + schema_problems(tree) + coherence_problems(tree)
    if problems:
        raise Refused(problems)
    return Reading(document_from(tree.value), tuple(warnings(tree)))
