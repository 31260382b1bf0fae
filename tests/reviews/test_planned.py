"""The rosters to be of a whole cycle as one list: what is asked in SQL is what the preview says in words."""

from datetime import date, time, timedelta
from random import Random

import pytest
from django.test import Client

from accounts import clock
from accounts.models import Leave, Person, ReportingLine
from accounts.people import rebuild_closure
from frameworks.models import Placement
from reviews.cycles import planned, workflow
from reviews.models import Assessment, Assignment, Cycle, Group, OneOnOne, Part, Participant
from tests.reviews.story import DATES, make_ladder, page, place, place_engineers, plan_engineering

HIRED = date(2020, 1, 6)


def company(cast, people: int, groups: int, ladder=None, mark: str = "x") -> Cycle:
    """So many engineers below five leads who report to Dana, planned in so many groups."""
    ladder = ladder or make_ladder()
    leads = [
        Person.objects.create(name=f"Lead {n}", email=f"lead{n}@{mark}.example", employee_id=f"{mark}L{n}")
        for n in range(5)
    ]
    made = Person.objects.bulk_create(
        Person(name=f"Engineer {n:03}", email=f"e{n}@{mark}.example", employee_id=f"{mark}E{n}", hired_on=HIRED)
        for n in range(people)
    )
    lines = [(lead, cast.dana) for lead in leads] + [(one, leads[n % 5]) for n, one in enumerate(made)]
    ReportingLine.objects.bulk_create(
        ReportingLine(person=person, manager=manager, from_on=HIRED) for person, manager in lines
    )
    Placement.objects.bulk_create(Placement(person=one, role=ladder.roles["IC2"], from_on=HIRED) for one in made)
    rebuild_closure()
    parts = {"director": [cast.dana], "observer": [cast.petra]}
    plans = [
        workflow.GroupPlan(f"Group {g:02}", Person.objects.filter(pk__in=[one.pk for one in made[g::groups]]), parts)
        for g in range(groups)
    ]
    return workflow.plan(cast.petra, name=f"Of {people}", preset="full", dates=DATES, groups=plans)


def standing(cycle: Cycle) -> dict[str, str]:
    rows = planned.rows(cycle, cycle.groups.all(), clock.today())
    return dict(rows.values_list("person__name", "standing"))


def in_words(group: Group) -> dict[str, str]:
    roster, _problems = workflow.preview(group)
    return {
        line.person.name: "assessed" if line.is_assessed else "listed" if line.stays else "left_out" for line in roster
    }


def test_each_reason_is_found_by_asking_for_it(cast, client):
    ladder = make_ladder()
    place(ladder, IC1=[cast.ivan], IC2=[cast.ines], IC4=[cast.hanne, cast.frida, cast.tariq, cast.noor, cast.sam])
    Person.objects.filter(pk=cast.ivan.pk).update(onboarded_on=date(2099, 1, 1))
    Person.objects.filter(pk=cast.frida.pk).update(kind="contractor")
    Person.objects.filter(pk=cast.sam.pk).update(left_on=date(2026, 1, 1))
    Leave.objects.create(person=cast.tariq, from_on=date(2026, 9, 1))
    names = ["ivan", "ines", "noor", "lena", "hanne", "frida", "tariq", "sam"]
    people = Person.objects.filter(pk__in=[getattr(cast, name).pk for name in names])
    cycle = workflow.plan(
        cast.petra, name="Mixed", preset="full", dates=DATES, groups=[workflow.GroupPlan("Mixed", people)]
    )
    assert standing(cycle) == {
        "Ines": "assessed",
        "Noor": "assessed",
        "Ivan": "listed",
        "Tariq": "listed",
        "Lena": "left_out",
        "Hanne": "left_out",
        "Frida": "left_out",
        "Sam": "left_out",
    }
    text = page(client, cast.petra, f"/cycles/{cycle.pk}/roster/")
    assert "2 would be assessed, 2 listed, not rated, 4 left out." in text
    assert "Noor assesses Ines and is reviewed in the same group." in text
    out = page(client, cast.petra, f"/cycles/{cycle.pk}/roster/?standing=left_out")
    assert "Lena is placed on no role." in out
    assert "Ines" not in out


@pytest.mark.parametrize("seed", range(4))
def test_sql_and_words_agree_in_random_companies(cast, seed):
    chance, today = Random(seed), clock.today()
    ladder = make_ladder()
    cycle = company(cast, 40, 2, ladder)
    first, second = cycle.groups.all()
    everyone = list(Person.objects.filter(employee_id__startswith="xE"))
    days = [None, today - timedelta(days=1), today, today + timedelta(days=1), today - timedelta(days=90)]
    for one in everyone:
        one.kind = chance.choice(["employee"] * 6 + ["contractor", "intern"])
        one.left_on = chance.choice([None] * 6 + days)
        one.hired_on = chance.choice([HIRED, *days])
        first_day = one.hired_on or HIRED
        one.onboarded_on = chance.choice([day for day in [HIRED, *days] if day is None or day >= first_day] or [None])
        one.left_on = one.left_on and max(one.left_on, first_day)
        one.save()
        if chance.random() < 0.1:
            Placement.objects.filter(person=one).delete()
        elif chance.random() < 0.1:
            Placement.objects.filter(person=one).update(from_on=chance.choice(days[1:]))
        if chance.random() < 0.1:
            ReportingLine.objects.filter(person=one).delete()
        if chance.random() < 0.15:
            to_on = chance.choice([None, DATES.covers_to, DATES.covers_to - timedelta(days=1)])
            Leave.objects.create(person=one, from_on=DATES.covers_from, to_on=to_on)
    lead = Person.objects.get(employee_id="xL1")
    lead.left_on = chance.choice([today, today + timedelta(days=1)])
    lead.save()
    Person.objects.filter(employee_id="xL2").update(is_active=False)
    for one in chance.sample(everyone, 4):  # who is in both
        for group in (first, second):
            Participant.objects.get_or_create(
                group=group, person=one, part=Part.SUBJECT, defaults={"from_at": clock.now()}
            )
    said = in_words(first) | {f"{name} again": where for name, where in in_words(second).items()}
    rows = planned.rows(cycle, [first], today).values_list("person__name", "standing")
    again = planned.rows(cycle, [second], today).values_list("person__name", "standing")
    assert dict(rows) | {f"{name} again": where for name, where in again} == said
    assert set(said.values()) == {"assessed", "listed", "left_out"}


def test_the_list_is_asked_by_name_assessor_group_and_paged(cast, client):
    cycle = company(cast, 120, 3)
    address = f"/cycles/{cycle.pk}/roster/"
    first = page(client, cast.petra, address)
    assert "120 would be assessed." in first
    assert first.count('scope="row"') == 50
    assert page(client, cast.petra, f"{address}?page=3").count('scope="row"') == 20
    named = page(client, cast.petra, f"{address}?name=engineer+07")
    assert "10 would be assessed." in named
    by_lead = page(client, cast.petra, f"{address}?assessor=lead+3")
    assert "24 would be assessed." in by_lead
    group = cycle.groups.first()
    both = page(client, cast.petra, f"{address}?assessor=lead+3&group={group.pk}")
    assert "8 would be assessed." in both
    assert "Nobody here is as you ask for." in page(client, cast.petra, f"{address}?name=nobody")
    odd = page(client, cast.petra, f"{address}?group=x&standing=x&name=%00&page=x")
    assert "120 would be assessed." in odd


def test_launched_groups_are_not_on_it(cast, client):
    place_engineers(make_ladder(), cast)
    cycle = workflow.launch(plan_engineering(cast), cast.petra)
    assert "No group of this cycle is being planned." in page(client, cast.petra, f"/cycles/{cycle.pk}/roster/")


def test_people_ops_for_a_part_find_only_the_groups_they_run(cast, client):
    ladder = make_ladder()
    cycle = company(cast, 10, 1, ladder)
    place(ladder, IC2=[cast.tariq])
    own = workflow.GroupPlan("Support", Person.objects.filter(pk=cast.tariq.pk), {"director": [cast.oskar]})
    workflow.add_group(cycle, own, cast.pavel)
    text = page(client, cast.pavel, f"/cycles/{cycle.pk}/roster/")
    assert "Tariq" in text
    assert "Engineer 0" not in text


@pytest.mark.parametrize(
    "address", ["/cycles/{}/roster/", "/cycles/{}/roster/?name=eng&standing=assessed", "/cycles/{}/"]
)
def test_ten_and_a_hundred_people_are_asked_for_in_as_many_queries(cast, django_assert_num_queries, address):
    ladder = make_ladder()
    client = Client()
    client.force_login(cast.petra)
    few, many = company(cast, 10, 2, ladder), company(cast, 100, 5, ladder, "y")
    asked = {"/cycles/{}/": 14}.get(address, 12)
    client.get(address.format(few.pk))
    with django_assert_num_queries(asked):
        client.get(address.format(few.pk))
    with django_assert_num_queries(asked):
        client.get(address.format(many.pk))


def test_the_preview_of_people_ops_knows_which_one_on_ones_are_planned(cast, client):
    place_engineers(make_ladder(), cast)
    cycle = plan_engineering(cast)
    for manager, report in ((cast.mei, cast.ivan), (cast.noor, cast.ines), (cast.marco, cast.lena)):
        OneOnOne.objects.create(
            manager=manager, report=report, first_on=date(2026, 12, 1), at=time(9), time_zone="Europe/Berlin"
        )
    assert "No one-on-one is planned with: Noor." in page(client, cast.petra, f"/cycles/{cycle.pk}/")


@pytest.mark.parametrize(("address", "asked"), [("/groups/{}/reading/", 18), ("/groups/{}/", 12)])
def test_a_group_is_read_in_as_many_queries_with_ten_and_with_a_hundred_people(
    cast, django_assert_num_queries, address, asked
):
    ladder = make_ladder()
    client = Client()
    client.force_login(cast.dana)
    for people, mark in ((10, "x"), (100, "y")):
        cycle = workflow.launch(company(cast, people, 1, ladder, mark), cast.petra)
        group = cycle.groups.get()
        Assessment.objects.filter(group=group).update(state="submitted", submitted_at=clock.now(), statement="Well.")
        Assignment.objects.filter(group=group).update(state="submitted", submitted_at=clock.now())
        workflow.open_preview(group, cast.petra)
        here = address.format(group.pk)
        client.get(here)
        with django_assert_num_queries(asked):
            assert b"Engineer 003" in client.get(here).content
