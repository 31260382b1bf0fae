"""The record of a meeting for one reader, from what that reader may know: what the page, the print and the file say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Event, Seal
from accounts.sealing import seal_of
from calibration.counting import bias_counts
from calibration.models import Attendance, ChangesSeen, Meeting, RatingChange, Reopening, Sitting, Stop, Turn, Visit
from calibration.models.reopening import reopenings_of
from calibration.models.stops import changes_about
from calibration.moderating import Moderated, who_moderated
from calibration.record import rules
from calibration.record.reach import read_why_of, turns_of
from calibration.record.spans import Span, gaps, joined
from calibration.screen import AxisLine, Row, rows_of
from reviews.models import Part


@dataclass(frozen=True)
class Step:
    """One change of a rating in the room: side by side what it was and became; why and by whom where it is read."""

    rating: str
    before: Any
    after: Any
    witnessed: bool
    why: str = ""
    proposer: str = ""


@dataclass(frozen=True)
class Standing:
    """One rating before the meeting and after it."""

    rating: str
    before: Any
    after: Any
    without: str = ""

    @property
    def moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Spoken:
    """One turn: whose, in which round, every rating before and after, and each change made in it."""

    turn: Turn
    role: str
    standings: list[Standing]
    steps: list[Step]


@dataclass(frozen=True)
class There:
    """Somebody who was in the room: as what, when, and when they were away from a sitting."""

    name: str
    part: str
    spans: list[Span]
    away: list[Span]
    is_here: bool = False


@dataclass(frozen=True)
class Unwitnessed:
    """A turn in which something happened without the observer, and who took note of it when."""

    turn: Turn
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass
class MeetingRecord:
    """All of it. Every count is of the turns that the reader has a part in."""

    visit: Visit
    switched_off: list[str]
    order: str
    sittings: list[Sitting]
    attendance: list[There]
    moderators: list[Moderated]
    spoken: list[Spoken]
    unwitnessed: list[Unwitnessed]
    recusals: int
    bias_sittings: list[int]
    bias: list[dict[str, Any]]
    told_afterwards: list[tuple[str, str]] = field(default_factory=list)  # managers, and who said so where it was said
    reopenings: list[Reopening] = field(default_factory=list)  # with the reason where the reader reads it
    sealed: Seal | None = None  # the seal of the trail that holds the lock
    reads_why: bool = False
    before_and_after: dict[str, Any] = field(default_factory=dict)

    @property
    def changed(self) -> list[Spoken]:
        """The turns in which a rating was changed."""
        return [one for one in self.spoken if one.steps]

    @property
    def circled(self) -> int:
        """How often the room went round in circles, in all of the turns."""
        return sum(one.turn.circled for one in self.spoken)

    @property
    def had(self) -> int:
        """How many of the turns were had."""
        return sum(one.turn.state != Stop.State.WAITING for one in self.spoken)


def record_of(visit: Visit) -> MeetingRecord:
    """The record as this person may read it, in a number of queries that does not grow with the meeting."""
    meeting = visit.meeting
    turns = turns_of(visit)
    why = read_why_of(visit)
    sittings = list(meeting.sittings.all())
    times = [(one.opened_at, one.closed_at or clock.now()) for one in sittings]
    rows = list(Attendance.objects.filter(meeting=meeting).select_related("person"))
    spoken = _spoken(turns, why)
    subjects = {turn.subject_id for turn in turns}
    bias_sittings, bias = bias_counts(meeting)
    return MeetingRecord(
        visit=visit,
        switched_off=rules.switched_off(meeting.group),
        order=rules.order(meeting),
        sittings=sittings,
        attendance=_attendance(rows, times),
        moderators=who_moderated(meeting, rows),
        spoken=spoken,
        unwitnessed=_unwitnessed(turns),
        recusals=sum(subject in subjects for _person, subject in visit.recused),
        bias_sittings=bias_sittings,
        bias=bias,
        told_afterwards=_told_afterwards(visit, subjects),
        reopenings=_reopenings(visit),
        sealed=_sealed(meeting),
        reads_why=any(step.why for one in spoken for step in one.steps),
        before_and_after=_before_and_after(spoken),
    )


def _reopenings(visit: Visit) -> list[Reopening]:
    """That it was reopened; why, for those who read it."""
    rows = reopenings_of([visit.meeting])
    if rows:
        read = Reopening.objects.visible_to(visit.person).filter(meeting=visit.meeting)
        reasons = dict(read.values_list("pk", "reason"))
        for row in rows:
            row.reason = reasons.get(row.pk, "")
    return rows


def _sealed(meeting: Meeting) -> Seal | None:
    locks = Event.objects.filter(thing=Meeting._meta.label_lower, thing_id=str(meeting.pk), verb="lock")
    last = locks.order_by("-at").first() if meeting.state == Meeting.State.LOCKED else None
    return seal_of(last) if last else None


# -- who was there -----------------------------------------------------------------------------------


def _span(row: Attendance) -> Span:
    return row.from_at, row.until_at or clock.now()


def _attendance(rows: Sequence[Attendance], sittings: Sequence[Span]) -> list[There]:
    """Everyone who was in the room, in the order in which they first came."""
    theirs: dict[UUID, list[Attendance]] = {}
    for row in rows:
        theirs.setdefault(row.person_id, []).append(row)
    found = []
    for own in theirs.values():
        spans = joined(_span(row) for row in own)
        is_here = own[-1].until_at is None
        parts = ", ".join(dict.fromkeys(str(Part(row.part).label) for row in own))
        found.append(There(own[0].person.name, parts, spans, gaps(spans, sittings), is_here))
    return found


# -- what was changed ----------------------------------------------------------------------------------


def _spoken(turns: Sequence[Turn], why: set[UUID]) -> list[Spoken]:
    rows = rows_of(turns)
    changes: dict[tuple[UUID, str], list[RatingChange]] = {}
    if touched := [turn for turn in turns if turn.touched]:
        for change in changes_about(touched).select_related("before", "after", "proposer"):
            changes.setdefault((change.subject_id, change.against), []).append(change)
    return [
        _one(turn, row, changes.get((turn.subject_id, turn.against), []), turn.subject_id in why)
        for turn, row in zip(turns, rows, strict=True)
    ]


def _one(turn: Turn, row: Row, changes: Sequence[RatingChange], why: bool) -> Spoken:
    """One turn. The overall rating is judged at the person's own level, and stands in no cohort check."""
    lines = list(row.axes)
    if turn.kind == Stop.Kind.DISCUSS:
        lines.insert(0, AxisLine(None, _("Overall"), row.point, row.was))  # type: ignore[arg-type]
    names = {line.axis_id: line.name for line in lines}
    first = {change.axis_id: change.before for change in reversed(changes)}
    standings = [
        Standing(line.name, first.get(line.axis_id, line.point), line.point, line.without)
        for line in lines
        if line.point or line.without or line.axis_id in first
    ]
    steps = [
        Step(
            names.get(change.axis_id, ""),
            change.before,
            change.after,
            change.witnessed,
            change.line if why else "",
            change.proposer.name if why else "",
        )
        for change in changes
    ]
    return Spoken(turn, row.role, standings, steps)


def _unwitnessed(turns: Iterable[Turn]) -> list[Unwitnessed]:
    marked = {turn.pk: turn for turn in turns if not turn.witnessed}
    stops = Stop.objects.filter(pk__in=list(marked)).values_list("pk", "confirmed_by__name", "confirmed_at")
    return [Unwitnessed(marked[pk], name or "", at) for pk, name, at in stops]


def _told_afterwards(visit: Visit, subjects: set[UUID]) -> list[tuple[str, str]]:
    rows = ChangesSeen.objects.filter(
        meeting=visit.meeting, state=ChangesSeen.State.AFTERWARDS, subject__in=list(subjects)
    )
    names = rows.order_by("manager__name").values_list("manager__name", "said_by__name")
    return list(dict.fromkeys((manager, said_by or "") for manager, said_by in names))


def _before_and_after(spoken: Sequence[Spoken]) -> dict[str, Any]:
    """How many stood at which overall rating before the meeting, and after it: a table's columns and rows."""
    whole = [one.standings[0] for one in spoken if one.turn.kind == Stop.Kind.DISCUSS and one.standings]
    whole = [one for one in whole if one.rating == _("Overall")]
    points = {point.pk: point for one in whole for point in (one.before, one.after) if point}
    columns = sorted(points.values(), key=lambda point: (point.order, point.word))
    counts = [(_("Before"), [one.before for one in whole]), (_("After"), [one.after for one in whole])]
    rows = [{"name": name, "cells": [found.count(point) for point in columns]} for name, found in counts]
    return {
        "columns": [_("Overall rating"), *(point.word for point in columns)],
        "rows": rows if columns else [],
        "moved": sum(one.moved for one in whole),
    }
