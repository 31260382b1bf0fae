"""Comparing a file with the company: what would be done, and what forbids it."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.importing import rows
from accounts.importing.company import company
from accounts.importing.plan import make_plan
from accounts.models import Grant

HEAD = "employee_id,email,name,manager_employee_id"
TODAY = date(2026, 12, 9)

# the cast's ids, in the order of tests/cast.py
DANA, OSKAR, MEI, MARCO = "E004", "E006", "E007", "E008"
NOOR, IVAN, TARIQ = "E010", "E011", "E014"


def plan_of(lines: str, head=HEAD, whole=False):
    read, problems = rows.read(f"{head}\n{lines}\n")
    return make_plan(read, problems, company(TODAY), whole=whole)


def sentences(lines: str, **more) -> list[tuple[int, str]]:
    return [(problem.line, problem.sentence) for problem in plan_of(lines, **more).problems]


def test_someone_unknown_joins(cast):
    plan = plan_of("E100,aylin@demo.example,Aylin,E007")
    assert [j.row.name for j in plan.joiners] == ["Aylin"]
    assert (plan.moved, plan.changed, plan.leavers, plan.problems) == ([], [], [], [])


def test_someone_with_another_manager_moves(cast):
    plan = plan_of("E011,ivan@demo.example,Ivan,E008")
    assert [(m.person.name, m.person.manager, m.manager) for m in plan.moved] == [("Ivan", MEI, MARCO)]
    assert plan.joiners == []


def test_the_same_as_before_changes_nothing(cast):
    plan = plan_of("E011,ivan@demo.example,Ivan,E007\nE001,hanne@demo.example,Hanne,")
    assert plan.does_nothing
    assert plan.unchanged == 2


def test_each_fact_that_differs_is_a_change(cast):
    plan = plan_of(
        "E011,ivan.b@demo.example,Ivan B,E007,Web,intern,2023-01-10,Asia/Tokyo",
        head=HEAD + ",team,kind,hired_on,timezone",
    )
    assert [(c.column, c.before, c.after) for c in plan.changed] == [
        ("name", "Ivan", "Ivan B"),
        ("email", "ivan@demo.example", "ivan.b@demo.example"),
        ("team", "Search", "Web"),
        ("kind", "employee", "intern"),
        ("hired_on", date(2023, 1, 9), date(2023, 1, 10)),
        ("time_zone", "Europe/Berlin", "Asia/Tokyo"),
    ]


def test_whoever_has_a_last_day_leaves(cast):
    plan = plan_of("E011,ivan@demo.example,Ivan,E007,2026-12-01", head=HEAD + ",left_on")
    assert [(x.person.name, x.on) for x in plan.leavers] == [("Ivan", date(2026, 12, 1))]


def test_absence_from_a_file_changes_nothing(cast):
    assert plan_of("E011,ivan@demo.example,Ivan,E007").leavers == []


def test_absence_from_a_file_of_the_whole_company_is_leaving_today(cast):
    everyone = "\n".join(
        f"{p.employee_id},{p.email},{p.name},{p.manager}"
        for p in company(TODAY).people.values()
        if p.employee_id not in (TARIQ, IVAN)
    )
    plan = plan_of(everyone, whole=True)
    assert sorted((x.person.name, x.on, x.line) for x in plan.leavers) == [("Ivan", TODAY, 0), ("Tariq", TODAY, 0)]
    assert plan.problems == []


def test_a_file_of_the_whole_company_with_a_mistake_removes_nobody(cast):
    plan = plan_of("E011,ivan,Ivan,E007", whole=True)
    assert plan.leavers == []
    assert [p.sentence for p in plan.problems] == ["“ivan” is not a mail address."]


def test_someone_who_left_and_stands_in_the_file_comes_back(cast):
    type(cast.ivan).objects.filter(pk=cast.ivan.pk).update(left_on=date(2026, 6, 1), is_active=False)
    plan = plan_of("E011,ivan@demo.example,Ivan,E007")
    assert [r.person.name for r in plan.returners] == ["Ivan"]


def test_someone_who_leaves_later_is_not_kept_by_a_file_that_is_silent(cast):
    type(cast.ivan).objects.filter(pk=cast.ivan.pk).update(left_on=date(2026, 12, 31))
    assert plan_of("E011,ivan@demo.example,Ivan,E007").does_nothing
    kept = plan_of("E011,ivan@demo.example,Ivan,E007,", head=HEAD + ",left_on")
    assert [r.person.name for r in kept.returners] == ["Ivan"]


def test_someone_who_left_before_we_knew_them_is_passed_over(cast):
    plan = plan_of("E200,old@demo.example,Old,E007,2020-01-01", head=HEAD + ",left_on")
    assert plan.does_nothing
    assert plan.problems == []


def test_two_people_may_swap_their_addresses(cast):
    plan = plan_of("E011,lena@demo.example,Ivan,E007\nE012,ivan@demo.example,Lena,E008")
    assert plan.problems == []
    assert len(plan.changed) == 2


@pytest.mark.parametrize(
    ("lines", "line", "sentence"),
    [
        (
            "E100,aylin@demo.example,Aylin,E999",
            2,
            "There is nobody with the employee id E999 whom Aylin could report to.",
        ),
        ("E100,ivan@demo.example,Aylin,E007", 2, "The address ivan@demo.example belongs to Ivan (E011)."),
        (
            "E100,aylin@demo.example,Aylin,",
            2,
            "Aylin has no manager, but Hanne is the head of the company: name a manager.",
        ),
        ("E007,mei@demo.example,Mei,E011", 2, "The managers go round in a loop: Mei → Ivan → Mei."),
        (
            "E100,a@demo.example,A,E102\nE101,b@demo.example,B,E100\nE102,c@demo.example,C,E101",
            2,
            "The managers go round in a loop: A → C → B → A.",
        ),
        (
            "E001,hanne@demo.example,Hanne,E002",
            2,
            "The managers go round in a loop: Hanne → Petra → Hanne.",
        ),
    ],
)
def test_what_cannot_be_is_said_with_its_line(cast, lines, line, sentence):
    assert sentences(lines) == [(line, sentence)]


def test_nobody_is_left_without_a_manager(cast):
    head = HEAD + ",left_on"
    assert sentences("E007,mei@demo.example,Mei,E004,2026-12-09", head=head) == [
        (2, "Mei leaves, and Ivan would have no manager: name one in the same file.")
    ]
    assert sentences("E007,mei@demo.example,Mei,E004,2026-12-09\nE011,ivan@demo.example,Ivan,E007,", head=head) == [
        (3, "Ivan would report to Mei, who leaves.")
    ]
    assert sentences("E007,mei@demo.example,Mei,E004,2026-12-09\nE011,ivan@demo.example,Ivan,E008,", head=head) == []


def test_nobody_reports_to_someone_who_has_left(cast):
    type(cast.tariq).objects.filter(pk=cast.tariq.pk).update(left_on=date(2026, 6, 1), is_active=False)
    assert sentences("E011,ivan@demo.example,Ivan,E014") == [(2, "Ivan would report to Tariq, who has left.")]


def test_nobody_leaves_before_the_day_they_joined(cast):
    assert sentences("E011,ivan@demo.example,Ivan,E007,2022-01-01", head=HEAD + ",left_on") == [
        (2, "Ivan would leave before joining.")
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_planning_takes_three_queries_however_long_the_file(cast, django_assert_num_queries, number):
    lines = "\n".join(f"N{n},n{n}@demo.example,New {n},E007" for n in range(number))
    with django_assert_num_queries(3):
        plan_of(lines)


def test_a_loop_of_thousands_is_found_without_recursion(cast):
    lines = "\n".join(f"N{n},n{n}@demo.example,N{n},N{(n + 1) % 5000}" for n in range(5000))
    assert sentences(lines) == [
        (2, "The managers go round in a loop: N0 → N1 → N2 → N3 → N4 → N5 → … → N0."),
    ]


def test_the_address_of_who_holds_a_permission_is_not_changed_by_a_file(cast):
    sentence = (
        "Frida holds a permission, so it takes two people to change this address: one asks on the page of Frida, "
        "another confirms. Do that first, or leave the address in the file as it is."
    )
    line = "E015,else@demo.example,Frida,E002"
    assert sentences(line) == [(2, sentence)]
    assert sentences("E015,frida@demo.example,Frida Holm,E002") == []


def test_once_the_permission_has_ended_a_file_changes_the_address(cast):
    Grant.objects.filter(person=cast.frida).update(until_at=timezone.now())
    assert sentences("E015,else@demo.example,Frida,E002") == []


def test_nobody_of_people_ops_for_everyone_leaves_by_a_file_of_one_person(cast):
    head = HEAD + ",left_on"
    sentence = (
        "Petra holds People Ops for the whole organisation. It takes two people to end that, on the page "
        "“Permissions”: do it first, then Petra can leave."
    )
    petra, frida = "E002,petra@demo.example,Petra,E001,2026-12-09", "E015,frida@demo.example,Frida,E002,2026-12-09"
    assert sentence in [said for _line, said in sentences(petra, head=head)]
    assert sentences(frida, head=head) == []
    Grant.objects.filter(person=cast.petra).update(until_at=timezone.now())
    assert sentence not in [said for _line, said in sentences(petra, head=head)]
