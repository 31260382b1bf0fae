"""Who takes part changes with an act: an assessor comes, and whoever assesses nobody there any more goes; with an
assessor go those whom they invited."""

from collections.abc import Callable

from accounts import clock, trail
from accounts.hooks import Hook
from accounts.models import Person
from reviews.models import Deputyship, Group, Part, Participant, RosterEntry
from reviews.telling import changed

# later apps: what hangs on a part that ended just now, in the same transaction: (group, person)
part_ended: Hook[Callable[[Group, Person], None]] = Hook()


def tell_part_ended(group: Group, person: Person) -> None:
    """Says so to whoever has something that hangs on it."""
    for then in part_ended:
        then(group, person)


def begin_assessing(group: Group, person: Person) -> None:
    """The person is one of the group's assessors from now on; who is already stays so."""
    if not Participant.objects.now().filter(group=group, person=person, part=Part.ASSESSOR).exists():
        Participant.objects.create(group=group, person=person, part=Part.ASSESSOR, from_at=clock.now())


def end_assessing(group: Group, person: Person, by: Person) -> None:
    """Who assesses nobody in the group any more was its assessor until now: what they wrote stays theirs to read, they
    see nothing newer, and nobody stands in for them."""
    if not RosterEntry.objects.filter(group=group, assessor=person).exists():
        assesses = Participant.objects.now().filter(group=group, person=person, part=Part.ASSESSOR)
        assesses.update(until_at=clock.now())
        tell_part_ended(group, person)
        for standing in Deputyship.objects.not_over().filter(group=group, person=person):
            end_standing_in(standing, by)


def end_standing_in(standing: Deputyship, by: Person) -> None:
    """Ends it now, with the part that came of it. It asks nobody: the caller has, and holds the lock on the group."""
    ends = max(clock.now(), standing.from_at)
    parts = Participant.objects.not_over().filter(
        group=standing.group_id, person=standing.deputy_id, part=Part.DEPUTY, from_at=standing.from_at
    )
    parts.update(until_at=ends)
    tell_part_ended(standing.group, standing.deputy)
    Deputyship.objects.filter(pk=standing.pk).update(until_at=ends)
    trail.record("end_deputy", standing, by, before=str(standing.person_id), after=str(standing.deputy_id))
    changed.tell_of_group(standing.group, [standing.person, standing.deputy])


def end_co_authors(entry: RosterEntry) -> list[Person]:
    """Whom the former assessor invited to write with them, is invited no more; returns them."""
    invited = Participant.objects.now().filter(group=entry.group_id, about=entry.subject_id, part=Part.CO_AUTHOR)
    people = list(Person.objects.filter(pk__in=invited.values("person")))
    Participant.objects.filter(pk__in=list(invited.values_list("pk", flat=True))).update(until_at=clock.now())
    return people


def end_co_authoring(person: Person) -> None:
    """Who leaves writes nobody's assessment with them any more."""
    invited = Participant.objects.now().filter(person=person, part=Part.CO_AUTHOR)
    Participant.objects.filter(pk__in=list(invited.values_list("pk", flat=True))).update(until_at=clock.now())
