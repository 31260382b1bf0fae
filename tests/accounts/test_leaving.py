"""Whoever has a last day in the future is out by itself once the day has come: account, permissions, reporting line."""

from datetime import date

import pytest

from accounts import clock, granting
from accounts.leaving import close_who_left
from accounts.models import Below, Event, Grant, Organisation, Person, ReportingLine
from accounts.ticking import every_tick
from tests.accounts.importing.test_applying import HEAD, do

EVE, DAY = date(2026, 12, 17), date(2026, 12, 18)


@pytest.fixture
def on(settings):
    """Moves the domain's day."""

    def day(given: date) -> None:
        settings.DEMO = True
        Organisation.objects.update(is_demo=True, today_on=given)

    return day


@pytest.fixture
def leaver(cast):
    """Frida, framework editor, leaves on 18 December; said by a file of 9 December."""
    do("E015,frida@demo.example,Frida,E002,2026-12-18", head=HEAD + ",left_on")
    return Person.objects.get(pk=cast.frida.pk)


def held(person) -> list[str]:
    return list(Grant.objects.in_force().filter(person=person).values_list("kind", flat=True))


def test_until_the_day_nothing_ends(leaver, on):
    on(EVE)
    close_who_left(EVE)
    assert held(leaver) == ["framework_editor"]
    assert Person.objects.get(pk=leaver.pk).is_active
    assert ReportingLine.objects.filter(person=leaver, to_on__isnull=True).exists()


def test_on_the_day_no_permission_is_in_force_even_before_the_tick(leaver, on):
    on(DAY)
    assert held(leaver) == []


def test_on_the_day_account_permissions_and_line_end_and_the_trail_says_so(leaver, cast, on):
    on(DAY)
    close_who_left(clock.today())
    assert not Person.objects.get(pk=leaver.pk).is_active
    [grant] = Grant.objects.filter(person=leaver)
    assert grant.until_at is not None
    assert list(ReportingLine.objects.filter(person=leaver).values_list("to_on", flat=True)) == [EVE]
    assert not Below.objects.filter(person=leaver).exists()
    events = Event.objects.filter(about=leaver, by=None).exclude(verb="leave")
    assert sorted(events.values_list("verb", "before")) == [("close_account", ""), ("end", "framework_editor")]


def test_a_second_tick_does_nothing_more(leaver, on):
    on(DAY)
    close_who_left(DAY)
    before = Event.objects.count()
    close_who_left(DAY)
    assert Event.objects.count() == before


def test_who_has_reports_keeps_the_line_up_until_they_have_another_manager(cast, on):
    Person.objects.filter(pk=cast.noor.pk).update(left_on=DAY)
    on(DAY)
    close_who_left(DAY)
    assert not Person.objects.get(pk=cast.noor.pk).is_active
    assert sorted(Below.objects.filter(person=cast.ines).values_list("manager__name", "depth"))[:2] == [
        ("Dilan", 3),
        ("Hanne", 4),
    ]
    ReportingLine.objects.filter(person=cast.ines).update(manager=cast.marco)
    close_who_left(DAY)
    assert not ReportingLine.objects.filter(person=cast.noor, to_on__isnull=True).exists()
    assert sorted(Below.objects.filter(person=cast.ines).values_list("manager__name", "depth")) == [
        ("Dilan", 2),
        ("Hanne", 3),
        ("Marco", 1),
    ]


def test_the_first_permission_can_be_given_again_once_its_only_holder_has_left(cast, on):
    Person.objects.filter(pk=cast.petra.pk).update(left_on=DAY)
    on(DAY)
    granting.appoint(cast.dana, "people_ops", "Takes over from Petra.")
    assert held(cast.dana) == ["people_ops"]


def test_every_tick_does_it_before_anybody_is_mailed():
    acts = [act.__name__ for act in every_tick]
    assert acts.index("close_who_left") < acts.index("remind")
