"""An outline as a Markdown document: a heading a level, a heading and a list an axis. Reading it gives the outline."""

import re
from collections.abc import Iterator
from itertools import groupby

from frameworks.formats.cells import several, shielded
from frameworks.formats.names import BETWEEN, level_and_title
from frameworks.formats.outline import Outline, Rung

SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#]")
AT_START = re.compile(r"([-+=:]|[0-9]{1,9}[.)])")


def written(outline: Outline) -> str:
    """The document."""
    return "\n\n".join(_blocks(outline)) + "\n"


def _blocks(outline: Outline) -> Iterator[str]:
    if outline.title:
        yield f"# {words(outline.title)}"
    if outline.about:
        yield outline.about
    is_divided = len({rung.tracks for rung in outline.rungs}) > 1
    for tracks, rungs in groupby(outline.rungs, key=lambda rung: rung.tracks):
        if is_divided:
            yield f"## {words(several(tracks))}"
        for rung in rungs:
            yield from _rung(rung, outline.axes, "###" if is_divided else "##")
    if outline.licence:
        yield f"## Licence\n\n{words(outline.licence)}"
    if outline.attribution:
        yield f"## Attribution\n\n{outline.attribution}"


def _rung(rung: Rung, axes: tuple[str, ...], heading: str) -> Iterator[str]:
    name = f"{rung.level}{BETWEEN}{rung.title}" if rung.title and not level_and_title(rung.level)[1] else rung.level
    yield f"{heading} {words(name)}"
    yield from paragraphs(rung.summary)
    for axis in axes:
        if (cell := rung.cells.get(axis)) is None:
            continue
        yield f"{heading}# {words(axis)}"
        if cell.not_applicable:
            yield from paragraphs(f"Not applicable: {cell.not_applicable}")
        else:
            yield from paragraphs(cell.summary if cell.behaviours else shielded(cell.summary))
        if cell.behaviours:
            yield "\n".join(_item(entry.text) for entry in cell.behaviours)


def _item(text: str) -> str:
    first, *rest = paragraphs(text)
    lines = [f"- {first}"] + [part for one in rest for part in ("", one)]
    return "\n".join("\n".join(lines).split("\n")).replace("\n", "\n  ").replace("\n  \n", "\n\n")


def paragraphs(text: str) -> list[str]:
    """The text as paragraphs of Markdown, each with its line ends; nothing of nothing."""
    return [words(part) for part in re.split(r"(?<!\n)\n\n(?!\n)", text)] if text else []


def words(text: str) -> str:
    """The text such that no sign of it means anything to Markdown; line ends become breaks."""
    return "\\\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    core = line.strip()
    if not core:
        return "".join(map(_entity, line))
    start = line.index(core)
    said = SPECIAL.sub(r"\\\g<0>", core)
    if found := AT_START.match(said):
        said = f"{said[: found.end() - 1]}\\{said[found.end() - 1 :]}"
    before, after = line[:start], line[start + len(core) :]
    return "".join(map(_entity, before)) + said.replace("\t", "&#9;") + "".join(map(_entity, after))


def _entity(space: str) -> str:
    return f"&#{ord(space)};"
