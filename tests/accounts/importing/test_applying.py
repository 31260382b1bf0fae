"""Writing a plan: lines, closure, grants and the trail; all or nothing."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from accounts.importing import applying, rows
from accounts.importing.company import company
from accounts.importing.plan import make_plan
from accounts.models import Below, Event, Grant, Person, ReportingLine, Team

HEAD = "employee_id,email,name,manager_employee_id"
TODAY = date(2026, 12, 9)


def do(lines: str, head=HEAD, by=None):
    read, problems = rows.read(f"{head}\n{lines}\n")
    plan = make_plan(read, problems, company(TODAY), whole=False)
    applying.apply(plan, by)
    return plan


def above(person) -> list[tuple[str, int]]:
    return sorted(Below.objects.filter(person=person).values_list("manager__name", "depth"))


def test_a_joiner_is_a_person_who_cannot_sign_in_yet(cast):
    do("E100,aylin@demo.example,Aylin,E007,Search,2026-11-02", head=HEAD + ",team,hired_on", by=cast.petra)
    aylin = Person.objects.get(employee_id="E100")
    assert (aylin.name, aylin.team.name, aylin.hired_on) == ("Aylin", "Search", date(2026, 11, 2))
    assert not aylin.has_usable_password()
    assert above(aylin) == [("Dana", 2), ("Hanne", 3), ("Mei", 1)]
    event = Event.objects.get(verb="join")
    assert (event.by, event.about, event.after) == (cast.petra, aylin, str(cast.mei.pk))


def test_joiners_may_report_to_each_other_in_any_order_of_lines(cast):
    do("E101,bo@demo.example,Bo,E100\nE100,aylin@demo.example,Aylin,E007")
    assert above(Person.objects.get(name="Bo"))[0] == ("Aylin", 1)


def test_a_move_ends_one_line_and_begins_another(cast):
    do("E011,ivan@demo.example,Ivan,E008")
    lines = ReportingLine.objects.filter(person=cast.ivan).order_by("from_on")
    assert [(x.manager.name, x.from_on, x.to_on) for x in lines] == [
        ("Mei", date(2023, 1, 9), date(2026, 12, 8)),
        ("Marco", date(2026, 12, 9), None),
    ]
    assert above(cast.ivan) == [("Dilan", 2), ("Hanne", 3), ("Marco", 1)]


def test_a_move_of_a_manager_moves_everyone_below(cast):
    do("E010,noor@demo.example,Noor,E007")
    assert above(cast.ines) == [("Dana", 3), ("Hanne", 4), ("Mei", 2), ("Noor", 1)]


def test_two_moves_on_one_day_leave_one_line(cast):
    do("E011,ivan@demo.example,Ivan,E008")
    do("E011,ivan@demo.example,Ivan,E009")
    lines = ReportingLine.objects.filter(person=cast.ivan).order_by("from_on")
    assert [(x.manager.name, x.to_on) for x in lines] == [("Mei", date(2026, 12, 8)), ("Sam", None)]


def test_a_leaver_cannot_come_in_reports_to_nobody_and_holds_nothing(cast):
    do("E015,frida@demo.example,Frida,E002,2026-12-09", head=HEAD + ",left_on")
    frida = Person.objects.get(name="Frida")
    assert (frida.left_on, frida.is_active) == (date(2026, 12, 9), False)
    assert above(frida) == []
    assert list(Grant.objects.in_force().filter(person=frida)) == []


def test_someone_who_leaves_later_is_still_here(cast):
    do("E011,ivan@demo.example,Ivan,E007,2026-12-31", head=HEAD + ",left_on")
    ivan = Person.objects.get(name="Ivan")
    assert (ivan.left_on, ivan.is_active) == (date(2026, 12, 31), True)
    assert above(ivan)[-1] == ("Mei", 1)


def test_coming_back_gives_no_permission_back(cast):
    do("E015,frida@demo.example,Frida,E002,2026-12-09", head=HEAD + ",left_on")
    do("E015,frida@demo.example,Frida,E002")
    frida = Person.objects.get(name="Frida")
    assert (frida.left_on, frida.is_active) == (None, True)
    assert above(frida) == [("Hanne", 2), ("Petra", 1)]
    assert not frida.holds("framework_editor")


def test_first_and_last_day_may_change_together(cast):
    do("E011,ivan@demo.example,Ivan,E007,2020-01-01,2021-01-01", head=HEAD + ",hired_on,left_on")
    ivan = Person.objects.get(name="Ivan")
    assert (ivan.hired_on, ivan.left_on) == (date(2020, 1, 1), date(2021, 1, 1))
    do("E011,ivan@demo.example,Ivan,E007,2024-01-01,", head=HEAD + ",hired_on,left_on")
    ivan.refresh_from_db()
    assert (ivan.hired_on, ivan.left_on, ivan.is_active) == (date(2024, 1, 1), None, True)


def test_swapped_addresses_are_written(cast):
    do("E011,lena@demo.example,Ivan,E007\nE012,ivan@demo.example,Lena,E008")
    assert dict(Person.objects.filter(name__in=["Ivan", "Lena"]).values_list("name", "email")) == {
        "Ivan": "lena@demo.example",
        "Lena": "ivan@demo.example",
    }


def test_a_joiner_may_have_the_address_that_another_gives_up(cast):
    do("E011,ivan.b@demo.example,Ivan,E007\nE100,ivan@demo.example,Ivan New,E007")
    assert Person.objects.get(email="ivan@demo.example").employee_id == "E100"


def test_an_old_address_opens_nothing_any_more(cast):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=cast.ivan, email="ivan@demo.example", primary=True, verified=True)
    do("E011,ivan.b@demo.example,Ivan,E007")
    assert list(EmailAddress.objects.filter(user=cast.ivan)) == []


def test_a_blank_team_is_no_team_and_a_new_one_is_made(cast):
    do("E011,ivan@demo.example,Ivan,E007,\nE012,lena@demo.example,Lena,E008,Platform", head=HEAD + ",team")
    assert Person.objects.get(name="Ivan").team is None
    assert Person.objects.get(name="Lena").team == Team.objects.get(name="Platform")


def test_a_second_time_nothing_is_left_to_do(cast):
    lines = "E100,aylin@demo.example,Aylin,E007,2026-11-02\nE011,ivan@demo.example,Ivan,E008,"
    do(lines, head=HEAD + ",hired_on")
    events = Event.objects.count()
    assert do(lines, head=HEAD + ",hired_on").does_nothing
    assert Event.objects.count() == events


def test_a_plan_with_problems_is_not_applied(cast):
    with pytest.raises(applying.PlanWithProblems):
        do("E100,aylin@demo.example,Aylin,E007\nE101,bo@demo.example,Bo,E999")
    assert not Person.objects.filter(employee_id="E100").exists()


def test_a_failure_in_the_last_step_leaves_nothing_written(cast, monkeypatch):
    def broken(*args):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(applying, "_tell_the_trail", broken)
    with pytest.raises(DatabaseError):
        do("E100,aylin@demo.example,Aylin,E007\nE011,ivan@demo.example,Ivan,E008")
    assert not Person.objects.filter(employee_id="E100").exists()
    assert above(cast.ivan)[-1] == ("Mei", 1)


def test_a_line_of_someone_who_joins_later_begins_then(cast):
    day = TODAY + timedelta(days=20)
    do(f"E100,aylin@demo.example,Aylin,E007,{day}", head=HEAD + ",hired_on")
    assert ReportingLine.objects.get(person__employee_id="E100").from_on == day
