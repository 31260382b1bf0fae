"""Who moderated a meeting, and when: as long as they held the seat and were in the room."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts import clock
from calibration.models import Attendance, Meeting
from calibration.record.spans import Span, joined
from reviews.models import Part, Participant


@dataclass(frozen=True)
class Moderated:
    """One person and their times in the moderator's seat."""

    name: str
    spans: list[Span]


def who_moderated(meeting: Meeting, attendances: Iterable[Attendance] | None = None) -> list[Moderated]:
    """Each with their times, in the order in which they first did. `attendances`: where the caller has read them."""
    return [Moderated(name, joined(spans)) for name, spans in _held(meeting, attendances).values()]


def minutes_moderated(meeting: Meeting) -> dict[UUID, int]:
    """Person id → for how many whole minutes."""
    return {
        pk: int(sum((end - begin).total_seconds() for begin, end in spans) // 60)
        for pk, (_name, spans) in _held(meeting).items()
    }


def _held(meeting: Meeting, attendances: Iterable[Attendance] | None = None) -> dict[UUID, tuple[str, list[Span]]]:
    seats = Participant.objects.filter(group=meeting.group_id, part=Part.MODERATOR, in_seat=True)
    rows = list(seats.select_related("person").order_by("from_at"))
    if not rows:
        return {}
    there = _in_the_room(Attendance.objects.filter(meeting=meeting) if attendances is None else attendances)
    found: dict[UUID, tuple[str, list[Span]]] = {}
    for row in rows:
        name_and_spans = found.setdefault(row.person_id, (row.person.name, []))
        name_and_spans[1].extend(_shared((row.from_at, row.until_at or clock.now()), there.get(row.person_id, [])))
    return {pk: one for pk, one in found.items() if one[1]}


def _in_the_room(attendances: Iterable[Attendance]) -> dict[UUID, list[Span]]:
    """Person id → when they were: a seat is kept over night, but nobody moderates from home."""
    found: dict[UUID, list[Span]] = {}
    for row in attendances:
        found.setdefault(row.person_id, []).append((row.from_at, row.until_at or clock.now()))
    return found


def _shared(span: Span, others: list[Span]) -> list[Span]:
    cut = [(max(span[0], since), min(span[1], until)) for since, until in others]
    return [(begin, end) for begin, end in cut if begin <= end]
