"""What of a Markdown document is no level: its title, its licence, its attribution, and the description."""

from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from frameworks.format.document import tidy
from frameworks.format.words import _
from frameworks.formats.markdown_sections import Section, line_of, plain
from frameworks.formats.outline import Note, Place

LICENCE = {"licence", "license"}
ATTRIBUTION = {"attribution", "source"}


class Rest:
    """Notes about a document, and what of it stands outside of levels."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.notes: list[Note] = []
        self.head: dict[str, str] = {}

    def warn(self, line: int, sentence: str) -> None:
        self.notes.append(Note(Place(line + 1), sentence))

    def stop(self, line: int, sentence: str) -> None:
        self.notes.append(Note(Place(line + 1), sentence, stops=True))

    def rest(self, root: Section, taken: list[SyntaxTreeNode], levels: set[int], tracks: set[int]) -> None:
        """All other text: the title, the licence, the attribution, and the description. Tables `taken` are done."""
        about: list[str] = []
        first = next((one for one in root.walk() if one.depth), None)
        spans: list[tuple[int, int]] = []
        for section in _outside(root, levels):
            own = [node for node in section.blocks if not any(node is one for one in taken)]
            said = self.own_lines(section, [*taken, *(node for node in own if node.type == "hr")])
            key = section.title.strip().casefold()
            if said and key in LICENCE and "licence" not in self.head:
                self.head["licence"] = " ".join((" ".join(map(plain, own)) or said).split())
                continue
            if said and key in ATTRIBUTION and "attribution" not in self.head:
                self.head["attribution"] = said
                continue
            if section is first and section.depth == 1 and id(section) not in tracks:
                self.head["title"] = section.title
            elif section.depth and (said or not self.is_over_levels(section, levels, taken)):
                about.append(f"**{section.title}**")
            elif section.depth and id(section) not in tracks:
                self.warn(section.line, _("is a heading over levels, without words of its own: left out"))
            if said:
                about.append(said)
                first_line = line_of(own[0]) if own else section.body
                spans.append((first_line + 1, own[-1].map[1] if own and own[-1].map else 0))
        if text := tidy("\n\n".join(about)):
            self.head["about"] = text
            lines = ", ".join(f"{start}–{end}" if end > start else f"{start}" for start, end in spans[:10])
            if lines:
                sentence = _("no level and no axis here, so it went into the description")
                if not lines.isdigit():
                    sentence = _("no level and no axis here, so lines %(lines)s went into the description")
                self.notes.append(Note(Place(spans[0][0]), sentence % {"lines": lines}))

    def is_over_levels(self, section: Section, levels: set[int], taken: list[SyntaxTreeNode]) -> bool:
        """Whether levels or their table stand somewhere below a heading."""
        return any(
            id(one) in levels or any(node is table for node in one.blocks for table in taken) for one in section.walk()
        )

    def own_lines(self, section: Section, but: list[SyntaxTreeNode]) -> str:
        """The lines of a section above those of the headings below it, without those of some blocks."""
        end = section.below[0].line if section.below else section.end
        left_out = {line for node in but for line in range(*(node.map or (0, 0)))}
        return tidy("\n".join(self.lines[line] for line in range(section.body, end) if line not in left_out))


def _outside(section: Section, levels: set[int]) -> Iterator[Section]:
    """The section and those below it, but levels and what stands below them."""
    if id(section) in levels:
        return
    yield section
    for below in section.below:
        yield from _outside(below, levels)
