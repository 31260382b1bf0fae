"""Planned sittings, breaks, the time a turn has, and where the meeting ends, on the pages and in the room."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.moves import Conflict, NotAllowed
from calibration import pairing, workflow
from calibration.models import Attendance, Break, Sitting, SittingPlan, Stop
from calibration.workflow.presence import leave_overnight
from reviews.models import Cycle
from tests.calibration.company import text
from tests.calibration.test_presence import stop_of
from tests.calibration.test_room import code_on


@pytest.fixture(scope="module")
def until_noon():
    """How far off noon is as the first of these tests begins; the same for all, so that the clock never goes back."""
    return timezone.localtime().replace(hour=12, minute=0) - timezone.localtime()


@pytest.fixture(autouse=True)
def noon(until_noon, monkeypatch):
    """The clock runs from noon on, so that an hour ago is today as well."""
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + until_noon)


def today() -> date:
    return timezone.localdate()


def ago(minutes: int):
    return timezone.now() - timedelta(minutes=minutes)


# -- planned ----------------------------------------------------------------------------------------


def test_the_box_is_fixed_when_the_sitting_opens_and_stays(meeting, cast):
    workflow.plan_sitting(meeting, cast.mei, today(), 30)
    workflow.plan_sitting(meeting, cast.petra, today() + timedelta(days=1), 50)
    workflow.start(meeting, cast.mei)
    assert Sitting.objects.get().minutes_a_turn == 20  # 80 minutes; Ines is on a list, so four turns of five
    workflow.plan_sitting(meeting, cast.mei, today(), 300)
    workflow.pause(meeting, cast.mei)
    workflow.resume(meeting, cast.mei)
    assert Sitting.objects.get().minutes_a_turn == 20


def test_a_plan_is_one_a_day_is_taken_out_by_none_and_never_of_a_day_that_is_over(meeting, cast):
    for minutes in (30, 40):
        workflow.plan_sitting(meeting, cast.mei, today(), minutes)
    assert [plan.minutes for plan in SittingPlan.objects.all()] == [40]
    workflow.plan_sitting(meeting, cast.mei, today(), 0)
    assert not SittingPlan.objects.exists()
    with pytest.raises(Conflict, match="This day is over"):
        workflow.plan_sitting(meeting, cast.mei, today() - timedelta(days=1), 30)


@pytest.mark.parametrize("name", ["marco", "dana", "oskar", "noor", "ivan"])
def test_who_neither_drives_nor_observes_plans_nothing(meeting, cast, name):
    with pytest.raises(NotAllowed):
        workflow.plan_sitting(meeting, getattr(cast, name), today(), 30)


def test_the_desk_plans_and_says_what_is_wrong(running, cast, sign_in, at):
    client = sign_in(cast.mei)
    assert client.post(at("plan/"), {"on": today().isoformat(), "minutes": "90"}).status_code == 302
    assert "90 minutes" in text(client.get(at("desk/")))
    wrong = client.post(at("plan/"), {"on": "2020-01-01", "minutes": "90"})
    assert (wrong.status_code, "This day is over" in text(wrong)) == (400, True)
    assert sign_in(cast.petra).post(at("plan/"), {"on": "", "minutes": ""}).status_code == 409


# -- where it ends ----------------------------------------------------------------------------------


def had(*people):
    Stop.objects.filter(subject__in=people).update(state="closed")


def test_the_desk_says_when_it_ends_at_the_pace_so_far(running, cast, sign_in, at):
    workflow.plan_sitting(running, cast.mei, today(), 240)
    Cycle.objects.update(has_consent_list=False)
    had(cast.ivan, cast.ines, cast.noor)
    Sitting.objects.update(opened_at=ago(30))
    page = text(sign_in(cast.mei).get(at("desk/")))
    assert "2 turns of the meeting are left." in page
    assert "At this pace it ends today at about 13:2" in page  # in Berlin, twenty minutes from now
    SittingPlan.objects.update(minutes=40)
    assert "At this pace it goes 10 minutes over what is planned." in text(sign_in(cast.petra).get(at("observer/")))


def test_before_three_were_had_it_says_what_is_planned_for_each(running, cast, sign_in, at):
    workflow.plan_sitting(running, cast.mei, today(), 41)
    had(cast.ivan)
    page = text(sign_in(cast.mei).get(at("desk/")))
    assert "3 turns of the meeting are left. That is 13 minutes for each." in page
    assert "At this pace" not in page
    Sitting.objects.update(opened_at=ago(50))
    assert "Nothing is left of the sittings that are planned." in text(sign_in(cast.mei).get(at("desk/")))


def test_a_break_is_no_time_that_the_meeting_sat(running, cast, sign_in, at):
    workflow.plan_sitting(running, cast.mei, today(), 40)
    Cycle.objects.update(has_consent_list=False)
    had(cast.ivan, cast.ines, cast.noor)
    Sitting.objects.update(opened_at=ago(90), closed_at=ago(60))
    running.state = "paused"
    running.save()
    workflow.resume(running, cast.mei)
    assert 59 <= (Break.objects.get().until_at - Break.objects.get().from_at).total_seconds() / 60 <= 61
    assert "At this pace it goes 10 minutes over what is planned." in text(sign_in(cast.mei).get(at("desk/")))


def test_who_has_a_turn_herself_is_counted_without_it(running, cast, sign_in, at):
    workflow.take_seat(running, cast.noor, "moderator")
    assert "4 turns of the meeting are left." in text(sign_in(cast.mei).get(at("desk/")))
    assert "3 turns of the meeting are left." in text(sign_in(cast.noor).get(at("desk/")))


def test_without_a_plan_nothing_says_when_it_ends(running, cast, sign_in, at):
    assert "No sitting is planned from today on" in text(sign_in(cast.mei).get(at("desk/")))


def test_participants_read_no_forecast(running, cast, sign_in, at):
    workflow.plan_sitting(running, cast.mei, today(), 40)
    page = text(sign_in(cast.marco).get(at()))
    assert "turns of the meeting are left" not in page
    assert "At this pace" not in page


# -- in the room ------------------------------------------------------------------------------------


def test_the_room_says_since_when_a_turn_is_open_and_what_is_planned_for_each(meeting, cast, client):
    workflow.plan_sitting(meeting, cast.mei, today(), 40)
    workflow.start(meeting, cast.mei)
    pairing.pair(meeting, cast.mei, code_on(client))
    workflow.open_stop(meeting, cast.mei, stop_of(meeting, cast.ivan))
    page = text(client.get("/room/"))
    assert "Mei speaks. Open since" in page
    assert "10 minutes are planned for each." in page
    workflow.check_in(meeting, cast.dilan)
    assert "10 minutes are planned for each." in text(client.get("/room/"))


@pytest.mark.parametrize("measures", [True, False])
def test_by_the_setting_nothing_is_kept_of_how_long_a_turn_took(running, cast, measures, client):
    Cycle.objects.update(measures_time=measures)
    running.refresh_from_db()
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    pairing.pair(running, cast.mei, code_on(client))
    assert ("Open since" in text(client.get("/room/"))) is measures
    workflow.close_stop(running, cast.mei)
    stop = stop_of(running, cast.ivan)
    assert (stop.opened_at is not None, stop.closed_at is not None) == (measures, measures)


def test_where_no_time_is_measured_the_end_goes_by_the_number_of_turns(running, cast, sign_in, at):
    Cycle.objects.update(measures_time=False, has_consent_list=False)
    workflow.plan_sitting(running, cast.mei, today() + timedelta(days=1), 40)
    had(cast.ivan, cast.ines, cast.noor)
    Sitting.objects.update(opened_at=ago(600), minutes_a_turn=5)
    assert "10 minutes into that sitting." in text(sign_in(cast.mei).get(at("desk/")))
    Cycle.objects.update(measures_time=True)
    assert "over what is planned." in text(sign_in(cast.mei).get(at("desk/")))


# -- another day ------------------------------------------------------------------------------------


def test_on_another_day_another_moderator_goes_on_at_another_machine_exactly_where_it_stopped(
    running, cast, sign_in, at
):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.close_stop(running, cast.mei)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena))
    workflow.say_line(running, cast.mei, "What would change the rating?")
    workflow.pause(running, cast.mei)
    day = timedelta(days=1)
    for sitting in Sitting.objects.all():
        Sitting.objects.update(opened_at=sitting.opened_at - day, closed_at=sitting.closed_at - day)
    Attendance.objects.update(from_at=ago(60 * 24), seen_at=ago(60 * 24), until_at=ago(60 * 23))
    for person, rest in ((cast.petra, "observer/"), (cast.oskar, ""), (cast.dana, "")):
        client = sign_in(person)
        assert client.post(at("check-in/")).status_code == 302
        assert client.get(at(rest)).status_code == 200
    sign_in(cast.petra).post(at("attest/"))
    client = sign_in(cast.dana)
    assert client.post(at("seat/"), {"seat": "moderator"}).status_code == 302
    assert client.post(at("resume/")).status_code == 302
    running.refresh_from_db()
    assert (running.state, running.showing, running.stop.subject) == ("running", "stop", cast.lena)
    assert running.line == "What would change the rating?"
    assert stop_of(running, cast.lena).state == "open"
    desk = text(client.get(at("desk/")))
    assert "Close Lena&#x27;s turn" in desk
    assert "What would change the rating?" in desk
    assert [sitting.number for sitting in Sitting.objects.all()] == [1, 2]
    assert not Break.objects.exists()
    client.post(at("close/"), {"version": running.version})
    client.post(at("next/"))
    running.refresh_from_db()
    assert running.round.name != "IC1"


def since_yesterday(meeting, cast):
    """A pause, a night, and nobody has come again."""
    workflow.pause(meeting, cast.mei)
    Attendance.objects.update(from_at=ago(60 * 26), seen_at=ago(60 * 25))
    Sitting.objects.update(opened_at=ago(60 * 26), closed_at=ago(60 * 24))


def here():
    return set(Attendance.objects.filter(until_at=None).values_list("person__name", flat=True))


def test_after_a_night_nobody_is_here_who_has_not_come_since(running, cast):
    since_yesterday(running, cast)
    workflow.check_in(running, cast.mei)
    version = running.version
    for _twice in range(2):
        leave_overnight(today())
        running.refresh_from_db()
        assert (here(), running.version) == ({"Mei"}, version + 1)
    left = Attendance.objects.exclude(until_at=None)
    assert left.count() == 6  # Mei too had left, and came anew
    assert all(row.until_at == row.seen_at for row in left)


def test_a_screen_left_open_over_night_is_nobody_in_the_room(running, cast):
    """Petra's laptop went on telling that it is open: she was there until the sitting closed, and attests it anew."""
    since_yesterday(running, cast)
    closed = Sitting.objects.get().closed_at
    for person in (cast.petra, cast.oskar):
        workflow.heartbeat(running, person)
    with pytest.raises(Conflict, match="Petra checks in and attests it by hand"):
        workflow.resume(running, cast.mei)
    assert here() == {"Mei"}
    assert Attendance.objects.get(person=cast.petra).until_at == closed
    assert Attendance.objects.get(person=cast.mei, until_at=None).from_at >= ago(5)


def test_who_attests_from_yesterdays_page_is_here_from_now_on(running, cast):
    since_yesterday(running, cast)
    workflow.attest(running, cast.petra)
    assert here() == {"Mei", "Marco", "Noor", "Dana", "Oskar", "Petra"}
    leave_overnight(today())
    assert here() == {"Petra"}
    [night, day] = Attendance.objects.filter(person=cast.petra)
    assert (night.until_at, day.attested_by) == (night.seen_at, cast.petra)


def test_a_break_over_midnight_of_who_came_before_the_sitting_of_that_day_is_a_break(running, cast):
    """They came yesterday, sat until a moment ago, and go on."""
    workflow.pause(running, cast.mei)
    Attendance.objects.update(from_at=ago(60 * 24))
    leave_overnight(today())
    assert "Petra" in here()


def test_a_meeting_that_runs_over_midnight_keeps_everybody(running, cast):
    Attendance.objects.update(from_at=ago(60 * 25), seen_at=ago(60 * 24))
    leave_overnight(today())
    with pytest.raises(NotAllowed):
        workflow.resume(running, cast.mei)
    assert {"Mei", "Petra", "Oskar"} <= here()


def test_who_is_missing_on_the_second_day_can_say_that_they_are_here(running, cast, sign_in, at):
    since_yesterday(running, cast)
    workflow.check_in(running, cast.mei)
    refused = sign_in(cast.mei).post(at("resume/"))
    assert "Petra checks in and attests it by hand." in text(refused)
    assert here() == {"Mei"}
    assert "Go on with the meeting" not in text(sign_in(cast.mei).get(at("desk/")))
    assert "I am here" in text(sign_in(cast.oskar).get(at("")))
