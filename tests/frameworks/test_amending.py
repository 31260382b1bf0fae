"""What a version changed for somebody: said to them once on Today and by mail, until they have opened My level."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from accounts.models import Person
from accounts.owed import named
from accounts.ticking import tick
from frameworks import amending, notices, reading, workflow
from frameworks.loading import load
from frameworks.models import Amendment, Version
from frameworks.notices import owed
from frameworks.placements import place
from reviews.models import Mail
from tests.frameworks.test_publishing import text, without
from tests.shipped import fixture, publish

SINCE = date(2025, 3, 3)
TODAY = date(2027, 3, 1)  # a Monday
CHANGED = "What is expected of you changed on 1 March 2027: read what is different"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2025-03-03 09:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def first(cast, clock):
    """Version 1 in force; Ines holds IC2, Ivan IC1, Noor IC4, whose text version 2 leaves as it is."""
    version = publish("engineering-1")
    for person, code in ((cast.ines, "IC2"), (cast.ivan, "IC1"), (cast.noor, "IC4")):
        place(person, reading.roles(version)[code], SINCE, by=None)
    clock.move_to("2027-03-01 09:00:00+00:00")
    return version


@pytest.fixture
def second(first):
    return load(fixture("engineering-2"))


def role(code):
    return reading.roles(Version.objects.current().get())[code]


def said(person, today=TODAY):
    return [one.sentence for one in owed(person, today) if "you" in one.sentence]


def lines():
    """Of each mail: to whom, and the lines of what changed."""
    bodies = Mail.objects.order_by("recipient__name").values_list("recipient__name", "body")
    return [(name, [line.strip() for line in body.splitlines() if line.startswith("  ")]) for name, body in bodies]


def test_whoever_holds_a_role_that_changes_reads_it_on_today_until_they_open_their_level(cast, second, sign_in):
    workflow.publish(second, by=cast.frida)
    assert [said(one) for one in (cast.ines, cast.ivan)] == [[CHANGED], [CHANGED]]
    client = sign_in(cast.ines)
    assert CHANGED in text(client.get("/"))
    client.head("/my-level/")
    client.get("/my-level/", headers={"Sec-Purpose": "prefetch;prerender"})
    assert said(cast.ines) == [CHANGED]
    page = text(client.get("/my-level/"))
    assert "What version 2 changed for you" in page
    assert "which a teammate can change without asking its author" in page
    assert said(cast.ines) == []
    assert said(cast.ivan) == [CHANGED]


def test_nothing_is_said_where_nothing_changed(cast, second):
    workflow.publish(second, by=cast.frida)
    assert [said(one) for one in (cast.noor, cast.lena, cast.marco)] == [[], [], []]
    assert Amendment.objects.count() == 2


def test_who_has_left_or_begins_on_that_day_is_not_told(cast, second):
    place(cast.lena, role("IC2"), TODAY, by=None)
    place(cast.sam, role("IC2"), date(2027, 4, 1), by=None)
    Person.objects.filter(pk=cast.ines.pk).update(left_on=date(2027, 2, 26))
    workflow.publish(second, by=cast.frida)
    assert [one.person.name for one in Amendment.objects.select_related("person")] == ["Ivan"]


def test_the_first_version_changes_nothing_for_anybody(cast, first):
    assert not Amendment.objects.exists()


def test_a_role_with_another_code_is_laid_beside_the_one_held_before(cast, first, sign_in):
    second = load(without(fixture("engineering-2"), "IC2"))
    workflow.publish(second, by=cast.frida, becomes={"IC2": "IC3"})
    assert said(cast.ines) == ["You hold IC3 in the place of IC2 since 1 March 2027: read what is expected of you now"]
    client = sign_in(cast.ines)
    for _again in range(2):  # what was looked at can be read again
        page = text(client.get("/my-level/"))
        assert "Until then you held IC2; now you hold IC3." in page
        # what IC2 asked in version 1 goes, what IC3 asks in version 2 comes
        assert "Writes code that is tested, easy to change and at home in the codebase" in page
    assert said(cast.ines) == []


def test_what_two_versions_changed_is_shown_together(cast, second, sign_in, clock):
    workflow.publish(second, by=cast.frida)
    clock.move_to("2027-03-03 09:00:00+00:00")
    third = replace(without(fixture("engineering-2"), "IC2"), version="3")
    workflow.publish(load(third), by=cast.frida, becomes={"IC2": "IC3"})
    wednesday = date(2027, 3, 3)
    assert said(cast.ines, wednesday) == [
        "You hold IC3 in the place of IC2 since 3 March 2027: read what is expected of you now"
    ]
    assert said(cast.ivan, wednesday) == [CHANGED]  # version 3 says of IC1 what version 2 said
    client = sign_in(cast.ines)
    assert "compared with version 1." in text(client.get("/my-level/"))
    assert "compared with version 2." in text(client.get("/my-level/"))
    earlier = text(client.get("/my-level/?since=1"))
    assert "Until then you held IC2; now you hold IC3." in earlier


def test_a_role_given_since_then_is_not_compared_with_another(cast, second, sign_in, clock):
    workflow.publish(second, by=cast.frida)
    clock.move_to("2027-03-03 09:00:00+00:00")
    place(cast.ivan, role("IC2"), date(2027, 3, 3), by=None)
    assert said(cast.ivan, date(2027, 3, 3)) == []
    page = text(sign_in(cast.ivan).get("/my-level/"))
    assert "Until then you held" not in page
    assert "which a teammate can change without asking its author" in page


# -- the mail ----------------------------------------------------------------------------------------


def test_one_mail_says_on_how_many_axes_and_no_word_of_the_text(cast, second):
    workflow.publish(second, by=cast.frida)
    tick()
    tick()
    assert lines() == [
        ("Ines", ["Engineering, since Monday, 1 March: 3 of your expectations"]),
        ("Ivan", ["Engineering, since Monday, 1 March: what it says of your role"]),
    ]
    assert Mail.objects.get(recipient=cast.ines).body == (
        "Hello Ines,\n\nwhat is expected of you has changed:\n\n"
        "  Engineering, since Monday, 1 March: 3 of your expectations\n\n"
        "What is different stands here:\nhttp://localhost:8000/my-level/#changes\n\n"
        "Once you have opened that page, nothing reminds you of it any more.\n"
    )
    assert Mail.objects.get(recipient=cast.ines).subject == "What is expected of you has changed"


def test_who_has_looked_before_the_mail_goes_gets_none(cast, second, sign_in):
    workflow.publish(second, by=cast.frida)
    sign_in(cast.ines).get("/my-level/")
    tick()
    assert [name for name, _lines in lines()] == ["Ivan"]


def test_announced_it_is_told_on_its_day_and_once(cast, second, clock):
    workflow.publish(second, by=cast.frida, from_on=date(2027, 3, 8))
    tick()
    assert (said(cast.ines), lines()) == ([], [])
    for hour in ("08 05:00", "08 06:00", "09 05:00"):
        clock.move_to(f"2027-03-{hour}:00+00:00")
        tick()
    assert said(cast.ines, date(2027, 3, 9)) == [
        "What is expected of you changed on 8 March 2027: read what is different"
    ]
    assert [name for name, _lines in lines()] == ["Ines", "Ivan"]


def test_a_mail_of_another_role_says_neither_of_them(cast, first):
    workflow.publish(load(without(fixture("engineering-2"), "IC2")), by=cast.frida, becomes={"IC2": "IC3"})
    tick()
    assert lines()[0] == ("Ines", ["Engineering, since Monday, 1 March: 3 of your expectations"])
    assert "IC" not in Mail.objects.get(recipient=cast.ines).body


def test_a_manager_reads_for_two_weeks_whose_expectations_a_version_changed_and_nobody_elses(cast, second, sign_in):
    workflow.publish(second, by=cast.frida)
    said = "Version 2 of Engineering changed what is expected of Ivan: read what is different"
    [line] = owed(cast.mei, TODAY)
    assert (line.sentence, line.url) == (said, "/frameworks/engineering/compare/?from=1&to=2")
    assert [one.sentence for one in owed(cast.noor, TODAY)] == [said.replace("Ivan", "Ines")]
    for above_or_beside in (cast.dana, cast.marco, cast.sam, cast.petra):
        assert not [one for one in owed(above_or_beside, TODAY) if "changed what is expected" in one.sentence]
    sign_in(cast.ivan).get("/my-level/")  # that he has looked is nothing of hers
    assert [one.sentence for one in owed(cast.mei, date(2027, 3, 14))] == [said]
    assert owed(cast.mei, date(2027, 3, 15)) == []
    assert sign_in(cast.mei).get(line.url).status_code == 200


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (2, "A and B"),
        (5, "A, B, C, D and E"),
        (6, "A, B, C, D, E and F"),
        (7, "A, B, C, D, E and two more"),
    ],
)
def test_of_many_names_the_first_five_stand_in_a_sentence(count, said):
    assert named(list("ABCDEFG"[:count]), notices.NAMED) == said


def test_what_concerns_oneself_and_ones_people_are_two_lines_and_one_question(cast, first, django_assert_num_queries):
    place(cast.noor, role("IC2"), date(2027, 2, 1), by=None)
    workflow.publish(load(fixture("engineering-2")), by=cast.frida)
    assert [one.sentence for one in owed(cast.noor, TODAY)] == [
        CHANGED,
        "Version 2 of Engineering changed what is expected of Ines: read what is different",
    ]
    assert [one.person.name for one in Amendment.objects.visible_to(cast.noor).order_by("person__name")] == [
        *("Ines", "Noor")
    ]
    with django_assert_num_queries(1):
        amending.of_late(cast.noor, TODAY)
