"""Who takes part changes with an act: an assessor comes, and whoever assesses nobody there any more goes."""

from accounts import clock
from accounts.models import Person
from reviews.models import Group, Part, Participant, RosterEntry


def begin_assessing(group: Group, person: Person) -> None:
    """The person is one of the group's assessors from now on; who is already stays so."""
    if not Participant.objects.now().filter(group=group, person=person, part=Part.ASSESSOR).exists():
        Participant.objects.create(group=group, person=person, part=Part.ASSESSOR, from_at=clock.now())


def end_assessing(group: Group, person: Person) -> None:
    """Who assesses nobody in the group any more was its assessor until now: what they wrote stays theirs to read, and
    they see nothing newer."""
    if not RosterEntry.objects.filter(group=group, assessor=person).exists():
        assesses = Participant.objects.now().filter(group=group, person=person, part=Part.ASSESSOR)
        assesses.update(until_at=clock.now())
