"""Planning and launching a cycle: what is frozen, who is left out and why, who joins late."""

from datetime import date, time, timedelta

import pytest

from accounts.models import Event, Leave, Person, ReportingLine
from accounts.moves import Conflict, NotAllowed
from frameworks import reading
from frameworks.models import Placement
from reviews.assessments import workflow as assessments
from reviews.cycles import presets, workflow
from reviews.models import Assessment, Assignment, Cycle, Group, OneOnOne, Participant, RosterEntry
from tests.reviews.story import (
    DATES,
    engineering_plan,
    launch_engineering,
    make_ladder,
    place,
    place_engineers,
    plan_engineering,
    words,
)


@pytest.fixture
def ladder(cast):
    made = make_ladder()
    place_engineers(made, cast)
    return made


def verbs() -> list[str]:
    return list(Event.objects.order_by("at").values_list("verb", flat=True))


def complaints(group) -> dict[str, list[str]]:
    roster, _problems = workflow.preview(group)
    return {line.person.name: [p.sentence for p in line.problems] for line in roster if line.problems}


def test_a_planned_cycle_has_told_nobody_anything(cast, ladder):
    cycle = plan_engineering(cast)
    group = cycle.groups.get()
    assert (group.state, cycle.launched_at, RosterEntry.objects.count()) == ("planning", None, 0)
    assert list(Group.objects.visible_to(cast.dana)) == []
    assert list(Group.objects.visible_to(cast.petra)) == [group]
    assert verbs() == ["plan", "add_group"]


def test_launch_freezes_who_is_assessed_as_what_and_by_whom(cast, ladder):
    group = workflow.launch(plan_engineering(cast), cast.petra).groups.get()
    rows = RosterEntry.objects.order_by("subject__name").values_list(
        "subject__name", "role__code", "assessor__name", "director__name", "treatment", "role_since", "version__label"
    )
    since = date(2025, 3, 3)
    assert list(rows) == [
        ("Ines", "IC2", "Noor", "Dilan", "assess", since, "1"),
        ("Ivan", "IC1", "Mei", "Dana", "assess", since, "1"),
        ("Lena", "IC3", "Marco", "Dilan", "assess", since, "1"),
        ("Noor", "IC4", "Marco", "Dilan", "assess", since, "1"),
    ]
    assert group.state == "assessing"
    assert Assignment.objects.filter(state="open").count() == 4
    drafts = Assessment.objects.order_by("subject__name").values_list(
        "author__name", "subject__name", "next_role__code", "state"
    )
    assert list(drafts) == [
        ("Noor", "Ines", "IC3", "draft"),
        ("Mei", "Ivan", "IC2", "draft"),
        ("Marco", "Lena", "IC4", "draft"),
        ("Marco", "Noor", "IC6", "draft"),
    ]
    assert verbs() == ["plan", "add_group", "launch", "launch"]


def test_launch_says_who_takes_part_as_what(cast, ladder):
    workflow.launch(plan_engineering(cast), cast.petra)
    parts = Participant.objects.exclude(part="above").values_list("part", "person__name")
    assert sorted(parts) == [
        ("assessor", "Marco"),
        ("assessor", "Mei"),
        ("assessor", "Noor"),
        ("decider", "Dana"),
        ("decider", "Dilan"),
        ("director", "Dana"),
        ("director", "Dilan"),
        ("observer", "Petra"),
        ("outside_director", "Oskar"),
        ("subject", "Ines"),
        ("subject", "Ivan"),
        ("subject", "Lena"),
        ("subject", "Noor"),
    ]
    above = Participant.objects.filter(part="above", about=cast.ines).values_list("person__name", flat=True)
    assert sorted(above) == ["Dilan", "Hanne", "Marco", "Noor"]


def test_a_frozen_roster_does_not_follow_later_changes(cast, ladder):
    workflow.launch(plan_engineering(cast), cast.petra)
    ReportingLine.objects.filter(person=cast.ivan).update(manager=cast.sam)
    Placement.objects.filter(person=cast.ivan).update(role=ladder.roles["IC3"])
    entry = RosterEntry.objects.get(subject=cast.ivan)
    assert (entry.assessor.name, entry.role.code) == ("Mei", "IC1")


def test_each_problem_is_said_with_the_person(cast):
    ladder = make_ladder()
    place(ladder, IC1=[cast.ivan], IC2=[cast.ines], IC6=[cast.noor], IC4=[cast.hanne, cast.frida, cast.tariq])
    Person.objects.filter(pk=cast.ivan.pk).update(onboarded_on=date(2099, 1, 1))
    Person.objects.filter(pk=cast.frida.pk).update(kind="contractor")
    Leave.objects.create(person=cast.tariq, from_on=date(2026, 9, 1))
    everyone = ["ivan", "ines", "noor", "lena", "hanne", "frida", "tariq"]
    people = Person.objects.filter(pk__in=[getattr(cast, name).pk for name in everyone])
    planned = [workflow.GroupPlan("Mixed", people)]
    cycle = workflow.plan(cast.petra, name="Mixed", preset="full", dates=DATES, groups=planned)
    assert complaints(cycle.groups.get()) == {
        "Lena": ["Lena is placed on no role."],
        "Ivan": ["Ivan is still onboarding."],
        "Ines": ["Noor assesses Ines and is reviewed in the same group."],
        "Frida": ["Frida is no employee (contractor)."],
        "Hanne": ["Hanne has no manager."],
        "Noor": ["IC6 is written for each person, and no personal profile of Noor is there."],
        "Tariq": ["Tariq is not assessed this time."],
    }
    workflow.launch(cycle, cast.petra)
    treated = RosterEntry.objects.values_list("subject__name", "treatment")
    assert sorted(treated) == [("Ines", "assess"), ("Ivan", "onboarding"), ("Noor", "assess"), ("Tariq", "not_now")]
    assert sorted(Assignment.objects.values_list("subject__name", flat=True)) == ["Ines", "Noor"]
    subjects = Participant.objects.filter(part="subject").values_list("person__name", flat=True)
    assert sorted(subjects) == ["Ines", "Ivan", "Noor", "Tariq"]


def test_the_group_as_a_whole_is_looked_at_too(cast, ladder):
    people = Person.objects.filter(pk=cast.ivan.pk)
    planned = [workflow.GroupPlan("Small", people, {"director": [cast.dana]})]
    cycle = workflow.plan(cast.petra, name="Small", preset="full", dates=DATES, groups=planned)
    _roster, problems = workflow.preview(cycle.groups.get())
    assert [problem.sentence for problem in problems] == [
        "Nobody observes.",
        "No director comes from outside the group.",
        "1 of 2 deciders are named.",
        "Nobody here has a one-on-one planned with their manager.",
    ]


def test_who_has_no_one_on_one_is_named(cast, ladder):
    cycle = plan_engineering(cast)
    OneOnOne.objects.create(
        manager=cast.mei, report=cast.ivan, first_on=date(2026, 12, 1), at=time(9), time_zone="Europe/Berlin"
    )
    OneOnOne.objects.create(  # with somebody else than who assesses her
        manager=cast.dilan, report=cast.noor, first_on=date(2026, 12, 1), at=time(9), time_zone="Europe/Berlin"
    )
    _roster, problems = workflow.preview(cycle.groups.get())
    [said] = [problem for problem in problems if "one-on-one" in problem.sentence]
    assert said.sentence == "No one-on-one is planned with: Ines, Lena, Noor."
    assert "within 7 days of the release" in said.fix


def test_a_person_is_a_subject_once_a_cycle(cast, ladder):
    cycle = plan_engineering(cast)
    again = workflow.GroupPlan("Again", Person.objects.filter(pk__in=[cast.ivan.pk]))
    group = workflow.add_group(cycle, again, cast.petra)
    assert complaints(group) == {"Ivan": ["Ivan is already in another group of this cycle."]}
    with pytest.raises(Conflict, match="Nobody in this group would be assessed"):
        workflow.launch(cycle, cast.petra)
    assert RosterEntry.objects.count() == 0


def test_a_second_launch_is_a_conflict_that_changes_nothing(cast, ladder):
    cycle = workflow.launch(plan_engineering(cast), cast.petra)
    before = (RosterEntry.objects.count(), Participant.objects.count(), len(verbs()))
    with pytest.raises(Conflict, match="launched already"):
        workflow.launch(cycle, cast.petra)
    assert (RosterEntry.objects.count(), Participant.objects.count(), len(verbs())) == before


@pytest.mark.parametrize("person", ["pavel", "dana", "mei", "otto", "frida"])
def test_only_people_ops_for_all_of_the_group_launches(cast, ladder, person):
    with pytest.raises(NotAllowed):
        workflow.launch(plan_engineering(cast), getattr(cast, person))
    assert RosterEntry.objects.count() == 0


def test_people_ops_for_support_plan_their_own_only(cast, ladder):
    with pytest.raises(NotAllowed):
        workflow.plan(cast.pavel, name="Not his", preset="full", dates=DATES, groups=[engineering_plan(cast)])
    assert Cycle.objects.count() == 0
    place(ladder, IC2=[cast.tariq])
    own = [workflow.GroupPlan("Support", Person.objects.filter(pk=cast.tariq.pk), {"director": [cast.oskar]})]
    cycle = workflow.plan(cast.pavel, name="Support", preset="half_yearly", dates=DATES, groups=own)
    assert workflow.launch(cycle, cast.pavel).groups.get().state == "assessing"


def test_a_late_joiner_gets_what_the_launch_gave_the_others(cast, ladder):
    place(ladder, IC1=[cast.sam])
    group = workflow.launch(plan_engineering(cast), cast.petra).groups.get()
    entry = workflow.add_to_roster(group, cast.sam, cast.petra)
    assert (entry.assessor, entry.role.code, entry.joined_late) == (cast.dana, "IC1", True)
    assert Assessment.objects.get(subject=cast.sam).author == cast.dana
    assert Assignment.objects.get(subject=cast.sam).state == "open"
    assert Participant.objects.filter(part="assessor", person=cast.dana).count() == 1
    assert verbs()[-1] == "add_to_roster"
    with pytest.raises(Conflict, match="Sam is on the roster already"):
        workflow.add_to_roster(group, cast.sam, cast.petra)
    assert RosterEntry.objects.filter(subject=cast.sam).count() == 1


def test_who_cannot_be_assessed_does_not_join(cast, ladder):
    group = workflow.launch(plan_engineering(cast), cast.petra).groups.get()
    with pytest.raises(Conflict, match="Sam is placed on no role"):
        workflow.add_to_roster(group, cast.sam, cast.petra)
    with pytest.raises(NotAllowed):
        workflow.add_to_roster(group, cast.sam, cast.pavel)
    assert not RosterEntry.objects.filter(subject=cast.sam).exists()


def test_nobody_joins_once_the_group_has_met(cast, ladder):
    place(ladder, IC1=[cast.sam])
    group = workflow.launch(plan_engineering(cast), cast.petra).groups.get()
    Group.objects.update(state="deciding")
    with pytest.raises(Conflict, match="Nobody can join now"):
        workflow.add_to_roster(group, cast.sam, cast.petra)


def test_a_cycle_is_discarded_before_the_first_submission_only(cast):
    story = launch_engineering(cast)
    Assignment.objects.filter(subject=cast.ivan).update(state="submitted")
    with pytest.raises(Conflict, match="submitted already"):
        workflow.discard(story.cycle, cast.petra)
    Assignment.objects.update(state="open")
    workflow.discard(story.cycle, cast.petra)
    assert Group.objects.get().state == "discarded"
    assert list(Group.objects.visible_to(cast.mei)) == []
    with pytest.raises(Conflict, match="discarded already"):
        workflow.discard(story.cycle, cast.petra)


def test_the_tick_opens_the_preview_when_the_day_is_over_and_only_once(cast):
    launch_engineering(cast)
    workflow.open_what_is_due(date(2026, 12, 11))
    assert Group.objects.get().state == "assessing"
    workflow.open_what_is_due(date(2026, 12, 12))
    workflow.open_what_is_due(date(2026, 12, 12))
    assert Group.objects.get().state == "previewing"
    opened = Event.objects.get(verb="open_preview")
    assert (opened.by, opened.before, opened.after) == (None, "assessing", "previewing")


def test_a_small_company_meets_without_a_preview(cast):
    story = launch_engineering(cast)
    Cycle.objects.update(has_preview=False)
    group = Group.objects.get()
    with pytest.raises(Conflict, match="has no preview"):
        workflow.open_preview(group, cast.petra)
    assert workflow.open_meeting(group, cast.petra).state == "calibrating"
    assert story.cycle.groups.get().state == "calibrating"


def test_what_was_submitted_is_sealed_when_the_meeting_opens_and_drafts_stay_drafts(cast):
    story = launch_engineering(cast)
    assessments.save_and_submit(story.ivan, cast.mei, 0, words(story))
    Group.objects.update(state="previewing")
    workflow.open_meeting(Group.objects.get(), cast.petra)
    assert dict(Assessment.objects.values_list("subject__name", "state")) == {
        "Ivan": "sealed",
        "Ines": "draft",
        "Lena": "draft",
        "Noor": "draft",
    }
    [event] = Event.objects.filter(verb="seal")
    assert (event.by, event.about, event.before, event.after) == (cast.petra, cast.ivan, "submitted", "sealed")


def test_the_cycle_closes_with_its_last_group(cast):
    launch_engineering(cast)
    Group.objects.update(state="telling")
    workflow.close(Group.objects.get(), cast.petra)
    assert Cycle.objects.get().closed_at is not None


def test_launch_asks_as_often_for_one_person_as_for_four(cast, ladder, django_assert_num_queries):
    one = workflow.GroupPlan("One", Person.objects.filter(pk=cast.ivan.pk), {"director": [cast.dana]})
    first = workflow.plan(cast.petra, name="One", preset="full", dates=DATES, groups=[one])
    four = workflow.plan(cast.petra, name="Four", preset="full", dates=DATES, groups=[engineering_plan(cast)])
    cast.petra.grants_held  # noqa: B018  read once a request
    reading.document(ladder.version)  # remembered from the first page on
    with django_assert_num_queries(33):
        workflow.launch(first, cast.petra)
    with django_assert_num_queries(33):
        workflow.launch(four, cast.petra)


@pytest.mark.parametrize(
    ("preset", "today", "expected"),
    [
        ("full", date(2026, 12, 9), (date(2026, 10, 1), date(2026, 12, 31), date(2026, 12, 21))),
        ("full", date(2027, 1, 11), (date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 21))),
        ("half_yearly", date(2026, 12, 9), (date(2026, 7, 1), date(2026, 12, 31), date(2026, 12, 21))),
    ],
)
def test_dates_are_proposed_from_the_day(preset, today, expected):
    dates = presets.proposed(preset, today)
    assert (dates.covers_from, dates.covers_to, dates.assess_by) == expected
    assert dates.assess_by <= dates.preview_by <= dates.meet_on <= dates.release_on


@pytest.mark.parametrize(
    ("today", "by_day"),
    [
        # the 19th is a Saturday; 24 to 26 December and the Sunday after are passed over, and so is the New Year
        (date(2026, 12, 9), ("Mon 21 Dec", "Mon 28 Dec", "Tue 29 Dec", "Tue 05 Jan")),
        (date(2026, 12, 14), ("Mon 28 Dec", "Mon 04 Jan", "Tue 05 Jan", "Tue 12 Jan")),
        (date(2027, 12, 21), ("Mon 03 Jan", "Thu 06 Jan", "Fri 07 Jan", "Fri 14 Jan")),
        (date(2026, 9, 7), ("Thu 17 Sep", "Mon 21 Sep", "Tue 22 Sep", "Tue 29 Sep")),
    ],
)
def test_proposed_days_are_days_on_which_people_work(today, by_day):
    dates = presets.proposed("full", today)
    found = (dates.assess_by, dates.preview_by, dates.meet_on, dates.release_on)
    assert tuple(f"{day:%a %d %b}" for day in found) == by_day


@pytest.mark.parametrize("preset", ["full", "half_yearly", "small"])
def test_no_day_of_ten_years_leads_to_a_day_on_which_nobody_should_owe_anything(preset):
    first, wrong = date(2025, 1, 1), []
    for number in range(3652):
        dates = presets.proposed(preset, first + timedelta(days=number))
        for day in (dates.assess_by, dates.preview_by, dates.meet_on, dates.release_on):
            if f"{day:%a}" in ("Sat", "Sun") or f"{day:%d.%m}" in ("24.12", "25.12", "26.12", "31.12", "01.01"):
                wrong.append(day)
    assert wrong == []
