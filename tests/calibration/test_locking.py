"""The end of the meeting: what keeps it open, and what follows from the lock."""

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Attendance, Device, Meeting, Sitting
from calibration.workflow import locking
from frameworks.models import ScalePoint
from promotions.models import Decision
from reviews.models import Assessment, Group, Remark, Result, ResultAxis, RosterEntry
from reviews.telling.hooks import changes_of
from tests.calibration.company import seen_by_all
from tests.calibration.test_presence import stop_of


@pytest.fixture
def handed_over(monkeypatch):
    """What follows the lock, and with what: results first, then decisions. Neither is made here."""
    called = []

    def make_results(group, finals, by):
        called.append(("make_results", group.name, finals, by.name))

    def open_decisions(group, by):
        called.append(("open_decisions", group.state, by.name))

    monkeypatch.setattr(locking, "make_results", make_results)
    monkeypatch.setattr(locking, "open_decisions", open_decisions)
    return called


def test_the_lock_makes_results_of_what_stands_and_then_opens_the_decisions(running, company, cast, handed_over):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    point = ScalePoint.objects.get(code="meeting")
    workflow.change_rating(running, cast.mei, running.stop, point, cast.marco, "The hand-overs got better.")
    workflow.close_stop(running, cast.mei)
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    (verb, _, finals, by), decisions = handed_over
    points, ladder = company.ladder.points, company.ladder
    assert (verb, by) == ("make_results", "Mei")
    assert {person: final.overall for person, final in finals.items()} == {
        cast.ivan.pk: points["meeting"].pk,
        cast.ines.pk: points["meeting"].pk,
        cast.lena.pk: points["exceeding"].pk,
        cast.noor.pk: points["meeting"].pk,
    }
    assert finals[cast.ivan.pk].axes == {
        (ladder.axes["Proficiency"].pk, "current"): points["meeting"].pk,
        (ladder.axes["Execution"].pk, "current"): points["struggling"].pk,
        (ladder.axes["Teamwork"].pk, "current"): points["meeting"].pk,
    }
    assert len(finals[cast.lena.pk].axes) == 6
    assert finals[cast.lena.pk].roles == {"current": ladder.roles["IC3"].pk, "next": ladder.roles["IC4"].pk}
    assert decisions == ("open_decisions", "deciding", "Mei")


@pytest.mark.parametrize("treatment", ["left", "not_now", "keep"])
def test_of_who_is_not_assessed_no_result_is_made_whatever_was_changed_of_them(running, cast, treatment):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    point = ScalePoint.objects.get(code="meeting")
    workflow.change_rating(running, cast.mei, running.stop, point, cast.marco, "Better.")
    workflow.close_stop(running, cast.mei)
    RosterEntry.objects.filter(subject=cast.ivan).update(treatment=treatment)
    workflow.lock(running, cast.mei)
    assert sorted(Result.objects.values_list("subject__name", flat=True)) == ["Ines", "Lena", "Noor"]


def test_the_lock_seals_what_was_written_and_empties_the_room(running, company, cast, handed_over):
    Remark.objects.create(group=company.group, subject=cast.ivan, author=cast.marco, kind="asks", text="Since when?")
    Device.objects.create(token_hash="x", meeting=running, paired_by=cast.mei)
    workflow.lock(running, cast.mei)
    assert set(Assessment.objects.values_list("state", flat=True)) == {"sealed"}
    assert not Remark.objects.filter(sealed_at__isnull=True).exists()
    assert not Attendance.objects.filter(until_at__isnull=True).exists()
    assert not Sitting.objects.filter(closed_at__isnull=True).exists()
    assert not Device.objects.showing().exists()
    assert (running.state, running.showing) == ("locked", "nothing")
    assert running.locked_at is not None


def test_a_second_lock_is_a_conflict(running, cast, handed_over):
    workflow.lock(running, cast.mei)
    with pytest.raises(Conflict, match="locked"):
        workflow.lock(running, cast.mei)
    assert Event.objects.filter(verb="lock", thing="calibration.meeting").count() == 1
    assert len(handed_over) == 2


def test_nothing_changes_after_the_lock(running, cast, handed_over):
    workflow.lock(running, cast.mei)
    for act in (workflow.go_next, workflow.check_in, workflow.attest, workflow.pause):
        with pytest.raises((Conflict, NotAllowed)):
            act(running, cast.mei)


def test_an_open_turn_keeps_it_open(running, cast, handed_over):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    with pytest.raises(Conflict, match="still open"):
        workflow.lock(running, cast.mei)
    assert handed_over == []


def test_without_the_observer_there_is_no_lock(running, cast, handed_over):
    workflow.check_out(running, cast.petra)
    with pytest.raises(Conflict, match="observer"):
        workflow.lock(running, cast.mei)


def test_without_the_outside_director_there_is_no_lock(running, cast, handed_over):
    workflow.check_out(running, cast.oskar)
    with pytest.raises(Conflict, match="outside the group"):
        workflow.lock(running, cast.mei)


def test_what_was_not_witnessed_keeps_it_open_until_it_is_confirmed(running, cast, handed_over):
    workflow.check_out(running, cast.petra)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.close_stop(running, cast.mei)
    workflow.check_in(running, cast.petra)
    workflow.attest(running, cast.petra)
    with pytest.raises(Conflict, match="Something went on without the observer"):
        workflow.lock(running, cast.mei)
    workflow.confirm_unwitnessed(running, cast.petra)
    assert workflow.lock(running, cast.mei).state == "locked"


@pytest.mark.parametrize("name", ["petra", "marco", "dana", "ivan", "otto"])
def test_only_who_holds_a_seat_locks(running, cast, handed_over, name):
    with pytest.raises(NotAllowed):
        workflow.lock(running, getattr(cast, name))
    assert Meeting.objects.get().state == "running"


def test_if_what_follows_fails_nothing_was_locked(running, cast, monkeypatch):
    def broken(group, by):
        raise RuntimeError("decisions cannot be opened")

    monkeypatch.setattr(locking, "open_decisions", broken)
    with pytest.raises(RuntimeError):
        workflow.lock(running, cast.mei)
    assert Meeting.objects.get().state == "running"
    assert set(Assessment.objects.values_list("state", flat=True)) == {"submitted"}
    assert not Result.objects.exists()


def test_after_the_lock_results_stand_and_lenas_decision_is_open(running, company, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    teamwork = company.ladder.axes["Teamwork"]
    point = ScalePoint.objects.get(code="exceeding")
    workflow.change_rating(running, cast.mei, running.stop, point, cast.dana, "Two teams say so.", axis=teamwork)
    workflow.close_stop(running, cast.mei)
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    assert Group.objects.get(pk=company.group.pk).state == "deciding"
    assert dict(Result.objects.values_list("subject__name", "overall__code")) == {
        "Ivan": "struggling",
        "Ines": "meeting",
        "Lena": "exceeding",
        "Noor": "meeting",
    }
    lena = ResultAxis.objects.filter(result__subject=cast.lena, axis=teamwork)
    assert dict(lena.values_list("against_role__code", "point__code")) == {"IC3": "meeting", "IC4": "exceeding"}
    assert list(Decision.objects.values_list("subject__name", "state")) == [("Lena", "open")]


def test_the_manager_who_writes_to_a_person_sees_what_the_meeting_changed_and_not_who_proposed_it(
    running, company, cast, sign_in, django_assert_num_queries
):
    points = company.ladder.points
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.change_rating(running, cast.mei, running.stop, points["meeting"], cast.marco, "The hand-overs got better.")
    workflow.close_stop(running, cast.mei)
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    ivans, ines = (Result.objects.get(subject=one) for one in (cast.ivan, cast.ines))
    with django_assert_num_queries(4):
        [change] = changes_of(company.group, cast.ivan)
    assert (change.axis_id, change.against) == (None, "current")
    assert (change.before, change.after) == (points["struggling"], points["meeting"])
    assert changes_of(company.group, cast.ines) == []
    page = sign_in(cast.mei).get(f"/results/{ivans.pk}/words/").content.decode()
    assert "was Struggling" in page
    assert "Marco" not in page
    assert "The hand-overs got better." not in page
    assert "was Struggling" not in sign_in(cast.noor).get(f"/results/{ines.pk}/words/").content.decode()
