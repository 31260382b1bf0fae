"""Who has to be in the room, and what it means when the observer leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event, Grant
from accounts.moves import Conflict, NotAllowed, may
from calibration import workflow
from calibration.models import Attendance, Meeting, Sitting, Stop
from reviews.models import Cycle, Group, Participant


def stop_of(meeting, person, kind="discuss"):
    return Stop.objects.get(meeting=meeting, subject=person, kind=kind)


def gone_silent(person, minutes=6):
    Attendance.objects.filter(person=person).update(seen_at=timezone.now() - timedelta(minutes=minutes))


def test_with_everyone_there_it_starts_and_a_sitting_is_open(meeting, cast):
    workflow.start(meeting, cast.mei)
    assert meeting.state == "running"
    assert list(Sitting.objects.values_list("number", "closed_at")) == [(1, None)]


def test_a_second_start_is_a_conflict(running, cast):
    with pytest.raises(Conflict):
        workflow.start(running, cast.mei)
    assert Event.objects.filter(verb="start").count() == 1


def test_without_the_observer_it_does_not_start_and_says_who_is_missing(meeting, cast):
    workflow.check_out(meeting, cast.petra)
    assert not may(Meeting.objects.get(), "start", cast.mei)
    with pytest.raises(Conflict, match="Petra checks in"):
        workflow.start(meeting, cast.mei)
    assert Meeting.objects.get().state == "prepared"


def test_an_observer_who_has_not_attested_by_hand_is_not_enough(meeting, cast):
    Attendance.objects.filter(person=cast.petra).update(attested_by=None)
    with pytest.raises(Conflict, match="attests it by hand"):
        workflow.start(meeting, cast.mei)


@pytest.mark.parametrize("needs", [True, False])
def test_an_observer_who_came_in_is_asked_to_say_so(meeting, cast, sign_in, at, needs):
    Cycle.objects.update(needs_observer=needs)
    asked, nobody = (
        "You came in. Say that you are here and follow the meeting",
        "Petra checks in and attests it by hand",
    )
    Attendance.objects.filter(person=cast.petra).update(attested_by=None)
    said = sign_in(cast.petra).get(at("observer/")).content.decode()
    assert (asked in said) is needs
    assert nobody not in said
    workflow.attest(meeting, cast.petra)
    assert asked not in sign_in(cast.petra).get(at("observer/")).content.decode()
    workflow.check_out(meeting, cast.petra)
    assert (nobody in sign_in(cast.petra).get(at("observer/")).content.decode()) is needs


def test_an_observer_whose_screen_has_been_silent_for_six_minutes_is_not_enough(meeting, cast):
    gone_silent(cast.petra)
    with pytest.raises(Conflict, match="observer"):
        workflow.start(meeting, cast.mei)


def test_an_observer_seen_four_minutes_ago_is_here(meeting, cast):
    gone_silent(cast.petra, minutes=4)
    assert workflow.start(meeting, cast.mei).state == "running"


def test_a_heartbeat_keeps_the_observer_here_and_announces_nothing(meeting, cast):
    gone_silent(cast.petra)
    version = Meeting.objects.get().version
    assert workflow.heartbeat(meeting, cast.petra) is True
    assert workflow.start(meeting, cast.mei).version == version + 1


def test_an_observer_without_the_grant_any_more_is_not_enough(meeting, cast):
    Grant.objects.filter(person=cast.petra).update(until_at=timezone.now())
    with pytest.raises(Conflict, match="People Ops"):
        workflow.start(meeting, cast.mei)


def test_with_the_observer_rule_off_it_starts_without(meeting, cast):
    Cycle.objects.update(needs_observer=False)
    workflow.check_out(meeting, cast.petra)
    assert workflow.start(meeting, cast.mei).state == "running"


def test_without_the_outside_director_it_does_not_start(meeting, cast):
    workflow.check_out(meeting, cast.oskar)
    with pytest.raises(Conflict, match="Oskar checks in"):
        workflow.start(meeting, cast.mei)


def test_with_the_outside_director_rule_off_it_starts_without(meeting, cast):
    Cycle.objects.update(needs_outside_director=False)
    workflow.check_out(meeting, cast.oskar)
    assert workflow.start(meeting, cast.mei).state == "running"


def test_a_group_that_is_the_whole_organisation_needs_nobody_from_outside(meeting, cast):
    Group.objects.update(is_whole_organisation=True)
    workflow.check_out(meeting, cast.oskar)
    assert workflow.start(meeting, cast.mei).state == "running"


@pytest.mark.parametrize("name", ["petra", "marco", "ivan", "otto", "dana"])
def test_only_who_holds_a_seat_starts(meeting, cast, name):
    with pytest.raises(NotAllowed):
        workflow.start(meeting, getattr(cast, name))


def test_a_seat_without_being_in_the_room_starts_nothing(meeting, cast):
    workflow.check_out(meeting, cast.mei)
    assert Meeting.objects.get().scribe is None
    Meeting.objects.update(scribe=cast.mei)
    with pytest.raises(NotAllowed):
        workflow.start(meeting, cast.mei)


def test_resume_asks_for_the_observer_again(running, cast):
    workflow.pause(running, cast.petra)
    workflow.check_out(running, cast.petra)
    with pytest.raises(Conflict, match="observer"):
        workflow.resume(running, cast.mei)
    workflow.check_in(running, cast.petra)
    workflow.attest(running, cast.petra)
    assert workflow.resume(running, cast.mei).state == "running"


def test_a_break_on_the_same_day_is_the_same_sitting_and_another_day_is_another(running, cast):
    workflow.pause(running, cast.mei)
    workflow.resume(running, cast.mei)
    assert Sitting.objects.count() == 1
    workflow.pause(running, cast.mei)
    Sitting.objects.update(opened_at=timezone.now() - timedelta(days=1))
    workflow.resume(running, cast.mei)
    assert list(Sitting.objects.values_list("number", flat=True)) == [1, 2]


def test_what_was_open_before_the_break_is_open_after_it(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.pause(running, cast.mei)
    with pytest.raises(Conflict, match="paused"):
        workflow.go_next(running, cast.mei)
    workflow.resume(running, cast.mei)
    assert running.stop.subject == cast.ivan
    assert running.stop.state == "open"


def test_if_the_observer_leaves_it_goes_on_and_the_open_turn_is_unwitnessed(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.check_out(running, cast.petra)
    assert stop_of(running, cast.ivan).witnessed is False
    workflow.go_next(running, cast.mei)
    workflow.go_next(running, cast.mei)
    assert stop_of(running, cast.ines).witnessed is False
    assert stop_of(running, cast.lena).witnessed is True


def test_the_observer_confirms_everything_in_one_act(running, cast):
    workflow.check_out(running, cast.petra)
    for person in (cast.ivan, cast.ines):
        workflow.open_stop(running, cast.mei, stop_of(running, person))
    workflow.close_stop(running, cast.mei)
    with pytest.raises(NotAllowed):
        workflow.confirm_unwitnessed(running, cast.mei)
    workflow.check_in(running, cast.petra)
    with pytest.raises(NotAllowed):
        workflow.confirm_unwitnessed(running, cast.petra)
    workflow.attest(running, cast.petra)
    assert workflow.confirm_unwitnessed(running, cast.petra) == 2
    with pytest.raises(Conflict, match="nothing to confirm"):
        workflow.confirm_unwitnessed(running, cast.petra)


def test_nobody_attests_for_the_observer(meeting, cast):
    for person in (cast.mei, cast.oskar, cast.ivan):
        with pytest.raises(NotAllowed):
            workflow.attest(meeting, person)


@pytest.mark.parametrize("name", ["ivan", "lena", "ines", "tariq", "otto", "pavel"])
def test_a_subject_or_a_stranger_cannot_check_in(meeting, cast, name):
    with pytest.raises(NotAllowed):
        workflow.check_in(meeting, getattr(cast, name))


def test_checking_in_twice_is_once(meeting, cast):
    workflow.check_in(meeting, cast.mei)
    assert Attendance.objects.filter(person=cast.mei).count() == 1


def test_each_comes_with_the_part_they_have(meeting):
    assert dict(Attendance.objects.values_list("person__name", "part")) == {
        "Petra": "observer",
        "Oskar": "outside_director",
        "Mei": "assessor",
        "Marco": "assessor",
        "Noor": "assessor",
        "Dana": "director",
    }


def test_a_guest_takes_no_seat(meeting, cast):
    workflow.check_in(meeting, cast.sam)
    with pytest.raises(NotAllowed):
        workflow.take_seat(meeting, cast.sam, "scribe")


def test_nobody_takes_a_seat_from_outside_the_room(meeting, cast):
    with pytest.raises(NotAllowed):
        workflow.take_seat(meeting, cast.dilan, "moderator")


def test_every_act_raises_the_version_and_writes_an_event(meeting, cast):
    before, events = meeting.version, Event.objects.count()
    workflow.take_seat(meeting, cast.dana, "moderator")
    workflow.start(meeting, cast.dana)
    workflow.go_next(meeting, cast.dana)
    assert meeting.version == before + 3
    assert Event.objects.count() == events + 3


def test_who_held_a_seat_and_from_when_to_when_is_kept(meeting, cast):
    workflow.take_seat(meeting, cast.dana, "moderator")
    workflow.take_seat(meeting, cast.marco, "moderator")
    turns = Participant.objects.filter(part="moderator").order_by("from_at")
    assert [(turn.person.name, turn.until_at is None) for turn in turns] == [("Dana", False), ("Marco", True)]


def test_a_scribe_who_is_nothing_else_may_come_back_after_leaving(meeting, company, cast):
    Participant.objects.create(group=company.group, person=cast.otto, part="scribe", from_at=timezone.now())
    workflow.check_in(meeting, cast.otto)
    workflow.take_seat(meeting, cast.otto, "scribe")
    workflow.check_out(meeting, cast.otto)
    assert workflow.check_in(meeting, cast.otto).part == "scribe"
