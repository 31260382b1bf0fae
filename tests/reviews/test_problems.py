"""What needs attention in a running cycle: each thing that can go wrong, its sentence, and the page that mends it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts import people as acts
from accounts.models import Grant, Leave, Person, ReportingLine
from frameworks.models import Placement
from reviews.cycles.acts.deputising import name_deputy
from reviews.cycles.acts.naming import name_part
from reviews.cycles.choosing import Choice
from reviews.cycles.problems import problems
from reviews.models import Assignment, Exclusion, Group, Participant, RosterEntry

LAUNCHED, TODAY = date(2026, 12, 1), date(2026, 12, 9)


@pytest.fixture
def when():
    """Noon in UTC on the day of the launch; the tests move on to another."""
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def running(when, cast, story):
    """Launched on 1 December; it is the ninth."""
    when.move_to(datetime(2026, 12, 9, 12, tzinfo=UTC))
    return story


def found(story, viewer, day=TODAY, **state):
    """The sentences and the addresses, for a viewer."""
    if state:
        Group.objects.filter(pk=story.group.pk).update(**state)
    groups = list(Group.objects.filter(pk=story.group.pk).select_related("cycle"))
    return [(one.sentence, one.url) for one in problems(groups, Person.objects.get(pk=viewer.pk), day)]


def change(story, person, act):
    return f"/groups/{story.group.pk}/changes/{person.pk}/{act}/"


def test_all_is_well(cast, running):
    assert found(running, cast.petra) == []


def test_an_assessor_has_left(cast, running):
    Person.objects.filter(pk=cast.marco.pk).update(left_on=TODAY)
    assert found(running, cast.petra) == [
        (
            "Marco has left, and 2 people are still theirs to assess or to tell.",
            f"/people/{cast.marco.pk}/departure/",
        )
    ]
    assert len(found(running, cast.petra, state="finalising")) == 1
    assert found(running, cast.petra, state="telling") == []  # nothing is to be told: nobody has a day
    RosterEntry.objects.filter(assessor=cast.marco).update(opens_on=TODAY + timedelta(days=1))
    assert len(found(running, cast.petra, state="telling")) == 1


def test_somebody_on_the_roster_has_left(cast, running):
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=TODAY - timedelta(days=1))
    assert found(running, cast.petra) == [
        ("Ivan has left, and is on the roster of Engineering.", change(running, cast.ivan, "leaving"))
    ]
    RosterEntry.objects.filter(subject=cast.ivan).update(treatment="left")
    assert found(running, cast.petra) == []


def move_to(person, manager, day):
    ReportingLine.objects.filter(person=person, to_on__isnull=True).update(to_on=day)
    ReportingLine.objects.create(person=person, manager=manager, from_on=day)
    acts.rebuild_closure()


def test_another_manager_since_the_launch(cast, running):
    move_to(cast.ivan, cast.marco, date(2026, 12, 7))
    said = ("Ivan now reports to Marco; Mei assesses in Engineering.", change(running, cast.ivan, "assessor"))
    assert found(running, cast.petra) == [said]
    Assignment.objects.filter(subject=cast.ivan).update(
        state="submitted", submitted_at=datetime(2026, 12, 8, tzinfo=UTC)
    )
    assert found(running, cast.petra) == []


def test_another_manager_before_the_launch_was_frozen_on_purpose(cast, running):
    move_to(cast.ivan, cast.marco, date(2026, 11, 7))
    assert found(running, cast.petra) == []


def test_another_role_since_the_launch(cast, running):
    Placement.objects.filter(person=cast.ivan).update(to_on=date(2026, 12, 8))
    Placement.objects.create(person=cast.ivan, role=running.ladder.roles["IC2"], from_on=date(2026, 12, 8))
    assert found(running, cast.petra) == [
        ("Ivan is IC2 by now, and is assessed as IC1 in Engineering.", change(running, cast.ivan, "role"))
    ]
    assert found(running, cast.petra, state="calibrating") == []


def test_an_assessor_is_away_beyond_the_last_day_until_somebody_stands_in(cast, running):
    away = Leave.objects.create(person=cast.mei, from_on=date(2026, 12, 8), to_on=date(2026, 12, 10))
    assert found(running, cast.petra) == []  # back in time: to assess until the 11th
    Leave.objects.filter(pk=away.pk).update(to_on=date(2026, 12, 11))
    assert found(running, cast.petra) == [
        (
            "Mei is away beyond the last day, and owes 1 assessment in Engineering.",
            f"/groups/{running.group.pk}/deputies/?for={cast.mei.pk}",
        )
    ]
    name_deputy(running.group, cast.mei, cast.oskar, TODAY, date(2026, 12, 11), cast.petra)
    assert found(running, cast.petra) == []


def test_a_day_has_passed(cast, running):
    nudge, dates = f"/cycles/{running.cycle.pk}/nudge/", f"/cycles/{running.cycle.pk}/dates/"
    after = date(2026, 12, 12)
    assert found(running, cast.petra, after) == [
        ("Engineering: the day to assess is over, and 4 assessments are missing.", nudge)
    ]
    Assignment.objects.update(state="submitted", submitted_at=datetime(2026, 12, 8, tzinfo=UTC))
    assert found(running, cast.petra, after) == []
    assert found(running, cast.petra, date(2026, 12, 15), state="previewing") == []
    assert found(running, cast.petra, date(2026, 12, 16), state="previewing") == [
        ("Engineering was to have met by Tuesday, 15 December.", dates)
    ]


# the part that nobody has any more → what is said, and as what somebody is to be named
LACKING = [
    ("observer", "Nobody observes Engineering: its meeting does not start without somebody of People Ops."),
    (
        "outside_director",
        "No director from outside comes to Engineering: its meeting does not start without one.",
    ),
    ("decider", "Engineering has 0 of the 2 who decide on a pitch."),
]


@pytest.mark.parametrize(("part", "sentence"), LACKING)
def test_a_part_that_nobody_has(cast, running, part, sentence):
    Participant.objects.filter(part=part).delete()
    assert found(running, cast.petra) == [(sentence, f"/groups/{running.group.pk}/parts/?as={part}")]


@pytest.mark.parametrize(
    ("part", "setting", "off"),
    [
        ("observer", "needs_observer", False),
        ("outside_director", "needs_outside_director", False),
        ("decider", "deciders_needed", 0),
    ],
)
def test_a_part_that_the_cycle_does_not_ask_for(cast, running, part, setting, off):
    Participant.objects.filter(part=part).delete()
    type(running.cycle).objects.filter(pk=running.cycle.pk).update(**{setting: off})
    assert found(running, cast.petra) == []


def test_deciders_are_asked_for_while_pitches_are_decided_and_observers_are_not(cast, running):
    Participant.objects.filter(part__in=["observer", "decider"]).delete()
    assert [url.split("=")[1] for _said, url in found(running, cast.petra, state="deciding")] == ["decider"]
    name_part(running.group, "decider", cast.dana, cast.petra)
    name_part(running.group, "decider", cast.dilan, cast.petra)
    assert found(running, cast.petra) == []


def test_who_has_come_since_would_have_been_chosen(cast, running):
    Group.objects.filter(pk=running.group.pk).update(choice=Choice(below=(str(cast.mei.pk),)).as_json())
    kai = Person.objects.create(
        name="Kai", email="kai@demo.example", employee_id="E900", hired_on=date(2026, 12, 7), password="!"
    )
    ReportingLine.objects.create(person=kai, manager=cast.mei, from_on=date(2026, 12, 7))
    acts.rebuild_closure()
    said = (
        "Kai came after the launch of Engineering, and nobody reviews them.",
        f"/groups/{running.group.pk}/joiners/new/",
    )
    assert found(running, cast.petra) == [said]
    Person.objects.filter(pk=kai.pk).update(kind="contractor")
    assert found(running, cast.petra) == []
    Person.objects.filter(pk=kai.pk).update(kind="employee")
    Participant.objects.create(
        group=running.group, person=kai, part="subject", from_at=datetime(2026, 12, 8, tzinfo=UTC)
    )
    assert found(running, cast.petra) == []


def test_it_says_nothing_of_oneself_nor_of_whom_one_keeps_away_from(cast, running):
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=TODAY)
    Exclusion.objects.create(group=running.group, person=cast.petra, subject=cast.ivan)
    assert found(running, cast.petra) == []


def test_it_is_for_who_sets_the_group_up(cast, running, sign_in):
    Person.objects.filter(pk=cast.marco.pk).update(left_on=TODAY)
    for first in ("pavel", "dana", "mei", "ivan"):
        assert found(running, getattr(cast, first)) == []
        assert sign_in(getattr(cast, first)).get(f"/cycles/{running.cycle.pk}/problems/").status_code == 404
    Grant.objects.filter(person=cast.petra).delete()
    assert found(running, cast.petra) == []


def test_the_page_and_the_cycle_lead_there(cast, running, sign_in):
    client = sign_in(cast.petra)
    Person.objects.filter(pk=cast.marco.pk).update(left_on=TODAY)
    address = f"/cycles/{running.cycle.pk}/problems/"
    assert address in client.get(f"/cycles/{running.cycle.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert "Marco has left" in page
    assert f"/people/{cast.marco.pk}/departure/" in page
    Person.objects.filter(pk=cast.marco.pk).update(left_on=None)
    assert "Nothing needs mending here." in client.get(address).content.decode()


@pytest.mark.parametrize("leavers", [1, 3])
def test_the_queries_do_not_grow_with_what_is_wrong(cast, running, leavers, django_assert_num_queries):
    people = [cast.ivan, cast.ines, cast.lena][:leavers]
    Person.objects.filter(pk__in=[one.pk for one in people]).update(left_on=TODAY)
    petra = Person.objects.get(pk=cast.petra.pk)
    assert petra.holds("people_ops")
    groups = list(Group.objects.filter(pk=running.group.pk).select_related("cycle"))
    with django_assert_num_queries(4):
        assert len(problems(groups, petra, TODAY)) == leavers
