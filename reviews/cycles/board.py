"""The board of a group: a line for everyone on the roster, with the ratings of those whom the reader may read."""

from typing import Any
from uuid import UUID

from accounts.addresses import addresses
from accounts.models import Person
from frameworks.models import VersionAxis
from reviews.assessments import blind
from reviews.assessments.sheet import ratings_by_assessment, titles
from reviews.models import Assessment, Assignment, AxisRating, Group, RosterEntry


def lines(group: Group, viewer: Person, rows: list[RosterEntry]) -> tuple[list[dict[str, Any]], list[str]]:
    """A line for each row of the roster, lowest level first; and the names of the axes, where all have the same.

    A name leads to the assessment where the viewer may read it, else to the person.
    """
    named, axes = titles(rows), _axes_of(rows)
    submitted = Assignment.objects.filter(group=group, state=Assignment.State.SUBMITTED)
    there = set(submitted.values_list("subject_id", flat=True))
    readable = set(RosterEntry.objects.readable_by(viewer).filter(group=group).values_list("subject_id", flat=True))
    written, ratings = _written(group, viewer, readable)
    unseen = blind.hidden(group, viewer, readable)
    read, person = addresses("group_subject", group.pk), addresses("person")
    found = []
    for row in rows:
        role, rank = named.get((row.version_id, row.role_id), (row.role.code, 0))
        assessment = written.get(row.subject_id)
        given = ratings.get(assessment.pk, {}) if assessment else {}
        found.append(
            {
                "entry": row,
                "role": role,
                "rank": rank,
                "is_there": row.subject_id in there,
                "assessment": assessment,
                "is_blind": row.subject_id in unseen and assessment is not None,
                "ratings": [(axis.name, given.get((axis.axis_id, "current"))) for axis in axes.get(row.version_id, [])],
                "is_read": row.subject_id in readable,
                "url": (read if row.subject_id in readable else person)(row.subject_id),
            }
        )
    return sorted(found, key=lambda line: (line["rank"], line["entry"].subject.name)), _common(axes)


def _axes_of(rows: list[RosterEntry]) -> dict[UUID, list[VersionAxis]]:
    axes: dict[UUID, list[VersionAxis]] = {}
    for axis in VersionAxis.objects.filter(version__in={row.version_id for row in rows}):
        axes.setdefault(axis.version_id, []).append(axis)
    return axes


def _common(axes: dict[UUID, list[VersionAxis]]) -> list[str]:
    """The names of the axes where every version used has the same; else none, and the board shows the overall only."""
    named = {tuple(axis.name for axis in one) for one in axes.values()}
    return list(named.pop()) if len(named) == 1 else []


def _written(group: Group, viewer: Person, readable: set[UUID]) -> tuple[dict[UUID, Assessment], dict]:
    """By subject what was submitted, as far as the viewer may read it; and its ratings against the current role."""
    rows = Assessment.objects.visible_to(viewer).handed_in().filter(group=group)
    written = {one.subject_id: one for one in rows.filter(subject__in=readable).select_related("overall")}
    ratings = AxisRating.objects.filter(
        assessment__in=[one.pk for one in written.values()], against=AxisRating.Against.CURRENT
    )
    return written, ratings_by_assessment(list(ratings.select_related("point")))
