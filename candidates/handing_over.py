"""The candidates of somebody who leaves go along when what they owe is handed over."""

from functools import partial

from django.utils.translation import ngettext

from accounts import trail
from accounts.models import Person
from accounts.viewing import as_task
from candidates.models import Candidate
from reviews.cycles.acts.departing import Also
from reviews.models import RosterEntry

State = Candidate.State


@as_task("handing-over")
def candidates(manager: Person, heir: Person, entries: list[RosterEntry], by: Person) -> Also:
    """Those that the manager opened and that have not ended. Their labels are said to nobody but those invited.

    Only of somebody who leaves: while the owner stays, nobody gives to another what the two would else not read.
    """
    if manager.is_active and manager.left_on is None:
        return Also([], [], lambda: None)
    found = list(Candidate.objects.filter(owner=manager, state__in=[State.OPEN, State.TOGETHER]).only("pk"))
    said = ngettext("the level of %(count)s candidate", "the levels of %(count)s candidates", len(found))
    return Also([said % {"count": len(found)}] if found else [], [], partial(_give, found, manager, heir, by))


@as_task("handing-over")
def _give(found: list[Candidate], manager: Person, heir: Person, by: Person) -> None:
    for candidate in found:
        Candidate.objects.filter(pk=candidate.pk).update(owner=heir)
        trail.record("hand_over", candidate, by, before=str(manager.pk), after=str(heir.pk))
