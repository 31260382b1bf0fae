"""Whose turn was had in another role than the one in which they are assessed by now: to be looked at again."""

from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.models import Person
from calibration.buttons import post
from calibration.models import Meeting, Stop
from reviews.models import RosterEntry


def to_look_at_again(meeting: Meeting, viewer: Person) -> list[dict[str, Any]]:
    """A sentence and the button for it a person, as far as the viewer has a part in their turn."""
    if meeting.state != Meeting.State.RUNNING:
        return []
    now = RosterEntry.objects.filter(
        group=OuterRef("group"), subject=OuterRef("subject"), treatment=RosterEntry.Treatment.ASSESS
    )
    had = Stop.objects.filter(meeting=meeting, kind=Stop.Kind.DISCUSS, state=Stop.State.CLOSED)
    rows = had.not_kept_from(viewer).annotate(
        role_now=Subquery(now.values("role")), code_now=Subquery(now.values("role__code"))
    )
    rows = rows.exclude(role_now=F("role")).filter(role_now__isnull=False)
    label = _("Look at %(name)s again")
    said = _("%(name)s was looked at as %(before)s and is assessed as %(now)s by now.")
    return [
        {
            "sentence": said % {"name": row.subject.name, "before": row.role.code, "now": row.code_now},
            "buttons": [post(label % {"name": row.subject.name}, "meeting_open", meeting, row.pk, quiet=True)],
        }
        for row in rows.select_related("subject", "role")
    ]
