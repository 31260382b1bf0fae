"""Somebody gets another assessor while the meeting is on, and it goes on."""

import pytest

from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Attendance, Meeting, Stop, Visit
from calibration.screen import screen_of
from promotions.models import Pitch
from reviews.cycles.acts.reassigning import reassign, reassigning_said
from reviews.models import Assessment, Cycle, Group, Participant, Result
from tests.calibration.company import add_subject, make_company, seen_by_all
from tests.calibration.test_late import agenda_of, entry_of
from tests.calibration.test_late_acts import events, point
from tests.calibration.test_presence import stop_of


def test_a_new_assessor_speaks_and_the_old_one_has_left_the_room(running, company, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    assert reassigning_said(entry_of(cast.ines), cast.hanne).startswith("Hanne speaks for Ines in the meeting")
    before = running.version
    reassign(entry_of(cast.ines), cast.petra, cast.hanne)
    running.refresh_from_db()
    assert running.version == before + 1
    assert screen_of(running, Visit.of(cast.dana, running)).face.speaker == "Hanne"
    assert entry_of(cast.ines).assessor == cast.hanne
    assert Assessment.objects.get(subject=cast.ines).author == cast.noor
    assert not Attendance.objects.filter(person=cast.noor, until_at=None).exists()
    assert not Stop.objects.visible_to(cast.noor).exists()
    with pytest.raises(NotAllowed):
        workflow.check_in(running, cast.noor)
    assert workflow.check_in(running, cast.hanne).part == "assessor"
    assert workflow.propose(running, cast.hanne, running.stop, point("exceeding"), "I have led her since May.")
    assert events("reassign") == ["Ines"]


def test_who_has_another_part_stays_in_the_room_as_that(running, company, cast):
    Participant.objects.create(group=company.group, person=cast.noor, part="decider", from_at=company.group.launched_at)
    reassign(entry_of(cast.ines), cast.petra, cast.marco)
    assert Attendance.objects.get(person=cast.noor, until_at=None).part == "decider"
    assert Attendance.objects.filter(person=cast.noor).count() == 2


def test_who_loses_the_part_loses_the_seat_that_came_of_it(running, company, cast):
    workflow.take_seat(running, cast.noor, "moderator")
    reassign(entry_of(cast.ines), cast.petra, cast.marco)
    running.refresh_from_db()
    assert running.moderator is None
    assert not Visit.of(cast.noor, running).sees_turns


def test_a_named_moderator_who_assesses_nobody_any_more_stays_as_moderator(running, company, cast):
    Participant.objects.create(
        group=company.group, person=cast.noor, part="moderator", from_at=company.group.launched_at
    )
    workflow.take_seat(running, cast.noor, "moderator")
    reassign(entry_of(cast.ines), cast.petra, cast.marco)
    assert Attendance.objects.get(person=cast.noor, until_at=None).part == "moderator"


def test_a_guest_who_assesses_from_now_on_does_not_only_listen(running, company, cast):
    workflow.check_in(running, cast.sam)
    reassign(entry_of(cast.ines), cast.petra, cast.sam)
    assert Attendance.objects.get(person=cast.sam, until_at=None).part == "assessor"
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    workflow.ask_to_speak(running, cast.sam)


def test_a_new_assessor_who_is_reviewed_there_sees_everybody_but_themselves(running, company, cast):
    reassign(entry_of(cast.ines), cast.petra, cast.lena)
    workflow.check_in(running, cast.lena)
    seen = Stop.objects.visible_to(cast.lena).values_list("subject__name", flat=True)
    assert sorted(set(seen)) == ["Ines", "Ivan", "Noor"]
    with pytest.raises(NotAllowed):
        reassign(entry_of(cast.ines), cast.lena, cast.lena)
    with pytest.raises(Conflict, match="This is about Noor"):
        reassign(entry_of(cast.noor), cast.petra, cast.noor)


def test_who_stepped_out_is_given_nothing(running, company, cast):
    workflow.recuse(running, cast.dana, cast.ines)
    with pytest.raises(Conflict, match="Dana cannot be given this"):
        reassign(entry_of(cast.ines), cast.petra, cast.dana)


def test_where_a_subject_comes_to_the_meeting_their_place_says_nothing_of_their_kind(cast):
    made = make_company(cast, meeting_first="pitched")
    for name in ("ann", "bob", "cy", "dee", "eve"):
        one = Person.objects.create_user(f"{name}@demo.example", name.capitalize(), employee_id=name)
        add_subject(made.group, made.ladder, one, "IC3", cast.marco)
    meeting = workflow.prepare(made.group, cast.mei, seed=2026)
    assert next(name for _, round, name, _ in agenda_of(meeting) if round == "IC3") == "Lena"
    reassign(entry_of(cast.ines), cast.petra, cast.lena)
    after = [name for _, round, name, _ in agenda_of(meeting) if round == "IC3"]
    Meeting.objects.get().delete()
    anew = workflow.prepare(made.group, cast.mei, seed=2026)
    assert after == [name for _, round, name, _ in agenda_of(anew) if round == "IC3"]
    Meeting.objects.get().delete()
    Cycle.objects.update(meeting_first="")
    shuffled = workflow.prepare(made.group, cast.mei, seed=2026)
    assert after == [name for _, round, name, _ in agenda_of(shuffled) if round == "IC3"]


def test_changes_of_rating_wait_for_who_assesses_now(running, company, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    workflow.change_rating(running, cast.mei, running.stop, point("exceeding"), cast.dana, "Seen by all.")
    workflow.close_stop(running, cast.mei)
    reassign(entry_of(cast.ines), cast.petra, cast.marco)
    with pytest.raises(Conflict, match="Marco has not looked yet"):
        workflow.lock(running, cast.mei)
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    assert Result.objects.get(subject=cast.ines).author == cast.marco


def test_before_the_agenda_is_made_the_acts_work_as_well(company, cast):
    reassign(entry_of(cast.ines), cast.petra, cast.hanne)
    assert entry_of(cast.ines).assessor == cast.hanne
    assert Group.objects.get().state == "calibrating"
    assert not Meeting.objects.exists()


def test_a_pitch_stays_its_authors_and_the_page_says_what_that_means(running, company, cast):
    said = reassigning_said(entry_of(cast.lena), cast.hanne)
    assert said.endswith("The pitch for Lena stays Marco's, who may still withdraw it.")
    assert "pitch" not in reassigning_said(entry_of(cast.ines), cast.hanne)
    Group.objects.update(state="assessing")
    assert reassigning_said(entry_of(cast.lena), cast.hanne).endswith(
        "Marco has submitted a pitch for Lena, and it stays Marco's. Only once Marco has taken it back can Hanne submit"
        " one."
    )
    Pitch.objects.update(state="draft")
    assert reassigning_said(entry_of(cast.lena), cast.hanne).endswith(
        "Marco has begun a pitch for Lena, and it stays Marco's to write, to submit or to discard."
        " Hanne can begin one of their own; the group reads the one that is submitted first."
    )
    Group.objects.update(state="previewing")
    assert "pitch" not in reassigning_said(entry_of(cast.lena), cast.hanne)
