"""An outline as rows of text: a row a level, or a row a behaviour."""

from frameworks.formats import names
from frameworks.formats.cells import several, written, written_alone
from frameworks.formats.levels_table import HEAD
from frameworks.formats.outline import Outline, Rung

Rows = list[list[str]]
HEAD_ROWS = (("Title", "title"), ("Licence", "licence"), ("Attribution", "attribution"), ("About", "about"))
RESERVED = {name for known in names.COLUMNS.values() for name in known}


def matrix(outline: Outline) -> Rows:
    """A row a level, a column an axis; columns for what no level says are left out."""
    columns = [name for name in ("Track", "Role", "Rank", "Title", "Summary") if any(_own(outline, name))]
    rows = [["Level", *columns, *(_axis(axis) for axis in outline.axes)]]
    for rung in outline.rungs:
        said = _said(rung)
        cells = [written(rung.cells[axis]) if axis in rung.cells else "" for axis in outline.axes]
        rows.append([_level(rung), *(said[name] for name in columns), *cells])
    head = [(f"{name}:", getattr(outline, key)) for name, key in HEAD_ROWS]
    return rows + [[name, text] + [""] * (len(rows[0]) - 2) for name, text in head if text]


def long(outline: Outline) -> Rows:
    """A row a behaviour; the kind says what else a row may be."""
    columns = [name for name in ("Track", "Role", "Rank", "Title") if any(_own(outline, name))]
    rows = [["Level", *columns, "Axis", "Kind", "Text"]]
    blank = [""] * (len(columns) + 1)
    rows += [[*blank, "", key, text] for _name, key in HEAD_ROWS if (text := getattr(outline, key))]
    met = list(dict.fromkeys(axis for rung in outline.rungs for axis in outline.axes if axis in rung.cells))
    if met != list(outline.axes):
        rows += [[*blank, _axis(axis), "axis", ""] for axis in outline.axes]
    for rung in outline.rungs:
        said = _said(rung)
        own = [_level(rung), *(said[name] for name in columns)]
        if rung.summary or not rung.cells:
            rows.append([*own, "", "level", rung.summary])
        for axis in outline.axes:
            if (cell := rung.cells.get(axis)) is None:
                continue
            at = [*own, _axis(axis)]
            if cell.not_applicable:
                rows.append([*at, "not applicable", cell.not_applicable])
            if cell.summary:
                rows.append([*at, "summary", written_alone(cell.summary)])
            rows += [[*at, "behaviour", written_alone(entry.text)] for entry in cell.behaviours]
    return rows


def _said(rung: Rung) -> dict[str, str]:
    return {
        "Track": several(rung.tracks),
        "Role": rung.role,
        "Rank": "" if rung.rank is None else str(rung.rank),
        "Title": rung.title,
        "Summary": rung.summary,
    }


def _own(outline: Outline, column: str) -> list[str]:
    return [said for rung in outline.rungs if (said := _said(rung)[column])]


def _level(rung: Rung) -> str:
    name = rung.level
    is_taken = name.casefold() in HEAD or name.casefold().startswith("level:") or names.level_and_title(name)[1]
    return f"Level: {name}" if is_taken else name


def _axis(axis: str) -> str:
    is_taken = axis.casefold() in RESERVED or axis.casefold().startswith("axis:")
    return f"Axis: {axis}" if is_taken else axis
