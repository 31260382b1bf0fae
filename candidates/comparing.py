"""Earlier offers at the levels near to where somebody was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Event, Person
from candidates.models import Candidate, Offer
from candidates.nearest import Fit
from frameworks import carried, reading, succeeding
from frameworks.asked import Ladder, full_name

NEAR = 1  # ranks up and down that count as near
MOST = 20


@dataclass(frozen=True)
class Offered:
    """An earlier offer, ready to read."""

    role: str
    offer: Offer


def near_codes(ladder: Ladder, fits: Sequence[Fit]) -> set[str]:
    """The roles of the nearest one's rank and of those beside it; every role where nothing was found yet."""
    if not fits:
        return set(ladder.roles)
    ranks = sorted({level.rank for level in ladder.document.levels})
    place = ranks.index(fits[0].rank)
    near = set(ranks[max(0, place - NEAR) : place + NEAR + 1])
    return {code for code in ladder.roles if ladder.rank(code) in near}


def earlier(candidate: Candidate, viewer: Person, fits: Sequence[Fit]) -> list[Offered]:
    """The latest offers at near levels that the viewer may see, of other candidates; also those at a role that the
    version has no more, where a near one followed it, however many versions lie between, or it stood at a near level.
    That somebody saw such of others is an event, once a candidate."""
    version = candidate.version
    ladder, roles = reading.ladder(version), reading.roles(version)
    near = near_codes(ladder, fits)
    pks = [roles[code].pk for code in near]
    steps = succeeding.steps(version.framework_id)
    followed = carried.once_called({str(pk) for pk in pks}, version.published_at, steps)
    stood = Q(role__level__code__in={ladder.roles[code].level for code in near})
    gone = ~Q(role__in=[role.pk for role in roles.values()]) & (Q(role__in=followed) | stood)
    rows = Offer.objects.visible_to(viewer).filter(framework=version.framework_id)
    rows = rows.filter(Q(role__in=pks) | gone).exclude(candidate=candidate)
    found = list(rows.select_related("by", "role")[:MOST])
    if any(offer.by_id != viewer.pk for offer in found):
        _note(candidate, viewer)
    return [Offered(_called(ladder, offer), offer) for offer in found]


def _called(ladder: Ladder, offer: Offer) -> str:
    role = ladder.roles.get(offer.role.code)
    return full_name(role) if role else _("%(role)s, of an earlier version") % {"role": offer.role.code}


def own(candidate: Candidate, viewer: Person) -> Offered | None:
    """What was offered to the candidate, if anything was."""
    offer = Offer.objects.visible_to(viewer).filter(candidate=candidate).select_related("by", "role").first()
    if offer is None:
        return None
    return Offered(full_name(reading.ladder(candidate.version).roles[offer.role.code]), offer)


def _note(candidate: Candidate, viewer: Person) -> None:
    about = Event.objects.filter(thing=Candidate._meta.label_lower, thing_id=str(candidate.pk))
    if not about.filter(by=viewer, verb="compare").exists():
        trail.record("compare", candidate, viewer)
