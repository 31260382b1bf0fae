"""Doors in random companies: for everybody, whatever they are in it, they answer as the rule does that they keep."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import time_machine

from accounts.models import Grant, Person
from accounts.viewing import as_task, viewing
from calibration.views.doors import MEETING
from reviews.cycles.progress import OPEN
from reviews.cycles.views.cycles import GROUPS
from reviews.models import Cycle, Group
from reviews.together.inputs import MISSING
from tests.walls.company import make_company

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DOORS = (GROUPS, OPEN, MISSING, MEETING)
A_MOMENT, AN_HOUR = timedelta(microseconds=1), timedelta(hours=1)


def anew(person):
    """The person as the next request reads them."""
    return Person.objects.get(pk=person.pk)


def questions(dice):
    """Each door with what may be asked through it: one, several, none, the same twice, and very many."""
    groups = list(Group.objects.order_by("name").values_list("pk", flat=True))
    some = dice.sample(groups, dice.randint(1, len(groups)))
    yield from ((GROUPS, cycle) for cycle in Cycle.objects.values_list("pk", flat=True))
    yield from ((MEETING, group) for group in groups)
    yield from ((door, given) for door in (OPEN, MISSING) for given in (groups, some, [], [*some, some[0]], groups * 9))


def asked_of_all(people, dice):
    """How many rows were found; each answer is that of the rule."""
    found = 0
    for person in people:
        for door, given in questions(dice):
            with as_task("handing-over") if door is MISSING else viewing(person):
                kept, ruled = door(anew(person), given), list(door.rows(anew(person), given))
            assert kept == ruled, (person, given)
            found += len(kept)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "seed",
    [0, pytest.param(1, marks=pytest.mark.once("postgresql")), pytest.param(2, marks=pytest.mark.once("embedded"))],
)
def test_doors_answer_as_their_rules_do(seed):
    for door in DOORS:
        door.kept.clear()
    dice = Random(seed)
    with time_machine.travel(NOON, tick=False) as clock:
        people = make_company(seed).people
        found = []
        for later in (0 * AN_HOUR, A_MOMENT, -AN_HOUR, AN_HOUR, 24 * AN_HOUR):
            clock.move_to(NOON + later)
            found.append(asked_of_all(people, dice))
        assert len({*found}) > 1  # the moment decides
        clock.move_to(NOON)
        for person in dice.sample(people, 4):
            kind, begins = dice.choice(["people_ops", "people_ops", "operator"]), NOON - AN_HOUR
            for head in (dice.choice(people), person, None, dice.choice(people)):
                Grant.objects.create(person=person, kind=kind, scope=head, reason="Drawn.", from_at=begins)
        assert asked_of_all(people, dice)
        Grant.objects.filter(scope=None, from_at__lt=NOON).update(until_at=NOON)
        asked_of_all(people, dice)
        Grant.objects.filter(scope__isnull=False).update(scope=dice.choice(people))
        asked_of_all(people, dice)
        Person.objects.filter(pk=people[0].pk).update(left_on=NOON.date(), is_active=False)
        asked_of_all(people, dice)
    for door in DOORS:
        assert door.kept
        assert not door.refused
