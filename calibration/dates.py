"""The day of the meeting, for the calendar of whoever comes to it."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.dates import Occasion
from accounts.models import Person
from calibration.models.visits import COMES_AS
from reviews.dates import cycles_with, once_a_cycle


def dates(person: Person) -> Iterator[Occasion]:
    """Once a cycle. Its meetings are planned for a day; the time of its sittings is agreed on elsewhere."""
    for cycle in cycles_with(Q(person=person, part__in=COMES_AS)):
        yield once_a_cycle("meet", cycle, "meet_on", _("The meeting"), reverse("cycle", args=[cycle.pk]))
