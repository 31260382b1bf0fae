"""The room goes round in circles: one press says so, calmly, on every screen."""

from django.db.models import F

from accounts.models import Person
from accounts.moves import NotAllowed
from calibration.models import Meeting, Stop
from calibration.workflow.acting import acting
from calibration.workflow.changing import must_be_open
from calibration.workflow.rules import drives_this


def circle(meeting: Meeting, by: Person, stop: Stop) -> Meeting:
    """Who drives says that the open turn goes round in circles: counted on the turn, and asked on every screen until
    the screens move on or a rating changes. A second press while it is asked changes nothing. Raises NotAllowed;
    Conflict where the turn is not open."""
    with acting(meeting, by, "circle", about=stop.subject) as locked:
        row = Stop.objects.select_related("meeting").get(pk=stop.pk, meeting=locked)
        if not drives_this(row, by):
            raise NotAllowed("circle")
        must_be_open(locked, row)
        if not locked.circling:
            locked.circling = True
            Stop.objects.filter(pk=row.pk).update(circled=F("circled") + 1)
    return meeting
