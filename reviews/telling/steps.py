"""At which steps somebody was found when they were last reviewed, for a drawing against what a role asks."""

from accounts.models import Person
from frameworks.models import Framework
from reviews.models import ResultAxis


def last_steps(person: Person, viewer: Person, framework: Framework) -> dict[str, int]:
    """By axis, as far as the viewer may read their results: of the newest result that has steps of this framework."""
    rows = ResultAxis.objects.visible_to(viewer).filter(
        result__subject=person, axis__framework=framework, against="current", step__isnull=False
    )
    found = rows.select_related("axis", "step").order_by("-result__group__cycle__covers_to", "-result_id", "pk")
    last: dict[str, int] = {}
    newest = None
    for row in found[:200]:
        newest = newest or row.result_id
        if row.step and row.result_id == newest:
            last[row.axis.code] = row.step.number
    return last
