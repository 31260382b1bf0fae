"""Who is given a role that a version did away with meanwhile: they go on to the one that followed it."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from frameworks import reading, workflow
from frameworks.loading import load
from frameworks.models import Placement, Role, Version
from frameworks.people_import import workflow as people_import
from frameworks.placements import place, role_on
from frameworks.placing import to_place
from frameworks.succeeding import afterwards
from tests.frameworks.test_publishing import without
from tests.shipped import fixture

FILE = "employee_id,email,name,manager_employee_id,framework,role,role_since\n"
INES = "E013,ines@demo.example,Ines,E010"
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 4)


def publish(name, label, becomes, *gone):
    document = replace(fixture(name), version=label)
    for code in gone:
        document = without(document, code)
    return workflow.publish(load(document), by=None, becomes=becomes)


@pytest.fixture
def twice(cast):
    """IC1 became IC2 in April, and IC2 became IC3 in May. Ivan was IC1 all along, Ines is nothing yet."""
    with time_machine.travel("2025-03-03 09:00:00+00:00", tick=False) as clock:
        first = publish("engineering-1", "1", {})
        place(cast.ivan, reading.roles(first)["IC1"], date(2025, 3, 3), by=None)
        clock.move_to("2026-04-01 09:00:00+00:00")
        publish("engineering-1", "2", {"IC1": "IC2"}, "IC1")
        clock.move_to("2026-05-04 09:00:00+00:00")
        publish("engineering-1", "3", {"IC2": "IC3"}, "IC1", "IC2")
        clock.move_to("2026-06-01 09:00:00+00:00")
        yield clock


def role(code):
    return Role.objects.get(framework__slug="engineering", code=code)


def held(person):
    rows = Placement.objects.filter(person=person).order_by("from_on")
    return list(rows.values_list("role__code", "from_on", "to_on"))


def looked(cells):
    return people_import.look(f"{FILE}{INES},engineering,{cells}\n")


def test_a_role_goes_on_over_all_versions_since(twice):
    assert [(day, one.code) for day, one in afterwards(role("IC1"))] == [(APRIL, "IC2"), (MAY, "IC3")]
    assert [(day, one.code) for day, one in afterwards(role("IC2"))] == [(MAY, "IC3")]
    assert afterwards(role("IC3")) == []


def test_who_is_placed_late_holds_what_whoever_was_there_holds(cast, twice):
    place(cast.ines, role("IC1"), date(2025, 3, 3), by=None)
    assert held(cast.ines) == held(cast.ivan)
    assert [code for code, _from, _to in held(cast.ines)] == ["IC1", "IC2", "IC3"]
    place(cast.lena, role("IC1"), date(2026, 6, 1), by=None)
    assert held(cast.lena) == [("IC3", date(2026, 6, 1), None)]
    place(cast.ines, role("IC1"), date(2026, 6, 1), by=None)  # what they hold already
    assert held(cast.ines) == held(cast.ivan)


def test_a_role_that_came_back_is_itself(cast, twice):
    twice.move_to("2026-06-02 09:00:00+00:00")
    publish("engineering-1", "4", {})
    assert afterwards(role("IC1")) == []
    place(cast.ines, role("IC1"), date(2026, 6, 2), by=None)
    assert held(cast.ines) == [("IC1", date(2026, 6, 2), None)]


def test_where_nothing_followed_they_are_to_be_placed(cast):
    publish("engineering-1", "1", {})
    place(cast.ivan, role("IC1"), date(2025, 3, 3), by=None)
    publish("engineering-1", "2", {"IC1": "-"}, "IC1")
    day = Version.objects.current().get().from_on
    place(cast.ines, role("IC1"), day, by=None)
    assert role_on(cast.ines, day).role.code == "IC1"
    assert [one.person.name for one in to_place(cast.petra, day).order_by("person__name")] == ["Ines", "Ivan"]


# -- a file of people --------------------------------------------------------------------------------


def test_a_file_that_names_a_role_of_before_places_on_the_one_in_its_place(cast, twice):
    seen = looked("IC1,2026-06-01")
    assert seen.problems == []
    assert [(one.role, one.from_on) for one in seen.roles.placed] == [("IC3", date(2026, 6, 1))]
    people_import.write(seen, by=None)
    assert held(cast.ines) == [("IC3", date(2026, 6, 1), None)]


def test_a_file_of_before_says_nothing_new_of_who_was_moved(cast, twice):
    assert people_import.look(f"{FILE}E011,ivan@demo.example,Ivan,E007,engineering,IC1,2025-03-03\n").does_nothing


def test_a_file_that_names_a_role_which_nothing_followed_is_told_so(cast):
    publish("engineering-1", "1", {})
    place(cast.ivan, role("IC1"), date(2025, 3, 3), by=None)
    publish("engineering-1", "2", {"IC1": "-"}, "IC1")
    (problem,) = looked("IC1,").problems
    assert problem.sentence == (
        "The framework engineering has no role IC1 any more, and no one role followed it: name the role that Ines"
        " holds."
    )
    # whoever holds it still waits to be placed: the file says what is so
    assert people_import.look(f"{FILE}E011,ivan@demo.example,Ivan,E007,engineering,IC1,\n").does_nothing
