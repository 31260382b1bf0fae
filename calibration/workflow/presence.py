"""Coming and going: attendance, the observer's attestation, heartbeats, and the two seats."""

from django.utils import timezone

from accounts import clock
from accounts.models import Person
from accounts.moves import NotAllowed
from calibration.models import Attendance, Meeting, Stop
from calibration.workflow.acting import acting, must_not_be_locked
from calibration.workflow.rules import COMES_AS, here, is_witnessed, part_of
from reviews.models import Part, Participant
from reviews.models.participants import is_kept_away

SEATS = ("scribe", "moderator")


def check_in(meeting: Meeting, by: Person) -> Attendance:
    """Says that `by` is in the room. A second press changes nothing. Raises NotAllowed for those without a part."""
    part = part_of(meeting, by)
    if not part:
        raise NotAllowed("check_in")
    there = here(meeting, by)
    if there:
        heartbeat(meeting, by)
        return there
    with acting(meeting, by, "check_in") as locked:
        must_not_be_locked(locked)
        there = here(locked, by)
        if there is None:
            now = timezone.now()
            there = Attendance.objects.create(meeting=locked, person=by, part=part, from_at=now, seen_at=now)
    return there


def check_out(meeting: Meeting, by: Person) -> None:
    """Ends `by`'s attendance and gives up a seat. If no observer is left, the open stop is unwitnessed from here."""
    with acting(meeting, by, "check_out") as locked:
        must_not_be_locked(locked)
        if not Attendance.objects.filter(meeting=locked, person=by, until_at__isnull=True).update(
            until_at=timezone.now()
        ):
            raise NotAllowed("check_out")
        for seat in SEATS:
            if getattr(locked, f"{seat}_id") == by.pk:
                _leave(locked, seat)
        mark_unwitnessed(locked)


def mark_unwitnessed(meeting: Meeting) -> None:
    """Marks the open stop, if there is one and no observer of it is here."""
    for stop in Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN, witnessed=True):
        if not is_witnessed(meeting, stop):
            Stop.objects.filter(pk=stop.pk).update(witnessed=False, confirmed_at=None)


def attest(meeting: Meeting, by: Person) -> Attendance:
    """The observer says by hand "I am here". Raises NotAllowed for anyone who is not here as the observer."""
    with acting(meeting, by, "attest") as locked:
        must_not_be_locked(locked)
        attendance = here(locked, by)
        if attendance is None or attendance.part != Part.OBSERVER:
            raise NotAllowed("attest")
        attendance.attested_by, attendance.seen_at = by, timezone.now()
        attendance.save(update_fields=["attested_by", "seen_at"])
    return attendance


def heartbeat(meeting: Meeting, by: Person) -> bool:
    """The screen of somebody who is here is still open; no act, nothing is announced. False: they are not here."""
    rows = Attendance.objects.filter(meeting=meeting, person=by, until_at__isnull=True)
    return bool(rows.update(seen_at=timezone.now()))


def take_seat(meeting: Meeting, by: Person, seat: str) -> Meeting:
    """`by` takes the scribe's or moderator's seat; whoever held it has it no longer.

    Raises NotAllowed for guests, for who is not in the room, and while a stop is open that they are kept away from.
    """
    if seat not in SEATS:
        raise NotAllowed("take_seat")
    with acting(meeting, by, f"take_{seat}") as locked:
        must_not_be_locked(locked)
        attendance = here(locked, by)
        if attendance is None or attendance.part == Part.GUEST:
            raise NotAllowed("take_seat")
        if locked.stop and locked.stop.state == Stop.State.OPEN and is_kept_away(locked.stop, by):
            raise NotAllowed("take_seat")
        _leave(locked, seat)
        Participant.objects.get_or_create(
            group_id=locked.group_id,
            person=by,
            part=seat,
            about=None,
            until_at=None,
            defaults={"from_at": clock.now()},
        )
        setattr(locked, seat, by)
    return meeting


def _leave(meeting: Meeting, seat: str) -> None:
    """Empties a seat. Who comes to the meeting with another part held it from then to now; who comes only as the
    scribe or moderator keeps that part."""
    holder = getattr(meeting, seat)
    setattr(meeting, seat, None)
    open_parts = Participant.objects.now().filter(group=meeting.group_id, person=holder)
    if holder and open_parts.filter(part__in=COMES_AS).exclude(part__in=SEATS).exists():
        open_parts.filter(part=seat).update(until_at=clock.now())
