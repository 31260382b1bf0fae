"""The list of figures, arranged for the page: a section a question, a line a framework, a knot a cycle."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse

from figures import wording
from figures.models import Publication
from reviews.models import Cycle


def sections(cycles: Sequence[Cycle], publications: Iterable[Publication]) -> list[dict[str, Any]]:
    """Questions by text, in each the frameworks by title, in each the cycles in the order given (newest first)."""
    place = {cycle.pk: number for number, cycle in enumerate(cycles)}
    rows = sorted(
        publications,
        key=lambda row: (
            row.question.text,
            row.question_id,
            row.framework.title,
            row.framework_id,
            place[row.cycle_id],
        ),
    )
    found = []
    for question, about in groupby(rows, key=lambda row: row.question):
        lines = [
            {"framework": framework, "items": [_knot(row) for row in line]}
            for framework, line in groupby(about, key=lambda row: row.framework)
        ]
        found.append({"question": question, "lines": lines})
    return found


def _knot(row: Publication) -> dict[str, str]:
    shown = not row.withheld and row.screen is not None
    return {
        "label": row.cycle.name,
        "state": "here" if shown else "next",
        "note": wording.status(row),
        "href": reverse("figure", args=[row.cycle_id, row.framework.slug, row.question.code]),
    }
