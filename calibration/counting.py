"""Counts of one meeting: the distribution of ratings so far, and bias call-outs by kind."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.kind_lines import kinds_in
from accounts.models import Organisation
from calibration.models import BiasCall, Meeting, RatingChange, Stop
from calibration.models.stops import through_stops
from calibration.standing import standings
from reviews.models import Assessment


def distribution(meeting: Meeting, viewer: Any) -> dict[str, Any]:
    """How many stand at which overall rating, by round; a table's columns, rows and foot. Turns that the viewer has
    no part in are left out, and the note says so."""
    stops = list(
        Stop.objects.visible_to(viewer).filter(meeting=meeting, kind=Stop.Kind.DISCUSS).select_related("round")
    )
    given = through_stops(Assessment.objects.filter(group=meeting.group_id), viewer).select_related("overall")
    changes = RatingChange.objects.visible_to(viewer).filter(group=meeting.group_id, axis__isnull=True)
    given = list(given.prefetch_related("axis_ratings__point"))
    stands = standings(given, changes.select_related("after"))
    rated = {one.subject_id for one in given if one.overall_id}
    points = {one.overall.pk: one.overall for one in stands.values() if one.overall}
    columns = sorted(points.values(), key=lambda point: (point.order, point.word))
    rows: dict[str, list[int]] = {}
    moved = 0
    for stop in stops:
        one = stands.get(stop.subject_id)
        cells = rows.setdefault(stop.round.name, [0] * len(columns))
        if one and one.overall:
            cells[columns.index(one.overall)] += 1
            moved += one.overall_was is not None or stop.subject_id not in rated
    hidden = Stop.objects.filter(meeting=meeting, kind=Stop.Kind.DISCUSS).count() - len(stops)
    return {
        "columns": [_("Round"), *(point.word for point in columns)],
        "rows": [{"name": name, "cells": cells} for name, cells in rows.items()],
        "foot": {"name": _("All"), "cells": [sum(column) for column in zip(*rows.values(), strict=True)]}
        if rows
        else None,
        "note": _("Without the turns you have no part in.") if hidden else "",
        "moved": moved,
    }


def bias_kinds() -> list[tuple[str, str]]:
    """The kinds that may be called out now, with their words: the five, then the organisation's own."""
    text = Organisation.objects.values_list("bias_kinds", flat=True).first() or ""
    return [*BiasCall.Kind.choices, *((kind, kind) for kind in kinds_in(text))]


def words_for_the_five() -> Iterable[str]:
    """What a list of one's own may not hold: each of the five as it is stored, and as it is read."""
    return [str(word) for choice in BiasCall.Kind.choices for word in choice]


def bias_counts(meeting: Meeting) -> tuple[list[int], list[dict[str, Any]]]:
    """The numbers of the sittings, and every kind with its count in each, in the order of the list. A kind that is on
    the list no longer stands after it where it was counted; once the meeting is over, what is put on the list later
    does not stand there at all."""
    counted = {
        (row["sitting__number"], row["kind"]): row["number"]
        for row in BiasCall.objects.filter(sitting__meeting=meeting)
        .values("sitting__number", "kind")
        .annotate(number=Count("pk"))
    }
    called = {kind for _number, kind in counted}
    offered = dict(bias_kinds())
    kinds = offered | {kind: kind for kind in sorted(called - set(offered))}
    if meeting.state == Meeting.State.LOCKED:
        kinds = {kind: word for kind, word in kinds.items() if kind in called or kind in BiasCall.Kind.values}
    sittings = list(meeting.sittings.values_list("number", flat=True))
    return sittings, [
        {
            "kind": kind,
            "label": label,
            "counts": [counted.get((number, kind), 0) for number in sittings],
            "is_offered": kind in offered,
        }
        for kind, label in kinds.items()
    ]
