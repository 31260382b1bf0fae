"""What differs between two versions, cell by cell; each example is followed by its identity, wherever it is. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from frameworks.asked import Ladder, full_name
from frameworks.difference import FieldDifference, Line, line, only_in, role_fields, version_fields
from frameworks.format.document import Behaviour, Document, Expectation, Role, Step
from frameworks.sentences import sentence, step_text
from frameworks.steps_between import followed, renumbered, was_step

Kind = Literal["new", "gone", "reworded", "came", "went"]


@dataclass(frozen=True)
class Cell:
    """What is said at one place: `whom` is a role's code or what else is asked there, `axis` the name of the axis, and
    `number` the step's whose own words these are. `means` is what is said, with steps as the later version counts them.
    """

    key: tuple[str, ...]
    whom: str
    axis: str
    said: str
    means: str
    examples: tuple[Behaviour, ...]
    number: int | None = None

    @property
    def called(self) -> str:
        """The axis, with the number of the step."""
        return self.axis if self.number is None else f"{self.axis}, {self.number}"

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.whom}, {self.called}" if self.whom else self.called


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
    `rest`: further cells, of which a page says only how many they are; `names`: what the roles are called, by code."""

    fields: tuple[FieldDifference, ...]
    added: tuple[Role, ...]
    removed: tuple[Role, ...]
    roles: tuple[tuple[str, tuple[FieldDifference, ...]], ...]
    cells: dict[str, list[CellDifference]] = field(default_factory=dict)
    rest: dict[str, list[CellDifference]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

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
    old = {cell.key: cell for cell in _cells(before, now)}
    new = {cell.key: cell for cell in _cells(after, now)}
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
        names={code: full_name(role) for code, role in (then.roles | now.roles).items()},
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
    said = line(old.said if old else "", new.said if new else "")
    if old and new and old.means == new.means:
        said = line(new.said, new.said)
    return CellDifference(some.whom, some.called, _was_called(old, new), said, tuple(lines))


def _was_called(old: Cell | None, new: Cell | None) -> str:
    """What a cell was called before, where that is another; of a step of which only the number is, that number."""
    if not old or not new or old.called == new.called:
        return ""
    return old.called if old.number is None or old.axis != new.axis else was_step(old.number)


def _cells(document: Document, later: Ladder) -> Iterator[Cell]:
    """Every cell; a step's key is its number in the later version, where that has it."""
    axes = {axis.code: axis for axis in document.axes}
    steps = {code: later.axes[code].steps if code in later.axes else () for code in axes}
    numbers = {code: renumbered(axis.steps, steps[code]) for code, axis in axes.items()}
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
            step = next((step for step in axis.steps if step.number == item.step), None)
            number = numbers[item.axis].get(step.number, step.number) if step else None
            said, means = _said(item, step, item.step), _said(item, step, number)
            yield Cell((kind, whom, item.axis), whom, item.called or axis.name, said, means, item.behaviours)
    for axis in document.axes:
        becomes = followed(axis.steps, steps[axis.code])
        for step in axis.steps:
            key = ("step", axis.code, str(becomes.get(step.number, f"{step.number}, gone")))
            said = step_text(step)
            yield Cell(key, "", axis.name, said, said, step.behaviours, step.number)


def _said(item: Expectation, step: Step | None, number: int | None) -> str:
    asked = f"{number} {step.name}." if step else ""
    return " ".join(filter(None, (asked, item.summary, item.not_applicable, item.link)))
