"""What the figures ask of people: of People Ops to look at those of a cycle that were just made."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Event, GrantKind, Person
from accounts.owed import Owed
from figures.models import Publication
from reviews.models import Cycle

NEW_FOR = timedelta(days=60)


def owed(person: Person, today: date) -> list[Owed]:
    """Figures made in the last two months of which this person has opened none."""
    if not person.holds_everywhere(GrantKind.PEOPLE_OPS):
        return []
    made = Publication.objects.visible_to(person).filter(
        withheld="", screen__isnull=False, made_at__gte=clock.now() - NEW_FOR
    )
    # SQLite keeps ids without dashes; asked of the few publications there are
    read = set(
        Event.objects.filter(by=person, verb="read", thing="figures.publication").values_list("thing_id", flat=True)
    )
    cycles: dict[Cycle, bool] = {}
    for publication in made.select_related("cycle"):
        cycles[publication.cycle] = cycles.get(publication.cycle, False) or str(publication.pk) in read
    return [
        Owed(_("The figures of %(cycle)s are ready") % {"cycle": cycle.name}, reverse("figures"))
        for cycle, looked_at in cycles.items()
        if not looked_at
    ]
