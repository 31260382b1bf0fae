"""Which rating stands: the latest change made in the meeting, else what the assessment says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Person
from accounts.viewing import as_task
from calibration.models import RatingChange, Stop, Turn
from calibration.models.stops import AboutStops, changes_about
from frameworks.models import Axis, ScalePoint
from reviews.models import Assessment, Group
from reviews.telling.hooks import Change

# the key of a rating: (axis id or None for the overall rating, "current" or "next")
Key = tuple[UUID | None, str]
OVERALL: Key = (None, "current")
RATED = (
    "axis_ratings__axis_id",
    "axis_ratings__against",
    "axis_ratings__point_id",
    "axis_ratings__not_applicable",
)
OVERALLS = AboutStops(Assessment, "subject_id", "overall_id")
RATINGS = AboutStops(Assessment, "subject_id", "overall_id", *RATED)


@dataclass
class Ratings:
    """A subject's ratings by key as points; by the same keys what the assessor had given where it changed, and why
    there is no rating where the axis does not apply."""

    points: dict[Key, Any] = field(default_factory=dict)
    was: dict[Key, Any] = field(default_factory=dict)
    without: dict[Key, str] = field(default_factory=dict)

    @property
    def overall(self) -> Any:
        return self.points.get(OVERALL)

    @property
    def overall_was(self) -> Any:
        return self.was.get(OVERALL)


NOTHING = Ratings()


def standing(given: Mapping[Key, Any], changes: Sequence[tuple[Key, Any]]) -> Ratings:
    """Ratings as given with the changes made to them in order: `was` keeps what was given, where it differs now."""
    points = dict(given)
    if not changes:
        return Ratings(points)
    for key, after in changes:
        points[key] = after
    was = {key: given.get(key) for key in points if key in given and given[key] != points[key]}
    return Ratings(points, {key: point for key, point in was.items() if point is not None})


def standings(assessments: Iterable[Assessment], changes: Iterable[RatingChange]) -> dict[UUID, Ratings]:
    """By subject; the assessments come with `axis_ratings` prefetched and `overall` selected."""
    given: dict[UUID, dict[Key, Any]] = {}
    for one in assessments:
        rows = given.setdefault(one.subject_id, {})
        if one.overall_id:
            rows[OVERALL] = one.overall
        for rating in one.axis_ratings.all():
            if rating.point_id:
                rows[rating.axis_id, rating.against] = rating.point
    made: dict[UUID, list[tuple[Key, Any]]] = {}
    for change in changes:
        made.setdefault(change.subject_id, []).append(((change.axis_id, change.against), change.after))
    return by_subject(given, made)


def by_subject(
    given: Mapping[UUID, Mapping[Key, Any]], made: Mapping[UUID, Sequence[tuple[Key, Any]]]
) -> dict[UUID, Ratings]:
    """What stands for each subject, from what was given and the changes made of it in their order."""
    return {subject: standing(given.get(subject, {}), made.get(subject, [])) for subject in {**given, **made}}


def of_stops(stops: Sequence[Stop | Turn], whole: bool = False) -> dict[UUID, Ratings]:
    """What stands for the subjects of stops of one meeting that were read as a viewer sees them, as ids of points;
    `whole`: the overall ratings only. Changes are asked for of those stops in which there were some."""
    given: dict[UUID, dict[Key, Any]] = {}
    without: dict[UUID, dict[Key, str]] = {}
    for subject, overall, *rated in (OVERALLS if whole else RATINGS)(stops):
        ratings = given.setdefault(subject, {OVERALL: overall} if overall else {})
        if rated and rated[2]:
            ratings[rated[0], rated[1]] = rated[2]
        elif rated and rated[3]:
            without.setdefault(subject, {})[rated[0], rated[1]] = rated[3]
    made: dict[UUID, list[tuple[Key, Any]]] = {}
    if changed := [stop for stop in stops if stop.touched]:
        changes = changes_about(changed).values_list("subject_id", "axis_id", "against", "after_id")
        for subject, axis, against, after in changes:
            made.setdefault(subject, []).append(((axis, against), after))
    stands = by_subject(given, made)
    for subject, reasons in without.items():  # a rating given in the room takes their place
        points = stands[subject].points
        stands[subject].without = {key: why for key, why in reasons.items() if key not in points}
    return stands


def standing_point(stop: Stop, axis: Axis | None) -> ScalePoint | None:
    """The point that stands now for the open stop's subject, overall or on one axis."""
    changes = RatingChange.objects.filter(group=stop.group_id, subject=stop.subject_id)
    stands = _read(handed_in(stop.group).filter(subject=stop.subject_id), changes)
    return stands.get(stop.subject_id, NOTHING).points.get((axis.pk if axis else None, stop.against))


def handed_in(group: Group) -> QuerySet[Assessment]:
    """The assessments that the group has: what stands, one a subject."""
    return Assessment.objects.handed_in().filter(group=group)


def of_group(group: Group) -> dict[UUID, Ratings]:
    """What stands for every subject of a group who was assessed or rated in the room: what the lock takes."""
    return _read(handed_in(group), RatingChange.objects.filter(group=group))


@as_task("changes-explained")
def changes_of(group: Group, subject: Person) -> list[Change]:
    """What the meeting changed of one subject's ratings, for the manager who explains it: the ratings that ended
    elsewhere than the assessor had them, each once. The caller has seen the result through its door."""
    return changes_of_each(group, [subject.pk])[subject.pk]


@as_task("changes-explained")
def changes_of_each(group: Group, subjects: Sequence[UUID]) -> dict[UUID, list[Change]]:
    """The same of several, for the manager of them all."""
    changes = RatingChange.objects.filter(group=group, subject__in=subjects)
    found = _read(handed_in(group).filter(subject__in=subjects), changes)
    return {
        subject: [Change(*key, before, found[subject].points[key]) for key, before in found[subject].was.items()]
        if subject in found
        else []
        for subject in subjects
    }


def _read(assessments: QuerySet[Assessment], changes: QuerySet[RatingChange]) -> dict[UUID, Ratings]:
    return standings(
        assessments.select_related("overall").prefetch_related("axis_ratings__point"),
        changes.select_related("after").order_by("version"),
    )
