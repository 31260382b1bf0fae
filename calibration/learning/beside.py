"""What a cycle's page offers once results are told, and when a group is closed: to look back at its meeting."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.components import fact
from accounts.models import Person
from calibration.models import Attendance, Meeting
from reviews.models import Group

AT_THE_END = (Group.State.TELLING, Group.State.CLOSED)


def look_backs(groups: list[Group], viewer: Person, today: date) -> list[dict[str, Any]]:
    """One line for each such group at whose meeting the viewer was."""
    ended = {group.pk: group for group in groups if group.state in AT_THE_END}
    if not ended:
        return []
    there = Attendance.objects.filter(person=viewer, meeting__group__in=ended, meeting__state=Meeting.State.LOCKED)
    met = set(there.values_list("meeting__group", flat=True))
    return [
        fact(
            _("The meeting of %(group)s") % {"group": group.name},
            _("look back at it, for the next one"),
            href=reverse("meeting_look_back", args=[pk]),
        )
        for pk, group in ended.items()
        if pk in met
    ]
