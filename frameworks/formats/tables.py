"""A table with a row a behaviour, read as an outline."""

from dataclasses import replace

from frameworks.format.document import tidy
from frameworks.format.words import _
from frameworks.formats import names
from frameworks.formats.cells import parsed
from frameworks.formats.grid import COLUMN_OF, Grid, Layout, Text, label
from frameworks.formats.levels_table import Building, Reader
from frameworks.formats.outline import Cell, Entry, Rung, Understood

KINDS = {
    "": "behaviour",
    "behaviour": "behaviour",
    "behavior": "behaviour",
    "example": "behaviour",
    "summary": "summary",
    "not applicable": "not applicable",
    "level": "level",
    "axis": "axis",
    "title": "title",
    "licence": "licence",
    "license": "licence",
    "attribution": "attribution",
    "about": "about",
}


def understood(grid: Grid, layout: Layout = "guess", *, each_line: bool = False) -> Understood:
    """What a table says, whichever its layout."""
    return AnyReader(each_line).read(grid, layout)


class AnyReader(Reader):
    """Reads a row a behaviour, and what `Reader` reads."""

    def take_in(self, header: list[Text], body: Grid, layout: Layout) -> None:
        """Reads the rows in their layout."""
        if layout == "long":
            self.long(header, body)
        else:
            self.matrix(header, body)

    def long(self, header: list[Text], body: Grid) -> None:
        columns = self.long_columns(header)
        lacking = [name for name in ("level", "axis", "text") if name not in columns]
        if lacking:
            wanted = {"level": _("the level"), "axis": _("the axis"), "text": _("the behaviour")}
            sentence = _("a row a behaviour needs a column for each of: %(columns)s")
            self.stop(header[0].place, sentence % {"columns": ", ".join(wanted[name] for name in lacking)})
            return
        unread = [at for at in range(len(header)) if at not in columns.values()]
        above: dict[str, Text] = {}
        for row in body:
            said = {name: row[at] for name, at in columns.items()}
            for at in unread:
                if row[at]:
                    self.stop(row[at].place, _("stands in a column that means nothing here: give it a known name"))
            kind = KINDS.get(said["kind"].text.strip().casefold() if "kind" in said else "")
            if kind is None:
                self.count += 1
                self.loose.append(Entry(tidy(said["text"].text), said["text"].place))
                words = ", ".join(known for known in KINDS if known)
                self.stop(said["kind"].place, _("is no kind; known are: %(words)s") % {"words": words})
            elif kind in ("title", "licence", "attribution", "about"):
                self.say(kind, said["text"].text)
            elif kind == "axis":
                name = label(said["axis"].text, "axis:")
                self.axes.setdefault(name.casefold(), name)
            else:
                self.long_row(kind, said, above)
        for building in self.rungs.values():
            self.missing(building)

    def long_columns(self, header: list[Text]) -> dict[str, int]:
        known = COLUMN_OF | dict.fromkeys(names.AXIS, "axis") | dict.fromkeys(names.TEXT, "text")
        columns: dict[str, int] = {}
        for at, cell in enumerate(header):
            name = "kind" if cell.text.strip().casefold() in names.KIND else known.get(cell.text.strip().casefold())
            if name and name not in columns:
                columns[name] = at
            elif name:
                self.stop(cell.place, _("is a second column of the same meaning"))
        if "level" not in columns:
            for name in ("role", "title"):
                if name in columns:
                    columns["level"] = columns.pop(name)
                    break
        return columns

    def long_row(self, kind: str, said: dict[str, Text], above: dict[str, Text]) -> None:
        """A row that says something of a level. An empty level or axis is that of the row above."""
        filled = []
        for name in ("level", "axis"):
            if said[name]:
                above[name] = said[name]
                if name == "level":
                    for other in ("role", "track", "rank", "title", "summary"):
                        above.pop(other, None)
                        if other in said:
                            above[other] = said[other]
            elif name in above and not (name == "axis" and kind == "level"):
                filled.append(name)
                said[name] = above[name]
        if "level" in filled:
            said |= {
                name: above[name] for name in ("role", "track") if name in above and not said.get(name, above[name])
            }
        place = said["text"].place
        if not said["level"] or (kind != "level" and not said["axis"]):
            self.count += kind == "behaviour"
            self.loose += [Entry(tidy(said["text"].text), place)] if kind == "behaviour" else []
            self.stop(place, _("has no level or no axis, and none stands above it"))
            return
        if filled:
            self.warn(place, _("has no level or no axis of its own: it takes that of the row above"))
        building = self.same_rung(said)
        if kind == "level":
            building.rung = replace(building.rung, summary=tidy(said["text"].text) or building.rung.summary)
            return
        self.long_text(kind, building, said)

    def same_rung(self, said: dict[str, Text]) -> Building:
        """The rung of a row: one that stands already, or a new one."""
        level = names.level_and_title(label(said["level"].text, "level:"))[0]
        role = " ".join(said["role"].text.split()) if "role" in said else ""
        tracks = tuple(
            name
            for part in (said["track"].text if "track" in said else "").split(";")
            if (name := " ".join(part.split()))
        )
        there = self.rungs.get(Rung(level=level, role=role, tracks=tracks).key)
        if there is None:
            return self.rung(said)
        if "title" in said and said["title"] and not there.rung.title:
            there.rung = replace(there.rung, title=" ".join(said["title"].text.split()))
        rank = said.get("rank")
        if rank and there.rung.rank is not None and rank.text.strip() != str(there.rung.rank):
            self.stop(rank.place, _("is another rank than the level has above (%(rank)d)") % {"rank": there.rung.rank})
        return there

    def long_text(self, kind: str, building: Building, said: dict[str, Text]) -> None:
        name = label(said["axis"].text, "axis:")
        axis = self.axes.setdefault(name.casefold(), name)
        text, place = said["text"], said["text"].place
        if kind == "not applicable":
            cell = Cell(not_applicable=tidy(text.text), place=place)
        else:
            found = parsed(text.text, place)
            cell = found.cell
            alone = not cell.behaviours
            if kind == "behaviour" and not cell.not_applicable:
                entries = tuple(Entry(one, place) for one in [cell.summary] if one) + cell.behaviours
                cell = Cell(behaviours=entries, place=place)
                if len(entries) > 1:
                    self.warn(place, _("holds a list: each entry is taken as a behaviour"))
            if not alone or cell.is_empty:
                self.notes += found.notes
            if not text:
                self.warn(place, _("has no text: passed over"))
        self.count += len(cell.behaviours)
        there = building.cells.get(axis)
        if there is None:
            if not cell.is_empty:
                building.cells[axis] = cell
        elif there.not_applicable or cell.not_applicable or (there.summary and cell.summary):
            self.loose += cell.behaviours
            self.stop(place, _("says something that another row says otherwise: one of the two has to go"))
        else:
            building.cells[axis] = replace(
                there, summary=there.summary or cell.summary, behaviours=there.behaviours + cell.behaviours
            )
