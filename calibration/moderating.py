"""Who moderated a meeting, and when: as long as they held the seat."""

from dataclasses import dataclass
from uuid import UUID

from accounts import clock
from calibration.models import Meeting
from calibration.record.spans import Span, joined
from reviews.models import Part, Participant


@dataclass(frozen=True)
class Moderated:
    """One person and their times in the moderator's seat."""

    name: str
    spans: list[Span]


def who_moderated(meeting: Meeting) -> list[Moderated]:
    """Each with their times, in the order in which they first did."""
    return [Moderated(name, joined(spans)) for name, spans in _held(meeting).values()]


def minutes_moderated(meeting: Meeting) -> dict[UUID, int]:
    """Person id → for how many whole minutes."""
    return {
        pk: int(sum((end - begin).total_seconds() for begin, end in spans) // 60)
        for pk, (_name, spans) in _held(meeting).items()
    }


def _held(meeting: Meeting) -> dict[UUID, tuple[str, list[Span]]]:
    rows = Participant.objects.filter(group=meeting.group_id, part=Part.MODERATOR, in_seat=True)
    found: dict[UUID, tuple[str, list[Span]]] = {}
    for row in rows.select_related("person").order_by("from_at"):
        name_and_spans = found.setdefault(row.person_id, (row.person.name, []))
        name_and_spans[1].append((row.from_at, row.until_at or clock.now()))
    return found
