"""People Ops place whoever holds a role that is gone: whom they see, from which day, and what follows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from frameworks import placing, reading, workflow
from frameworks.loading import load
from frameworks.models import Placement, Version
from frameworks.notices import owed
from frameworks.placements import place, role_on
from tests.frameworks.test_publishing import text, without
from tests.shipped import fixture, publish

SINCE = date(2025, 3, 3)
TODAY = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2025-03-03 09:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def gone(cast, clock):
    """Since Monday no version has IC2, and it is left to People Ops where its holders go: Ines, Tariq of support, and
    Petra herself; Ivan holds IC1."""
    version = publish("engineering-1")
    for person, code in ((cast.ines, "IC2"), (cast.tariq, "IC2"), (cast.petra, "IC2"), (cast.ivan, "IC1")):
        place(person, reading.roles(version)[code], SINCE, by=None)
    clock.move_to("2027-03-01 09:00:00+00:00")
    second = load(without(fixture("engineering-2"), "IC2"))
    return workflow.publish(second, by=cast.frida, becomes={"IC2": "-"})


def held(person, day=TODAY):
    return role_on(person, day).role.code


def of(person):
    return Placement.objects.get(person=person, to_on=None)


def role(code):
    return reading.roles(Version.objects.current().get())[code]


def test_each_sees_those_of_their_population_and_never_themselves(cast, gone, sign_in):
    said = text(sign_in(cast.petra).get("/placings/"))
    assert "Place Ines IC2 of Engineering, since 3 March 2025" in said
    assert "Place Tariq" in said
    assert "Petra" not in said
    assert "Ivan" not in said
    of_support = text(sign_in(cast.pavel).get("/placings/"))
    assert "Place Tariq" in of_support
    assert "Ines" not in of_support
    assert [one.sentence for one in owed(cast.pavel, TODAY)] == [
        "Tariq holds a role that Engineering has no more: place them"
    ]


def test_who_may_not_place_somebody_finds_no_page_and_the_act_refuses(cast, gone, sign_in):
    for person, whose in ((cast.pavel, cast.ines), (cast.petra, cast.petra), (cast.frida, cast.ines)):
        address = f"/placings/{of(whose).pk}/"
        assert sign_in(person).get(address).status_code == 404
        assert sign_in(person).post(address, {"role": role("IC3").pk, "from_on": "2027-03-01"}).status_code == 404
        with pytest.raises(NotAllowed):
            placing.place_from(of(whose), role("IC3"), TODAY, person)
    assert [held(one) for one in (cast.ines, cast.petra)] == ["IC2", "IC2"]


def test_one_is_placed_from_a_day_and_told_what_changed(cast, gone, sign_in):
    client = sign_in(cast.petra)
    address = f"/placings/{of(cast.ines).pk}/"
    page = client.get(address)
    said = text(page)
    assert "Ines: IC2 of Engineering from 3 March 2025. No version in force has that role." in said
    assert 'value="2027-03-01"' in page.content.decode()
    done = client.post(address, {"role": role("IC3").pk, "from_on": "2027-03-01"}, follow=True)
    assert "Ines holds IC3 from 1 March 2027." in text(done)
    assert "Place Ines" not in text(done)
    assert (held(cast.ines), held(cast.ines, TODAY - timedelta(days=1))) == ("IC3", "IC2")
    event = Event.objects.filter(verb="place", about=cast.ines).latest("at")
    assert event.by == cast.petra
    assert [one.sentence for one in owed(cast.ines, TODAY)] == [
        "You hold IC3 in the place of IC2 since 1 March 2027: read what is expected of you now"
    ]
    assert client.get(address).status_code == 404


def test_a_day_before_the_version_or_beyond_a_year_and_no_role_are_refused(cast, gone, sign_in):
    client = sign_in(cast.petra)
    address = f"/placings/{of(cast.ines).pk}/"
    early = client.post(address, {"role": role("IC3").pk, "from_on": "2027-02-26"})
    assert early.status_code == 400
    assert "Not before 1 March 2027." in text(early)
    assert "Choose a day within a year." in text(
        client.post(address, {"role": role("IC3").pk, "from_on": "2029-01-01"})
    )
    was = of(cast.ines).role
    assert "No version in force has that role." in text(client.post(address, {"role": was.pk, "from_on": "2027-03-01"}))
    assert "Choose a role." in text(client.post(address, {"from_on": "2027-03-01"}))
    assert held(cast.ines) == "IC2"


def test_from_a_later_day_nobody_has_to_place_them_any_more_and_it_is_said_on_that_day(cast, gone):
    placing.place_from(of(cast.ines), role("IC3"), date(2027, 4, 1), cast.petra)
    assert held(cast.ines) == "IC2"
    assert held(cast.ines, date(2027, 4, 1)) == "IC3"
    assert not placing.to_place(cast.petra, TODAY).filter(person=cast.ines).exists()
    assert owed(cast.ines, TODAY) == []
    assert len(owed(cast.ines, date(2027, 4, 1))) == 1


def test_two_who_place_the_same_person_do_it_once(cast, gone):
    before = of(cast.ines)
    placing.place_from(before, role("IC3"), TODAY, cast.petra)
    with pytest.raises(Conflict, match="Ines was placed meanwhile"):
        placing.place_from(before, role("IC4"), TODAY, cast.petra)
    assert held(cast.ines) == "IC3"


def test_a_role_that_is_yet_to_begin_and_is_gone_is_replaced_from_its_first_day(cast, gone, clock):
    first = Version.objects.get(label="1")
    Placement.objects.create(person=cast.lena, role=reading.roles(first)["IC2"], from_on=date(2027, 5, 3))
    (row,) = placing.to_place(cast.petra, TODAY).filter(person=cast.lena)
    placing.place_from(row, role("IC3"), date(2027, 5, 3), cast.petra)
    assert held(cast.lena, date(2027, 5, 3)) == "IC3"
    assert Placement.objects.filter(person=cast.lena).count() == 1
    assert owed(cast.lena, date(2027, 5, 3)) == []


def test_whoever_holds_a_role_of_a_withdrawn_framework_is_to_be_placed_in_another(cast, sign_in, clock):
    growth = publish("growth-1")
    publish("engineering-1")
    was = next(iter(reading.roles(growth).values()))
    workflow.retire(growth, cast.frida)
    Placement.objects.create(person=cast.tariq, role=was, from_on=SINCE)
    client = sign_in(cast.pavel)
    assert f"Place Tariq {was.code} of" in text(client.get("/placings/"))
    client.post(f"/placings/{of(cast.tariq).pk}/", {"role": role("IC1").pk, "from_on": "2025-03-03"})
    assert held(cast.tariq) == "IC1"


def test_the_page_of_the_framework_leads_people_ops_there_while_somebody_waits(cast, gone, sign_in):
    way = "Place those whose role is gone"
    assert way in text(sign_in(cast.petra).get("/frameworks/engineering/"))
    assert way not in text(sign_in(cast.frida).get("/frameworks/engineering/"))
    for person in (cast.ines, cast.tariq):
        placing.place_from(of(person), role("IC3"), TODAY, cast.petra)
    assert way not in text(sign_in(cast.petra).get("/frameworks/engineering/"))
    said = text(sign_in(cast.petra).get("/placings/"))
    assert "Nobody is to be placed." in said
    assert "whoever holds none comes to one by an import of people" in said


def test_the_next_version_does_not_make_it_again(cast, gone, clock):
    """What was placed follows the version after it as any other role."""
    placing.place_from(of(cast.ines), role("IC3"), TODAY, cast.petra)
    clock.move_to("2027-03-03 09:00:00+00:00")
    third = replace(without(fixture("engineering-2"), "IC2"), version="3")
    workflow.publish(load(third), by=cast.frida)
    assert held(cast.ines, date(2027, 3, 3)) == "IC3"
