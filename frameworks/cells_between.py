"""What differs between two versions, cell by cell; each example is followed by its identity, wherever it is. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from frameworks.asked import Ladder
from frameworks.difference import FieldDifference, Line, line, only_in, role_fields, version_fields
from frameworks.format.document import Behaviour, Document, Expectation, Role
from frameworks.sentences import sentence

Kind = Literal["new", "gone", "reworded", "came", "went"]


@dataclass(frozen=True)
class Cell:
    """What is said at one place: `whom` is a role's code or what else is asked there, `axis` the name of the axis."""

    key: tuple[str, ...]
    whom: str
    axis: str
    said: str
    examples: tuple[Behaviour, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.whom}, {self.axis}" if self.whom else self.axis


@dataclass(frozen=True)
class Followed:
    """An example in two versions. `place`: the cell that it came from, or went to."""

    kind: Kind
    line: Line
    place: str = ""


@dataclass(frozen=True)
class CellDifference:
    """A cell in which something is another."""

    whom: str
    axis: str
    was_called: str
    said: Line
    examples: tuple[Followed, ...]


@dataclass(frozen=True)
class Between:
    """Everything that differs: of the framework itself, of roles, and cell by cell; `cells` by whom, in their order.
    `rest`: further cells, of which a page says only how many they are."""

    fields: tuple[FieldDifference, ...]
    added: tuple[Role, ...]
    removed: tuple[Role, ...]
    roles: tuple[tuple[str, tuple[FieldDifference, ...]], ...]
    cells: dict[str, list[CellDifference]] = field(default_factory=dict)
    rest: dict[str, list[CellDifference]] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        """Whether anything is another."""
        return bool(self.fields or self.added or self.removed or self.roles or self.cells or self.rest)

    @property
    def changed(self) -> int:
        """In how many cells something is another."""
        return sum(map(len, self.cells.values())) + sum(map(len, self.rest.values()))

    def at_most(self, cells: int) -> "Between":
        """The same with so many cells, or a few more, word by word: of nobody only a part."""
        first: dict[str, list[CellDifference]] = {}
        rest: dict[str, list[CellDifference]] = {}
        for whom, found in self.cells.items():
            into = rest if rest or sum(map(len, first.values())) >= cells else first
            into[whom] = found
        return replace(self, cells=first, rest=rest)

    @property
    def parts(self) -> dict[str, int]:
        """Of whom the rest is, and how many cells of each; none of a role of which only its own title or facts are
        another."""
        return {whom: len(cells) for whom, cells in self.rest.items()}

    def by_whom(self) -> "Between":
        """The same with nothing of a role or of steps word by word: all of that is rest."""
        roles: dict[str, list[CellDifference]] = {code: [] for code, _fields in self.roles}
        return replace(self, roles=(), cells={}, rest=roles | self.cells | self.rest)

    def of(self, whom: str) -> "Between":
        """The same of one of them alone."""
        roles = tuple((code, fields) for code, fields in self.roles if code == whom)
        cells = {one: found for one, found in self.cells.items() if one == whom}
        return replace(self, fields=(), added=(), removed=(), roles=roles, cells=cells)

    @property
    def counts(self) -> dict[Kind, int]:
        """How many examples are new, gone, reworded, or stand in another cell."""
        everywhere = chain(self.cells.values(), self.rest.values())
        found = [one.kind for cells in everywhere for cell in cells for one in cell.examples]
        return {kind: found.count(kind) for kind in ("new", "gone", "reworded", "came")}


def between(before: Document, after: Document) -> Between:
    """What `after` says otherwise than `before`."""
    then, now = Ladder(before), Ladder(after)
    old, new = ({cell.key: cell for cell in _cells(document)} for document in (before, after))
    stood, stands = _places(old), _places(new)
    found: dict[str, list[CellDifference]] = {}
    for key in {**new, **old}:
        one = _cell(old.get(key), new.get(key), stood, stands)
        if one.said.kind != "same" or one.examples or one.was_called:
            found.setdefault(one.whom, []).append(one)
    roles = ((code, role_fields(then, now, code)) for code in now.roles if code in then.roles)
    return Between(
        version_fields(before, after),
        added=only_in(now, then),
        removed=only_in(then, now),
        roles=tuple((code, fields) for code, fields in roles if fields),
        cells=found,
    )


Places = dict[str, tuple[Cell, Behaviour]]


def _places(cells: dict[tuple[str, ...], Cell]) -> Places:
    """Each example by its identity; one that carries none by its cell and words."""
    return {_identity(cell, one): (cell, one) for cell in cells.values() for one in cell.examples}


def _identity(cell: Cell, one: Behaviour) -> str:
    return one.identity or "\n".join((*cell.key, one.text))


def _cell(old: Cell | None, new: Cell | None, stood: Places, stands: Places) -> CellDifference:
    some = new or old
    assert some is not None
    lines: list[Followed] = []
    for one in new.examples if new else ():
        was = stood.get(_identity(new, one)) if new else None
        words = line(sentence(was[1]) if was else "", sentence(one))
        if was is None:
            lines.append(Followed("new", words))
        elif was[0].key != some.key:
            lines.append(Followed("came", words, was[0].name))
        elif words.kind != "same":
            lines.append(Followed("reworded", words))
    for one in old.examples if old else ():
        now = stands.get(_identity(old, one)) if old else None
        if now is None:
            lines.append(Followed("gone", line(sentence(one), "")))
        elif now[0].key != some.key:
            lines.append(Followed("went", line(sentence(one), sentence(one)), now[0].name))
    was_called = old.axis if old and new and old.axis != new.axis else ""
    said = line(old.said if old else "", new.said if new else "")
    return CellDifference(some.whom, some.axis, was_called, said, tuple(lines))


def _cells(document: Document) -> Iterator[Cell]:
    axes = {axis.code: axis for axis in document.axes}
    asked: list[tuple[str, str, tuple[Expectation, ...]]] = [
        ("role", role.code, role.expectations) for role in document.roles
    ]
    asked += [("level", level.code, level.expectations) for level in document.levels]
    asked += [("everybody", "", document.expectations)]
    asked += [
        (f"layer {layer.code}", f"{layer.name}, {added.role}", added.expectations)
        for layer in document.layers
        for added in layer.roles
    ]
    for kind, whom, expectations in asked:
        for item in expectations:
            axis = axes[item.axis]
            step = next((f"{one.number} {one.name}." for one in axis.steps if one.number == item.step), "")
            said = " ".join(filter(None, (step, item.summary, item.not_applicable, item.link)))
            yield Cell((kind, whom, item.axis), whom, item.called or axis.name, said, item.behaviours)
    for axis in document.axes:
        for one in axis.steps:
            worth = "" if one.points is None else f" [{one.points}]"
            said = f"{one.name}{worth}. {one.summary}".strip()
            yield Cell(("step", axis.code, str(one.number)), "", f"{axis.name}, {one.number}", said, one.behaviours)
