"""In the demo a meeting sits on the demo's days: it is walked from one to the next by moving the clock."""

from datetime import date

import pytest
from django.utils import timezone

from accounts import clock
from accounts.models import Organisation
from accounts.moves import Conflict
from calibration import workflow
from calibration.models import Attendance, Meeting, Sitting, SittingPlan, Stop, Visit
from calibration.record.gathering import record_of
from calibration.timing import timing_of
from tests.calibration.company import make_company
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of

FIRST, SECOND = date(2031, 3, 5), date(2031, 3, 6)  # far from any day on which the tests run


@pytest.fixture
def running(cast, settings) -> Meeting:
    """A meeting that runs on the demo's first day, with Ivan's turn open."""
    settings.DEMO = True
    Organisation.objects.update(
        is_demo=True, today_on=FIRST, today_began_at=clock.nine_in_the_morning(), time_zone="Europe/Berlin"
    )
    meeting = gather(workflow.prepare(make_company(cast).group, cast.mei, seed=2026), cast)
    workflow.start(meeting, cast.mei)
    return workflow.open_stop(meeting, cast.mei, stop_of(meeting, cast.ivan))


def in_berlin(moment):
    return timezone.localtime(moment, clock.zone_of("Europe/Berlin"))


def test_what_happens_in_the_room_is_dated_by_the_demos_day(running):
    sitting, turn = Sitting.objects.get(), Stop.objects.get(subject__name="Ivan")
    moments = [sitting.opened_at, turn.opened_at, *Attendance.objects.values_list("from_at", flat=True)]
    assert {in_berlin(moment).date() for moment in moments} == {FIRST}
    assert {in_berlin(moment).hour for moment in moments} == {9}


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_a_break_is_no_second_sitting_wherever_one_is(running, cast, zone):
    """Nine in the morning there is ten at night in Auckland, and the day before in Los Angeles."""
    with timezone.override(zone):
        workflow.pause(running, cast.mei)
        workflow.resume(running, cast.mei)
    assert Sitting.objects.count() == 1


def test_on_the_demos_next_day_everybody_comes_anew_and_it_is_another_sitting(running, cast):
    workflow.pause(running, cast.mei)
    clock.tomorrow()
    workflow.check_in(running, cast.mei)
    with pytest.raises(Conflict, match="Petra"):
        workflow.resume(running, cast.mei)
    assert set(Attendance.objects.filter(until_at=None).values_list("person__name", flat=True)) == {"Mei"}
    for person in (cast.petra, cast.oskar):
        workflow.check_in(running, person)
    workflow.attest(running, cast.petra)
    workflow.resume(running, cast.mei)
    running.refresh_from_db()
    assert running.stop.subject == cast.ivan
    assert [in_berlin(one.opened_at).date() for one in Sitting.objects.order_by("number")] == [FIRST, SECOND]
    record = record_of(Visit.of(cast.petra, running))
    assert [in_berlin(one.opened_at).date() for one in record.sittings] == [FIRST, SECOND]
    [noors] = next(one.spans for one in record.attendance if one.name == "Noor")
    assert {in_berlin(moment).date() for moment in noors} == {FIRST}


def test_sittings_are_planned_for_the_demos_days(running, cast):
    workflow.plan_sitting(running, cast.mei, FIRST, 60)
    workflow.plan_sitting(running, cast.mei, SECOND, 90)
    with pytest.raises(Conflict, match="This day is over"):
        workflow.plan_sitting(running, cast.mei, date(2031, 3, 4), 60)
    assert (
        timing_of(Visit.of(cast.mei, running)).ends == "That is 37 minutes for each."
    )  # 150 for four; Ines is on a list
    workflow.pause(running, cast.mei)
    clock.tomorrow()
    with pytest.raises(Conflict, match="This day is over"):
        workflow.plan_sitting(running, cast.mei, FIRST, 30)
    assert timing_of(Visit.of(cast.mei, running)).ends == "That is 22 minutes for each."
    assert SittingPlan.objects.count() == 2
