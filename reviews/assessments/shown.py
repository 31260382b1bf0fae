"""The page on which an assessment is written, as its template is given it: what stands, or what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reviews.assessments.forms import CURRENT, NEXT, AssessmentForm
from reviews.assessments.sheet import Sheet, SheetAxis
from reviews.assessments.workflow import AxisValue, Draft, lowest

OTHERS = ("version", "overall", "statement", "told_lowest", "told_lowest_on")  # the fields that are not of one axis


def as_fields(sheet: Sheet, draft: Draft) -> dict[str, str]:
    """What stands of an assessment, by the form's field names, as a browser holds them."""
    fields = {
        "statement": draft.statement,
        "told_lowest": draft.told_lowest,
        "told_lowest_on": draft.told_lowest_on.isoformat() if draft.told_lowest_on else "",
        "overall": _key(draft.overall),
    }
    for row in sheet.axes:
        pk = row.axis.pk
        said = draft.axes.get((pk, CURRENT), AxisValue())
        fields |= {f"rating-{pk}": _key(said.point), f"said-{pk}": said.statement, f"without-{pk}": said.not_applicable}
        if row.steps:
            fields[f"step-{pk}"] = _key(said.step)
        if row.next_text:
            fields[f"next-{pk}"] = _key(draft.axes.get((pk, NEXT), AxisValue()).point)
    return fields


def _key(thing: Any) -> str:
    return str(thing.pk) if thing else ""


@dataclass(frozen=True)
class Shown:
    """What the fields hold, by name; and what is wrong with it, where it was typed."""

    sheet: Sheet
    values: Mapping[str, str]
    errors: Mapping[str, list[str]]

    def field(self, name: str) -> dict[str, Any]:
        """One field: its name, its value, and its errors."""
        value, errors = self.values.get(name, ""), self.errors.get(name, ())
        return {"name": name, "value": value, "errors": errors, "error": errors[0] if errors else ""}

    def as_context(self) -> dict[str, Any]:
        """Everything, for the template."""
        overall, lowest_ones = self.values.get("overall", ""), {str(point.pk) for point in lowest(self.sheet.points)}
        return {
            "fields": {name: self.field(name) for name in OTHERS},
            "rows": [self._row(row) for row in self.sheet.axes],
            "asks_when_told": overall in lowest_ones,
            "speaks_of_next": any(self.values.get(f"next-{row.axis.pk}") for row in self.sheet.axes if row.next_text),
        }

    def _row(self, row: SheetAxis) -> dict[str, Any]:
        """One axis: the text on the left, what is said on the right."""
        pk, person = row.axis.pk, self.sheet.subject.first_name
        names = {"axis": row.text.name, "role": self.sheet.next_title, "name": person}
        return {
            "name": row.text.name,
            "expected": row.expected,
            "is_rated": row.is_rated,
            "rating": self.field(f"rating-{pk}"),
            "said": self.field(f"said-{pk}"),
            "said_label": _("Words on %(axis)s, where it differs from the rest") % names,
            "without": self.field(f"without-{pk}"),
            "without_label": _("%(axis)s does not apply to %(name)s’s work") % names,
            "steps": [{"value": str(step.pk), "label": label} for step, label in row.steps],
            "step": self.field(f"step-{pk}"),
            "has_next": row.next_text is not None,
            "next_expected": row.next_expected,
            "next_is_rated": row.next_text is not None and not row.next_text.not_applicable,
            "next_label": _("%(axis)s, against %(role)s") % names,
            "next": self.field(f"next-{pk}"),
        }


def stored(sheet: Sheet, draft: Draft) -> Shown:
    """What stands."""
    return Shown(sheet, as_fields(sheet, draft) | {"version": str(sheet.assessment.draft_number)}, {})


def typed(form: AssessmentForm) -> Shown:
    """What was typed."""
    return Shown(form.sheet, form.data, form.errors)
