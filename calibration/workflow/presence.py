"""Coming and going: attendance, the observer's attestation, heartbeats, and the two seats."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Least

from accounts import clock
from accounts.models import Person
from accounts.moves import NotAllowed
from accounts.viewing import as_task
from calibration.models import Attendance, Meeting, Sitting, Stop
from calibration.models.meeting import ONLY_IN_THE_MEETING
from calibration.workflow.acting import acting, finish, hold, must_not_be_locked
from calibration.workflow.rules import COMES_AS, here, is_shut_out, is_witnessed, part_of
from reviews.models import Part, Participant
from reviews.models.participants import READERS

SEATS = ("scribe", "moderator")
RESTING = (Meeting.State.PREPARED, Meeting.State.PAUSED)
LAST_SEEN = Coalesce("seen_at", "from_at")
CLOSED = Sitting.objects.filter(meeting=OuterRef("meeting")).order_by("-number").values("closed_at")[:1]
RESTS_SINCE = Coalesce(Subquery(CLOSED), "from_at")  # the last sitting's end; before the first, since they came


def check_in(meeting: Meeting, by: Person) -> Attendance:
    """Says that `by` is in the room. A second press changes nothing. Raises NotAllowed for those without a part."""
    part = part_of(meeting, by)
    if not part:
        raise NotAllowed("check_in")
    there = here(meeting, by)
    if there and not _of_another_day().filter(pk=there.pk).exists():
        heartbeat(meeting, by)
        return there
    with acting(meeting, by, "check_in") as locked:
        must_not_be_locked(locked)
        _leave_overnight(locked, by)
        there = here(locked, by)
        if there is None:
            now = clock.now()
            there = Attendance.objects.create(meeting=locked, person=by, part=part, from_at=now, seen_at=now)
            for seat in SEATS:
                if getattr(locked, f"{seat}_id") == by.pk:  # theirs since before a reopening
                    sit_down(locked, by, seat)
    return there


def check_out(meeting: Meeting, by: Person) -> None:
    """Ends `by`'s attendance and gives up a seat. If no observer is left, the open stop is unwitnessed from here."""
    with acting(meeting, by, "check_out") as locked:
        must_not_be_locked(locked)
        if not Attendance.objects.filter(meeting=locked, person=by, until_at__isnull=True).update(until_at=clock.now()):
            raise NotAllowed("check_out")
        for seat in SEATS:
            if getattr(locked, f"{seat}_id") == by.pk:
                _leave(locked, seat)
        mark_unwitnessed(locked)


def follow_parts(meeting: Meeting) -> None:
    """Within a late act, on the locked meeting: who is in the room is so with a part that they have. Who has none any
    more has left it, and the seat that came of it; who judges by now does not only listen or drive."""
    for row in Attendance.objects.filter(meeting=meeting, until_at__isnull=True).select_related("person"):
        parts = Participant.objects.now().filter(group=meeting.group_id, person=row.person, part__in=COMES_AS)
        held = dict(parts.order_by("in_seat").values_list("part", "in_seat"))
        judges_now = row.part in ONLY_IN_THE_MEETING and not held.keys().isdisjoint(READERS)
        if row.part in held and not judges_now:
            continue
        if all(held.values()):
            for seat in SEATS:
                if getattr(meeting, f"{seat}_id") == row.person_id:
                    _leave(meeting, seat)
        now, part = clock.now(), part_of(meeting, row.person)
        Attendance.objects.filter(pk=row.pk).update(until_at=now)
        if part:
            values = {"part": part, "from_at": now, "seen_at": row.seen_at}
            Attendance.objects.create(meeting=meeting, person=row.person, **values)
    mark_unwitnessed(meeting)


def leave_of_another_day(meeting: Meeting, by: Person) -> None:
    """Who was here on another day is not here now; whoever says so is, from now on."""
    if not _of_another_day().filter(meeting=meeting).exists():
        return
    with acting(meeting, by) as locked:
        there = here(locked, by)
        if _leave_overnight(locked) and there and here(locked, by) is None:
            now = clock.now()
            Attendance.objects.create(meeting=locked, person=by, part=there.part, from_at=now, seen_at=now)


def _of_another_day() -> QuerySet[Attendance]:
    """Who came on another day to a meeting that rests since then. That their screen was left open says nothing."""
    midnight = clock.midnight()
    return Attendance.objects.annotate(rests=RESTS_SINCE).filter(
        until_at__isnull=True, from_at__lt=midnight, rests__lt=midnight, meeting__state__in=RESTING
    )


def _leave_overnight(meeting: Meeting, *people: Person) -> int:
    """Of all, or these: whoever was here on another day has left, when they were last seen in that sitting."""
    rows = _of_another_day().filter(meeting=meeting)
    if people:
        rows = rows.filter(person__in=people)
    return rows.update(until_at=Least(LAST_SEEN, Greatest(RESTS_SINCE, "from_at")))


@as_task("meeting")
def leave_overnight(today: date) -> None:
    """On the tick: in a meeting that does not run nobody is here since another day. Safe to run twice."""
    resting = Meeting.objects.filter(state__in=RESTING)
    for meeting in resting.filter(pk__in=_of_another_day().values("meeting")):
        with transaction.atomic():
            locked = hold(meeting)
            _leave_overnight(locked)
            finish(locked)


@as_task("meeting")
def leave_with_the_part(today: date) -> None:
    """On the tick: whose part has ended by its date (a deputy's, say) is in the room no longer. Safe to run twice."""
    held = Participant.objects.now().filter(
        group=OuterRef("meeting__group"), person=OuterRef("person"), part=OuterRef("part")
    )
    rows = Attendance.objects.filter(~Exists(held), until_at__isnull=True)
    for meeting in Meeting.objects.filter(pk__in=rows.values("meeting")).exclude(state=Meeting.State.LOCKED):
        with transaction.atomic():
            locked = hold(meeting)
            follow_parts(locked)
            finish(locked)


def mark_unwitnessed(meeting: Meeting) -> None:
    """Marks the open stop, if there is one and no observer of it is here."""
    for stop in Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN, witnessed=True):
        if not is_witnessed(meeting, stop):
            Stop.objects.filter(pk=stop.pk).mark_unwitnessed()


def attest(meeting: Meeting, by: Person) -> Attendance:
    """The observer says by hand "I am here". Raises NotAllowed for anyone who is not here as the observer."""
    if _of_another_day().filter(meeting=meeting, person=by).exists():
        check_in(meeting, by)
    with acting(meeting, by, "attest") as locked:
        must_not_be_locked(locked)
        attendance = here(locked, by)
        if attendance is None or attendance.part != Part.OBSERVER:
            raise NotAllowed("attest")
        attendance.attested_by, attendance.seen_at = by, clock.now()
        attendance.save(update_fields=["attested_by", "seen_at"])
    return attendance


def heartbeat(meeting: Meeting, by: Person) -> bool:
    """The screen of somebody who is here is still open; no act, nothing is announced. False: they are not here."""
    rows = Attendance.objects.filter(meeting=meeting, person=by, until_at__isnull=True)
    return bool(rows.update(seen_at=clock.now()))


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
        if is_shut_out(locked, by):
            raise NotAllowed("take_seat")
        sit_down(locked, by, seat)
    return meeting


def sit_down(meeting: Meeting, person: Person, seat: str) -> None:
    """Seats somebody in the locked meeting; whoever held the seat has it no longer."""
    _leave(meeting, seat)
    _begin(meeting, person, seat)
    setattr(meeting, seat, person)


def end_seats(meeting: Meeting) -> None:
    """Ends the time in both seats without emptying them: whoever comes back after a reopening goes on in theirs."""
    for seat in SEATS:
        if holder := getattr(meeting, seat):
            _end(meeting, holder, seat)


def _leave(meeting: Meeting, seat: str) -> None:
    holder = getattr(meeting, seat)
    setattr(meeting, seat, None)
    if holder:
        _end(meeting, holder, seat)


def _begin(meeting: Meeting, person: Person, seat: str) -> None:
    """From now on they are in the seat. That they may come as that ends for as long: a part is open once."""
    now, rows = clock.now(), Participant.objects.filter(group=meeting.group_id, person=person, part=seat, about=None)
    rows.now().update(until_at=now)
    rows.create(group_id=meeting.group_id, person=person, part=seat, from_at=now, in_seat=True)


def _end(meeting: Meeting, person: Person, seat: str) -> None:
    """They are in the seat no longer. Who might come as that before goes on doing so."""
    now, rows = clock.now(), Participant.objects.filter(group=meeting.group_id, person=person, part=seat, about=None)
    for row in rows.now().filter(in_seat=True):
        rows.filter(pk=row.pk).update(until_at=now)
        if rows.filter(in_seat=False, until_at=row.from_at).exists():
            rows.create(group_id=meeting.group_id, person=person, part=seat, from_at=now)
