"""A table with a row a level, or a column a level, read as an outline."""

from dataclasses import dataclass, field, replace

from frameworks.format.document import tidy
from frameworks.format.words import _
from frameworks.formats import names
from frameworks.formats.cells import Parsed, parsed
from frameworks.formats.grid import COLUMN_OF, Grid, Layout, Text, label, layout_of, named_columns, short, spoken
from frameworks.formats.outline import Cell, Entry, Key, Note, Outline, Place, Rung, Understood

HEAD = {
    "title:": "title",
    "licence:": "licence",
    "license:": "licence",
    "attribution:": "attribution",
    "source:": "attribution",
    "about:": "about",
}


@dataclass
class Building:
    """A rung while its cells are found."""

    rung: Rung
    cells: dict[str, Cell] = field(default_factory=dict)


class Reader:
    def __init__(self, each_line: bool) -> None:
        self.each_line = each_line
        self.notes: list[Note] = []
        self.loose: list[Entry] = []
        self.head: dict[str, str] = {}
        self.axes: dict[str, str] = {}  # by how they are compared, as first written
        self.rungs: dict[Key, Building] = {}
        self.count = 0
        self.columns: dict[str, str] = {}  # by their letters

    def read(self, grid: Grid, layout: Layout) -> Understood:
        rows = self.without_head([row for row in grid if any(row)])
        if rows:
            header, body = rows[0], rows[1:]
            self.columns = named_columns(header)
            chosen = layout_of(header, body) if layout == "guess" else layout
            if chosen == "columns":
                self.matrix(*_turned(header, body))
            else:
                self.take_in(header, body, chosen)
        if not self.rungs:
            self.stop(
                Place(1), _("no level was found: a table needs a row of names and a row or column for each level")
            )
        rungs = tuple(replace(one.rung, cells=one.cells) for one in self.rungs.values())
        outline = Outline(tuple(self.axes.values()), rungs, **self.head)
        return Understood(outline, self.notes, self.loose, self.count, self.columns)

    def take_in(self, header: list[Text], body: Grid, layout: Layout) -> None:
        """Reads the rows in their layout."""
        self.matrix(header, body)

    def warn(self, place: Place, sentence: str) -> None:
        self.notes.append(Note(place, sentence))

    def stop(self, place: Place, sentence: str) -> None:
        self.notes.append(Note(place, sentence, stops=True))

    # -- what stands above and below the table -----------------------------------------------------------

    def without_head(self, rows: Grid) -> Grid:
        """The rows but those that say the title, the licence and the like, and those that stand above the header."""
        rest = []
        for row in rows:
            key = HEAD.get(row[0].text.strip().casefold())
            if key and len(row) > 1 and row[1] and not any(row[2:]):
                self.say(key, row[1].text)
            else:
                rest.append(row)
        while len(rest) > 1 and sum(map(bool, rest[0])) == 1 and sum(map(bool, rest[1])) > 1:
            only = next(cell for cell in rest.pop(0) if cell)
            key = "about" if "title" in self.head else "title"
            self.say(key, only.text)
            if key == "about":
                self.warn(only.place, _("stands above the table: taken into the description"))
        return rest

    def say(self, key: str, text: str) -> None:
        before = self.head.get(key)
        self.head[key] = tidy(f"{before}\n\n{text}" if before else text)

    # -- a row a level -------------------------------------------------------------------------------------

    def matrix(self, header: list[Text], body: Grid) -> None:
        columns = self.columns_of(header, body)
        before: Building | None = None
        for row in body:
            said = {name: row[at] for at, name in columns.items() if name in names.COLUMNS}
            cells = {at: row[at] for at, name in columns.items() if name.startswith("=") and row[at]}
            nameless = [row[at] for at in range(len(row)) if at not in columns and row[at]]
            level = said.get("level")
            if level is not None and level:
                before = self.rung(said)
            elif before is None:
                self.stop(row[0].place, _("has no level, and no level stands above it"))
                nameless += cells.values()
                cells = {}
            elif cells or nameless:
                self.warn(
                    row[0].place,
                    _("has no level: the row is taken as more of %(level)s") % {"level": before.rung.level},
                )
            for text in nameless:
                self.set_loose(text, _("stands in a column without a name: it belongs to no axis"))
            for at, text in cells.items():
                assert before is not None
                self.take(before, columns[at][1:], text)
        for building in self.rungs.values():
            self.missing(building)

    def columns_of(self, header: list[Text], body: Grid) -> dict[int, str]:
        """What each column is: one of the known names, or an axis (its name after an equals sign)."""
        columns: dict[int, str] = {}
        for at, cell in enumerate(header):
            if not cell and not (at == 0 and any(row[0] for row in body)):
                continue
            known = COLUMN_OF.get(cell.text.strip().casefold())
            if known and known not in columns.values():
                columns[at] = known
            elif at:
                name = label(cell.text, "axis:")
                if name.casefold() in self.axes:
                    self.stop(cell.place, _("names the axis “%(axis)s” a second time") % {"axis": short(name)})
                self.axes.setdefault(name.casefold(), name)
                columns[at] = f"={name}"
        if "level" not in columns.values():
            first = next((at for at in columns if columns[at] in ("role", "title")), 0)
            columns[first] = "level"
        return columns

    def rung(self, said: dict[str, Text]) -> Building:
        """A new rung of the row's own words."""
        level, title = names.level_and_title(label(said["level"].text, "level:"))
        rank = said.get("rank")
        number = None
        if rank:
            if rank.text.strip().isascii() and rank.text.strip().isdigit() and len(rank.text.strip()) < 8:
                number = int(rank.text)
            else:
                self.stop(rank.place, _("is the rank, and is no whole number"))

        def one(name: str) -> str:
            return " ".join(said[name].text.split()) if name in said else ""

        rung = Rung(
            level=level,
            title=one("title") or title,
            role=one("role"),
            tracks=tuple(name for part in one("track").split(";") if (name := part.strip())),
            rank=number,
            summary=tidy(said["summary"].text) if "summary" in said else "",
            place=said["level"].place,
        )
        if (first := self.rungs.get(rung.key)) is not None:
            sentence = _("names the level “%(level)s” a second time (first in %(place)s)")
            self.stop(rung.place, sentence % {"level": short(level), "place": spoken(first.rung.place, self.columns)})
            building = Building(rung)
            self.rungs[(*rung.key, len(self.rungs))] = building
            return building
        self.rungs[rung.key] = building = Building(rung)
        return building

    def take(self, building: Building, axis: str, text: Text) -> None:
        """Puts the text of a cell where its level and axis meet, behind what stands there already."""
        found = self.parse(text)
        cell = found.cell
        self.count += len(cell.behaviours)
        name = self.axes[axis.casefold()]
        there = building.cells.get(name)
        if there is None:
            if not cell.is_empty:
                building.cells[name] = cell
        elif there.not_applicable or cell.not_applicable:
            self.stop(text.place, _("says that something is not applicable, and another row asks something there"))
            self.loose += cell.behaviours
        else:
            summary = "\n".join(part for part in (there.summary, cell.summary) if part)
            building.cells[name] = replace(there, summary=summary, behaviours=there.behaviours + cell.behaviours)

    def parse(self, text: Text) -> Parsed:
        found = parsed(text.text, text.place, each_line=self.each_line)
        self.notes += found.notes
        return found

    def set_loose(self, text: Text, sentence: str) -> None:
        """Reports a text that belongs nowhere, with its behaviours."""
        cell = self.parse(text).cell
        self.count += len(cell.behaviours)
        self.loose += cell.behaviours
        self.stop(text.place, sentence)

    def missing(self, building: Building) -> None:
        """Names the axes that a level says nothing on."""
        lacking = [name for name in self.axes.values() if name not in building.cells]
        if lacking and building.cells:
            sentence = _("%(level)s says nothing on: %(axes)s")
            words = {"level": building.rung.level, "axes": ", ".join(map(short, lacking))}
            self.warn(building.rung.place, sentence % words)


def _turned(header: list[Text], body: Grid) -> tuple[list[Text], Grid]:
    """Columns for rows."""
    flipped = [list(row) for row in zip(header, *body, strict=True)]
    return flipped[0], [row for row in flipped[1:] if any(row)]
