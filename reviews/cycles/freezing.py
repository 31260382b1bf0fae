"""Freezing a roster: from lines of a preview to the rows that every later rule asks. All in bulk."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from accounts import clock
from accounts.models import Below
from frameworks.models import Role, Version
from frameworks.ways import next_roles
from reviews.cycles.planning import Line
from reviews.models import Assessment, Assignment, Group, Part, Participant, RosterEntry

BATCH = 1000


def freeze(group: Group, lines: Sequence[Line], joined_late: bool = False) -> list[RosterEntry]:
    """Writes roster, participants, assignments and empty drafts for `lines`; returns the roster's rows.

    Call it in the transaction of the act. The number of queries does not depend on how many there are.
    """
    entries = RosterEntry.objects.bulk_create(
        [
            RosterEntry(
                group=group,
                subject=line.person,
                role=line.role,
                version=line.version,
                role_since=line.role_since,
                assessor=line.assessor,
                director_id=line.director_id,
                treatment=line.treatment,
                joined_late=joined_late,
            )
            for line in lines
        ],
        batch_size=BATCH,
    )
    _take_part(group, lines)
    assessed = [line for line in lines if line.is_assessed]
    Assignment.objects.bulk_create(
        [Assignment(group=group, subject=line.person, assessor=line.assessor) for line in assessed], batch_size=BATCH
    )
    nexts = _next_roles(assessed)
    Assessment.objects.bulk_create(
        [
            Assessment(
                group=group,
                subject=line.person,
                author=line.assessor,
                role=line.role,
                next_role=nexts[line.version.pk, line.role.pk],
            )
            for line in assessed
        ],
        batch_size=BATCH,
    )
    return entries


def _take_part(group: Group, lines: Sequence[Line]) -> None:
    """Subjects, assessors and the managers above each subject; parts that stand already are left alone."""
    now = clock.now()
    subjects = {line.person.pk for line in lines}
    wanted = {(pk, Part.SUBJECT, None) for pk in subjects}
    wanted |= {(line.assessor.pk, Part.ASSESSOR, None) for line in lines}
    wanted |= {(above, Part.ABOVE, person) for above, persons in _above(subjects).items() for person in persons}
    there = set(
        Participant.objects.now()
        .filter(group=group, part__in=[Part.SUBJECT, Part.ASSESSOR, Part.ABOVE])
        .values_list("person_id", "part", "about_id")
    )
    Participant.objects.bulk_create(
        [
            Participant(group=group, person_id=person, part=part, about_id=about, from_at=now)
            for person, part, about in sorted(wanted - there, key=str)
        ],
        batch_size=BATCH,
    )


def _above(subjects: set[UUID]) -> dict[UUID, list[UUID]]:
    """Manager → those of the subjects who are below."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Below.objects.all() if len(subjects) > 500 else Below.objects.filter(person__in=subjects)
    for manager, person in rows.values_list("manager_id", "person_id").iterator(chunk_size=5000):
        if person in subjects:
            found[manager].append(person)
    return found


def _next_roles(lines: Sequence[Line]) -> dict[tuple[UUID, UUID], Role | None]:
    """(version, role) → the nearest role one can go to; asked once for each pair."""
    pairs: dict[tuple[UUID, UUID], tuple[Version, Role]] = {
        (line.version.pk, line.role.pk): (line.version, line.role) for line in lines
    }
    return {key: next(iter(next_roles(version, role)), None) for key, (version, role) in pairs.items()}
