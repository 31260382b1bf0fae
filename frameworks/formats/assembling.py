"""From an outline, and what no table says, to the tree of a framework file; and from a document to its outline."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from frameworks.asked import Ladder
from frameworks.format.document import Document, Expectation
from frameworks.format.limits import FORMAT_VERSION
from frameworks.format.problems import Path, Problem, spell
from frameworks.format.reading import Reading, reading_of
from frameworks.format.tree import Tree
from frameworks.format.words import _
from frameworks.formats import names
from frameworks.formats.outline import Cell, Entry, Note, Outline, Place, Rung

Plain = dict[str, Any]
LAST_PART = re.compile(r"(\.[^.\[\]]+|\[[0-9]+\])$")
RANKS_APART = 10


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a framework needs and a table does not say. `codes`: kind → name in small letters → code to be kept."""

    framework: str
    title: str
    version: str
    language: str
    cumulative: bool
    scale: Plain
    rule: Plain
    about: str = ""
    licence: str = ""
    attribution: str = ""
    more: Plain = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass
class Assembled:
    """The tree, and where each of its parts stands in the file, with the words that people know it by."""

    tree: Tree
    places: dict[str, tuple[Place, str]]
    notes: list[Note]

    def note_of(self, problem: Problem, *, stops: bool) -> Note:
        """A problem of the tree as a note about the file."""
        path = problem.path
        while path and path not in self.places:
            shorter = LAST_PART.sub("", path)
            path = shorter if shorter != path else path.rpartition(".")[0]
        place, words = self.places.get(path, (Place(), problem.path))
        sentence = f"{words} {problem.reason}" if words else problem.reason
        return Note(place, sentence, stops)

    def reading(self) -> Reading:
        """The document. Raises Refused."""
        return reading_of(self.tree)


class _Codes:
    """Codes for names of one kind: those known, else made from the names, each only once."""

    def __init__(self, known: Mapping[str, str], made: Callable[[str], str]) -> None:
        self.known = known
        self.made = made
        self.given: dict[str, str] = {}

    def of(self, name: str, otherwise: str) -> str:
        key = name.casefold()
        if key not in self.given:
            self.given[key] = self.once(self.known.get(key) or self.made(name) or otherwise)
        return self.given[key]

    def once(self, code: str) -> str:
        taken = set(self.given.values())
        number, free = 2, code
        while free in taken:
            free, number = f"{code[:60]}-{number}", number + 1
        return free


def assembled(outline: Outline, head: Head) -> Assembled:
    """The tree of a framework file that says what the outline and the head say."""
    return _Assembling(outline, head).tree()


class _Assembling:
    def __init__(self, outline: Outline, head: Head) -> None:
        self.outline, self.head = outline, head
        self.notes: list[Note] = []
        self.places: dict[Path, tuple[Place, str]] = {}
        made = {"axes": names.slug_of, "tracks": names.slug_of, "levels": names.code_of, "roles": names.code_of}
        self.codes = {kind: _Codes(head.codes.get(kind, {}), way) for kind, way in made.items()}

    def tree(self) -> Assembled:
        head = self.head
        axes = [
            {"code": self.codes["axes"].of(name, f"axis-{number}"), "name": name}
            for number, name in enumerate(self.outline.axes, start=1)
        ]
        for number, name in enumerate(self.outline.axes):
            self.places["axes", number] = (self.place_of_axis(name), name)
        value = {
            "plumbline": FORMAT_VERSION,
            "framework": head.framework,
            "title": head.title,
            "version": head.version,
            "language": head.language,
            "about": head.about,
            "attribution": head.attribution,
            "licence": head.licence,
            **head.more,
            "cumulative": head.cumulative,
            "scale": head.scale,
            "axes": axes,
            "tracks": self.tracks(),
            "levels": self.levels(),
            "roles": self.roles(),
            "rule": head.rule,
        }
        value = {key: said for key, said in value.items() if said not in ("", [], {})}
        tree = Tree(value)
        self.lines(tree, (), value, 1)
        return Assembled(tree, {spell(path): said for path, said in self.places.items()}, self.notes)

    def place_of_axis(self, name: str) -> Place:
        return next((rung.cells[name].place for rung in self.outline.rungs if name in rung.cells), Place())

    def lines(self, tree: Tree, path: Path, value: Any, above: int) -> None:
        """Gives every part of the tree the line of the nearest thing that has a place."""
        line = self.places[path][0].line or above if path in self.places else above
        tree.lines[path] = line
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, one in inner:
            self.lines(tree, (*path, key), one, line)

    def tracks(self) -> list[Plain]:
        found = dict.fromkeys(name for rung in self.outline.rungs for name in rung.tracks)
        tracks = [
            {"code": self.codes["tracks"].of(name, f"track-{n}"), "name": name} for n, name in enumerate(found, 1)
        ]
        if any(not rung.tracks for rung in self.outline.rungs):
            if tracks:
                bare = next(rung for rung in self.outline.rungs if not rung.tracks)
                sentence = _("%(level)s names no track, and others do: it stands on one of its own")
                self.notes.append(Note(bare.place, sentence % {"level": bare.level}))
            tracks.append({"code": self.main, "name": self.head.title})
        return tracks

    @property
    def main(self) -> str:
        known = self.head.codes.get("tracks", {})
        return self.codes["tracks"].of("", next(iter(known.values())) if len(known) == 1 else "main")

    def level_code(self, rung: Rung) -> str:
        return self.codes["levels"].of(rung.level, "level")

    def levels(self) -> list[Plain]:
        several = self.rungs_by_level()
        numbers = self.numbers(list(several))
        levels: list[Plain] = []
        for number, (code, rungs) in enumerate(several.items()):
            given = next((rung.rank for rung in rungs if rung.rank is not None), None)
            level: Plain = {"code": code, "rank": numbers[code] if given is None else given}
            if len(rungs) == 1 and rungs[0].summary:
                level["summary"] = rungs[0].summary
            if self.outline.axes and not any(rung.cells for rung in rungs):
                level["status"] = "unfinished"
                sentence = _("%(level)s has no text on any axis: taken as not finished")
                self.notes.append(Note(rungs[0].place, sentence % {"level": rungs[0].level}))
            levels.append(level)
            self.places["levels", number] = (rungs[0].place, rungs[0].level)
        return levels

    def rungs_by_level(self) -> dict[str, list[Rung]]:
        found: dict[str, list[Rung]] = {}
        for rung in self.outline.rungs:
            found.setdefault(self.level_code(rung), []).append(rung)
        return found

    def numbers(self, codes: list[str]) -> dict[str, int]:
        """Ranks: the numbers that the levels are called by, or the order in which they stand."""
        called = {code: names.number_of(code) for code in codes}
        numbers = [number for number in called.values() if number is not None]
        if len(numbers) == len(codes) == len(set(numbers)):
            return {code: number * RANKS_APART for code, number in zip(codes, numbers, strict=True)}
        return {code: place * RANKS_APART for place, code in enumerate(codes, start=1)}

    def roles(self) -> list[Plain]:
        by_level = self.rungs_by_level()
        roles: list[Plain] = []
        for number, rung in enumerate(self.outline.rungs):
            level = self.level_code(rung)
            tracks = [self.codes["tracks"].of(name, "track") for name in rung.tracks] or [self.main]
            alone = len(by_level[level]) == 1
            name = rung.role or (level if alone else f"{tracks[0]}-{level}")
            if (given := self.codes["roles"].known.get((rung.role or rung.title or rung.level).casefold())) and alone:
                name = given
            code = self.codes["roles"].once(names.code_of(name) or f"role-{number + 1}")
            self.codes["roles"].given[f"{number}"] = code
            expectations = {self.codes["axes"].of(axis, "axis"): _cell(cell) for axis, cell in rung.cells.items()}
            role: Plain = {"code": code, "level": level, "tracks": tracks}
            if rung.title:
                role["title"] = rung.title
            elif code != rung.level and alone:
                role["title"] = rung.level
            if rung.summary and not alone:
                role["summary"] = rung.summary
            if expectations:
                role["expectations"] = expectations
            roles.append(role)
            self.places["roles", number] = (rung.place, rung.level)
            for axis, cell in rung.cells.items():
                path = ("roles", number, "expectations", self.codes["axes"].of(axis, "axis"))
                self.places[path] = (cell.place, f"{rung.level}, {axis}:")
                for at, entry in enumerate(cell.behaviours):
                    self.places[*path, "behaviours", at] = (entry.place, f"{rung.level}, {axis}:")
        return roles


def _cell(cell: Cell) -> Plain:
    said: Plain = {
        "summary": cell.summary,
        "behaviours": [entry.text for entry in cell.behaviours],
        "not_applicable": cell.not_applicable,
    }
    return {key: value for key, value in said.items() if value}


# -- from a document --------------------------------------------------------------------------------------


def outline_of(document: Document) -> Outline:
    """What a table or a document can say of a framework; what stands on a step is said in each cell that asks it."""
    ladder = Ladder(document)
    axes = _axis_names(document)
    several = len(document.tracks) > 1

    def rung(role: Any) -> Rung:
        level = ladder.levels[role.level]
        found = {item.axis: _cell_of(item, ladder) for item in role.expectations}
        return Rung(
            level=level.code,
            role=role.code if role.code != level.code else "",
            title=role.title,
            tracks=tuple(ladder.tracks[code].name.replace(";", ",") for code in role.tracks) if several else (),
            rank=level.rank,
            summary=role.summary or level.summary,
            cells={name: found[code] for code, name in axes.items() if code in found},
        )

    return Outline(
        axes=tuple(axes.values()),
        rungs=tuple(rung(role) for role in document.roles),
        title=document.title,
        about=document.about,
        licence=document.licence,
        attribution=document.attribution,
    )


def _axis_names(document: Document) -> dict[str, str]:
    """The names of the axes by code; of two axes of one name the second has its code behind it."""
    found: dict[str, str] = {}
    for axis in document.axes:
        taken = axis.name.casefold() in {name.casefold() for name in found.values()}
        found[axis.code] = f"{axis.name} ({axis.code})" if taken else axis.name
    return found


def _cell_of(item: Expectation, ladder: Ladder) -> Cell:
    step = next((one for one in ladder.axes[item.axis].steps if one.number == item.step), None)
    words = f"{step.name}: {step.summary}" if step and step.summary else step.name if step else ""
    behaviours = item.behaviours + (step.behaviours if step else ())
    return Cell(
        summary=item.summary or words,
        behaviours=tuple(Entry(one.text) for one in behaviours),
        not_applicable=item.not_applicable,
    )
