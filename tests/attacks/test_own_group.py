"""People Ops who are reviewed in a group leave it to another to say who assesses, observes and decides in it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event, Grant, Person
from accounts.moves import NotAllowed, may
from frameworks.models import Placement
from reviews.cycles import setting_up, workflow
from reviews.cycles.acts.deputising import end_deputy, name_deputy
from reviews.models import Cycle, Deputyship, Exclusion, Group, Participant, RosterEntry
from tests.reviews.story import DATES, make_ladder, place_engineers


def ops(person: Person) -> Person:
    """Gives the person People Ops for the whole organisation."""
    Grant.objects.create(person=person, kind="people_ops", reason="Stands in.", from_at=timezone.now())
    return Person.objects.get(pk=person.pk)


def without_ops(*people: Person) -> None:
    Grant.objects.filter(person__in=people, kind="people_ops").delete()


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def plan(cast, by: Person, *reviewed: Person) -> Cycle:
    """A cycle of one group, planned by that person: Ivan, Ines and who is named; Dana and Dilan direct it."""
    people = Person.objects.filter(pk__in=[cast.ivan.pk, cast.ines.pk, *[person.pk for person in reviewed]])
    parts = {"director": [cast.dana, cast.dilan], "outside_director": [cast.oskar], "observer": [cast.petra]}
    groups = [workflow.GroupPlan("Engineering", people, parts)]
    return workflow.plan(by, name="Engineering 2026 Q4", preset="full", dates=DATES, groups=groups)


@pytest.fixture
def engineers(cast):
    """The cast placed on the ladder; Noor, IC4, holds People Ops beside Petra."""
    place_engineers(make_ladder(), cast)
    return ops(cast.noor)


def typed(cast, *people: Person) -> dict[str, str]:
    """What the form of a cycle sends."""
    days = {name: str(getattr(DATES, name)) for name in DATES.__dataclass_fields__}
    return days | {
        "act": "plan",
        "preset": "full",
        "name": "Mine",
        "group_name": "Engineering",
        "people": "\n".join(person.email for person in people),
        "directors": "dana@demo.example, dilan@demo.example",
    }


def test_nobody_plans_the_group_in_which_they_are_reviewed(cast, engineers):
    with pytest.raises(NotAllowed) as wrong:
        plan(cast, engineers, engineers)
    assert wrong.value.sentence == "You are reviewed in this group yourself: Petra of People Ops can do this."
    assert not Cycle.objects.exists()


def test_the_form_says_where_to_leave_oneself_out(cast, engineers):
    answer = as_(engineers).post(reverse("cycle_new"), typed(cast, cast.ivan, engineers))
    assert answer.status_code == 400
    said = "You would be reviewed in “Engineering” yourself: name yourself here, and let Petra of People Ops plan"
    assert said in answer.content.decode()
    assert not Cycle.objects.exists()
    left_out = typed(cast, cast.ivan, engineers) | {"without": "noor@demo.example"}
    assert as_(engineers).post(reverse("cycle_new"), left_out).status_code == 302
    assert list(Participant.objects.filter(part="subject").values_list("person__name", flat=True)) == ["Ivan"]


def test_nobody_adds_such_a_group_to_the_cycle_of_another(cast, engineers):
    cycle = plan(cast, cast.petra)
    answer = as_(engineers).post(reverse("group_new", args=[cycle.pk]), typed(cast, engineers) | {"group_name": "Own"})
    assert answer.status_code == 400
    assert list(Group.objects.values_list("name", flat=True)) == ["Engineering"]


def test_nobody_launches_it_discards_it_or_adds_to_it(cast, engineers):
    cycle = plan(cast, cast.petra, engineers)
    group = cycle.groups.get()
    assert not may(group, "launch", engineers)
    page = as_(engineers).get(reverse("cycle", args=[cycle.pk])).content.decode()
    assert "Launch Engineering 2026 Q4" not in page
    assert "Discard Engineering 2026 Q4" not in page
    for verb in ("cycle_launch", "cycle_discard"):
        assert as_(engineers).post(reverse(verb, args=[cycle.pk])).status_code == 403
    assert Group.objects.get().state == "planning"
    workflow.launch(cycle, cast.petra)
    assert as_(engineers).get(reverse("joiner_new", args=[group.pk])).status_code == 403
    joins = {"person": "lena@demo.example", "act": "join"}
    assert as_(engineers).post(reverse("joiner_new", args=[group.pk]), joins).status_code == 403
    assert not Participant.objects.filter(group=group, person=cast.lena).exists()
    assert "Add somebody to Engineering" not in as_(engineers).get(reverse("cycle", args=[cycle.pk])).content.decode()
    assert "Add somebody to Engineering" in as_(cast.petra).get(reverse("cycle", args=[cycle.pk])).content.decode()


def test_a_permission_that_does_not_reach_everyone_in_it_is_no_other(cast, engineers):
    without_ops(cast.petra)
    Grant.objects.create(
        person=cast.sam, kind="people_ops", scope=cast.marco, reason="A part.", from_at=timezone.now()
    )  # Ivan is not below Marco
    plan(cast, engineers, engineers)
    assert Group.objects.count() == 1


def test_where_there_is_nobody_else_they_do_it_and_it_is_said(cast, engineers):
    without_ops(cast.petra, cast.pavel)
    cycle = plan(cast, engineers, engineers)
    workflow.launch(cycle, engineers)
    group = Group.objects.get()
    assert group.state == "assessing"
    written = Event.objects.filter(verb="act_alone", thing="reviews.group", thing_id=str(group.pk), by=cast.noor)
    assert sorted(written.values_list("after", flat=True)) == ["add_group", "launch"]
    said = "“Engineering” was set up by Noor, reviewed in it themselves: nobody of People Ops outside the group could"
    assert said in as_(cast.dana).get(reverse("cycle", args=[cycle.pk])).content.decode()  # who decides reads it


def test_what_another_set_up_is_said_to_be_nobody_s_own(cast, engineers):
    cycle = workflow.launch(plan(cast, cast.petra, engineers), cast.petra)
    assert "was set up by" not in as_(cast.dana).get(reverse("cycle", args=[cycle.pk])).content.decode()
    assert not Event.objects.filter(verb="act_alone").exists()


def test_where_all_of_them_are_reviewed_in_it_one_plans_and_another_launches(cast, engineers):
    petra = placed(cast)
    cycle = plan(cast, engineers, engineers, petra)
    group = cycle.groups.get()
    assert not may(group, "launch", engineers)
    with pytest.raises(NotAllowed):
        workflow.launch(cycle, engineers)
    assert Group.objects.get().state == "planning"
    assert may(group, "launch", petra)
    workflow.launch(cycle, petra)
    assert Group.objects.get().state == "assessing"


def placed(cast) -> Person:
    """Petra on the ladder, beside the engineers."""
    held = Placement.objects.get(person=cast.ivan)
    Placement.objects.create(person=cast.petra, role=held.role, from_on=held.from_on)
    return Person.objects.get(pk=cast.petra.pk)


def test_on_a_site_that_does_not_ask_it_works(cast, engineers, monkeypatch):
    """The same attack where nobody is looked for: so these tests can fail."""
    monkeypatch.setattr(setting_up, "others_for", lambda people, but: [])
    monkeypatch.setattr(setting_up, "all_others_for", lambda people, but: [])
    workflow.launch(plan(cast, engineers, engineers), engineers)
    assert Group.objects.get().state == "assessing"


# -- once it runs -----------------------------------------------------------------------------------------------


def test_nobody_joins_late_in_a_group_that_they_set_up(cast, engineers):
    group = workflow.launch(plan(cast, engineers), engineers).groups.get()
    assert as_(engineers).get(reverse("joiner_new", args=[group.pk])).status_code == 200
    joins = {"person": "Noor", "act": "join"}
    assert as_(engineers).post(reverse("joiner_new", args=[group.pk]), joins).status_code == 403
    assert not RosterEntry.objects.filter(subject=engineers).exists()
    assert not Participant.objects.filter(person=engineers, part="subject").exists()
    workflow.add_to_roster(group, engineers, cast.petra)
    assert RosterEntry.objects.filter(subject=engineers).exists()


def test_where_there_is_nobody_else_they_join_and_it_is_said(cast, engineers):
    group = workflow.launch(plan(cast, engineers), engineers).groups.get()
    without_ops(cast.petra, cast.pavel)
    workflow.add_to_roster(group, engineers, engineers)
    assert Event.objects.get(verb="act_alone").after == "add_to_roster"


def test_nobody_names_who_stands_in_for_who_assesses_them(cast, engineers):
    """Also where nobody else of People Ops is there: it is their own case."""
    group = workflow.launch(plan(cast, cast.petra, engineers), cast.petra).groups.get()
    without_ops(cast.petra, cast.pavel)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(NotAllowed):
        name_deputy(group, cast.marco, cast.sam, tomorrow, tomorrow, engineers)
    assert not Deputyship.objects.exists()
    assert "Marco" not in as_(engineers).get(reverse("deputies", args=[group.pk])).content.decode()
    theirs = name_deputy(group, cast.marco, cast.dana, tomorrow, tomorrow, cast.marco)
    with pytest.raises(NotAllowed):
        end_deputy(theirs, engineers)
    name_deputy(group, cast.mei, cast.sam, tomorrow, tomorrow, engineers)  # who assesses Ivan


def test_nobody_names_who_stands_in_where_they_keep_away(cast, engineers):
    group = workflow.launch(plan(cast, cast.petra), cast.petra).groups.get()
    Exclusion.objects.create(group=group, person=cast.petra, subject=cast.ivan)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(NotAllowed):
        name_deputy(group, cast.mei, cast.sam, tomorrow, tomorrow, cast.petra)
