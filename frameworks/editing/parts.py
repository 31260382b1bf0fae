"""The sheets of what is no cell: one example in full, a level, an axis, a role, a track, the head and the rule."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from frameworks.editing import fields
from frameworks.editing.cells import where_stands
from frameworks.editing.door import Gone
from frameworks.editing.fields import Kind, Unfit, one_of
from frameworks.editing.linked import AxisSheet, RoleSheet, TrackSheet, called, codes_of, some_of
from frameworks.editing.places import Example, Part
from frameworks.editing.sheets import RowSheet
from frameworks.models import Level, Standing, Version, VersionAxis, VersionLevel, VersionRole, VersionTrack

OF_AN_EXAMPLE: dict[str, Kind] = {
    "text": fields.WORDS,
    "day_one": fields.YES,
    "need": one_of("", "required", "optional"),
    "link": fields.A_LINK,
    "examples": fields.SOME_LINES,
    "measure_name": fields.A_LINE,
    "measure_value": fields.A_LINE,
    "measure_unit": fields.A_LINE,
    "measure_better": one_of("", "higher", "lower", "middle"),
}
OF_A_LEVEL: dict[str, Kind] = {
    "summary": fields.A_TEXT,
    "rank": fields.A_RANK,
    "status": one_of("described", "unfinished", "retired", "appointment"),
    "is_different_role": fields.YES,
    "personal_profile": fields.YES,
    "longest_months": fields.SOME_MONTHS,
    "facts": fields.SOME_FACTS,
    "bands": fields.SOME_BANDS,
    "points_from": fields.A_NUMBER,
    "average_from": fields.SOME_DIGITS,
    "counts": fields.SOME_COUNTS,
    "weights": fields.SOME_WEIGHTS,
}
OF_AN_AXIS: dict[str, Kind] = {"name": fields.A_NAME, "question": fields.A_TEXT}
OF_A_ROLE: dict[str, Kind] = {"title": fields.A_LINE, "summary": fields.A_TEXT, "aliases": fields.SOME_LINES}
OF_A_TRACK: dict[str, Kind] = {"name": fields.A_NAME, "about": fields.A_TEXT, "weights": fields.SOME_WEIGHTS}
OF_THE_HEAD: dict[str, Kind] = {
    "label": fields.A_NAME,
    "title": fields.A_NAME,
    "about": fields.A_TEXT,
    "attribution": fields.A_TEXT,
    "licence": fields.A_LINE,
    "cadence": one_of("quarterly", "half-yearly", "yearly"),
    "cumulative": fields.YES,
    "pitch_open_to_subject": one_of("after", "know", "with"),
    "consistently_months": fields.SOME_MONTHS,
    "terminal_level": fields.A_LINE,  # one of the levels that the version has: HeadSheet says which
}
STANDINGS = one_of("", *Standing.values)
OF_THE_RULE: dict[str, Kind] = {
    "rule_kind": one_of(*Version.RuleKind.values),
    "high_standing": STANDINGS,
    "high_months": fields.SOME_MONTHS,
    "next_standing": STANDINGS,
    "next_months": fields.SOME_MONTHS,
    "next_axes": one_of("", "all", "guidance"),
    "time_at_level_months": fields.SOME_MONTHS,
    "mandatory": fields.SOME_CODES,  # of axes that the version has: `_rule` says which
    "rule_notes": fields.A_TEXT,
}


class HeadSheet(RowSheet):
    """What is said of the framework itself; the level that everybody is to reach is named by its code."""

    def texts(self) -> dict[str, str]:
        """What is stored, by field."""
        return super().texts() | {"terminal_level": self.row.terminal_level.code if self.row.terminal_level else ""}

    def kind(self, name: str) -> Kind | None:
        """The kind of a field; the label is none that another version has, the level one that this version has."""
        kind = super().kind(name)
        if name == "terminal_level":
            levels = VersionLevel.objects.filter(version=self.row).order_by("rank", "order")
            return one_of("", *levels.values_list("level__code", flat=True))
        return replace(kind, take=self._label) if kind and name == "label" else kind

    def _label(self, text: str) -> str:
        label: str = fields.A_NAME.take(text)
        others = Version.objects.filter(framework=self.row.framework_id, label=label).exclude(pk=self.row.pk)
        if others.exists():
            raise Unfit(_("There is a version %(label)s already. Give this one another name.") % {"label": label})
        return label

    def write(self, changes: Mapping[str, Any]) -> None:
        """Writes these values. Raises Gone where the version has no level of that code."""
        changes = dict(changes)
        if code := changes.get("terminal_level"):
            levels = VersionLevel.objects.filter(version=self.row, level__code=code)
            changes["terminal_level"] = Level.objects.filter(pk__in=levels.values("level")).first()
            if changes["terminal_level"] is None:
                raise Gone(_("The level %(code)s is not in this version any more.") % {"code": code})
        elif "terminal_level" in changes:
            changes["terminal_level"] = None
        super().write(changes)


def _rule(version: Version) -> RowSheet:
    axes = some_of(called(codes_of(version, VersionAxis, "axis__code")))
    return RowSheet(version, OF_THE_RULE | {"mandatory": replace(axes, take=lambda text: axes.take(text) or [])})


def example_sheet(version: Version, where: Example) -> RowSheet:
    """One example, wherever it stands. Raises Gone where it stands nowhere."""
    row = where_stands(version, where.identity)
    if row is None:
        raise Gone(_("This example is not in this version any more."))
    return RowSheet(row, OF_AN_EXAMPLE)


def part_sheet(version: Version, where: Part) -> RowSheet:
    """A level, an axis, a role, a track, the head or the rule. Raises Gone."""
    if where.kind == "head":
        return HeadSheet(Version.objects.select_related("terminal_level").get(pk=version.pk), OF_THE_HEAD)
    if where.kind == "rule":
        return _rule(version)
    rows: dict[str, tuple[Any, str, dict[str, Kind], str]] = {
        "level": (
            VersionLevel,
            "level__code",
            OF_A_LEVEL,
            _("The level %(code)s is not in this version any more."),
        ),
        "axis": (VersionAxis, "axis__code", OF_AN_AXIS, _("The axis %(code)s is not in this version any more.")),
        "role": (VersionRole, "role__code", OF_A_ROLE, _("The role %(code)s is not in this version any more.")),
        "track": (VersionTrack, "track__code", OF_A_TRACK, _("The track %(code)s is not in this version any more.")),
    }
    model, key, kinds, sentence = rows[where.kind]
    row = model._default_manager.filter(version=version, **{key: where.code}).first()
    if row is None:
        raise Gone(sentence % {"code": where.code})
    if where.kind == "level":
        return RowSheet(row, kinds)
    return {"role": RoleSheet, "track": TrackSheet, "axis": AxisSheet}[where.kind](version, row, kinds)
