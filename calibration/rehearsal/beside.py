"""What a cycle's page says of rehearsals, where a meeting is still to come: that there is such a thing."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.components import fact
from accounts.models import Person
from reviews.models import Group

BEFORE_THE_LOCK = (Group.State.PREVIEWING, Group.State.CALIBRATING)


def rehearsals(groups: list[Group], viewer: Person, today: date) -> list[dict[str, Any]]:
    """One line, while one of the groups reads or meets."""
    if not any(group.state in BEFORE_THE_LOCK for group in groups):
        return []
    return [fact(_("Before a first meeting"), _("rehearse it alone, with invented people"), href=reverse("rehearsal"))]
