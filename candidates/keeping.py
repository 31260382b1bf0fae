"""Until when a candidate is kept."""

from datetime import date

from django.utils import timezone

from accounts.models import Organisation
from accounts.months import months_after
from candidates.models import Candidate


def months() -> int:
    """How many months the organisation keeps a candidate now."""
    return Organisation.objects.values_list("keep_candidates_months", flat=True).get()


def gone_on(candidate: Candidate, kept: int | None = None) -> date:
    """The day from which on nothing of them is here, as the organisation has it set now; `kept`: the months, where they
    are known."""
    kept = months() if kept is None else kept
    return months_after(timezone.localtime(candidate.closed_at or candidate.opened_at).date(), kept)
