"""Visits: how a person stands to a meeting, and what follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from accounts.models import Person
from accounts.written_once import WrittenOnce
from calibration.models.meeting import ONLY_IN_THE_MEETING, Attendance, Meeting, Round
from calibration.models.turns import Turn
from reviews.models import Exclusion, Group, Part
from reviews.models.cycles import AFTER_THE_LOCK
from reviews.models.participants import READERS, parts_held

MEETING_STATES = (Group.State.CALIBRATING, *AFTER_THE_LOCK)

# parts with which somebody may come to the meeting, in the order in which one is written on the attendance
COMES_AS = (
    Part.OBSERVER,
    Part.OUTSIDE_DIRECTOR,
    Part.DIRECTOR,
    Part.ASSESSOR,
    Part.DEPUTY,
    Part.DECIDER,
    Part.MODERATOR,
    Part.SCRIBE,
    Part.GUEST,
)


RECUSED = WrittenOnce(lambda group: Exclusion.objects.filter(group=group).values_list("person_id", "subject_id"))
CAME = WrittenOnce(lambda person, meeting: Attendance.objects.filter(person=person, meeting=meeting).order_by())


@dataclass(frozen=True)
class Visit:
    """One person at one meeting: with which parts they may come to it now, and when they were in the room. It is a
    viewer, as the person is, with what a page would ask of them again and again."""

    person: Person
    meeting: Meeting
    parts: frozenset[str]
    attendances: tuple[Attendance, ...]

    @property
    def part(self) -> str:
        """As what they come; empty where with no part."""
        return next((part for part in COMES_AS if part in self.parts), "")

    @property
    def attendance(self) -> Attendance | None:
        """The one that lasts: they are in the room."""
        return next((row for row in self.attendances if row.until_at is None), None)

    @property
    def came(self) -> bool:
        """Whether the meeting is theirs to look at: the group's readers once they came, its scribe, moderator and
        guests while they are in the room."""
        reads, drives = self.parts.intersection(READERS), self.parts.intersection(ONLY_IN_THE_MEETING)
        return bool(reads and self.attendances) or bool(drives and self.attendance)

    @property
    def sees_turns(self) -> bool:
        """Whether they see the turns that they are not kept away from: who came, until the close."""
        return self.came and self.meeting.group.state in MEETING_STATES

    @cached_property
    def recused(self) -> set[tuple[UUID, UUID]]:
        """Who of the group keeps away from whom: person and subject."""
        return set(RECUSED(self.meeting.group_id))

    @property
    def kept_from(self) -> list[UUID]:
        """What `not_kept_away` says, of this meeting: oneself, and whom one stepped out of."""
        return [self.person.pk, *(subject for person, subject in self.recused if person == self.person.pk)]

    @cached_property
    def counted(self) -> list[Turn]:
        """The turns that they are not kept away from, in the order of the agenda, read once for one page."""
        from calibration.models.stops import turns_but_of

        return [Turn(*row) for row in turns_but_of(self.meeting.pk, self.kept_from)]

    @property
    def turns(self) -> list[Turn]:
        """Those of them that they see: all or none."""
        return self.counted if self.sees_turns else []

    def sees_board(self, round: Round) -> bool:
        """The same of a board: of any round of the meeting."""
        return self.sees_turns

    @classmethod
    def of(cls, person: Person, meeting: Meeting) -> "Visit":
        """How the person stands to that meeting."""
        return cls._read(person, [meeting], CAME(person.pk, meeting.pk))[0]

    @classmethod
    def all_of(cls, person: Person) -> list["Visit"]:
        """How the person stands to each meeting to which they came and of which turns can still be seen."""
        came = Attendance.objects.filter(person=person, meeting__group__state__in=MEETING_STATES)
        rows = list(came.select_related("meeting__group"))
        return cls._read(person, list({row.meeting_id: row.meeting for row in rows}.values()), rows)

    @classmethod
    def _read(cls, person: Person, meetings: list[Meeting], rows: Iterable[Attendance]) -> list["Visit"]:
        held = parts_held([meeting.group_id for meeting in meetings], person)
        return [
            cls(
                person,
                meeting,
                frozenset(held.get(meeting.group_id, ())),
                tuple(row for row in rows if row.meeting_id == meeting.pk),
            )
            for meeting in meetings
        ]
