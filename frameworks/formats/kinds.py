"""The forms in which a framework is read and written, by name."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from frameworks.format import Document, Refused, write
from frameworks.format.characters import decoded
from frameworks.format.reading import Reading, reading_of
from frameworks.format.shape import data_from
from frameworks.format.tree import Tree, tree_of
from frameworks.format.words import _, gettext_noop
from frameworks.formats import csv_file, grid, json_file, markdown_file, markdown_out, sheets, tables, xlsx_file
from frameworks.formats.assembling import outline_of
from frameworks.formats.names import slug_of
from frameworks.formats.outline import Outline, Understood


@dataclass(frozen=True)
class Form:
    """A form of file: what people call it, how its name ends, and its media type."""

    name: str
    title: str
    ending: str
    media_type: str
    write: Callable[[Document], bytes]
    is_whole: bool = False


def _flat(rows: Callable[[Outline], sheets.Rows]) -> Callable[[Document], bytes]:
    return lambda document: csv_file.csv_of(rows(outline_of(document))).encode("utf-8-sig")


def _book(rows: Callable[[Outline], sheets.Rows]) -> Callable[[Document], bytes]:
    return lambda document: xlsx_file.xlsx_of(rows(outline_of(document)), "framework")


FORMS = {
    form.name: form
    for form in (
        Form("yaml", gettext_noop("YAML"), "yaml", "application/yaml", lambda d: write(d).encode(), is_whole=True),
        Form("json", gettext_noop("JSON"), "json", "application/json", lambda d: json_file.written(d).encode(), True),
        Form(
            "markdown",
            gettext_noop("Markdown, a heading a level"),
            "md",
            "text/markdown; charset=utf-8",
            lambda d: markdown_out.written(outline_of(d)).encode(),
        ),
        Form("csv", gettext_noop("CSV, a row a level"), "csv", "text/csv; charset=utf-8", _flat(sheets.matrix)),
        Form(
            "csv-long",
            gettext_noop("CSV, a row a behaviour"),
            "long.csv",
            "text/csv; charset=utf-8",
            _flat(sheets.long),
        ),
        Form(
            "xlsx",
            gettext_noop("XLSX, a row a level"),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _book(sheets.matrix),
        ),
        Form(
            "xlsx-long",
            gettext_noop("XLSX, a row a behaviour"),
            "long.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _book(sheets.long),
        ),
    )
}


def title_of(name: str) -> str:
    """What people call a form, in their language."""
    return _(FORMS[name].title)


# -- reading ---------------------------------------------------------------------------------------------

READ = ("yaml", "json", "markdown", "csv")
WHOLE = ("yaml", "json")


def guess(text: str, name: str = "") -> str:
    """Which form a text most likely has, by the name of its file and by how it begins."""
    ending = name.rpartition(".")[2].casefold()
    by_name = {"yaml": "yaml", "yml": "yaml", "json": "json", "md": "markdown", "markdown": "markdown"}
    by_name |= {"csv": "csv", "tsv": "csv", "xlsx": "csv"}
    if ending in by_name:
        return by_name[ending]
    lines = [line for line in text.split("\n") if line.strip()][:400]
    first = lines[0].lstrip() if lines else ""
    if first.startswith("{"):
        return "json"
    if any(line.startswith("plumbline:") for line in lines):
        return "yaml"
    if first.startswith(("#", "|", "- ", "* ", "**")) or any(line.startswith(("# ", "## ", "|")) for line in lines):
        return "markdown"
    return "csv" if any(sign in first for sign in ",;\t") else "markdown"


def tree(text: str, form: str) -> Tree:
    """The tree of a YAML or JSON text. Raises Refused."""
    clean = decoded(text)
    return json_file.tree_of(clean) if form == "json" else tree_of(clean)


def whole(text: str, form: str) -> Reading:
    """The document of a YAML or JSON text. Raises Refused."""
    return reading_of(tree(text, form))


def outlined(
    text: str, form: str, layout: grid.Layout = "guess", *, each_line: bool = False, is_book: bool = False
) -> Understood:
    """What a Markdown or CSV text says; `is_book`: it was made of a workbook. Raises Refused where it cannot be read to
    its end."""
    clean = decoded(text)
    if form == "markdown":
        return markdown_file.understood(clean, layout, each_line=each_line)
    return tables.understood(csv_file.filled(csv_file.grid_of(clean, is_book)), layout, each_line=each_line)


def read_back(document: Document, form: str) -> Outline:
    """What is understood of the file that is written of a document."""
    content = FORMS[form].write(document)
    if form.startswith("xlsx"):
        content = csv_file.csv_of(xlsx_file.rows_of(content)[0]).encode()
    text = content.decode("utf-8-sig")
    layout: grid.Layout = "long" if form.endswith("-long") else "rows"
    return outlined(text, "markdown" if form == "markdown" else "csv", layout).outline


# -- what a form leaves out --------------------------------------------------------------------------------

SAID = {
    *("plumbline", "framework", "title", "about", "attribution", "licence", "behaviours_are"),
    *("axes.code", "axes.name", "tracks.code", "tracks.name", "levels.code", "levels.rank", "levels.summary"),
    *("roles.code", "roles.level", "roles.tracks", "roles.title", "roles.summary"),
    *("roles.expectations.summary", "roles.expectations.behaviours", "roles.expectations.behaviours.text"),
    "roles.expectations.not_applicable",
}
NAMES = {
    "version": gettext_noop("the label of the version"),
    "language": gettext_noop("the language"),
    "cumulative": gettext_noop("whether a level includes those before it"),
    "cadence": gettext_noop("how often reviews are held"),
    "pitch_open_to_subject": gettext_noop("whether people know of a pitch about them"),
    "consistently": gettext_noop("what “consistently” means"),
    "terminal_level": gettext_noop("the level that everybody is expected to reach"),
    "scale": gettext_noop("the rating scale"),
    "axis_groups": gettext_noop("groups of axes"),
    "axes.group": gettext_noop("groups of axes"),
    "axes.question": gettext_noop("the questions of the axes"),
    "axes.steps": gettext_noop("the steps of the axes; each cell has the words of its step instead"),
    "roles.expectations.step": gettext_noop("the steps of the axes; each cell has the words of its step instead"),
    "tracks.about": gettext_noop("what is said of a track"),
    "tracks.axes": gettext_noop("which axes a track uses"),
    "levels.status": gettext_noop("whether a level is unfinished, retired or by appointment"),
    "levels.is_different_role": gettext_noop("that a level is a different kind of work"),
    "levels.facts": gettext_noop("facts beside a level"),
    "levels.points": gettext_noop("from how many points a level is reached"),
    "roles.aliases": gettext_noop("other titles"),
    "roles.next": gettext_noop("where one may go from a role"),
    "roles.expectations.day_one": gettext_noop("what is expected from the first day"),
    "roles.expectations.behaviours.day_one": gettext_noop("what is expected from the first day"),
    "roles.expectations.behaviours.measure": gettext_noop("measures of behaviours"),
    "roles.equals": gettext_noop("which roles of other tracks stand level with a role"),
    "roles.expectations.called": gettext_noop("other names that an axis has at a level"),
    "roles.expectations.link": gettext_noop("links to where more is said"),
    "roles.expectations.behaviours.link": gettext_noop("links to where more is said"),
    "roles.expectations.behaviours.need": gettext_noop("which behaviours are required or optional"),
    "roles.expectations.behaviours.examples": gettext_noop("examples of behaviours"),
    "axes.replaces": gettext_noop("which axis takes the place of which"),
    "tracks.weights": gettext_noop("weights of the axes"),
    "levels.weights": gettext_noop("weights of the axes"),
    "levels.average": gettext_noop("from which average a level is reached"),
    "levels.counts": gettext_noop("what is counted for a level"),
    "levels.bands": gettext_noop("bands of levels"),
    "levels.longest": gettext_noop("the longest time at a level"),
    "levels.personal_profile": gettext_noop("that a level is written for each person"),
    "levels.expectations": gettext_noop("what every role of a level is asked"),
    "expectations": gettext_noop("what every role is asked"),
    "layers": gettext_noop("what departments and specialties ask besides"),
    "translations": gettext_noop("translations"),
    "add_on_roles": gettext_noop("roles on top of a level"),
    "rule": gettext_noop("the promotion rule"),
}
MOST_NAMED = 12


def unsaid(document: Document, form: str, again: dict[str, Outline] | None = None) -> list[str]:
    """What a file of that form does not say of a document, by name: what it has no place for, and what came back
    otherwise when it was read again. `again`: what came back, by form, for the next that has the same text.
    """
    again = {} if again is None else again
    if form in WHOLE:
        return []
    found = dict.fromkeys(_named(path) for path in _paths(data_from(document), "") if path not in SAID)
    found |= dict.fromkeys(_names_and_codes(document))
    before = outline_of(document)
    if form.startswith("xlsx"):
        rows = sheets.long(before) if form == "xlsx-long" else sheets.matrix(before)
        if any(len(cell) >= xlsx_file.MOST_IN_A_CELL for row in rows for cell in row):
            found[_("texts of more than 32,767 characters in one cell, which are cut off")] = None
    try:
        text_form = form.replace("xlsx", "csv")
        if text_form not in again:
            again[text_form] = read_back(document, text_form)
        after = again[text_form]
    except Refused as refused:
        sentence = _("that it can be read again: %(reason)s")
        return [*found, sentence % {"reason": refused.problems[0].sentence}]
    if form == "markdown":
        if any(rung.rank != (at + 1) * 10 for at, rung in enumerate(before.rungs)):
            found[_("the ranks of the levels")] = None
        if any(rung.role for rung in before.rungs):
            found[_("the codes of roles that differ from those of their levels")] = None
        rungs = tuple(replace(rung, rank=None, role="") for rung in before.rungs)
        before = replace(before, rungs=rungs)
    return [*found, *_differing(before, after)[:MOST_NAMED]]


ASKED_BESIDE = {
    *("version", "language", "cumulative", "scale", "rule"),
    *("cadence", "pitch_open_to_subject", "consistently"),  # these go on with the scale and the rule
}


def without_place(document: Document) -> list[str]:
    """What a framework says that no table has a place for, by name, but for what is asked beside a table."""
    paths = (path for path in _paths(data_from(document), "") if path in NAMES and path not in ASKED_BESIDE)
    return list(dict.fromkeys(map(_named, paths)))


def _paths(value: object, path: str) -> list[str]:
    """Every key of the plain values, without the numbers of entries and without codes of axes."""
    if isinstance(value, list):
        return [one for item in value for one in _paths(item, path)]
    if not isinstance(value, dict):
        return []
    found = []
    for key, item in value.items():
        inner = path if path.endswith("expectations") else f"{path}.{key}" if path else str(key)
        if inner != path:
            found.append(inner)
        if inner in NAMES:
            continue
        if inner == path:  # the code of an axis: what is asked there comes next
            found += [f"{inner}.{one}" for one in item] if isinstance(item, dict) else []
            found += (
                [one for k, v in item.items() for one in _paths(v, f"{inner}.{k}")] if isinstance(item, dict) else []
            )
        else:
            found += _paths(item, inner)
    lists = ("axes", "tracks", "levels", "roles", "roles.expectations")
    return [one for one in found if one not in lists]


def _named(path: str) -> str:
    return _(NAMES[path]) if path in NAMES else path


def _names_and_codes(document: Document) -> list[str]:
    """What two names hide, and codes that are not made from names."""
    found = []
    if len({axis.name.casefold() for axis in document.axes}) < len(document.axes):
        found.append(_("which of two axes of one name is which"))
    if any(slug_of(axis.name) != axis.code for axis in document.axes):
        found.append(_("the codes of axes that are not made from their names"))
    if len(document.tracks) == 1:
        found.append(_("the name of the only track"))
    elif any(slug_of(track.name) != track.code for track in document.tracks):
        found.append(_("the codes of tracks that are not made from their names"))
    used = {role.level for role in document.roles}
    if lacking := [level.code for level in document.levels if level.code not in used]:
        found.append(_("levels that no role uses: %(codes)s") % {"codes": ", ".join(lacking)})
    return found


def _differing(before: Outline, after: Outline) -> list[str]:
    """Where an outline that came back differs."""
    found = [
        words
        for key, words in (
            ("title", _("the title as it stands")),
            ("about", _("the description as it stands")),
            ("licence", _("the licence as it stands")),
            ("attribution", _("the attribution as it stands")),
        )
        if getattr(before, key) != getattr(after, key)
    ]
    if before.axes != after.axes:
        lacking = [axis for axis in before.axes if axis not in after.axes]
        found.append(_("the axes %(axes)s") % {"axes": ", ".join(lacking)} if lacking else _("the order of the axes"))
    there = {rung.key: rung for rung in after.rungs}
    for rung in before.rungs:
        if (again := there.get(rung.key)) is None:
            found.append(_("the level %(level)s") % {"level": rung.level})
            continue
        if replace(rung, cells={}) != replace(again, cells={}):
            found.append(_("the title or the summary of %(level)s as it stands") % {"level": rung.level})
        found += [
            _("the text of %(level)s on %(axis)s as it stands") % {"level": rung.level, "axis": axis}
            for axis, cell in rung.cells.items()
            if cell != again.cells.get(axis)
        ]
    return found
