"""A version comes into force between the launch of one group of a cycle and of the next: both hold to the same one."""

from datetime import date

import pytest
import time_machine

from accounts.models import Person
from frameworks import reading
from frameworks import workflow as frameworks
from frameworks.loading import load
from frameworks.models import Placement
from frameworks.placements import place
from reviews.cycles import planned, planning, workflow
from reviews.models import Assessment, Cycle, Group, RosterEntry
from tests.frameworks.test_publishing import without
from tests.reviews.story import DATES
from tests.shipped import fixture

SINCE = date(2025, 3, 3)
TUESDAY = date(2026, 12, 8)


@pytest.fixture
def clock():
    with time_machine.travel("2025-03-03 09:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def cycle(cast, clock) -> Cycle:
    """Ivan (IC1) is in group A, Ines (IC2) and Lena (IC3) in group B. On Monday A was launched."""
    version = frameworks.publish(load(fixture("engineering-1")), by=None)
    for person, code in ((cast.ivan, "IC1"), (cast.ines, "IC2"), (cast.lena, "IC3")):
        place(person, reading.roles(version)[code], SINCE, by=None)
    clock.move_to("2026-12-07 09:00:00+00:00")
    parts = {"director": [cast.dana], "observer": [cast.petra]}
    groups = [
        workflow.GroupPlan(name, Person.objects.filter(pk__in=[person.pk for person in people]), parts)
        for name, people in (("A", [cast.ivan]), ("B", [cast.ines, cast.lena]))
    ]
    made = workflow.plan(cast.petra, name="Large", preset="full", dates=DATES, groups=groups)
    workflow.launch_group(Group.objects.get(name="A"), cast.petra)
    clock.move_to("2026-12-08 09:00:00+00:00")
    return Cycle.objects.get(pk=made.pk)


def publish(becomes, *gone):
    document = fixture("engineering-2")
    for code in gone:
        document = without(document, code)
    return frameworks.publish(load(document), by=None, becomes=becomes)


def rosters():
    rows = RosterEntry.objects.order_by("subject__name")
    return [(row.subject.name, row.role.code, row.version.label, row.role_since) for row in rows]


def test_both_groups_hold_to_the_version_of_the_first_launch(cast, cycle):
    publish({})
    workflow.launch_group(Group.objects.get(name="B"), cast.petra)
    assert rosters() == [("Ines", "IC2", "1", SINCE), ("Ivan", "IC1", "1", SINCE), ("Lena", "IC3", "1", SINCE)]


def test_whom_the_version_moved_is_reviewed_in_the_role_of_before_since_they_held_it(cast, cycle):
    publish({"IC2": "IC3"}, "IC2")
    assert Placement.objects.get(person=cast.ines, to_on=None).role.code == "IC3"
    workflow.launch_group(Group.objects.get(name="B"), cast.petra)
    assert rosters() == [("Ines", "IC2", "1", SINCE), ("Ivan", "IC1", "1", SINCE), ("Lena", "IC3", "1", SINCE)]
    assert Assessment.objects.get(subject=cast.ines).next_role.code == "IC3"


def test_who_waits_to_be_placed_is_in_the_review_all_the_same(cast, cycle):
    publish({"IC2": "-"}, "IC2")
    groups = [Group.objects.get(name="B")]
    found = planned.rows(cycle, groups, TUESDAY)
    assert planned.counts(found) == {"assessed": 2}
    workflow.launch_group(groups[0], cast.petra)
    assert [row[:3] for row in rosters()] == [("Ines", "IC2", "1"), ("Ivan", "IC1", "1"), ("Lena", "IC3", "1")]


def test_a_cycle_that_is_launched_afterwards_takes_the_version_in_force(cast, cycle, clock):
    publish({"IC2": "IC3"}, "IC2")
    later = Cycle(covers_from=date(2027, 1, 1), covers_to=date(2027, 3, 31))
    lines = planning.lines(Person.objects.filter(pk=cast.ines.pk), later, TUESDAY)
    assert [(line.role.code, line.version.label, line.role_since) for line in lines] == [("IC3", "2", SINCE)]
