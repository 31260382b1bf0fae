"""The days by which a decider votes, for their own calendar."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.dates import Occasion
from accounts.models import Person
from promotions.models import Decision


def dates(person: Person) -> Iterator[Occasion]:
    """Once a cycle and day, however many pitches there are."""
    rows = Decision.objects.awaiting_vote_of(person).filter(group__cycle__is_trial=False).order_by()
    for cycle, name, day in rows.values_list("group__cycle", "group__cycle__name", "ends_on").distinct():
        yield Occasion("vote", f"{cycle.hex} {day}", day, _("Vote on what was pitched by today"), name, reverse("home"))
