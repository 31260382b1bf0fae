"""A look back at a meeting that is locked, for one reader: counts of the turns that they have a part in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from calibration.counting import bias_counts
from calibration.learning import asking
from calibration.learning.rounds import Had, Span, merged, minutes_of
from calibration.learning.survey import QUESTIONS, STEPS
from calibration.learning.words import words_of
from calibration.models import Break, FlaggedAxis, Meeting, Sitting, Stop, Survey, Turn, Visit
from calibration.record.reach import reads_the_record, turns_of
from calibration.standing import OVERALL, Ratings, of_stops
from frameworks import reading
from reviews.models import Group


@dataclass
class Asked:
    """How the asking stands for one reader, and what is shown of it once it has ended."""

    ends_at: datetime | None
    is_open: bool
    is_over: bool
    may_answer: bool
    has_answered: bool
    rows: list[dict[str, Any]]
    alike: int = 0


@dataclass
class LookBack:
    """All of it; `reads` is whether the counts of the meeting are for this reader."""

    reads: bool
    rounds: dict[str, Any]
    is_measured: bool
    bias: list[tuple[str, int]]
    flagged: list[tuple[str, int]]
    is_closed: bool
    survey: Asked


def may_look_back(visit: Visit) -> bool:
    """Whoever was in the room at any time; People Ops for somebody on the roster. Once the meeting is locked."""
    is_locked = visit.meeting.state == Meeting.State.LOCKED
    return is_locked and (bool(visit.attendances) or reads_the_record(visit))


def look_back(visit: Visit) -> LookBack:
    """What the page says; the caller has let this person through to it."""
    meeting, reads = visit.meeting, reads_the_record(visit)
    had = _had(turns_of(visit)) if reads else []
    return LookBack(
        reads=reads,
        rounds=_table(had),
        is_measured=any(one.minutes is not None for one in had),
        bias=[(row["label"], sum(row["counts"])) for row in bias_counts(meeting)[1]] if reads else [],
        flagged=_flagged(meeting),
        is_closed=meeting.group.state == Group.State.CLOSED,
        survey=_asked(visit),
    )


# -- the rounds ------------------------------------------------------------------------------------


def _had(turns: Sequence[Turn]) -> list[Had]:
    """People's own turns that were had; a cohort check would say who is pitched."""
    spoken = [turn for turn in turns if turn.kind == Stop.Kind.DISCUSS and turn.state == Stop.State.CLOSED]
    if not spoken:
        return []
    times = Stop.objects.filter(pk__in=[turn.pk for turn in spoken]).values_list("pk", "opened_at", "closed_at")
    sat, breaks = _sat(spoken[0].group_id)
    minutes = {pk: minutes_of((since, until), sat, breaks) for pk, since, until in times if since and until}
    standings = of_stops(spoken)
    order = _order(standings)
    nothing = Ratings()
    return [
        Had(turn.round_name, minutes.get(turn.pk), *_moves(standings.get(turn.subject_id, nothing), order))
        for turn in spoken
    ]


def _sat(group: UUID) -> tuple[list[Span], list[Span]]:
    """When the meeting sat, and when it had a break."""
    sittings = Sitting.objects.filter(meeting__group=group, closed_at__isnull=False)
    breaks = Break.objects.filter(sitting__meeting__group=group)
    return list(sittings.values_list("opened_at", "closed_at")), list(breaks.values_list("from_at", "until_at"))


def _order(standings: dict[UUID, Ratings]) -> dict[Any, int]:
    named = {pk for one in standings.values() for pk in (*one.points.values(), *one.was.values())}
    return {pk: point.order for pk, point in reading.points(named).items()}


def _moves(stands: Ratings, order: dict[Any, int]) -> tuple[int, int, int, int]:
    """How many ratings ended higher and lower than the assessor had them: overall, and on axes."""
    moved = {key: order[stands.points[key]] - order[before] for key, before in stands.was.items()}
    axes = [step for key, step in moved.items() if key != OVERALL]
    whole = moved.get(OVERALL, 0)
    return whole > 0, whole < 0, sum(step > 0 for step in axes), sum(step < 0 for step in axes)


def _table(had: Sequence[Had]) -> dict[str, Any]:
    """The rounds as a table's columns and rows; empty where there were fewer than five turns."""
    found = merged(had)
    measured = any(one.minutes is not None for one in found)
    columns = [_("Round"), _("Turns"), *([_("Minutes a person")] if measured else [])]
    columns += [_("Overall higher"), _("Overall lower"), _("Axes higher"), _("Axes lower")]
    rows = [
        {
            "name": ", ".join(one.names),
            "cells": [len(one.turns), *([one.minutes] if measured else []), *one.moved],
        }
        for one in found
    ]
    return {"columns": columns, "rows": rows} if rows else {}


# -- the wording, and the survey -------------------------------------------------------------------


def _flagged(meeting: Meeting) -> list[tuple[str, int]]:
    """Axes by how many flags were on them, over all levels; none before the close, and none where there were few."""
    rows = FlaggedAxis.objects.filter(meeting=meeting).select_related("version")
    named = [(reading.names(row.version).axes.get(row.axis_id, ""), row.number) for row in rows]
    return sorted(named, key=lambda one: (-one[1], one[0]))


def _asked(visit: Visit) -> Asked:
    meeting = visit.meeting
    asked = asking.asked_of(meeting, visit.person, was_there=bool(visit.attendances))
    survey = Survey.objects.visible_to(visit.person).filter(meeting=meeting)
    shown = survey.values_list("shown", flat=True).first() or {}
    return Asked(
        *asked.week,
        asked.may_answer,
        asked.has_answered,
        rows=[{"name": words_of(one), "cells": shown[one] or [None] * STEPS} for one in QUESTIONS if one in shown],
        alike=sum(shown[one] is None for one in shown),
    )
