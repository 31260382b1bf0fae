"""What an assessment says, apart from its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from accounts.written_once import WrittenOnce
from frameworks import reading
from frameworks.models import ScalePoint, Standing, Step
from reviews.models import Assessment, AxisRating

CURRENT = str(AxisRating.Against.CURRENT)
RATINGS = WrittenOnce(lambda pk: AxisRating.objects.filter(assessment=pk).select_related("step"))


@dataclass(frozen=True)
class AxisValue:
    """What is said on one axis against one role; or why it does not apply to the person's work, without a rating."""

    point: ScalePoint | None = None
    step: Step | None = None
    statement: str = ""
    not_applicable: str = ""

    def __bool__(self) -> bool:
        return bool(self.point or self.step or self.statement or self.not_applicable)


@dataclass(frozen=True)
class Draft:
    """Everything an assessment says; `axes` by (axis id, "current" or "next"), empty values left away."""

    overall: ScalePoint | None = None
    statement: str = ""
    told_lowest: str = ""
    told_lowest_on: date | None = None
    axes: dict[tuple[UUID, str], AxisValue] = field(default_factory=dict)


def stored_draft(assessment: Assessment) -> Draft:
    """What stands of an assessment; to be asked with a row that was let through the door."""
    ratings = RATINGS(assessment.pk)
    points = reading.points(row.point_id for row in ratings if row.point_id)
    for row in ratings:
        row.point = points.get(row.point_id) if row.point_id else None
    axes = said_on_axes(ratings)
    return Draft(assessment.overall, assessment.statement, assessment.told_lowest, assessment.told_lowest_on, axes)


def said_on_axes(ratings: Iterable[AxisRating]) -> dict[tuple[UUID, str], AxisValue]:
    """The rows of one assessment as `Draft.axes` holds them."""
    return {
        (row.axis_id, row.against): AxisValue(row.point, row.step, row.statement, row.not_applicable) for row in ratings
    }


def lowest(points: list[ScalePoint]) -> list[ScalePoint]:
    """The points that ask when the person was last told: those below standing, else the first of the scale."""
    return [point for point in points if point.standing == Standing.BELOW] or points[:1]
