"""The turns that a round takes together, and the one that somebody pulls out of them."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.moves import Conflict, move
from calibration.consent import listed
from calibration.models import Meeting, Round, Stop
from calibration.workflow.acting import acting, must_not_be_locked, steering, still_there
from calibration.workflow.steering import close, close_open, must_drive, show


def list_for(meeting: Meeting, round: Round, by: Person) -> list[UUID]:
    """The turns of a round that `by` would take together: without those they have no part in."""
    turns = Stop.objects.filter(meeting=meeting, round=round).not_kept_from(by).turns()
    return [turn.pk for turn in listed(meeting, turns)]


def take_together(
    meeting: Meeting, by: Person, round: Round, stops: Collection[UUID], expected: int | None = None
) -> Meeting:
    """Closes at once the turns of a round that nobody pulled out; an open turn is closed too, and the board shown.

    `stops` are those that stood on the page: where the list is another now, the driver is told (Conflict) and nothing
    happens. What was remarked on them stays open until the lock, or until their own turn.
    """
    with steering(meeting, by, "take_together", expected) as locked:
        must_drive(locked, by)
        close_open(locked, by)
        round = Round.objects.get(pk=round.pk, meeting=locked)
        if round.shown_at is None:
            raise Conflict(_("Show the board of this round first."))
        there = list_for(locked, round, by)
        if not there or set(there) != set(stops):
            raise Conflict(_("The list is another now. Nothing was taken together; look at it again."))
        for stop in Stop.objects.filter(pk__in=there).select_related("subject", "meeting"):
            close(locked, stop, by, "take", together=True)
        Round.objects.filter(pk=round.pk).update(taken_at=clock.now())
        show(locked, round=round)
    return meeting


def pull_out(meeting: Meeting, by: Person, stop: Stop) -> None:
    """Asks for a turn of its own for somebody on the list of a round, or taken together with it: it waits at the end
    of its round. No reason is asked. A second press does nothing. Raises Conflict for any other turn."""
    if Stop.objects.filter(pk=stop.pk, pulled_out=True).exists():
        return
    with acting(meeting, by) as locked:
        must_not_be_locked(locked)
        stop = still_there(stop)
        if stop.pulled_out:
            return
        if not (stop.together or listed(locked, Stop.objects.filter(pk=stop.pk).turns())):
            raise Conflict(_("This turn is not taken together with others: it comes by itself, or was had."))
        last = Stop.objects.filter(round=stop.round_id).last_place()
        move(stop, "pull_out", by, together=False, pulled_out=True, order=last + 1, opened_at=None, closed_at=None)
