"""What this app holds about people, and for how long. A candidate is nobody here: they go when their time is over."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.rights.kinds import Held
from accounts.rights.retention import Kept
from candidates.models import Candidate, Interviewer, Offer

OF_CANDIDATES = _("It is about a candidate. By whom it was done is shown as a former colleague.")


def held() -> tuple[Held, ...]:
    """What somebody did to find the level of candidates."""
    return (
        Held(Candidate, "owner", _("Candidates whose level they sought"), stays=OF_CANDIDATES),
        Held(Interviewer, "person", _("Candidates of whom they said what they found"), stays=OF_CANDIDATES),
        Held(Offer, "by", _("Offers they made to candidates"), stays=OF_CANDIDATES),
    )


def kept() -> tuple[Kept, ...]:
    """Candidates with all that was written of them, after their end; those that never ended, after their opening. Of
    an owner on hold they stay."""
    months = "keep_candidates_months"
    return (
        Kept(Candidate, "owner", _("candidates"), months, "closed_at"),
        Kept(
            *(Candidate, "owner", _("candidates that were never closed"), months, "opened_at"),
            only=Q(closed_at__isnull=True),
        ),
    )
