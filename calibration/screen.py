"""What a screen shows, gathered for one viewer (a person or a room display) through what that viewer may see."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.addresses import addresses
from calibration.models import Device, Meeting, RatingChange, Round, Stop
from calibration.models.stops import about_stops, changes_about
from calibration.standing import OVERALL, Key, Standing, by_subject
from frameworks import reading
from frameworks.models import ScalePoint, VersionRole
from promotions.models import Pitch
from reviews.models import Assessment, AxisRating, RosterEntry


@dataclass
class AxisLine:
    """One axis of a person: its name, what stands, and what the assessor had given where it differs."""

    axis_id: UUID
    name: str
    point: Any = None
    was: Any = None


@dataclass
class Row:
    """One person on a board."""

    stop: Stop
    name: str
    role: str
    point: Any = None
    was: Any = None
    pitched_to: str = ""
    speaker: str = ""
    axes: list[AxisLine] = field(default_factory=list)
    state: str = ""
    href: str = ""


@dataclass
class Face:
    """One person's turn: everything that stands on the screen about them."""

    stop: Stop
    name: str
    role: str
    title: str
    speaker: str
    overall: Any = None
    overall_was: Any = None
    axes: list[AxisLine] = field(default_factory=list)
    statement: str = ""
    pitched_to: str = ""
    pitch: str = ""
    line: str = ""
    since: datetime | None = None
    changes: list[RatingChange] = field(default_factory=list)

    @property
    def is_cohort(self) -> bool:
        return self.stop.kind == Stop.Kind.COHORT

    @property
    def room_for(self) -> int:
        """How many characters of the statement the room's screen has room for; people's own pages have them all."""
        return 560 if self.line else 1000

    @property
    def statement_size(self) -> str:
        """How large the statement may stand on the room's screen."""
        return size(self.statement)

    @property
    def pitch_size(self) -> str:
        """The same for the pitch, which shares the screen with the cohort."""
        return size(self.pitch * 2)


def size(text: str) -> str:
    """ "short" up to 260 characters, "middle" up to 560, else "long": so that it fits the room's screen."""
    return "short" if len(text) <= 260 else "middle" if len(text) <= 560 else "long"


@dataclass
class Screen:
    """One face of a meeting: a person, a board, or a state in which nobody is spoken of."""

    meeting: Meeting
    shows: str  # stop, board, nothing, blank, prepared, paused or locked
    round: Round | None = None
    face: Face | None = None
    rows: list[Row] = field(default_factory=list)
    line: list[dict[str, Any]] = field(default_factory=list)
    left_out: int = 0
    turns: list[Stop] | None = None  # of the round on a board, as far as the viewer sees them

    @property
    def density(self) -> str:
        """How a board stands on the room's screen, by the number of people on it."""
        return "roomy" if len(self.rows) <= 16 else "middle" if len(self.rows) <= 36 else "dense"

    @property
    def legend(self) -> list[Any]:
        """The points that stand on the board, lowest first."""
        return sorted({row.point.pk: row.point for row in self.rows if row.point}.values(), key=lambda p: p.order)

    @property
    def columns(self) -> list[AxisLine]:
        """The axes that a board's table has as its columns."""
        return self.rows[0].axes if self.rows and len({tuple(a.name for a in r.axes) for r in self.rows}) == 1 else []


def screen_of(meeting: Meeting, viewer: Any) -> Screen:
    """What the meeting shows now, for this viewer: blank where it is the viewer's own stop or one stepped out of."""
    line = rounds_line(meeting, viewer)
    if meeting.state != Meeting.State.RUNNING:
        return Screen(meeting, str(meeting.state), line=line)
    if meeting.showing == Meeting.Showing.STOP and meeting.stop:
        shown = stop_screen(meeting, viewer, meeting.stop)
    elif meeting.showing == Meeting.Showing.BOARD and meeting.round:
        shown = board_screen(meeting, viewer, meeting.round)
    else:
        shown = Screen(meeting, "nothing")
    shown.line = line
    return shown


def stop_screen(meeting: Meeting, viewer: Any, stop: Stop) -> Screen:
    """One stop for this viewer; blank where they may not see it."""
    seen = Stop.objects.visible_to(viewer).filter(pk=stop.pk).select_related("subject", "round").first()
    if seen is None:
        return Screen(meeting, "blank")
    beside: list[Stop] = []
    if seen.kind == Stop.Kind.COHORT:
        cohort = Stop.objects.filter(meeting=meeting, kind=Stop.Kind.DISCUSS, rank=seen.rank)
        beside = list(cohort.visible_to(viewer).select_related("subject"))
    about = _About([seen, *beside])
    return Screen(
        meeting, "stop", round=seen.round, face=_face(seen, about, meeting), rows=[_row(one, about) for one in beside]
    )


def board_screen(meeting: Meeting, viewer: Any, round: Round) -> Screen:
    """Everyone of a round whom this viewer may see, in the order of the agenda."""
    if isinstance(viewer, Device):
        everyone = Stop.objects.filter(round.board())
        stops = turns = list(_named(everyone.visible_to(viewer)))
        left_out = everyone.count() - len(stops)
    else:  # with the turns of its round, which the agenda unfolds: the same door asked once
        both = Stop.objects.filter(round.board() | Q(meeting=meeting, round=round)).visible_to(viewer)
        read = list(_named(both))
        stops, left_out = [stop for stop in read if round.has_on_board(stop)], 0
        turns = [stop for stop in read if stop.round_id == round.pk]
    # the room's board has no column for an axis: it shows where everybody stands as a whole
    about = _About(stops, by_axis=not isinstance(viewer, Device)) if stops else None
    rows = [_row(stop, about) for stop in stops] if about else []
    return Screen(meeting, "board", round=round, rows=rows, left_out=left_out, turns=turns)


def _named(stops: QuerySet[Stop]) -> QuerySet[Stop]:
    """Stops with the names of their subjects, and nothing else of these people."""
    return stops.select_related("subject").only(*(field.name for field in Stop._meta.concrete_fields), "subject__name")


def rounds_line(meeting: Meeting, viewer: Any) -> list[dict[str, Any]]:
    """The rounds on the line, as far as the viewer may know of them: how many turns each has had, and where we are."""
    here = meeting.round.number if meeting.round else 0
    items = []
    for one in meeting.rounds_for(viewer):
        state = "here" if one.number == here else "done" if one.had == one.turns else "next"
        note = _("%(had)s of %(turns)s") % {"had": one.had, "turns": one.turns} if state == "here" or one.had else ""
        items.append({"label": one.name, "state": state, "note": "" if state == "done" else note, "number": one.number})
    return items


# -- the pieces ------------------------------------------------------------------------------------


class _About:
    """What is asked about a set of stops, each in one query. The stops were read through `Stop.visible_to`, by the
    same viewer: that is the door to everything here (`about_stops`), and it is not nested into each query again.
    Names of axes and points of scales are the published version's, which the process remembers."""

    def __init__(self, stops: list[Stop], by_axis: bool = True) -> None:
        entries = RosterEntry.objects.filter(group=stops[0].group_id, subject__in=[stop.subject_id for stop in stops])
        named = entries.select_related("role", "assessor", "version").only(
            "subject", "role__code", "assessor__name", "version__digest"
        )
        self.entries = {entry.subject_id: entry for entry in named}
        self.points: dict[UUID, ScalePoint] = {}
        self.axes: dict[UUID, dict[UUID, str]] = {}
        for pk, version in {entry.version_id: entry.version for entry in self.entries.values()}.items():
            names = reading.names(version)
            self.points |= names.points
            self.axes[pk] = names.axes if by_axis else {}
        given = about_stops(Assessment.objects.all(), stops)
        rows = list(given.values_list("pk", "subject_id", "overall_id", "statement"))
        self.statements = {subject: statement for _pk, subject, _overall, statement in rows}
        self.changes = list(changes_about(stops).select_related("proposer"))
        self._stand(rows, self._ratings([row[0] for row in rows]) if by_axis else [])
        pitches = about_stops(Pitch.objects.all(), stops).values_list("subject_id", "target__code", "summary")
        self.address = addresses("meeting_stop", stops[0].group_id)
        self.pitches = {subject: (target, summary) for subject, target, summary in pitches}

    @staticmethod
    def _ratings(assessments: list[UUID]) -> list[tuple]:
        """The ratings by axis of assessments that were let through."""
        rows = AxisRating.objects.filter(assessment__in=assessments, point__isnull=False)
        return list(rows.values_list("assessment_id", "axis_id", "against", "point_id"))

    def _stand(self, rows: list[tuple], ratings: list[tuple]) -> None:
        changed = {point for one in self.changes for point in (one.before_id, one.after_id)}
        used = {row[2] for row in rows} | {row[3] for row in ratings} | changed
        if unknown := used - self.points.keys() - {None}:
            self.points |= ScalePoint.objects.in_bulk(unknown)
        subject_of = {pk: subject for pk, subject, _overall, _statement in rows}
        given: dict[UUID, dict[Key, Any]] = {
            subject: {OVERALL: self.points[overall]} if overall else {} for _pk, subject, overall, _statement in rows
        }
        for assessment, axis, against, point in ratings:
            given[subject_of[assessment]][axis, against] = self.points[point]
        made: dict[UUID, list[tuple[Key, Any]]] = {}
        for one in self.changes:
            one.after = self.points[one.after_id]
            one.before = self.points[one.before_id] if one.before_id else None
            made.setdefault(one.subject_id, []).append(((one.axis_id, one.against), one.after))
        self.standings = by_subject(given, made)

    def axis_lines(self, stop: Stop) -> list[AxisLine]:
        """The axes of a stop that are rated, or that nobody has rated yet where none is."""
        stands, against = self.standing(stop), stop.against
        return [
            AxisLine(axis, name, stands.points.get((axis, against)), stands.was.get((axis, against)))
            for axis, name in self.axes[self.entries[stop.subject_id].version_id].items()
        ]

    def standing(self, stop: Stop) -> Standing:
        return self.standings.get(stop.subject_id, Standing())

    def pitched_to(self, stop: Stop) -> str:
        return self.pitches.get(stop.subject_id, ("", ""))[0]

    def pitch(self, stop: Stop) -> str:
        return self.pitches.get(stop.subject_id, ("", ""))[1]


def _row(stop: Stop, about: _About) -> Row:
    entry, stands = about.entries[stop.subject_id], about.standing(stop)
    return Row(
        stop=stop,
        name=stop.subject.name,
        role=entry.role.code,
        speaker=entry.assessor.name,
        point=stands.overall,
        was=stands.overall_was,
        pitched_to=about.pitched_to(stop),
        axes=about.axis_lines(stop),
        state=stop.state,
        href=about.address(stop.pk),
    )


def _face(stop: Stop, about: _About, meeting: Meeting) -> Face:
    entry, stands = about.entries[stop.subject_id], about.standing(stop)
    title = VersionRole.objects.filter(version=entry.version_id, role=entry.role_id).values_list("title", flat=True)
    return Face(
        stop=stop,
        name=stop.subject.name,
        role=entry.role.code,
        title=title.first() or "",
        speaker=entry.assessor.name,
        overall=stands.overall,
        overall_was=stands.overall_was,
        axes=about.axis_lines(stop),
        statement=about.statements.get(stop.subject_id, ""),
        pitched_to=about.pitched_to(stop),
        pitch=about.pitch(stop),
        line=meeting.line if meeting.stop_id == stop.pk else "",
        since=stop.opened_at,
        changes=[change for change in about.changes if change.subject_id == stop.subject_id],
    )
