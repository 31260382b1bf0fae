"""The page of the check for one reader, of the lines that they may read: counts by group, and the board of a level."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.components import step
from accounts.models import Person
from calibration.across.comparing import Far, Rated, counts, far
from calibration.models import BoardLine
from frameworks.models import ScalePoint
from reviews.assessments.sheet import titles
from reviews.models import Cycle, Group, RosterEntry


@dataclass(frozen=True)
class One:
    """One person on the boards, without a name."""

    group: UUID
    subject: UUID
    rank: int
    code: str
    scale: UUID
    point: UUID | None

    @property
    def rated(self) -> Rated:
        return Rated(self.group, self.scale, self.point)


@dataclass
class Table:
    """The counts of one scale, by its name, as components/table_numbers.html takes them; and where a group is far, in
    words."""

    scale: str
    columns: list[str]
    rows: list[dict[str, Any]]
    foot: dict[str, Any] | None
    far: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Seat:
    """One person on the board of a level."""

    name: str
    role: str
    group: str
    point: Any
    href: str = ""


@dataclass(frozen=True)
class Level:
    """One level, of all groups together."""

    rank: int
    name: str
    people: list[One]


COLUMNS = ("group_id", "subject_id", "rank", "level__code", "version__scale_id", "overall_id")


class Boards:
    """The boards of a cycle as the reader may read them; read once for a page."""

    def __init__(self, cycle: Cycle, reader: Person) -> None:
        self.reader = reader
        self.lines = BoardLine.objects.visible_to(reader).filter(group__cycle=cycle)
        self.people = [One(*row) for row in self.lines.values_list(*COLUMNS)]
        there = {one.group for one in self.people}
        self.groups = dict(Group.objects.filter(pk__in=there).order_by("name").values_list("pk", "name"))
        self.places: dict[Hashable, int] = {group: place for place, group in enumerate(self.groups)}
        scales = {one.scale for one in self.people}
        points = ScalePoint.objects.filter(scale__in=scales).select_related("scale").order_by("order", "word")
        self.points: dict[Hashable, dict[Hashable, ScalePoint]] = {}
        for point in points:
            self.points.setdefault(point.scale_id, {})[point.pk] = point
        ranks: dict[int, list[One]] = {}
        for one in self.people:
            ranks.setdefault(one.rank, []).append(one)
        self.levels = [
            Level(rank, ", ".join(sorted({one.code for one in people})), people)
            for rank, people in sorted(ranks.items())
        ]

    def level(self, rank: str | None) -> Level | None:
        """The level of that rank as a page's address says it; None for all of them."""
        return next((one for one in self.levels if str(one.rank) == rank), None)

    def after(self, level: Level | None) -> Level | None:
        """The next one up; from all of them the lowest."""
        place = self.levels.index(level) + 1 if level else 0
        return self.levels[place] if place < len(self.levels) else None

    def tables(self, people: Iterable[One]) -> list[Table]:
        """The counts by group and rating, a table a scale."""
        found = counts(one.rated for one in people)
        ordered = sorted(found, key=lambda scale: min(self._place(group) for group in found[scale]))
        return [self._table(self.points.get(scale, {}), found[scale]) for scale in ordered]

    def _table(self, points: Mapping[Hashable, ScalePoint], groups: dict[Hashable, Counter]) -> Table:
        keys: list[Any] = list(points)
        if any(None in held for held in groups.values()):
            keys.append(None)
        ordered = sorted(groups, key=self._place)
        rows = [{"name": self.groups[group], "cells": [groups[group][key] for key in keys]} for group in ordered]
        words = [points[key].word if key else _("Not rated") for key in keys]
        total = {
            "name": _("All"),
            "cells": [sum(column) for column in zip(*(row["cells"] for row in rows), strict=True)],
        }
        sentences = [self._said(one, points) for one in far({group: groups[group] for group in ordered}, list(points))]
        scale = next(iter(points.values())).scale.name if points else ""
        return Table(scale, [_("Group"), *words], rows, total if len(rows) > 1 else None, sentences)

    def _place(self, group: Hashable) -> int:
        return self.places[group]

    def _said(self, one: Far, points: Mapping[Hashable, ScalePoint]) -> str:
        said = {
            "group": self.groups[one.group],  # type: ignore[index]
            "rating": points[one.point].word,
            "here": one.here,
            "of": one.of,
            "there": one.there,
            "of_others": one.of_others,
        }
        if one.is_more:
            sentence = _(
                "%(group)s: “%(rating)s” more often, %(here)s of %(of)s, in the others %(there)s of %(of_others)s."
            )
        else:
            sentence = _(
                "%(group)s: “%(rating)s” less often, %(here)s of %(of)s, in the others %(there)s of %(of_others)s."
            )
        return sentence % said

    def line(self, cycle: Cycle, here: Level | None) -> list[dict[str, Any]]:
        """The levels, lowest first, as components/line.html takes them; where a group is far, the note says so."""
        at = reverse("cycle_check", args=[cycle.pk])
        whole = step(_("All levels"), "here" if here is None else "next", _people(self.people), at)
        return [whole, *(self._step(one, here, at) for one in self.levels)]

    def _step(self, level: Level, here: Level | None, at: str) -> dict[str, Any]:
        note = _people(level.people)
        if any(table.far for table in self.tables(level.people)):
            note = _("%(people)s; a group stands apart") % {"people": note}
        return step(level.name, "here" if level is here else "next", note, f"{at}?level={level.rank}")

    def board(self, level: Level) -> list[Seat]:
        """Everybody of one level, by rating, then by group and name."""
        lines = self.lines.filter(rank=level.rank).select_related("subject", "role", "overall")
        rows = list(lines.order_by(F("overall__order").asc(nulls_last=True), "group__name", "subject__name"))
        roles = titles(rows)  # type: ignore[arg-type]
        readable = RosterEntry.objects.readable_by(self.reader).filter(group__in=list(self.groups))
        reads = set(readable.values_list("group_id", "subject_id"))
        return [
            Seat(
                row.subject.name,
                roles.get((row.version_id, row.role_id), (row.role.code, 0))[0],
                self.groups[row.group_id],
                row.overall,
                reverse("group_subject", args=[row.group_id, row.subject_id])
                if (row.group_id, row.subject_id) in reads
                else "",
            )
            for row in rows
        ]


def _people(people: list[One]) -> str:
    groups = len({one.group for one in people})
    said = ngettext("%(count)d person", "%(count)d people", len(people)) % {"count": len(people)}
    of = ngettext("in %(count)d group", "in %(count)d groups", groups) % {"count": groups}
    return f"{said} {of}"
