"""What this app holds about people."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.rights.kinds import Held
from figures.models import Answer, Counting
from reviews.models import Cycle, RosterEntry


def held() -> tuple[Held, ...]:
    """What somebody said of themselves."""
    return (
        Held(
            *(Answer, "person", _("Answers about themselves"), _("Counted when a cycle closes; nobody reads them.")),
            in_copy=False,
            is_silent=True,
        ),
    )


def not_counted_yet(person: Person) -> list[str]:
    """Why somebody cannot be erased for some minutes: a cycle with them has closed, and its answers are not counted."""
    roster = RosterEntry.objects.filter(group__cycle=OuterRef("pk"), subject=person)
    closed = Cycle.objects.filter(Exists(roster), closed_at__isnull=False, is_trial=False)
    waiting = closed.exclude(pk__in=Counting.objects.values("cycle"))
    said = gettext("The figures of %(cycle)s are not counted yet. That takes some minutes after its close.")
    return [said % {"cycle": cycle.name} for cycle in waiting]
