"""What a cycle's page offers People Ops once a meeting is locked: its record, also where they did not come to it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.components import fact
from accounts.models import Person
from accounts.models.grants import people_ops_for
from calibration.models import Meeting
from reviews.models import Group, Part, Participant
from reviews.models.cycles import LOCKED


def records(groups: list[Group], viewer: Person, today: date) -> list[dict[str, Any]]:
    """One line for each such group on whose roster somebody is of the viewer's population."""
    met = [group.pk for group in groups if group.state in LOCKED]
    if not met:
        return []
    locked = Meeting.objects.filter(group__in=met, state=Meeting.State.LOCKED)
    subjects = Participant.objects.filter(people_ops_for(viewer, "person"), part=Part.SUBJECT)
    theirs = set(locked.filter(group__in=subjects.values("group")).values_list("group", flat=True))
    return [
        fact(
            _("Record, %(group)s") % {"group": group.name},
            _("how its meeting was held"),
            href=reverse("meeting_record", args=[group.pk]),
        )
        for group in groups
        if group.pk in theirs
    ]
