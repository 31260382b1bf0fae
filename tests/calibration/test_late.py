"""What changes late in the group enters its meeting: turns come and go, what was had stays, and the screens follow."""

import pytest

from accounts.models import Event, Grant, Person
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import FloorRequest, Meeting, Proposal, RatingChange, Round, Stop
from calibration.workflow.following_late import follow
from frameworks.models import ScalePoint
from promotions.models import Pitch
from promotions.workflow import withdraw
from reviews.cycles.acts import late
from reviews.cycles.acts.departing import departure, hand_over
from reviews.cycles.acts.treating import leave, treat, treating_said
from reviews.models import Assessment, Assignment, Group, Result, RosterEntry
from tests.calibration.company import LAUNCHED, SUBMITTED, add_subject
from tests.calibration.test_presence import stop_of


def entry_of(person) -> RosterEntry:
    return RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=person)


def agenda_of(meeting):
    rows = Stop.objects.filter(meeting=meeting).select_related("round", "subject")
    return [(one.round.number, one.round.name, one.subject.name, one.kind) for one in rows]


def newcomer(company, cast, name, code):
    person = Person.objects.create_user(f"{name}@demo.example", name.capitalize(), employee_id=name)
    add_subject(company.group, company.ladder, person, code, cast.marco)
    return person


# -- who leaves -------------------------------------------------------------------------------------


def test_a_waiting_turn_of_who_leaves_is_gone_and_the_screens_follow(running, cast):
    before, steered = running.version, running.steered
    leave(entry_of(cast.ines), cast.petra)
    assert "Ines" not in [name for _, _, name, _ in agenda_of(running)]
    assert Round.objects.filter(name="IC2").count() == 0
    running.refresh_from_db()
    assert (running.version, running.steered) == (before + 1, steered)


def test_the_open_turn_of_who_leaves_is_closed_in_the_same_act_and_the_lock_goes_on(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    pressed_at = running.version
    point = ScalePoint.objects.get(code="meeting")
    workflow.change_rating(running, cast.mei, running.stop, point, cast.marco, "Better.")
    workflow.propose(running, cast.dana, running.stop, ScalePoint.objects.get(code="exceeding"), "Even better.")
    workflow.ask_to_speak(running, cast.dana)
    leave(entry_of(cast.ivan), cast.petra)
    assert not Proposal.objects.exists()
    assert not FloorRequest.objects.exists()
    running.refresh_from_db()
    assert (running.showing, running.round.name, running.stop) == ("board", "IC1", None)
    assert stop_of(running, cast.ivan).state == "closed"
    with pytest.raises(Conflict, match="moved on meanwhile"):
        workflow.go_next(running, cast.mei, expected=pressed_at)
    workflow.lock(running, cast.mei)
    assert sorted(Result.objects.values_list("subject__name", flat=True)) == ["Ines", "Lena", "Noor"]


def test_what_was_had_of_who_leaves_stays(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    workflow.close_stop(running, cast.mei)
    leave(entry_of(cast.ines), cast.petra)
    assert stop_of(running, cast.ines).state == "closed"


def test_a_parked_turn_in_which_something_was_changed_is_closed_and_not_lost(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    point = ScalePoint.objects.get(code="exceeding")
    workflow.change_rating(running, cast.mei, running.stop, point, cast.marco, "Better.")
    workflow.park(running, cast.mei)
    treat(entry_of(cast.ines), cast.petra, "keep")
    assert stop_of(running, cast.ines).state == "closed"
    assert RatingChange.objects.count() == 1


def test_an_open_turn_that_is_closed_so_without_an_observer_is_marked(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.check_out(running, cast.petra)
    Stop.objects.update(witnessed=True)
    treat(entry_of(cast.ivan), cast.petra, "not_now")
    assert stop_of(running, cast.ivan).witnessed is False


# -- who comes --------------------------------------------------------------------------------------


def test_who_is_assessed_after_all_waits_at_the_end_of_a_round_that_was_shown(running, company, cast):
    treat(entry_of(cast.ivan), cast.petra, "not_now")
    newcomer(company, cast, "zoe", "IC1")
    follow(company.group)
    workflow.show_board(running, cast.mei, Round.objects.get(name="IC1"))
    treat(entry_of(cast.ivan), cast.petra, "assess")
    assert agenda_of(running)[:2] == [(1, "IC1", "Zoe", "discuss"), (1, "IC1", "Ivan", "discuss")]


def test_in_a_round_that_was_not_shown_they_stand_where_the_seed_puts_them(running, company, cast):
    for name in ("ann", "bob", "cy", "dee"):
        newcomer(company, cast, name, "IC1")
    follow(company.group)
    came_late = [name for number, _, name, _ in agenda_of(running) if number == 1]
    Meeting.objects.get().delete()
    meeting = workflow.prepare(company.group, cast.mei, seed=2026)
    assert came_late == [name for number, _, name, _ in agenda_of(meeting) if number == 1]
    assert sorted(came_late) == ["Ann", "Bob", "Cy", "Dee", "Ivan"]


def test_a_level_that_nobody_had_is_a_round_between_the_others(running, cast):
    treat(entry_of(cast.ines), cast.petra, "not_now")
    workflow.show_board(running, cast.mei, Round.objects.get(name="IC3"))
    assert [one.name for one in Round.objects.order_by("number")] == ["IC1", "IC3", "IC4"]
    treat(entry_of(cast.ines), cast.petra, "assess")
    rounds = [(one.name, one.number) for one in Round.objects.order_by("number")]
    assert [name for name, _ in rounds] == ["IC1", "IC2", "IC3", "IC4"]
    assert len({number for _, number in rounds}) == 4
    running.refresh_from_db()
    assert running.round.name == "IC3"


def test_a_joiner_is_in_no_list_that_was_taken_already(running, company, cast):
    first = newcomer(company, cast, "ann", "IC1")
    follow(company.group)
    round = Round.objects.get(name="IC1")
    workflow.show_board(running, cast.mei, round)
    workflow.take_together(running, cast.mei, round, [stop_of(running, first).pk])
    joiner = newcomer(company, cast, "bob", "IC1")
    follow(company.group)
    assert stop_of(running, joiner).state == "waiting"
    with pytest.raises(Conflict, match="comes by itself"):
        workflow.pull_out(running, cast.dana, stop_of(running, joiner))


def test_who_is_taken_in_without_an_assessment_is_rated_in_the_room_as_a_joiner_is(running, company, cast):
    newcomer(company, cast, "ann", "IC2")
    ann = Person.objects.get(name="Ann")
    RosterEntry.objects.filter(subject=ann).update(treatment="not_now")
    Assessment.objects.filter(subject=ann).delete()
    assert treating_said(entry_of(ann), "assess") == (
        "Ann has a turn in the meeting, and gets a result of it."
        " Nothing was handed in before the meeting: the ratings are given in the room."
    )
    treat(entry_of(ann), cast.petra, "assess")
    assert (2, "IC2", "Ann", "discuss") in agenda_of(running)
    assert Assignment.objects.get(subject=ann).assessor == cast.marco
    assert Assessment.objects.get(subject=ann).state == "draft"


def test_who_comes_back_into_the_meeting_comes_with_what_was_handed_in(running, cast):
    leave(entry_of(cast.ines), cast.petra)
    assert treating_said(entry_of(cast.ines), "assess").endswith("and gets a result of it.")
    treat(entry_of(cast.ines), cast.petra, "assess")
    assert Assessment.objects.get(subject=cast.ines).state == "submitted"
    workflow.lock(running, cast.mei)
    assert Result.objects.get(subject=cast.ines).overall.code == "meeting"


def test_after_the_lock_nothing_is_chosen_any_more(running, cast):
    workflow.lock(running, cast.mei)
    with pytest.raises(Conflict, match="until the meeting is locked"):
        leave(entry_of(cast.ines), cast.petra)


def test_only_people_ops_take_somebody_out_of_a_running_meeting(running, cast):
    for person in (cast.mei, cast.dana, cast.pavel):
        with pytest.raises(NotAllowed):
            leave(entry_of(cast.ines), person)


# -- pitches ----------------------------------------------------------------------------------------


def test_a_withdrawn_pitch_takes_its_cohort_check_along(running, company, cast):
    withdraw(company.pitch, cast.marco)
    turns = [(name, kind) for _, _, name, kind in agenda_of(running)]
    assert ("Lena", "cohort") not in turns
    assert ("Lena", "discuss") in turns


def test_a_pitch_that_came_late_adds_a_cohort_check_in_a_round_of_its_own(running, company, cast):
    ladder = company.ladder
    Pitch.objects.create(
        group=company.group,
        subject=cast.noor,
        author=cast.marco,
        role=ladder.roles["IC4"],
        target=ladder.roles["IC5"],
        version=ladder.version,
        state="submitted",
        summary="Ready.",
        submitted_at=SUBMITTED,
    )
    late.tell_the_meeting(company.group)
    assert agenda_of(running)[-1] == (5, "IC5", "Noor", "cohort")


# -- at all -----------------------------------------------------------------------------------------


def test_a_second_time_changes_no_turn(running, company, cast):
    leave(entry_of(cast.ines), cast.petra)
    before = agenda_of(running)
    late.tell_the_meeting(company.group)
    assert agenda_of(running) == before
    assert Event.objects.filter(verb="follow_late").count() == 1


def test_people_ops_find_nothing_in_the_trail_of_a_pitch_of_their_own_that_came_or_went(running, company, cast):
    Grant.objects.create(person=cast.lena, kind="people_ops", given_by=cast.hanne, from_at=LAUNCHED)
    withdraw(company.pitch, cast.marco)
    events = Event.objects.filter(verb="follow_late")
    assert not events.visible_to(Person.objects.get(pk=cast.lena.pk)).exists()
    assert [event.about for event in events.visible_to(cast.petra)] == [cast.lena]


def test_a_manager_who_goes_during_the_meeting_leaves_every_turn_where_it_is(running, cast):
    before = running.version
    hand_over(cast.marco, cast.dana, cast.petra, departure(cast.marco, cast.dana, cast.petra).count)
    running.refresh_from_db()
    assert running.version == before + 1
    assert len(agenda_of(running)) == 5


def test_without_a_meeting_nothing_follows(company, cast):
    Group.objects.update(state="assessing")
    leave(entry_of(cast.ines), cast.petra)
    assert not Meeting.objects.exists()
