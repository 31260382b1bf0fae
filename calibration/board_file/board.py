"""The board of a group as whoever takes it out may read it: what stands for each person, and the scale of each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from calibration.board_file import columns
from calibration.models import Attendance, RatingChange, Stop
from calibration.standing import NOTHING, Ratings, standings
from frameworks.models import ScalePoint, VersionAxis
from reviews.assessments.sheet import titles
from reviews.cycles.setting_up import runs
from reviews.models import Assessment, Group, Part, Participant, RosterEntry
from reviews.models.cycles import READING


def may_take_out(group: Group, by: Person) -> bool:
    """The group's observer, of People Ops for everyone in it, while the group reads; never who is reviewed in it."""
    parts = Participant.objects.now().filter(group=group, person=by)
    held = set(parts.values_list("part", flat=True))
    observes = Part.OBSERVER in held and Part.SUBJECT not in held and group.state in READING
    return observes and runs(group, by)


@dataclass(frozen=True)
class Seat:
    """One person of the board, with all that a change of their ratings asks: axes and points by their words."""

    entry: RosterEntry
    line: columns.Line
    standing: Ratings
    axes: dict[str, UUID]  # name → axis
    points: dict[str, ScalePoint]  # word, in small letters → point


@dataclass(frozen=True)
class Board:
    """Everybody whose matters the viewer may read, lowest level first, and the names of all axes in their order."""

    group: Group
    seats: list[Seat]
    axes: list[str]

    @property
    def lines(self) -> list[columns.Line]:
        """What stands in the file."""
        return [seat.line for seat in self.seats]

    @property
    def stamp(self) -> str:
        """Of which group and state a file of this board is."""
        return columns.stamp(self.group.pk, self.lines)


def board_of(group: Group, viewer: Person) -> Board:
    """The board as it stands. Raises NotAllowed; Conflict where ratings were changed in a meeting that the viewer has
    not been in, whose changes they do not read. A constant number of queries."""
    if not may_take_out(group, viewer):
        raise NotAllowed("take_out")
    stops = Stop.objects.filter(group=group)
    came = Attendance.objects.filter(meeting__group=group, person=viewer)
    if stops.filter(touched__gt=0).exists() and not came.exists():
        raise Conflict(_("Ratings were changed in the meeting. Come to it first: who was there reads its changes."))
    readable = RosterEntry.objects.readable_by(viewer).filter(group=group, treatment=RosterEntry.Treatment.ASSESS)
    entries = list(readable.select_related("subject", "assessor", "version", "role"))
    axes, points = _scales(entries)
    written = Assessment.objects.visible_to(viewer).handed_in().filter(group=group)
    written = written.select_related("overall").prefetch_related("axis_ratings__point")
    assessments = {one.subject_id: one for one in written}
    changes = RatingChange.objects.visible_to(viewer).filter(group=group).select_related("after").order_by("version")
    stands = standings(assessments.values(), changes)
    named = titles(entries)
    ordered = sorted(entries, key=lambda one: (named.get((one.version_id, one.role_id), ("", 0))[1], one.subject.name))
    seats = [
        _seat(
            one,
            named.get((one.version_id, one.role_id), (one.role.code, 0))[0],
            assessments.get(one.subject_id),
            stands.get(one.subject_id, NOTHING),
            axes[one.version_id],
            points[one.version.scale_id],
        )
        for one in ordered
    ]
    names = dict.fromkeys(name for one in ordered for name in axes[one.version_id])
    return Board(group, seats, list(names))


def _scales(entries: list[RosterEntry]) -> tuple[dict[Any, dict[str, UUID]], dict[Any, dict[str, ScalePoint]]]:
    """By version its axes by name, in order; by scale its points by word."""
    axes: dict[Any, dict[str, UUID]] = {one.version_id: {} for one in entries}
    for axis in VersionAxis.objects.filter(version__in=list(axes)).order_by("order"):
        axes[axis.version_id][" ".join(axis.name.split())] = axis.axis_id
    points: dict[Any, dict[str, ScalePoint]] = {one.version.scale_id: {} for one in entries}
    for point in ScalePoint.objects.filter(scale__in=list(points)):
        points[point.scale_id][point.word.casefold()] = point
    return axes, points


def _seat(
    entry: RosterEntry,
    role: str,
    assessment: Assessment | None,
    standing: Ratings,
    axes: dict[str, UUID],
    points: dict[str, ScalePoint],
) -> Seat:
    ratings = {columns.OVERALL: standing.overall.word} if standing.overall else {}
    for name, axis in axes.items():
        if point := standing.points.get((axis, "current")):
            ratings[name] = point.word
    line = columns.Line(
        employee_id=entry.subject.employee_id,
        name=entry.subject.name,
        role=role,
        assessor=entry.assessor.name,
        ratings=ratings,
        statement=assessment.statement if assessment else "",
    )
    return Seat(entry, line, standing, axes, points)
