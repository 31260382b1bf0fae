"""Markdown documents: one heading a level and one list an axis, or tables of levels by axes, as an outline.

What is a level is found by what recurs: the names that stand below several headings are axes, and those headings
are levels. All other text goes into the description, as it stands.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from frameworks.format.characters import LINE_END
from frameworks.format.document import tidy
from frameworks.format.words import _
from frameworks.formats import grid, names, tables
from frameworks.formats.cells import NOT_APPLICABLE, means_nothing, unshielded
from frameworks.formats.csv_file import MOST_COLUMNS, letters
from frameworks.formats.markdown_limits import MOST_NESTED, refuse_too_much
from frameworks.formats.markdown_rest import Rest
from frameworks.formats.markdown_sections import (
    LISTS,
    NAMED,
    Section,
    as_it_stands,
    axis_of,
    by_headings,
    by_items,
    by_paragraphs,
    has_inner_list,
    has_list,
    item_text,
    line_of,
    plain,
)
from frameworks.formats.outline import Cell, Entry, Key, Note, Outline, Place, Rung, Understood

_markdown = MarkdownIt("commonmark", {"maxNesting": MOST_NESTED + 10}).enable("table")


# a way to find axes: the names that a section has for them
Way = Callable[[Section], list[str]]


def understood(text: str, layout: grid.Layout = "guess", *, each_line: bool = False) -> Understood:
    """What a Markdown document says. Raises Refused where it is nested too deeply to be read to its end."""
    lines = LINE_END.split(text)
    refuse_too_much(text, lines)
    reader = _Reader(lines, each_line)
    root = reader.sections(SyntaxTreeNode(_markdown.parse(text)))
    found = reader.tables(root, layout) or reader.headings(root)
    if not reader.has_tables and (layout == "columns" or (layout == "guess" and _is_turned(found.outline))):
        found.outline = found.outline.turned()
        found.notes.append(Note(Place(1), _("headings are taken as axes, and what stands below them as levels")))
    return found


def _is_turned(outline: Outline) -> bool:
    return names.mostly_levels(outline.axes) and not names.mostly_levels(rung.level for rung in outline.rungs)


class _Reader(Rest):
    def __init__(self, lines: list[str], each_line: bool) -> None:
        super().__init__(lines)
        self.each_line = each_line
        self.loose: list[Entry] = []
        self.count = 0
        self.has_tables = False

    def sections(self, tree: SyntaxTreeNode) -> Section:
        """The document as sections; those of depth 0 is what stands before the first heading."""
        root = here = Section(0, "", 0, 0, end=len(self.lines))
        for node in tree.children:
            if node.type == "heading":
                depth = int(node.tag[1])
                while here.depth >= depth:
                    here.end = line_of(node)
                    here = here.above or root
                body = node.map[1] if node.map else 0
                title = " ".join(plain(node).split())
                section = Section(depth, title, line_of(node), body, above=here, end=len(self.lines))
                here.below.append(section)
                here = section
            else:
                here.blocks.append(node)
        return root

    # -- tables --------------------------------------------------------------------------------------------

    def tables(self, root: Section, layout: grid.Layout) -> Understood | None:
        """What the tables of the document say, put together; None where no table has levels and axes."""
        all_tables = [(section, node) for section in root.walk() for node in section.blocks if node.type == "table"]
        found = []
        for section, node in all_tables:
            cells = _grid(node)
            if len(cells) > 1 and len(cells[0]) > 1:
                found.append((section, node, tables.understood(cells, layout, each_line=self.each_line)))
        found = [one for one in found if one[2].outline.rungs and self.is_of_levels(one[1], one[2].outline)]
        if not found:
            return None
        for _section, node, _one in found:
            self.too_many_cells(node)
        self.has_tables = True
        whole = found[0][2]
        for _section, _node, more in found[1:]:
            whole = self.joined(whole, more)
        self.notes = [*whole.notes, *self.notes]
        self.rest(root, [node for _section, node, _one in found], set(), set())
        outline = replace(whole.outline, **{**self.head, **_said(whole.outline)})
        return Understood(outline, self.notes, whole.loose, whole.count)

    def too_many_cells(self, node: SyntaxTreeNode) -> None:
        """Reports lines with more cells than the first: Markdown shows nothing of what is too many."""
        start, end = node.map or (0, 0)
        wanted = _cells_of(self.lines[start])
        for line in range(start + 2, end):
            if _cells_of(self.lines[line]) > wanted:
                self.stop(line, _("has more cells than the first line of its table"))

    def is_of_levels(self, node: SyntaxTreeNode, outline: Outline) -> bool:
        """Whether a table is one of levels by axes, and no other one: its corner or its names say so."""
        corner = _grid(node)[0][0].text.strip().casefold()
        known = corner in names.LEVEL | names.AXIS | names.ROLE | names.TITLE | names.TRACK
        return known or names.mostly_levels(rung.level for rung in outline.rungs)

    def joined(self, first: Understood, more: Understood) -> Understood:
        """Two tables as one: a level that stands in both has the axes of both."""
        rungs: dict[Key, Rung] = {rung.key: rung for rung in first.outline.rungs}
        axes = dict.fromkeys((*first.outline.axes, *more.outline.axes))
        for rung in more.outline.rungs:
            there = rungs.get(rung.key)
            if there is None:
                rungs[rung.key] = rung
            elif set(there.cells) & set(rung.cells):
                rungs[(*rung.key, str(len(rungs)))] = rung
                sentence = _("says of %(level)s what another table says too: one of the two has to go")
                self.notes.append(Note(rung.place, sentence % {"level": rung.level}, stops=True))
            else:
                rungs[rung.key] = replace(there, cells=there.cells | rung.cells)
        outline = replace(first.outline, axes=tuple(axes), rungs=tuple(rungs.values()))
        return Understood(outline, first.notes + more.notes, first.loose + more.loose, first.count + more.count)

    # -- headings and lists --------------------------------------------------------------------------------

    def headings(self, root: Section) -> Understood:
        """What the headings and lists of the document say."""
        levels, way = self.levels(root)
        if not levels:
            self.stop(
                0, _("no level was found: give each level a heading, and each axis below it a heading with a list")
            )
            self.rest(root, [], set(), set())
            return Understood(Outline(**self.head), self.notes, self.loose, self.count)
        tracks = self.tracks(levels)
        axes: dict[str, str] = {}
        rungs: dict[Key, Rung] = {}
        for section in levels:
            rung = self.rung(section, way, axes, tracks.get(id(section.above), ()))
            if (first := rungs.get(rung.key)) is not None:
                sentence = _("names the level “%(level)s” a second time (first in line %(line)d)")
                self.stop(section.line, sentence % {"level": rung.level[:60], "line": first.place.line})
                rungs[(*rung.key, len(rungs))] = rung
            else:
                rungs[rung.key] = rung
        for rung in rungs.values():
            lacking = [axis for axis in axes.values() if axis not in rung.cells]
            if lacking and rung.cells:
                sentence = _("%(level)s says nothing on: %(axes)s")
                self.warn(rung.place.line - 1, sentence % {"level": rung.level, "axes": ", ".join(lacking)})
        self.rest(root, [], {id(section) for section in levels}, set(tracks))
        outline = Outline(tuple(axes.values()), tuple(rungs.values()), **self.head)
        return Understood(outline, self.notes, self.loose, self.count)

    def levels(self, root: Section) -> tuple[list[Section], str]:
        """The sections that are levels, and the way in which their axes are written."""
        sections = [section for section in root.walk() if section.depth]
        ways: dict[str, Way] = {"headings": by_headings, "paragraphs": by_paragraphs, "items": by_items}
        for way, found in ways.items():
            named = {id(section): set(map(str.casefold, found(section))) for section in sections}
            often = Counter(name for some in named.values() for name in some)
            axes = {name for name, times in often.items() if times > 1}
            levels = [section for section in sections if named[id(section)] & axes]
            if levels:
                return self.with_bare(sections, levels), way
        for way, found in ways.items():
            levels = [
                section
                for section in sections
                if found(section) and (any(map(has_list, section.walk())) or names.looks_like_a_level(section.title))
            ]
            if way == "items":
                levels = [section for section in levels if any(map(has_inner_list, section.blocks))]
            levels = [one for one in levels if not any(other is not one and other in levels for other in one.walk())]
            if levels:
                return self.with_bare(sections, levels), way
        return [], ""

    def with_bare(self, sections: list[Section], levels: list[Section]) -> list[Section]:
        """The levels, with those beside them that have no text yet."""
        known = {id(one) for one in levels}
        beside = {(id(one.above), one.depth) for one in levels}
        first, last = levels[0].line, levels[-1].line
        return [
            one
            for one in sections
            if id(one) in known
            or (
                (id(one.above), one.depth) in beside
                and (first < one.line < last or (first < one.line and names.looks_like_a_level(one.title)))
            )
        ]

    def tracks(self, levels: list[Section]) -> dict[int, tuple[str, ...]]:
        """The headings above the levels, by their identity, where there are several: they are tracks."""
        above = {id(one.above): one.above for one in levels if one.above is not None and one.above.depth}
        if len({id(one.above) for one in levels}) < 2 or len(above) < 2:
            return {}
        return {at: tuple(name for part in one.title.split(";") if (name := part.strip())) for at, one in above.items()}

    def rung(self, section: Section, way: str, axes: dict[str, str], tracks: tuple[str, ...]) -> Rung:
        """The level of a section."""
        level, title = names.level_and_title(section.title)
        cells: dict[str, Cell] = {}
        summary: list[str] = []
        if not section.title:
            self.stop(section.line, _("is a heading without words"))
        here = ""
        for number, node in enumerate(section.blocks):
            following = section.blocks[number + 1] if number + 1 < len(section.blocks) else None
            name = axis_of(node) if way == "paragraphs" and following and following.type in LISTS else ""
            if name:
                here = self.axis(name, node, axes, cells)
            elif node.type in LISTS and way == "items":
                self.items(node, axes, cells)
            elif here:
                self.into(cells, here, node)
            elif node.type in LISTS:
                self.set_loose(node, _("is a list below a level, and no axis stands above it"))
            elif node.type == "table":
                self.stop(line_of(node), _("is a table inside of a level: it is not understood here"))
            elif node.type != "hr":
                summary.append(self.text_of(node))
        for below in section.below:
            here = self.axis(below.title, below, axes, cells)
            for node in below.blocks:
                self.into(cells, here, node)
            for deeper in (one for one in below.walk() if one is not below):
                self.stop(
                    deeper.line,
                    _("is a heading below an axis: make it an axis of its own, or take the heading out"),
                )
                for node in deeper.blocks:
                    if node.type in LISTS:
                        self.entries(node, self.loose)
        return Rung(
            level=level,
            title=title,
            tracks=tracks,
            summary=tidy("\n\n".join(summary)),
            cells={axis: done for axis, cell in cells.items() if not (done := self.settled(cell)).is_empty},
            place=Place(section.line + 1),
        )

    def axis(self, name: str, at: Section | SyntaxTreeNode, axes: dict[str, str], cells: dict[str, Cell]) -> str:
        """The axis of that name, as it was first written; a second time in one level is reported."""
        line = at.line if isinstance(at, Section) else line_of(at)
        name = name or "?"
        axis = axes.setdefault(name.casefold(), name)
        if axis in cells:
            self.stop(line, _("names the axis “%(axis)s” a second time in this level") % {"axis": axis[:60]})
        cells.setdefault(axis, Cell(place=Place(line + 1)))
        return axis

    def items(self, node: SyntaxTreeNode, axes: dict[str, str], cells: dict[str, Cell]) -> None:
        """A list whose entries are axes: “Impact:” with a list below it, or a text behind the colon."""
        for item in node.children:
            named = NAMED.fullmatch(item_text(item))
            if not named:
                found: list[Entry] = []
                self.entry(item, found)
                self.loose += found
                self.stop(line_of(item), _("is an entry among axes, and has no name with a colon"))
                continue
            axis = self.axis(named["name"].strip(), item, axes, cells)
            if rest := named["rest"]:
                cells[axis] = replace(cells[axis], summary=_added(cells[axis].summary, rest))
            for inner in item.children[1:]:
                self.into(cells, axis, inner)

    def into(self, cells: dict[str, Cell], axis: str, node: SyntaxTreeNode) -> None:
        """A block below an axis: a list is behaviours, other text is the sentence that sums up."""
        cell = cells[axis]
        if node.type in LISTS:
            found: list[Entry] = []
            self.entries(node, found)
            cells[axis] = replace(cell, behaviours=cell.behaviours + tuple(found))
        elif node.type == "table":
            self.stop(line_of(node), _("is a table inside of a level: it is not understood here"))
        elif node.type != "hr":
            if cell.behaviours:
                self.warn(line_of(node), _("stands behind a list: taken into the sentence before it"))
            cells[axis] = replace(cell, summary=_added(cell.summary, self.text_of(node)))

    def settled(self, cell: Cell) -> Cell:
        """The cell, with its reason where it says that it is not applicable, and empty where it has a dash."""
        cell = replace(cell, summary=tidy(cell.summary))
        if cell.behaviours:
            return cell
        if means_nothing(cell.summary):
            self.notes.append(
                Note(cell.place, _("holds only “%(text)s”: taken as nothing asked") % {"text": cell.summary})
            )
            return replace(cell, summary="")
        if found := NOT_APPLICABLE.match(cell.summary):
            return replace(cell, summary="", not_applicable=tidy(cell.summary[found.end() :]))
        return replace(cell, summary=unshielded(cell.summary))

    def text_of(self, node: SyntaxTreeNode) -> str:
        """A block as text: a paragraph without its marks; code, quotes and the like as they stand, which is said."""
        if node.type == "paragraph":
            return plain(node)
        self.warn(line_of(node), _("is no paragraph and no list: taken as text"))
        return as_it_stands(node)

    def set_loose(self, node: SyntaxTreeNode, sentence: str) -> None:
        """Reports a list that belongs nowhere."""
        self.entries(node, self.loose)
        self.stop(line_of(node), sentence)

    def entries(self, node: SyntaxTreeNode, found: list[Entry]) -> None:
        """The entries of a list, one after the other, those of lists inside of it too."""
        for item in node.children:
            self.entry(item, found)

    def entry(self, item: SyntaxTreeNode, found: list[Entry]) -> None:
        own = [self.text_of(child) for child in item.children if child.type not in LISTS]
        text = tidy("\n\n".join(own))
        if text:
            found.append(Entry(text, Place(line_of(item) + 1)))
            self.count += 1
        else:
            self.warn(line_of(item), _("is an entry with nothing in it: passed over"))
        for child in item.children:
            if child.type in LISTS:
                self.warn(line_of(child), _("is a list inside of a list: its entries stand beside the others now"))
                self.entries(child, found)


def _said(outline: Outline) -> dict[str, str]:
    return {key: value for key in ("title", "about", "licence", "attribution") if (value := getattr(outline, key))}


def _cells_of(line: str) -> int:
    return len(escapedSplit(line.strip().removeprefix("|").removesuffix("|")))


def _added(before: str, more: str) -> str:
    return f"{before}\n\n{more}" if before else more


def _grid(table: SyntaxTreeNode) -> grid.Grid:
    """The cells of a Markdown table."""
    rows = []
    trs = [row for part in table.children for row in part.children]
    for number, row in enumerate(trs, start=1):
        line = line_of(row) + 1
        rows.append(
            [
                grid.Text(plain(cell), Place(line, f"{letters(at)}{number}"))
                for at, cell in enumerate(row.children[:MOST_COLUMNS])
            ]
        )
    return grid.rectangular(rows, MOST_COLUMNS)
