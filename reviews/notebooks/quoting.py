"""What was noted, as it is at hand beside an assessment and may be quoted there."""

from datetime import date

from django.utils.translation import gettext as _

from accounts.models import Person
from reviews.assessments.at_hand import Entry, Evidence
from reviews.notebooks.evidence import evidence_about


def noted(viewer: Person, subject: Person, period: tuple[date, date]) -> list[Evidence]:
    """The pieces of the period by their kind, each the newest first."""
    titles = {"entry": _("Notebook"), "reflection": _("Self-reflection"), "sentences": _("From peers")}
    pieces = evidence_about(viewer, subject, *period)
    return [
        Evidence(title, [Entry(one.text, one.on, one.source, one.href) for one in pieces if one.kind == kind])
        for kind, title in titles.items()
    ]
