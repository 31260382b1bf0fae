"""A large launch in the worker's hands: group by group, on from where it stopped, each failure said with its reason."""

from datetime import date

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts import ticking
from accounts.models import Event, Grant, Lease, Person, lease
from accounts.moves import Conflict, NotAllowed
from frameworks.models import Placement
from reviews.cycles import launching, notices, workflow
from reviews.models import Assessment, Cycle, Group, RosterEntry
from reviews.tasks import launch_cycle
from tests.reviews.story import DATES, make_ladder, page, place_engineers

TODAY = date(2026, 12, 9)


@pytest.fixture
def sent(monkeypatch):
    """The messages to the worker, which none of these tests has."""
    found: list[str] = []
    monkeypatch.setattr("reviews.tasks.launch_cycle.apply_async", lambda args, **more: found.extend(args))
    return found


@pytest.fixture
def planned(cast, settings, sent) -> Cycle:
    """Four groups of one engineer each, too many people for being launched at once."""
    settings.LAUNCH_AT_ONCE = 3
    place_engineers(make_ladder(), cast)
    parts = {"director": [cast.dana], "observer": [cast.petra]}
    groups = [
        workflow.GroupPlan(name, Person.objects.filter(pk=person.pk), parts)
        for name, person in (("A", cast.ivan), ("B", cast.ines), ("C", cast.lena), ("D", cast.noor))
    ]
    return workflow.plan(cast.petra, name="Large", preset="full", dates=DATES, groups=groups)


def states() -> dict[str, str]:
    return dict(Group.objects.order_by("name").values_list("name", "state"))


def launched() -> str:
    """The names of the groups that are launched."""
    return "".join(name for name, state in states().items() if state == "assessing")


@pytest.mark.parametrize(("most", "at_once", "messages"), [(4, "ABCD", 0), (3, "", 1)])
def test_a_launch_of_more_people_than_the_setting_says_is_left_to_the_worker(
    cast, planned, settings, sent, client, django_capture_on_commit_callbacks, most, at_once, messages
):
    settings.LAUNCH_AT_ONCE = most
    client.force_login(cast.petra)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/cycles/{planned.pk}/launch/")
    assert (launched(), len(sent)) == (at_once, messages)
    for pk in sent:
        launch_cycle(pk)
    assert launched() == "ABCD"


def test_the_worker_freezes_what_a_launch_at_once_freezes(cast, planned, settings):
    launching.begin(planned, cast.petra)
    launching.work_on(planned.pk)
    rows = RosterEntry.objects.order_by("subject__name").values_list("group__name", "subject__name", "assessor__name")
    assert list(rows) == [("B", "Ines", "Noor"), ("A", "Ivan", "Mei"), ("C", "Lena", "Marco"), ("D", "Noor", "Marco")]
    assert Assessment.objects.count() == 4
    assert Cycle.objects.get().launched_at is not None
    acts = Event.objects.filter(verb="launch").order_by("at").values_list("thing", "by__name")
    assert sorted(acts) == [("reviews.cycle", "Petra"), *[("reviews.group", "Petra")] * 4]


def test_a_second_launch_while_it_runs_and_afterwards_is_a_conflict(cast, planned):
    launching.begin(planned, cast.petra)
    with pytest.raises(Conflict, match="is being launched"):
        launching.begin(planned, cast.petra)
    launching.work_on(planned.pk)
    with pytest.raises(Conflict, match="was launched already"):
        launching.begin(planned, cast.petra)
    launching.work_on(planned.pk)
    assert RosterEntry.objects.count() == 4


def test_only_people_ops_for_all_of_the_groups_ask_for_it(cast, planned):
    with pytest.raises(NotAllowed):
        launching.begin(planned, cast.pavel)
    assert not Group.objects.in_hand().exists()


def test_a_worker_that_dies_within_a_group_leaves_it_whole_and_another_goes_on(cast, planned, monkeypatch):
    launching.begin(planned, cast.petra)
    freeze = workflow.freeze

    def die_at_c(group, lines):
        freeze(group, lines)
        if group.name == "C":
            raise SystemExit

    monkeypatch.setattr(workflow, "freeze", die_at_c)
    with pytest.raises(SystemExit):
        launching.work_on(planned.pk)
    assert states() == {"A": "assessing", "B": "assessing", "C": "planning", "D": "planning"}
    assert not RosterEntry.objects.filter(group__name="C").exists()
    monkeypatch.setattr(workflow, "freeze", freeze)
    launching.work_on(planned.pk)  # the dead one's lease holds still
    assert launched() == "AB"
    Lease.objects.update(until_at=timezone.now())
    launching.work_on(planned.pk)
    assert launched() == "ABCD"
    assert Event.objects.filter(verb="launch", thing="reviews.cycle").count() == 1


def test_two_workers_launch_each_group_once(cast, planned):
    launching.begin(planned, cast.petra)
    held = lease.take(launching.lease_of(planned.pk), 60)
    launching.work_on(planned.pk)
    assert launched() == ""
    lease.give_back(launching.lease_of(planned.pk), held)
    launching.work_on(planned.pk)
    launching.work_on(planned.pk)
    assert (launched(), RosterEntry.objects.count()) == ("ABCD", 4)


def test_who_has_lost_the_lease_stops_after_the_group(cast, planned, monkeypatch):
    launching.begin(planned, cast.petra)
    freeze = workflow.freeze

    def take_long(group, lines):
        freeze(group, lines)
        Lease.objects.update(until_at=timezone.now())  # it ran out, and another has it

    monkeypatch.setattr(workflow, "freeze", take_long)
    launching.work_on(planned.pk)
    assert launched() == "A"


def test_a_group_that_fails_says_why_and_the_others_go_on(cast, planned, client):
    Placement.objects.filter(person=cast.ines).delete()
    launching.begin(planned, cast.petra)
    launching.work_on(planned.pk)
    assert launched() == "ACD"
    trouble = Group.objects.get(name="B").launch_trouble
    assert trouble.startswith("Nobody in this group would be assessed.")
    text = page(client, cast.petra, f"/cycles/{planned.pk}/")
    assert "1 group could not be launched" in text
    assert "Nobody in this group would be assessed" in text
    assert "every 2s" not in text
    [owed] = notices.owed(cast.petra, TODAY)
    assert owed.sentence == "Look which groups of Large could not be launched, and why"
    Placement.objects.create(person=cast.ines, role=Placement.objects.first().role, from_on=date(2025, 3, 3))
    client.post(f"/cycles/{planned.pk}/launch/")
    assert launched() == "ABCD"
    assert Group.objects.get(name="B").launch_trouble == ""
    assert "could not be launched" not in page(client, cast.petra, f"/cycles/{planned.pk}/")
    assert notices.owed(cast.petra, TODAY) == []


def test_who_asked_and_may_no_more_launches_nothing(cast, planned):
    launching.begin(planned, cast.petra)
    Grant.objects.filter(person=cast.petra).delete()
    launching.work_on(planned.pk)
    assert launched() == ""
    said = set(Group.objects.values_list("launch_trouble", flat=True))
    assert said == {"Who asked for it may not launch this group any more."}


def test_an_error_of_ours_is_said_and_logged_and_stops_no_other_group(cast, planned, monkeypatch, caplog):
    freeze = workflow.freeze

    def break_at_b(group, lines):
        if group.name == "B":
            raise KeyError("B")
        freeze(group, lines)

    monkeypatch.setattr(workflow, "freeze", break_at_b)
    launching.begin(planned, cast.petra)
    launching.work_on(planned.pk)
    assert launched() == "ACD"
    assert Group.objects.get(name="B").launch_trouble == "It failed. Whoever runs the site finds why in the log."
    assert "could not be launched" in caplog.text


def test_where_the_database_goes_away_it_is_tried_again_and_after_three_times_said(cast, planned, monkeypatch):
    def go_away(group, lines):
        raise OperationalError("gone")

    monkeypatch.setattr(workflow, "freeze", go_away)
    launching.begin(planned, cast.petra)
    for _time in range(3):
        with pytest.raises(OperationalError):
            launching.work_on(planned.pk)
        assert Group.objects.get(name="A").launch_trouble == ""
    with pytest.raises(OperationalError):
        launching.work_on(planned.pk)
    assert Group.objects.get(name="A").launch_trouble.startswith("It failed three times.")
    assert Group.objects.get(name="B").is_in_hand


def test_the_tick_takes_up_what_no_message_came_for(cast, planned, sent):
    launching.begin(planned, cast.petra)  # the test's transaction never commits: no message is sent
    assert sent == []
    assert "take_up_what_waits" in {act.__name__ for act in ticking.every_tick}
    launching.take_up_what_waits(TODAY)
    assert sent == [str(planned.pk)]
    launching.work_on(planned.pk)
    launching.take_up_what_waits(TODAY)
    assert sent == [str(planned.pk)]


def test_the_page_says_truthfully_how_far_it_is(cast, planned, client, monkeypatch):
    launching.begin(planned, cast.petra)
    address = f"/cycles/{planned.pk}/"
    before = page(client, cast.petra, address)
    assert "0 of 4 groups" in before
    assert "A waits to be launched." in before
    assert "Launch Large" not in before
    assert f'href="{address}"' in before  # a link that asks anew, without JavaScript
    assert notices.owed(cast.petra, TODAY) == []
    launching._try(Group.objects.get(name="A"))
    part = client.get(f"{address}launching/")
    assert "1 of 4 groups" in part.content.decode()
    launching.work_on(planned.pk)
    done = client.get(f"{address}launching/")
    assert (done.status_code, done.headers["HX-Refresh"]) == (204, "true")
    assert "cycle_launching" not in page(client, cast.petra, address)


def test_a_group_that_is_planned_later_waits_for_its_own_launch(cast, planned, settings):
    launching.begin(planned, cast.petra)
    later = workflow.GroupPlan("E", Person.objects.filter(pk=cast.sam.pk), {"director": [cast.dana]})
    workflow.add_group(planned, later, cast.petra)
    launching.work_on(planned.pk)
    assert states()["E"] == "planning"
    assert launching.how_far(list(Group.objects.all())) is None


def test_what_is_discarded_while_it_waits_is_not_launched(cast, planned):
    launching.begin(planned, cast.petra)
    workflow.discard(planned, cast.petra)
    launching.work_on(planned.pk)
    assert set(states().values()) == {"discarded"}
    assert RosterEntry.objects.count() == 0


def test_how_far_it_is_costs_the_same_of_four_and_of_three(cast, planned, client, django_assert_num_queries):
    launching.begin(planned, cast.petra)
    client.force_login(cast.petra)
    address = f"/cycles/{planned.pk}/launching/"
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)
    launching._try(Group.objects.get(name="A"))
    with django_assert_num_queries(5):
        client.get(address)
