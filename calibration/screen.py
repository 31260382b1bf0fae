"""What a screen shows, gathered for one viewer (a person or a room display) through what that viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.addresses import addresses
from accounts.written_once import WrittenOnce
from calibration.consent import listed
from calibration.models import Attendance, Device, Meeting, RatingChange, Round, Stop, Turn, Visit
from calibration.models.stops import AboutStops, about_stops, changes_about
from calibration.models.turns import rounds
from calibration.record.reach import reads_why
from calibration.standing import NOTHING, Ratings, of_stops
from frameworks import reading
from frameworks.models import ScalePoint, Version
from promotions.models import Pitch
from reviews.models import Assessment, Deputyship, Exclusion, Part, Participant, RosterEntry

ROOMY = 16  # people on the room's board, of whom it still says to which role they are pitched
BESIDE = 13  # people beside whoever is pitched, whose ratings it still says in words


@dataclass
class AxisLine:
    """One axis of a person: its name, what stands, and what the assessor had given where it differs; or why it does
    not apply to the person's work."""

    axis_id: UUID
    name: str
    point: Any = None
    was: Any = None
    without: str = ""


@dataclass
class Row:
    """One person on a board."""

    name: str
    role: str = ""
    point: Any = None
    was: Any = None
    pitched_to: str = ""
    speaker: str = ""
    axes: list[AxisLine] = field(default_factory=list)
    state: str = ""
    href: str = ""
    listed: bool = False


@dataclass
class Face:
    """One person's turn: everything that stands on the screen about them."""

    stop: Stop
    name: str
    role: str
    title: str
    speaker: str
    is_here: bool = True  # whether whoever assesses is in the room
    stands_in: str = ""  # … and who is in their place, where they are not
    overall: Any = None
    overall_was: Any = None
    axes: list[AxisLine] = field(default_factory=list)
    statement: str = ""
    pitched_to: str = ""
    pitch: str = ""
    line: str = ""
    since: datetime | None = None
    changes: list[RatingChange] = field(default_factory=list)
    reads_why: bool = True  # once the meeting is over few read who proposed a change and why
    contributed: bool = False  # whether somebody was asked for an input; what it says, its readers open beside

    @property
    def speaks(self) -> str:
        """Who speaks for the person, in a sentence, where nobody was given the floor."""
        said = {"name": self.speaker, "deputy": self.stands_in}
        if self.is_here:
            return _("%(name)s speaks.") % said
        if self.stands_in:
            return _("%(deputy)s speaks, who stands in for %(name)s.") % said
        return _("%(name)s is not here, and nobody stands in.") % said

    @property
    def is_cohort(self) -> bool:
        return self.stop.kind == Stop.Kind.COHORT

    @property
    def room_for(self) -> int:
        """How many characters of the statement or pitch the room's screen has at most; people's pages have them all."""
        most = 700 if self.is_cohort else 1000
        return 560 if self.line else most

    @property
    def statement_size(self) -> str:
        """How large the statement may stand on the room's screen, where the one line needs its room as well."""
        return size(self.statement + " " * 200 if self.line else self.statement)

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
    left_out: int = 0
    listed: list[Turn] = field(default_factory=list)  # taken together unless somebody pulls one out
    taken: list[Turn] = field(default_factory=list)  # … and those that were

    @property
    def said(self) -> str:
        """What the screen shows, in one sentence: read out to who does not see it, each time it is another."""
        if self.face:
            return " ".join(filter(None, [self._spoken_of(self.face), self.face.line]))
        if self.shows == "board" and self.round:
            people = ngettext("%(name)s: %(number)s person.", "%(name)s: %(number)s people.", len(self.rows))
            return people % {"name": self.round.name, "number": len(self.rows)}
        sentences = {
            "blank": _("This turn is not for you."),
            "paused": _("The meeting is paused."),
            "locked": _("The meeting is over."),
            "prepared": _("The meeting has not started yet."),
        }
        return sentences.get(self.shows, _("Nothing is shown at the moment."))

    def _spoken_of(self, face: Face) -> str:
        about = {"name": face.name, "role": face.role, "to": face.pitched_to, "rating": face.overall or _("not rated")}
        if face.is_cohort:
            return _("Cohort check: %(name)s, beside those of %(to)s.") % about
        return _("%(name)s, %(role)s: %(rating)s.") % about

    @property
    def density(self) -> str:
        """How a board stands on the room's screen, by the number of people on it."""
        return "roomy" if len(self.rows) <= ROOMY else "middle" if len(self.rows) <= 36 else "dense"

    @property
    def beside(self) -> str:
        """The same of those beside a person who is pitched."""
        return "side" if len(self.rows) <= BESIDE else "crowd"

    @property
    def legend(self) -> list[Any]:
        """The points that stand on the board, lowest first."""
        return sorted({row.point.pk: row.point for row in self.rows if row.point}.values(), key=lambda p: p.order)

    @property
    def columns(self) -> list[AxisLine]:
        """The axes that a board's table has as its columns."""
        return self.rows[0].axes if self.rows and len({tuple(a.name for a in r.axes) for r in self.rows}) == 1 else []


def screen_of(meeting: Meeting, viewer: Visit | Device, off: Collection[UUID] | None = None) -> Screen:
    """What the meeting shows now, for this viewer: blank where it is the viewer's own stop or one stepped out of.
    `off`: who is kept off the list of a round, where the caller has read it."""
    if meeting.state != Meeting.State.RUNNING:
        return Screen(meeting, str(meeting.state))
    if meeting.showing == Meeting.Showing.STOP and meeting.stop_id:
        return stop_screen(meeting, viewer, meeting.stop_id)
    if meeting.showing == Meeting.Showing.BOARD and meeting.round:
        return board_screen(meeting, viewer, meeting.round, off)
    return Screen(meeting, "nothing")


def stop_screen(meeting: Meeting, viewer: Visit | Device, stop: UUID) -> Screen:
    """One stop for this viewer; blank where they may not see it."""
    seen = Stop.objects.visible_to(viewer).filter(pk=stop).select_related("subject", "round").first()
    if seen is None:
        return Screen(meeting, "blank")
    beside: list[Turn] = []
    if seen.kind == Stop.Kind.COHORT:
        cohort = Stop.objects.filter(meeting=meeting, kind=Stop.Kind.DISCUSS, rank=seen.rank)
        beside = cohort.visible_to(viewer).turns()
    about = _About([seen, *beside])
    face = _face(seen, about, meeting)
    if isinstance(viewer, Visit):
        face.reads_why = reads_why(viewer, seen.subject_id)
    screen = Screen(meeting, "stop", round=seen.round, face=face, rows=[about.row(turn) for turn in beside])
    if seen.state != Stop.State.OPEN:
        _take_up(screen, Stop.objects.filter(pk=seen.pk).turns())
    return screen


def board_screen(meeting: Meeting, viewer: Visit | Device, round: Round, off: Collection[UUID] | None = None) -> Screen:
    """Everyone of a round whom this viewer may see, in the order of the agenda."""
    seen = viewer.counted if viewer.sees_board(round) else []
    turns = [turn for turn in seen if round.has_on_board(turn)]
    if isinstance(viewer, Device):
        left_out = Stop.objects.filter(round.board()).count() - len(turns)
        rows = _on_the_wall(turns) if turns else []
        screen = Screen(meeting, "board", round=round, rows=rows, left_out=left_out)
    else:
        screen = Screen(meeting, "board", round=round, rows=rows_of(turns))
    _take_up(screen, turns, off)
    return screen


def rows_of(turns: Sequence[Turn]) -> list[Row]:
    """Turns of one meeting that were read as their viewer sees them, as rows in their order."""
    about = _About(turns) if turns else None
    return [about.row(turn) for turn in turns] if about else []


def _take_up(screen: Screen, turns: list[Turn], off: Collection[UUID] | None = None) -> None:
    """Says of these turns, which the viewer sees, which are taken together and which were."""
    if screen.meeting.state == Meeting.State.LOCKED:
        return
    ours = [turn for turn in turns if screen.round and turn.round_id == screen.round.pk]
    standing = {turn.subject_id: row.point.standing for turn, row in zip(turns, screen.rows, strict=False) if row.point}
    screen.listed = listed(screen.meeting, ours, None if screen.face else standing, off)
    screen.taken = [turn for turn in ours if turn.together]
    together = {turn.pk for turn in screen.listed}
    for turn, row in zip(turns, screen.rows, strict=False):
        row.listed = turn.pk in together and not screen.face


def rounds_line(meeting: Meeting, viewer: Visit | Device) -> list[dict[str, Any]]:
    """The rounds on the line, as far as the viewer may know of them: how many turns each has had, and where we are.

    Without a round that has no other turns than those the viewer is kept from: its name alone would tell somebody that
    they are pitched.
    """
    here = meeting.round.number if meeting.round else 0
    items = []
    for one in rounds(viewer.counted):
        state = "here" if one.number == here else "done" if one.had == one.turns else "next"
        note = _("%(had)s of %(turns)s") % {"had": one.had, "turns": one.turns} if state == "here" or one.had else ""
        items.append({"label": one.name, "state": state, "note": "" if state == "done" else note, "number": one.number})
    return items


# -- the pieces ------------------------------------------------------------------------------------


ON_ROSTER = ("subject_id", "role__code", "assessor__name", "role_id", "version_id", "version__digest", "assessor_id")
ASKED = Participant.objects.filter(group=OuterRef("group"), about=OuterRef("subject"), part=Part.CONTRIBUTOR)
IN_THE_ROOM = Attendance.objects.filter(
    meeting__group=OuterRef("group"), person=OuterRef("assessor"), until_at__isnull=True
)
STEPPED_OUT = Exclusion.objects.filter(
    group=OuterRef("group"), subject=OuterRef("subject"), person=OuterRef("assessor")
)
ROSTERS = WrittenOnce(
    lambda group, of: (
        RosterEntry.objects.filter(group=group, subject__id__in=of)
        .annotate(contributed=Exists(ASKED), is_here=Exists(IN_THE_ROOM) & ~Exists(STEPPED_OUT))
        .order_by()
        .values_list(*ON_ROSTER, "contributed", "is_here")
    )
)
PITCHES = AboutStops(Pitch, "subject_id", "target__code", "summary")


class _Entry(NamedTuple):
    """What the roster says of a person."""

    role: str
    speaker: str
    role_id: UUID
    version_id: UUID
    digest: str
    assessor_id: UUID
    contributed: bool
    is_here: bool


class _About:
    """What is asked about stops of one meeting, each in one query. They were read as this viewer sees them: that is
    the door to everything here (`about_stops`), and it is not nested into each query again. Names of axes and points
    of scales are the published version's, which the process remembers."""

    def __init__(self, stops: Sequence[Stop | Turn]) -> None:
        subjects = list({stop.subject_id: None for stop in stops})
        self.entries = {row[0]: _Entry(*row[1:]) for row in ROSTERS(stops[0].group_id, subjects)}
        versions = {entry.version_id: entry.digest for entry in self.entries.values()}
        self.names = {pk: reading.names(Version(pk=pk, digest=digest)) for pk, digest in versions.items()}
        self.standings = of_stops(stops)
        self.points = _points(self.standings)
        self.pitches = _pitches(stops)
        self.address = addresses("meeting_stop", stops[0].group_id)

    def row(self, turn: Turn) -> Row:
        """One person on a board."""
        entry, stands = self.entries[turn.subject_id], self.standings.get(turn.subject_id, NOTHING)
        return Row(
            turn.name,
            entry.role,
            self.points.get(stands.overall),
            self.points.get(stands.overall_was),
            self.pitches.get(turn.subject_id, ("", ""))[0],
            entry.speaker,
            self.axes(turn),
            turn.state,
            self.address(turn.pk),
        )

    def axes(self, stop: Stop | Turn) -> list[AxisLine]:
        """The axes of a person with what stands there."""
        stands, against, points = self.standings.get(stop.subject_id, NOTHING), stop.against, self.points
        return [
            AxisLine(
                axis,
                name,
                points.get(stands.points.get((axis, against))),
                points.get(stands.was.get((axis, against))),
                stands.without.get((axis, against), ""),
            )
            for axis, name in self.names[self.entries[stop.subject_id].version_id].axes.items()
        ]


def _points(standings: Mapping[UUID, Ratings]) -> dict[Any, ScalePoint]:
    """The points of scales that standings name, by id."""
    return reading.points(point for one in standings.values() for point in (*one.points.values(), *one.was.values()))


def _pitches(stops: Sequence[Stop | Turn]) -> dict[UUID, tuple[str, str]]:
    """To which role people are pitched, and with what words."""
    return {subject: (target, summary) for subject, target, summary in PITCHES(stops)}


def _on_the_wall(turns: list[Turn]) -> list[Row]:
    """The people of a board as the room's screen shows them: as a whole, and pitched to what while there is room."""
    standings = of_stops(turns, whole=True)
    points = _points(standings)
    pitches = _pitches(turns) if len(turns) <= ROOMY else {}
    return [
        Row(
            turn.name,
            point=points.get(standings.get(turn.subject_id, NOTHING).overall),
            pitched_to=pitches.get(turn.subject_id, ("", ""))[0],
        )
        for turn in turns
    ]


def under_the_person(line: str, circling: bool) -> str:
    """The one line, and the question of a room that goes round in circles."""
    asked = _("What would we have to know to give another rating?") if circling else ""
    return " ".join(filter(None, [line, asked]))


def _who_stands_in(stop: Stop, assessor: UUID) -> str:
    """Whoever is in the room as the assessor's deputy and has a part in the turn; empty for nobody."""
    deputies = Deputyship.objects.now().filter(group=stop.group_id, person=assessor).exclude(deputy=stop.subject_id)
    away = Exclusion.objects.filter(group=stop.group_id, subject=stop.subject_id)
    here = Attendance.objects.filter(meeting=stop.meeting_id, until_at__isnull=True)
    there = here.filter(person__in=deputies.values("deputy")).exclude(person__in=away.values("person"))
    return there.values_list("person__name", flat=True).first() or ""


def _face(stop: Stop, about: _About, meeting: Meeting) -> Face:
    entry, stands = about.entries[stop.subject_id], about.standings.get(stop.subject_id, NOTHING)
    statements = about_stops(Assessment.objects.all(), [stop]).values_list("subject_id", "statement")
    changes = list(changes_about([stop]).select_related("proposer", "before", "after"))
    pitched_to, pitch = about.pitches.get(stop.subject_id, ("", ""))
    return Face(
        stop=stop,
        name=stop.subject.name,
        role=entry.role,
        title=about.names[entry.version_id].titles.get(entry.role_id, ""),
        speaker=entry.speaker,
        is_here=entry.is_here,
        stands_in="" if entry.is_here else _who_stands_in(stop, entry.assessor_id),
        overall=about.points.get(stands.overall),
        overall_was=about.points.get(stands.overall_was),
        axes=about.axes(stop),
        statement=dict(statements).get(stop.subject_id, ""),
        pitched_to=pitched_to,
        pitch=pitch,
        line=under_the_person(meeting.line, meeting.circling) if meeting.stop_id == stop.pk else "",
        since=stop.opened_at,
        changes=changes,
        contributed=entry.contributed,
    )
