"""What is at hand beside a sheet: a part of its page when it is opened there, else a page of its own. And what
the hints look for, for everybody to read."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import members
from reviews.assessments import at_hand as hand
from reviews.assessments import hints as rules
from reviews.assessments.hinted import shown_here
from reviews.assessments.sheet import Sheet
from reviews.assessments.views.writing import hands, own_sheet


@members
@require_safe
def at_hand(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """One part of what is at hand, for the author of the assessment."""
    written = own_sheet(request, pk)
    content = _content(written, request, part)
    if content is None:
        raise Http404
    label = next((one["label"] for one in hands(written, request.user) if one["part"] == part), _("At hand"))
    context = {
        "assessment": written.assessment,
        "group": written.assessment.group,
        "label": label,
        "may_quote": bool(request.htmx),
        "name": written.subject.first_name,
    }
    page = "reviews/assessments/_at_hand.html" if request.htmx else "reviews/assessments/at_hand.html"
    return render(request, page, context | content)


def _content(written: Sheet, request: HttpRequest, part: str) -> dict[str, Any] | None:
    if part == "changed":
        return {"changes": hand.changed(written, request.user), "is_difference": True}
    if part == "next":
        return {"expected": [row.next_expected for row in written.axes if row.next_text]}
    if part in hand.PARTS:
        return {"groups": hand.PARTS[part](written, request.user)}
    return None


@members
@require_safe
def hints(request: HttpRequest) -> HttpResponse:
    """Every rule of the hints, and every word they look for; and whether they are on here."""
    languages = [("en", _("English")), ("de", _("German"))]
    context = {
        "beside": shown_here(),
        "short": rules.SHORT,
        "lists": [
            {
                "name": name,
                "person": sorted(rules.PERSON[code]),
                "signs": sorted(rules.SIGNS[code]),
                "no_past": sorted(rules.NO_PAST[code]),
                "frequent": sorted(rules.FREQUENT[code]),
            }
            for code, name in languages
        ],
    }
    return render(request, "reviews/assessments/hints.html", context)
