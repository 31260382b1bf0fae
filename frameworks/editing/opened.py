"""A place that is opened to be edited: what it is called, its form, and the places beside it. Reads little: an editor
opens one place after another, also in a version of many thousand examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from frameworks.editing import begun
from frameworks.editing.cells import CellSheet, field_of, identity_in, place_of, where_stands
from frameworks.editing.forms import SheetForm, in_words
from frameworks.editing.opening import sheet
from frameworks.editing.places import Example, Part, Place, Where
from frameworks.models import Version, VersionAxis, VersionLevel, VersionRole, VersionStep, VersionTrack

FOLDED_IN_A_CELL = frozenset({"not_applicable", "called", "link", "day_one"})
FOLDED_AT_A_LEVEL = frozenset(
    {"longest_months", "bands", "points_from", "average_from", "counts", "weights", "personal_profile"}
)


@dataclass
class Names:
    """What the parts of a version are called, by code."""

    version: Version

    @cached_property
    def axes(self) -> dict[str, str]:
        """Axes, in their order."""
        return dict(self._of(VersionAxis, "axis__code", "name"))

    @cached_property
    def roles(self) -> dict[str, str]:
        """Roles: code and title, the lowest rank first."""
        rows = self._of(VersionRole, "role__code", "title", "version_level__rank", "order")
        return {code: f"{code}, {title}" if title and title != code else code for code, title in rows}

    @cached_property
    def levels(self) -> list[str]:
        """The codes of levels, the lowest first."""
        return [code for code, _rank in self._of(VersionLevel, "level__code", "rank", "rank", "order")]

    def _of(self, model: Any, code: str, name: str, *order: str) -> Any:
        rows = model._default_manager.filter(version=self.version).order_by(*(order or ("order",)))
        return rows.values_list(code, name)

    def steps(self, axis: str) -> list[tuple[int, str]]:
        """Number and name of the steps of an axis."""
        rows = VersionStep.objects.filter(version_axis__version=self.version, version_axis__axis__code=axis)
        return list(rows.order_by("step__number").values_list("step__number", "name"))

    def all_steps(self) -> list[tuple[str, int, str]]:
        """Axis, number and name of every step."""
        rows = VersionStep.objects.filter(version_axis__version=self.version)
        order = ("version_axis__order", "step__number")
        return list(rows.order_by(*order).values_list("version_axis__axis__code", "step__number", "name"))


@dataclass
class One:
    """An example in the form of its cell: its field, what its buttons send, and the text that is stored where another
    was typed."""

    field: Any
    identity: UUID
    theirs: str | None = None
    is_new: bool = False
    is_last: bool = False  # of those that stand there


@dataclass
class Opened:
    """What the page shows of a place. `theirs`: by field, what somebody else saved meanwhile; `number`: the
    marks that its form carries."""

    where: Where
    title: str
    form: SheetForm
    said: str = ""
    examples: list[One] = field(default_factory=list)
    has_examples: bool = False
    links: list[tuple[str, str]] = field(default_factory=list)  # (words, query)
    # where an example, or all those of a cell, may be put: (query, words)
    places: list[tuple[str, str]] = field(default_factory=list)
    theirs: dict[str, str] = field(default_factory=dict)
    number: str = ""

    @property
    def query(self) -> str:
        """The place in an address."""
        return self.where.query

    @property
    def rows(self) -> list[tuple[Any, str | None]]:
        """The fields that one comes for, each with what somebody else saved in it."""
        return [row for row in self._rows() if row[0].name not in self._folded()]

    @property
    def more(self) -> list[tuple[Any, str | None]]:
        """The fields that are seldom filled in."""
        return [row for row in self._rows() if row[0].name in self._folded()]

    @property
    def shows_more(self) -> bool:
        """Whether one of those says something, or has something to say."""
        return any(field.value() or field.errors or theirs is not None for field, theirs in self.more)

    def _rows(self) -> list[tuple[Any, str | None]]:
        return [(one, self.theirs.get(one.name)) for one in self.form.of_the_place]

    def _folded(self) -> frozenset[str]:
        if isinstance(self.where, Place) and self.where.step is None:
            return FOLDED_IN_A_CELL
        return FOLDED_AT_A_LEVEL if isinstance(self.where, Part) and self.where.kind == "level" else frozenset()


def opened(
    version: Version,
    where: Where,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    theirs: Mapping[str, str] | None = None,
    number: str | None = None,
) -> Opened:
    """A place as it is stored, or with what was typed into its form and could not be saved. Raises Gone."""
    found = sheet(version, where)
    stored = found.texts()
    if isinstance(found, CellSheet) and typed is None:
        stored[field_of(uuid4())] = ""
    texts = stored if typed is None else stored | {name: text for name, text in typed.items() if found.kind(name)}
    form = SheetForm(found, texts, None if typed is None else texts, auto_id="edit-%s")
    for name, sentence in (errors or {}).items():
        form.add_error(name, sentence)
    names = Names(version)
    title, said, links = _about(names, version, where)
    in_their_words = {name: in_words(name, found.kind(name), text) for name, text in (theirs or {}).items()}
    shown = Opened(where, title, form, said, links=links, theirs=in_their_words)
    shown.number = begun.carried(stored) if number is None else number
    if isinstance(found, CellSheet):
        standing = {one.identity_id for one in found.examples}
        last = found.examples[-1].identity_id if found.examples else None
        shown.has_examples = True
        shown.examples = [
            One(form[name], identity, shown.theirs.get(name), identity not in standing, identity == last)
            for name in texts
            if (identity := identity_in(name))
        ]
        shown.places = _places_beside(names, found) if standing else []
    if isinstance(where, Example):
        shown.places = _places(names)
    return shown


def _about(names: Names, version: Version, where: Where) -> tuple[str, str, list[tuple[str, str]]]:
    """The heading of a place, a sentence about it, and the ways to the places beside it."""
    if isinstance(where, Place):
        return _about_cell(names, where)
    if isinstance(where, Example):
        row = where_stands(version, where.identity)
        cell = place_of(row) if row else None
        links = [(cell_name(names, cell), cell.query)] if cell else []
        return _("One example"), "", links
    if where.kind == "axis":
        steps = [
            (_("Step %(number)s, %(name)s") % {"number": number, "name": name}, Place(where.code, step=number).query)
            for number, name in names.steps(where.code)
        ]
        everybody = (_("What everybody is asked on it"), Place(where.code).query + "&everybody=yes")
        return names.axes.get(where.code, where.code), _("An axis"), [*steps, everybody]
    if where.kind == "level":
        asked = [
            (_("What all roles of it are asked on %(axis)s") % {"axis": name}, Place(code, level=where.code).query)
            for code, name in names.axes.items()
        ]
        return where.code, _("A level. Its code stays; people are placed by it."), asked
    if where.kind == "role":
        row = VersionRole.objects.filter(version=version, role__code=where.code).select_related("version_level__level")
        level = row.get().version_level.level.code
        link = (_("The level %(code)s: rank, facts, bands") % {"code": level}, Part("level", level).query)
        return names.roles.get(where.code, where.code), _("A role. Its code stays; people are placed by it."), [link]
    if where.kind == "track":
        name = VersionTrack.objects.filter(version=version, track__code=where.code).values_list("name", flat=True)
        return name.get(), _("A track"), []
    if where.kind == "head":
        return _("The framework itself"), "", [(_("The rule of promotion"), Part("rule").query)]
    return _("The rule of promotion"), "", [(_("The framework itself"), Part("head").query)]


def _about_cell(names: Names, where: Place) -> tuple[str, str, list[tuple[str, str]]]:
    links = [(_("The axis %(name)s") % {"name": names.axes[where.axis]}, Part("axis", where.axis).query)]
    if where.role and not where.layer:
        links.append((_("The role %(code)s: title, sentence") % {"code": where.role}, Part("role", where.role).query))
        links += [
            (_("Step %(number)s, %(name)s") % {"number": number, "name": name}, Place(where.axis, step=number).query)
            for number, name in names.steps(where.axis)
        ]
    return cell_name(names, where), "", links


def cell_name(names: Names, where: Place) -> str:
    """What a cell is called: "IC2, Execution"; "Technology, step 2"."""
    axis = names.axes.get(where.axis, where.axis)
    if where.step is not None:
        return _("%(axis)s, step %(number)s") % {"axis": axis, "number": where.step}
    whom = where.role or where.level or _("Everybody")
    if where.level:
        whom = _("All roles of %(level)s") % {"level": where.level}
    if where.layer:
        whom = f"{where.layer}, {where.role}"
    return f"{whom}, {axis}"


def _places(names: Names) -> list[tuple[str, str]]:
    """Every cell of a role, and every step: where an example may be put."""
    cells = [Place(axis, role=role) for role in names.roles for axis in names.axes]
    cells += [Place(axis, step=number) for axis, number, _name in names.all_steps()]
    return [(one.query, cell_name(names, one)) for one in cells]


def _places_beside(names: Names, sheet: CellSheet) -> list[tuple[str, str]]:
    """The other cells and the steps of its axis, and the other cells of its role: where all its examples may be put."""
    cell = sheet.place
    cells = [Place(cell.axis, role=role) for role in names.roles]
    cells += [Place(cell.axis, step=number) for number in sorted(int(number) for number in sheet.steps)]
    if cell.role:
        cells += [Place(axis, role=cell.role) for axis in names.axes if axis != cell.axis]
    return [(one.query, cell_name(names, one)) for one in cells if one != cell]
