"""The end of the meeting: what keeps it open, and what follows from the lock."""

from dataclasses import dataclass, field
from types import ModuleType

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Attendance, Device, Meeting, Sitting
from calibration.workflow import locking
from frameworks.models import ScalePoint
from promotions.models import Decision
from reviews.models import Assessment, Group, Remark, Result, ResultAxis
from tests.calibration.test_presence import stop_of


@dataclass(frozen=True)
class Final:
    overall: object
    axes: dict = field(default_factory=dict)
    roles: dict = field(default_factory=dict)
    steps: dict = field(default_factory=dict)


@pytest.fixture
def seams(monkeypatch):
    """What the neighbours are called with: results, then decisions."""
    called = []
    telling, promotions = ModuleType("telling"), ModuleType("promotions")
    telling.Final = Final

    def make_results(group, finals, by):
        called.append(("make_results", group.name, finals, by.name))
        Group.objects.filter(pk=group.pk).update(state="deciding")

    def open_decisions(group, by):
        called.append(("open_decisions", group.state, by.name))

    telling.make_results, promotions.open_decisions = make_results, open_decisions
    modules = {"reviews.telling.workflow": telling, "promotions.workflow": promotions}
    monkeypatch.setattr(locking, "import_module", modules.__getitem__)
    return called


def test_the_lock_makes_results_of_what_stands_and_then_opens_the_decisions(running, company, cast, seams):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    point = ScalePoint.objects.get(code="meeting")
    workflow.change_rating(running, cast.mei, running.stop, point, cast.marco, "The hand-overs got better.")
    workflow.close_stop(running, cast.mei)
    workflow.lock(running, cast.mei)
    (verb, _, finals, by), decisions = seams
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


def test_the_lock_seals_what_was_written_and_empties_the_room(running, company, cast, seams):
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


def test_a_second_lock_is_a_conflict(running, cast, seams):
    workflow.lock(running, cast.mei)
    with pytest.raises(Conflict, match="locked"):
        workflow.lock(running, cast.mei)
    assert Event.objects.filter(verb="lock", thing="calibration.meeting").count() == 1
    assert len(seams) == 2


def test_nothing_changes_after_the_lock(running, cast, seams):
    workflow.lock(running, cast.mei)
    for act in (workflow.go_next, workflow.check_in, workflow.attest, workflow.pause):
        with pytest.raises((Conflict, NotAllowed)):
            act(running, cast.mei)


def test_an_open_turn_keeps_it_open(running, cast, seams):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    with pytest.raises(Conflict, match="still open"):
        workflow.lock(running, cast.mei)
    assert seams == []


def test_without_the_observer_there_is_no_lock(running, cast, seams):
    workflow.check_out(running, cast.petra)
    with pytest.raises(Conflict, match="observer"):
        workflow.lock(running, cast.mei)


def test_without_the_outside_director_there_is_no_lock(running, cast, seams):
    workflow.check_out(running, cast.oskar)
    with pytest.raises(Conflict, match="outside the group"):
        workflow.lock(running, cast.mei)


def test_what_was_not_witnessed_keeps_it_open_until_it_is_confirmed(running, cast, seams):
    workflow.check_out(running, cast.petra)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.close_stop(running, cast.mei)
    workflow.check_in(running, cast.petra)
    workflow.attest(running, cast.petra)
    with pytest.raises(Conflict, match="1 turn went on without the observer"):
        workflow.lock(running, cast.mei)
    workflow.confirm_unwitnessed(running, cast.petra)
    assert workflow.lock(running, cast.mei).state == "locked"


@pytest.mark.parametrize("name", ["petra", "marco", "dana", "ivan", "otto"])
def test_only_who_holds_a_seat_locks(running, cast, seams, name):
    with pytest.raises(NotAllowed):
        workflow.lock(running, getattr(cast, name))
    assert Meeting.objects.get().state == "running"


def test_if_what_follows_fails_nothing_was_locked(running, cast, monkeypatch):
    broken = ModuleType("telling")
    monkeypatch.setattr(locking, "import_module", lambda name: broken)
    with pytest.raises(AttributeError):
        workflow.lock(running, cast.mei)
    assert Meeting.objects.get().state == "running"
    assert set(Assessment.objects.values_list("state", flat=True)) == {"submitted"}


def test_after_the_lock_results_stand_and_lenas_decision_is_open(running, company, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    teamwork = company.ladder.axes["Teamwork"]
    point = ScalePoint.objects.get(code="exceeding")
    workflow.change_rating(running, cast.mei, running.stop, point, cast.dana, "Two teams say so.", axis=teamwork)
    workflow.close_stop(running, cast.mei)
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
