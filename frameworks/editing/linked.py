"""The sheets of roles, tracks and axes: their texts, and the other parts that they name by code."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from frameworks.asked import full_name
from frameworks.editing import fields
from frameworks.editing.fields import Kind, Unfit, one_of
from frameworks.editing.sheets import RowSheet
from frameworks.format.document import Role
from frameworks.models import AxisGroup, Version, VersionAxis, VersionLevel, VersionRole, VersionTrack

MOST_NAMED = 30  # codes, in a sentence
NONE = "none"  # written where it is said that there is none, which is more than saying nothing


def some_of(known: Mapping[str, str], least: int = 0, may_be_none: bool = False) -> Kind:
    """Codes of parts that the version has (`known`: what each is called), with spaces between; None where nothing is
    said, [] where "none" is."""
    says_none = may_be_none and NONE not in known
    there_are = " " + _("There are: %(known)s") % {"known": ", ".join(known)} if len(known) <= MOST_NAMED else ""

    def taken(text: str) -> list[str] | None:
        found = fields.SOME_CODES.take(text)
        if says_none and found == [NONE]:
            return []
        if says_none and NONE in found:
            raise Unfit(_("Here it says that there is none, and some are chosen. Choose one of the two."))
        if unknown := [code for code in found if code not in known]:
            said = _("%(codes)s is not in this version.") % {"codes": ", ".join(unknown)}
            raise Unfit(f"{said}{there_are}")
        if len(found) < least:
            raise Unfit(_("This cannot be empty.") + there_are)
        return found or None

    def shown(value: list[str] | None) -> str:
        return "" if value is None else " ".join(value) or (NONE if may_be_none else "")

    return Kind(shown, taken, "codes", (NONE, *known) if says_none else tuple(known), known)


def codes_of(version: Version, model: Any, key: str, *order: str) -> dict[str, Any]:
    """The rows of a version by the codes of their identities."""
    rows = model._default_manager.filter(version=version).select_related(key.rpartition("__")[0])
    return {getattr(row, key.partition("__")[0]).code: row for row in rows.order_by(*(order or ["order"]))}


def called(rows: Mapping[str, Any]) -> dict[str, str]:
    """The names of these rows by their codes."""
    return {code: row.name for code, row in rows.items()}


def _role_called(row: VersionRole) -> str:
    return full_name(Role(code=row.role.code, level="", tracks=(), title=row.title))


class LinkedSheet(RowSheet):
    """Columns of one row, and what it names: `linked` gives the codes that it names now, by field."""

    def __init__(
        self, row: Any, columns: Mapping[str, Kind], names: Mapping[str, Kind], linked: Mapping[str, Any]
    ) -> None:
        super().__init__(row, {**columns, **names})
        self.columns, self.names, self.linked = columns, names, linked

    def texts(self) -> dict[str, str]:
        """What is stored, by field."""
        said = {name: kind.show(getattr(self.row, name)) for name, kind in self.columns.items()}
        return said | {name: kind.show(self.linked[name]) for name, kind in self.names.items()}

    def write(self, changes: Mapping[str, Any]) -> None:
        """Writes these values."""
        if columns := {name: value for name, value in changes.items() if name in self.columns}:
            super().write(columns)
        for name in self.names:
            if name in changes:
                self.link(name, changes[name])

    def link(self, name: str, value: Any) -> None:
        """Writes what is named in one field."""
        raise NotImplementedError


def _linked(through: Any, code: str, **here: Any) -> list[str]:
    """The codes of one side of a many-to-many table, in the order in which they were written."""
    return list(through.objects.filter(**here).order_by("pk").values_list(code, flat=True))


def _put(related: Any, rows: list[Any]) -> None:
    """These and no others, in this order."""
    related.clear()
    for row in rows:
        related.add(row)


class RoleSheet(LinkedSheet):
    """A role: its level, its tracks, the ways on from it, and what stands level with it."""

    def __init__(self, version: Version, row: VersionRole, columns: Mapping[str, Kind]) -> None:
        self.levels = codes_of(version, VersionLevel, "level__code", "rank", "order")
        self.tracks = codes_of(version, VersionTrack, "track__code")
        self.roles = codes_of(version, VersionRole, "role__code", "version_level__rank", "order")
        others = {code: _role_called(one) for code, one in self.roles.items() if one.pk != row.pk}
        names = {
            "level": one_of(*self.levels),
            "tracks": some_of(called(self.tracks), least=1),
            "next": some_of(others, may_be_none=True),
            "equals": some_of(others, may_be_none=True),
        }
        level_of = {one.pk: code for code, one in self.levels.items()}
        linked = {
            "level": level_of[row.version_level_id],
            "tracks": _linked(VersionRole.tracks.through, "versiontrack__track__code", versionrole=row),
            "next": _linked(VersionRole.next.through, "to_versionrole__role__code", from_versionrole=row)
            if row.names_next
            else None,
            "equals": row.equals,
        }
        super().__init__(row, columns, names, linked)

    def link(self, name: str, value: Any) -> None:
        """Writes what is named in one field."""
        if name == "level":
            self.row.version_level = self.levels[value]
            self.row.save(update_fields=["version_level"])
        elif name == "tracks":
            _put(self.row.tracks, [self.tracks[code] for code in value])
        elif name == "equals":
            self.row.equals = value
            self.row.save(update_fields=["equals"])
        else:
            self.row.names_next = value is not None
            self.row.save(update_fields=["names_next"])
            _put(self.row.next, [self.roles[code] for code in value or ()])


class TrackSheet(LinkedSheet):
    """A track: the axes that it uses; all where none are named."""

    def __init__(self, version: Version, row: VersionTrack, columns: Mapping[str, Kind]) -> None:
        self.axes = codes_of(version, VersionAxis, "axis__code")
        named = (
            _linked(VersionTrack.axes.through, "versionaxis__axis__code", versiontrack=row) if row.names_axes else None
        )
        super().__init__(row, columns, {"axes": some_of(called(self.axes))}, {"axes": named})

    def link(self, name: str, value: Any) -> None:
        """Writes which axes it uses."""
        self.row.names_axes = value is not None
        self.row.save(update_fields=["names_axes"])
        _put(self.row.axes, [self.axes[code] for code in value or ()])


class AxisSheet(LinkedSheet):
    """An axis: the heading that it stands under, and the axis whose place it takes."""

    def __init__(self, version: Version, row: VersionAxis, columns: Mapping[str, Kind]) -> None:
        others = VersionAxis.objects.filter(version=version).exclude(pk=row.pk).order_by("order")
        self.groups = {one.code: one for one in AxisGroup.objects.filter(version=version).order_by("order")}
        names = {"replaces": one_of("", *others.values_list("axis__code", flat=True))}
        if self.groups:
            names["group"] = one_of("", *self.groups)
        code_of = {one.pk: code for code, one in self.groups.items()}
        super().__init__(row, columns, names, {"replaces": row.replaces, "group": code_of.get(row.group_id, "")})

    def link(self, name: str, value: Any) -> None:
        """Writes what is named in one field."""
        setattr(self.row, name, self.groups.get(value) if name == "group" else value)
        self.row.save(update_fields=[name])
