"""What a version lacks before it can be brought into force: what a file of it would be refused for. While it is written
it may lack anything; each lack says where it is mended. Pure."""

import re
from dataclasses import dataclass
from typing import Any

from frameworks.editing.places import Part, Place, Where
from frameworks.format.coherence import coherence_problems
from frameworks.format.document import Document
from frameworks.format.schema import schema_problems
from frameworks.format.shape import data_from
from frameworks.format.tree import Tree

KINDS = {"roles": "role", "levels": "level", "axes": "axis", "tracks": "track"}
STANDS = re.compile(r"(roles|levels|axes|tracks)\[(\d+)\](?:\.expectations\.([A-Za-z0-9_-]+)|\.steps\[(\d+)\])?")


class NoLines(dict[Any, int]):
    """What was never a file has no lines."""

    def __missing__(self, key: Any) -> int:
        return 0


@dataclass(frozen=True)
class Lack:
    """One thing to mend: what is concerned, why, and the place that is opened for it."""

    what: str
    reason: str
    where: Where


def lacking(document: Document) -> list[Lack]:
    """Everything that it lacks, in the order of a file of it."""
    value = data_from(document)
    tree = Tree(value, lines=NoLines())
    problems = schema_problems(tree) + coherence_problems(tree)
    return [_lack(value, problem.path, problem.reason) for problem in problems]


def _lack(value: dict[str, Any], path: str, reason: str) -> Lack:
    found = STANDS.match(path)
    if not found:
        return Lack(path, reason, Part("rule" if path.startswith("rule") else "head"))
    part = value[found[1]][int(found[2]) - 1]  # they are counted from 1
    code = part["code"]
    if found[3]:
        axis = found[3]
        where = Place(axis, role=code) if found[1] == "roles" else Place(axis, level=code)
        return Lack(f"{code}, {axis}", reason, where)
    if found[4]:
        number = part["steps"][int(found[4]) - 1]["number"]
        return Lack(f"{code}, {number}", reason, Place(code, step=number))
    kind: Any = KINDS[found[1]]
    return Lack(code, reason, Part(kind, code))
