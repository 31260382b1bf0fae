"""Reopening a locked meeting, and what the second lock makes of results, words, votes and decisions."""

from datetime import timedelta

import pytest

from accounts import clock
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Meeting, Reopening
from promotions import workflow as promotions
from promotions.models import Decision, Pitch, Vote
from reviews.cycles.acts.treating import treat
from reviews.models import Exclusion, Group, Participant, Result, ResultAxis, RosterEntry
from reviews.telling import workflow as telling
from tests.calibration.company import seen_by_all, text
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of
from tests.shared import shared

WHY = "The numbers of the second quarter were wrong."


@shared
def locked(running, cast) -> Meeting:
    return workflow.lock(running, cast.mei)


@shared
def reopened(locked, cast) -> Meeting:
    workflow.reopen(locked, cast.petra, WHY)
    return Meeting.objects.get(pk=locked.pk)


def again(meeting, company, cast, subject=None, point="", axis=""):
    """Everybody comes once more, one rating is changed or none, and the meeting is locked again."""
    gather(meeting, cast)
    workflow.resume(meeting, cast.mei)
    if subject:
        workflow.open_stop(meeting, cast.mei, stop_of(meeting, subject))
        on = company.ladder.axes[axis] if axis else None
        workflow.change_rating(
            meeting, cast.mei, meeting.stop, company.ladder.points[point], cast.dana, "Why.", axis=on
        )
        workflow.close_stop(meeting, cast.mei)
        seen_by_all(meeting)
    return workflow.lock(Meeting.objects.get(pk=meeting.pk), cast.mei)


def state(company) -> str:
    return Group.objects.get(pk=company.group.pk).state


def decision() -> Decision:
    return Decision.objects.get()


# -- who, and when ---------------------------------------------------------------------------------------


def test_people_ops_reopens_it_and_the_group_is_in_its_meeting_again(locked, company, cast):
    workflow.reopen(locked, cast.petra, f"  {WHY} ")
    assert state(company) == "calibrating"
    assert Meeting.objects.get().state == "paused"
    [row] = Reopening.objects.all()
    assert (row.by, row.reason) == (cast.petra, WHY)
    assert Event.objects.filter(verb="reopen", by=cast.petra).values_list("thing", flat=True).count() == 2


@pytest.mark.parametrize("name", ["mei", "dana", "pavel", "ivan", "oskar"])
def test_nobody_else_does(locked, company, cast, name):
    with pytest.raises(NotAllowed):
        workflow.reopen(locked, getattr(cast, name), WHY)
    assert state(company) == "deciding"


@pytest.mark.parametrize("why", ["is reviewed in it", "stepped out of somebody"])
def test_nor_who_keeps_away_from_somebody_in_it(locked, company, cast, why):
    if why == "is reviewed in it":
        Participant.objects.create(group=company.group, person=cast.petra, part="subject", from_at=clock.now())
    else:
        Exclusion.objects.create(group=company.group, person=cast.petra, subject=cast.ivan)
    with pytest.raises(NotAllowed):
        workflow.reopen(locked, cast.petra, WHY)


def test_it_takes_a_reason_and_a_lock(running, company, cast):
    with pytest.raises(Conflict, match="not locked"):
        workflow.reopen(running, cast.petra, WHY)
    workflow.lock(running, cast.mei)
    with pytest.raises(Conflict, match="Say why"):
        workflow.reopen(running, cast.petra, "  ")
    workflow.reopen(running, cast.petra, WHY)
    with pytest.raises(Conflict, match="not locked"):
        workflow.reopen(running, cast.petra, WHY)


def test_once_a_decision_is_confirmed_it_stays_locked(locked, company, cast):
    for decider in (cast.dana, cast.dilan):
        promotions.cast_vote(company.pitch, decider, "approve")
    promotions.confirm(decision(), cast.petra, clock.today() + timedelta(days=40))
    with pytest.raises(Conflict, match="confirmed already"):
        workflow.reopen(locked, cast.petra, WHY)
    assert state(company) == "deciding"


def test_once_anything_is_released_it_stays_locked(locked, company, cast):
    Decision.objects.update(state="withdrawn")
    promotions.finish(Group.objects.get(pk=company.group.pk), cast.petra)
    Result.objects.update(words="It held.", state="worded")
    telling.release(Group.objects.get(pk=company.group.pk), cast.petra)
    with pytest.raises(Conflict, match="released already"):
        workflow.reopen(locked, cast.petra, WHY)


# -- while it is open ------------------------------------------------------------------------------------


def test_meanwhile_nothing_is_voted_confirmed_or_decided_by_the_clock(reopened, company, cast):
    with pytest.raises(Conflict, match="wait until it is locked again"):
        promotions.cast_vote(company.pitch, cast.dana, "approve")
    with pytest.raises(Conflict, match="wait until it is locked again"):
        promotions.withdraw_decision(decision(), cast.petra)
    Vote.objects.create(pitch=company.pitch, group=company.group, subject=cast.lena, decider=cast.dana,
                        choice="approve", cast_at=clock.now())  # fmt: skip
    Vote.objects.create(pitch=company.pitch, group=company.group, subject=cast.lena, decider=cast.dilan,
                        choice="approve", cast_at=clock.now())  # fmt: skip
    Decision.objects.update(ends_on=clock.today() - timedelta(days=5))
    promotions.decide_when_due(clock.today())
    assert decision().state == "open"
    assert not Decision.objects.awaiting_vote_of(cast.dana).exists()


def test_meanwhile_nothing_is_released_by_the_clock(locked, company, cast):
    Decision.objects.update(state="withdrawn")
    promotions.finish(Group.objects.get(pk=company.group.pk), cast.petra)
    Result.objects.update(words="It held.", state="worded")
    workflow.reopen(locked, cast.petra, WHY)
    telling.release_due(company.cycle.release_on)
    assert set(Result.objects.values_list("state", flat=True)) == {"worded"}
    assert state(company) == "calibrating"


def test_everybody_who_comes_is_told_and_nobody_of_them_why(reopened, cast, sign_in, at):
    for person in (cast.marco, cast.dana, cast.oskar):
        page = text(sign_in(person).get("/"))
        assert "The meeting of Engineering was reopened: come to it once more" in page
        assert WHY not in page
    assert "reopened" not in text(sign_in(cast.ivan).get("/"))


def test_the_reason_is_read_by_people_ops_and_the_observer(reopened, company, cast, sign_in, at):
    record = text(sign_in(cast.petra).get(at("record/")))
    assert WHY in record
    others = text(sign_in(cast.marco).get(at("record/")))
    assert "Reopened after a lock" in others
    assert WHY not in others
    read = {name for name in ("petra", "pavel", "mei", "dana", "ivan", "hanne", "otto")
            if Reopening.objects.visible_to(Person.objects.get(pk=getattr(cast, name).pk)).exists()}  # fmt: skip
    assert read == {"petra"}
    stepped_out = Exclusion.objects.create(group=company.group, person=cast.petra, subject=cast.ivan)
    assert not Reopening.objects.visible_to(cast.petra).exists()
    stepped_out.delete()
    Participant.objects.create(group=company.group, person=cast.petra, part="subject", from_at=clock.now())
    assert not Reopening.objects.visible_to(cast.petra).exists()


# -- the second lock ---------------------------------------------------------------------------------------


def test_votes_stay_where_the_ratings_are_the_same_and_the_clock_begins_anew(locked, company, cast):
    promotions.cast_vote(company.pitch, cast.dana, "approve")
    Decision.objects.update(ends_on=clock.today())
    workflow.reopen(locked, cast.petra, WHY)
    again(locked, company, cast, cast.ivan, "exceeding")
    assert state(company) == "deciding"
    assert Vote.objects.get().decider == cast.dana
    assert decision().ends_on == clock.today() + timedelta(days=7)
    assert decision().started_anew_at is None


@pytest.mark.parametrize("axis", ["", "Teamwork"])
def test_votes_are_void_where_a_rating_is_another_and_the_trace_stays(locked, company, cast, axis):
    promotions.cast_vote(company.pitch, cast.dana, "approve")
    workflow.reopen(locked, cast.petra, WHY)
    again(locked, company, cast, cast.lena, "exceeding" if axis else "meeting", axis)
    assert not Vote.objects.exists()
    assert Event.objects.filter(verb="void", about=cast.lena).count() == 1
    assert decision().started_anew_at is not None
    assert Decision.objects.awaiting_vote_of(cast.dana).exists()


@pytest.mark.parametrize(("subject", "stays"), [("ivan", True), ("lena", False)])
def test_what_the_votes_had_come_to_stays_or_is_decided_anew(locked, company, cast, subject, stays):
    for decider in (cast.dana, cast.dilan):
        promotions.cast_vote(company.pitch, decider, "approve")
    assert decision().state == "approved"
    workflow.reopen(locked, cast.petra, WHY)
    again(locked, company, cast, getattr(cast, subject), "exceeding" if stays else "meeting")
    row, pitch = decision(), Pitch.objects.get(pk=company.pitch.pk)
    assert (row.state, row.outcome, pitch.state) == (
        ("approved", "approved", "decided") if stays else ("open", "", "submitted")
    )
    assert (row.decided_at is None) is not stays


def test_a_pitch_that_was_taken_back_meanwhile_has_no_decision_any_more(reopened, company, cast):
    promotions.withdraw(company.pitch, cast.marco)
    again(reopened, company, cast)
    assert decision().state == "withdrawn"


def test_a_pitch_that_was_handed_in_meanwhile_is_decided(locked, company, cast):
    workflow.reopen(locked, cast.petra, WHY)
    Pitch.objects.create(
        group=company.group, subject=cast.ines, author=cast.noor, role=company.ladder.roles["IC2"],
        target=company.ladder.roles["IC3"], version=company.ladder.version, state="submitted", summary="She is ready.",
        submitted_at=clock.now(),
    )  # fmt: skip
    again(locked, company, cast)
    assert set(Decision.objects.values_list("subject__name", "state")) == {("Lena", "open"), ("Ines", "open")}


def test_words_stay_and_are_not_done_any_more_where_a_rating_changed(locked, company, cast, sign_in):
    Result.objects.update(words="It held.", state="worded", worded_at=clock.now())
    workflow.reopen(locked, cast.petra, WHY)
    again(locked, company, cast, cast.ivan, "meeting")
    ivan, ines = (Result.objects.get(subject=one) for one in (cast.ivan, cast.ines))
    assert (ivan.state, ivan.words, ivan.overall.code) == ("standing", "It held.", "meeting")
    assert (ines.state, ines.words, ines.overall.code) == ("worded", "It held.", "meeting")
    assert (ivan.rated_anew_at is not None, ines.rated_anew_at is None) == (True, True)
    assert "since" in text(sign_in(cast.mei).get(f"/results/{ivan.pk}/words/"))
    assert "Rated anew" in text(sign_in(cast.mei).get(f"/results/{ivan.pk}/words/"))
    assert "Rated anew" not in text(sign_in(cast.noor).get(f"/results/{ines.pk}/words/"))
    Group.objects.update(state="finalising")
    telling.word(ivan, cast.mei)
    assert Result.objects.get(pk=ivan.pk).rated_anew_at is None


def test_an_axis_that_changed_is_written_anew_and_all_others_stay(locked, company, cast):
    before = set(ResultAxis.objects.exclude(result__subject=cast.ivan).values_list("pk", "point"))
    workflow.reopen(locked, cast.petra, WHY)
    again(locked, company, cast, cast.ivan, "exceeding", "Teamwork")
    rows = ResultAxis.objects.filter(result__subject=cast.ivan)
    assert {(row.axis.code, row.point.code) for row in rows.select_related("axis", "point")} == {
        ("proficiency", "meeting"),
        ("execution", "struggling"),
        ("teamwork", "exceeding"),
    }
    assert set(ResultAxis.objects.exclude(result__subject=cast.ivan).values_list("pk", "point")) == before


def test_who_is_not_assessed_any_more_has_no_result(reopened, company, cast):
    RosterEntry.objects.filter(subject=cast.ines).update(treatment="left")
    again(reopened, company, cast)
    assert set(Result.objects.values_list("subject__name", flat=True)) == {"Ivan", "Lena", "Noor"}


def test_who_assesses_somebody_now_writes_the_words(reopened, company, cast):
    RosterEntry.objects.filter(subject=cast.ivan).update(assessor=cast.marco)
    again(reopened, company, cast)
    assert Result.objects.get(subject=cast.ivan).author == cast.marco


# -- the page ----------------------------------------------------------------------------------------------


def test_the_page_says_what_will_happen_and_asks_why(locked, company, cast, sign_in, at):
    client = sign_in(cast.petra)
    assert "Reopen the meeting" in text(client.get(at("record/")))
    page = text(client.get(at("reopen/")))
    for words in ("votes stay where all ratings of the person are the same", "Everybody checks in anew", "not why"):
        assert words in page
    assert client.post(at("reopen/"), {"reason": ""}).status_code == 400
    assert client.post(at("reopen/"), {"reason": WHY})["Location"] == f"/cycles/{company.group.cycle_id}/"
    assert state(company) == "calibrating"
    late = client.post(at("reopen/"), {"reason": WHY})
    assert late.status_code == 409
    assert "Reopen the meeting" not in text(client.get(at("record/")))
    assert "Reopen the meeting" not in text(sign_in(cast.marco).get(at("record/")))


def test_the_page_of_a_decision_says_that_it_waits(reopened, company, cast, sign_in):
    page = text(sign_in(cast.dana).get(f"/pitches/{company.pitch.pk}/decision/"))
    assert "this waits until it is locked again" in page
    assert "Cast my vote" not in page


# -- who is not assessed any more ------------------------------------------------------------------------


def taken_out(cast, treatment="left"):
    entry = RosterEntry.objects.select_related("group__cycle", "subject").get(subject=cast.lena)
    return treat(entry, cast.petra, treatment)


@pytest.mark.parametrize("treatment", ["left", "keep", "not_now"])
def test_at_the_first_lock_no_decision_begins_on_who_has_no_result(running, company, cast, treatment):
    taken_out(cast, treatment)
    workflow.lock(running, cast.mei)
    assert not Result.objects.filter(subject=cast.lena).exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("votes", [0, 1, 2])
def test_at_the_second_lock_the_decision_on_who_leaves_lapses_and_nothing_is_left_to_decide(
    locked, company, cast, votes
):
    for decider in (cast.dana, cast.dilan)[:votes]:
        promotions.cast_vote(company.pitch, decider, "approve")
    workflow.reopen(locked, cast.petra, WHY)
    taken_out(cast)
    again(Meeting.objects.get(), company, cast)
    assert not Result.objects.filter(subject=cast.lena).exists()
    assert (decision().state, decision().outcome) == ("withdrawn", "")
    assert promotions.finish(Group.objects.get(pk=company.group.pk), cast.petra).state == "finalising"


def test_should_they_stay_after_all_it_begins_anew_after_the_third_lock(locked, company, cast):
    for decider in (cast.dana, cast.dilan):
        promotions.cast_vote(company.pitch, decider, "approve")
    workflow.reopen(locked, cast.petra, WHY)
    taken_out(cast)
    meeting = again(Meeting.objects.get(), company, cast)
    workflow.reopen(meeting, cast.petra, "She stays.")
    taken_out(cast, "assess")
    again(Meeting.objects.get(), company, cast)
    assert Result.objects.filter(subject=cast.lena).exists()
    assert (decision().state, Pitch.objects.get(pk=company.pitch.pk).state) == ("open", "submitted")
    assert not Vote.objects.exists()
