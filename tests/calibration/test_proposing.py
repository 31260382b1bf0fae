"""Proposing a rating in the open turn: who may, what the desk does with it, and when it is gone."""

import re

import pytest
from django.utils import timezone

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Attendance, Proposal, RatingChange, Visit
from calibration.screen import screen_of
from calibration.voices import proposed
from frameworks.models import ScalePoint
from reviews.cycles.acts.naming import end_part
from reviews.models import Participant
from tests.calibration.company import text
from tests.calibration.test_presence import stop_of
from tests.shared import shared

WHY = "Three hand-overs in October needed nothing more."


@shared
def at_ivan(running, cast):
    """Ivan's turn is open: struggling overall and in execution."""
    return workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))


def point(code):
    return ScalePoint.objects.get(scale__code="meeting-ladder", code=code)


def propose(meeting, by, to="meeting", line=WHY, **more):
    return workflow.propose(meeting, by, meeting.stop, point(to), line, **more)


def seen_by(viewer):
    return [one.line for one in Proposal.objects.visible_to(viewer)]


# -- proposing -------------------------------------------------------------------------------------


def test_a_proposal_changes_nothing_yet_and_is_in_the_trail(at_ivan, cast):
    made = propose(at_ivan, cast.marco)
    assert (made.before.code, made.after.code, made.line, made.state) == ("struggling", "meeting", WHY, "open")
    assert not RatingChange.objects.exists()
    event = Event.objects.get(verb="propose")
    assert (event.by, event.about, event.thing) == (cast.marco, cast.ivan, "calibration.proposal")


@pytest.mark.parametrize("name", ["petra", "sam", "ivan", "dilan", "tariq"])
def test_only_who_judges_in_the_room_proposes(at_ivan, cast, name):
    if name == "sam":
        workflow.check_in(at_ivan, cast.sam)
    with pytest.raises(NotAllowed):
        propose(at_ivan, getattr(cast, name))


def test_nobody_proposes_in_their_own_turn_nor_where_they_stepped_out(running, cast):
    workflow.recuse(running, cast.dana, cast.noor)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    for person in (cast.noor, cast.dana):
        with pytest.raises(NotAllowed):
            propose(running, person, "exceeding")


def test_only_in_the_open_turn_and_not_in_a_break(at_ivan, cast):
    waiting = stop_of(at_ivan, cast.ines)
    with pytest.raises(Conflict, match="no longer open"):
        workflow.propose(at_ivan, cast.marco, waiting, point("exceeding"), WHY)
    workflow.pause(at_ivan, cast.mei)
    with pytest.raises(Conflict, match="paused"):
        propose(at_ivan, cast.marco)


@pytest.mark.parametrize(("to", "line", "said"), [("struggling", WHY, "stands already"), ("meeting", "  ", "why")])
def test_a_proposal_is_another_rating_and_says_why(at_ivan, cast, to, line, said):
    with pytest.raises(Conflict, match=said):
        propose(at_ivan, cast.marco, to, line)


def test_a_second_proposal_for_the_same_rating_takes_the_place_of_the_first(at_ivan, company, cast):
    propose(at_ivan, cast.marco)
    propose(at_ivan, cast.marco, "exceeding", "More than that.")
    propose(at_ivan, cast.marco, axis=company.ladder.axes["Execution"])
    propose(at_ivan, cast.dana)
    said = [(one.author.name, one.axis_id is None, one.after.code) for one in Proposal.objects.all()]
    assert said == [("Marco", True, "exceeding"), ("Marco", False, "meeting"), ("Dana", True, "meeting")]


# -- who sees it -----------------------------------------------------------------------------------


def test_it_is_seen_by_who_is_in_the_room_and_by_nobody_else(at_ivan, cast):
    propose(at_ivan, cast.marco)
    for person in (cast.marco, cast.mei, cast.petra, cast.oskar, cast.noor, cast.dana):
        assert seen_by(person) == [WHY]
    for person in (cast.ivan, cast.dilan, cast.sam, cast.pavel, cast.hanne):
        assert seen_by(person) == []
    workflow.check_out(at_ivan, cast.oskar)
    workflow.recuse(at_ivan, cast.dana, cast.ivan)
    assert (seen_by(cast.oskar), seen_by(cast.dana)) == ([], [])


def test_a_part_that_is_over_sees_none(at_ivan, cast):
    propose(at_ivan, cast.marco)
    Participant.objects.filter(person=cast.oskar).update(until_at=timezone.now())
    assert seen_by(cast.oskar) == []


# -- what becomes of it ----------------------------------------------------------------------------


def test_taking_it_changes_the_rating_as_its_author_said_and_it_is_gone(at_ivan, company, cast):
    made = propose(at_ivan, cast.marco, axis=company.ladder.axes["Execution"])
    workflow.take_proposal(at_ivan, cast.mei, made)
    change = RatingChange.objects.get()
    assert (change.proposer, change.line, change.axis.code) == (cast.marco, WHY, company.ladder.axes["Execution"].code)
    assert (change.before.code, change.after.code) == ("struggling", "meeting")
    assert not Proposal.objects.exists()
    assert [e.by for e in Event.objects.filter(verb__in=["take_proposal", "change_rating"])] == [cast.mei] * 2


def test_only_who_drives_takes_it_or_sets_it_aside(at_ivan, cast):
    made = propose(at_ivan, cast.marco)
    for act in (workflow.take_proposal, workflow.set_aside):
        for person in (cast.marco, cast.petra, cast.dana):
            with pytest.raises(NotAllowed):
                act(at_ivan, person, made)
    assert Proposal.objects.count() == 1


def test_what_was_set_aside_is_gone_and_cannot_be_taken(at_ivan, cast):
    made = propose(at_ivan, cast.marco)
    workflow.set_aside(at_ivan, cast.mei, made)
    with pytest.raises(Conflict, match="not there any more"):
        workflow.take_proposal(at_ivan, cast.mei, made)
    assert not RatingChange.objects.exists()


def test_only_its_author_withdraws_it(at_ivan, cast):
    made = propose(at_ivan, cast.marco)
    with pytest.raises(NotAllowed):
        workflow.withdraw_proposal(at_ivan, cast.mei, made)
    workflow.withdraw_proposal(at_ivan, cast.marco, made)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("how", ["taken", "by the scribe"])
def test_the_other_proposal_for_that_rating_is_overtaken_until_its_author_renews_it(at_ivan, company, cast, how):
    execution = company.ladder.axes["Execution"]
    later, elsewhere = propose(at_ivan, cast.dana, "exceeding"), propose(at_ivan, cast.dana, axis=execution)
    if how == "taken":
        workflow.take_proposal(at_ivan, cast.mei, propose(at_ivan, cast.marco))
    else:
        workflow.change_rating(at_ivan, cast.mei, at_ivan.stop, point("meeting"), cast.oskar, WHY)
    with pytest.raises(Conflict, match="has changed since Dana"):
        workflow.take_proposal(at_ivan, cast.mei, later)
    workflow.take_proposal(at_ivan, cast.mei, elsewhere)
    with pytest.raises(NotAllowed):
        workflow.renew_proposal(at_ivan, cast.marco, later)
    assert workflow.renew_proposal(at_ivan, cast.dana, later).before.code == "meeting"
    assert workflow.take_proposal(at_ivan, cast.mei, later).after.code == "exceeding"


def test_what_was_typed_against_a_rating_that_changed_meanwhile_is_told_what_stands(at_ivan, company, cast):
    before = at_ivan.version
    workflow.change_rating(at_ivan, cast.mei, at_ivan.stop, point("meeting"), cast.dana, WHY)
    with pytest.raises(Conflict, match="it is Meeting now"):
        propose(at_ivan, cast.marco, "exceeding", expected=before)
    assert propose(at_ivan, cast.marco, axis=company.ladder.axes["Execution"], expected=before).state == "open"


def end_oskars_part(meeting, cast):
    """As its page does, had he said in the meeting that he comes as somebody else."""
    Attendance.objects.filter(person=cast.oskar).update(part="decider")
    end_part(Participant.objects.get(person=cast.oskar, part="outside_director"), cast.petra)


@pytest.mark.parametrize(
    "act",
    [
        lambda meeting, cast: workflow.check_out(meeting, cast.oskar),
        lambda meeting, cast: workflow.recuse(meeting, cast.oskar, cast.ivan),
        end_oskars_part,
    ],
    ids=["leaving the room", "stepping out", "the end of the part"],
)
def test_who_has_no_part_in_the_turn_any_more_proposes_nothing_any_more(at_ivan, cast, act):
    propose(at_ivan, cast.oskar)
    propose(at_ivan, cast.marco)
    act(at_ivan, cast)
    assert [one.author for one in Proposal.objects.all()] == [cast.marco]


@pytest.mark.parametrize(
    "act", [workflow.close_stop, workflow.park, workflow.go_next, workflow.go_back], ids=lambda act: act.__name__
)
def test_with_the_turn_what_was_proposed_in_it_is_over(at_ivan, cast, act):
    propose(at_ivan, cast.marco)
    act(at_ivan, cast.mei)
    assert not Proposal.objects.exists()


def test_a_break_and_the_one_line_leave_it(at_ivan, cast):
    propose(at_ivan, cast.marco)
    workflow.say_line(at_ivan, cast.mei, "What did the October work need?")
    workflow.pause(at_ivan, cast.mei)
    workflow.resume(at_ivan, cast.mei)
    assert Proposal.objects.count() == 1


# -- the pages -------------------------------------------------------------------------------------


def form_of(page):
    return re.search(r'action="(/groups/[^"]+/propose/)"', page)


def test_the_form_is_folded_under_one_press_and_proposes(at_ivan, cast, sign_in, at):
    client = sign_in(cast.marco)
    page = text(client.get(at()))
    assert '<summary data-key="r">Propose a rating for Ivan</summary>' in page
    sent = {"what": "overall", "after": point("meeting").pk, "line": WHY, "version": at_ivan.version}
    assert client.post(form_of(page).group(1), sent).status_code == 302
    page = text(client.get(at()))
    assert WHY in page
    assert "Proposed by you." in page
    assert "Withdraw it" in page
    assert "Set it aside" not in page


@pytest.mark.parametrize("name", ["petra", "sam"])
def test_who_does_not_judge_reads_what_is_proposed_and_has_no_form(at_ivan, cast, sign_in, at, name):
    workflow.check_in(at_ivan, cast.sam)
    propose(at_ivan, cast.marco)
    page = text(sign_in(getattr(cast, name)).get(at()))
    assert "Proposed by Marco." in page
    assert form_of(page) is None


def test_what_came_too_late_stays_typed_and_says_what_stands(at_ivan, cast, sign_in, at):
    client = sign_in(cast.marco)
    sent = {"what": "overall", "after": point("exceeding").pk, "line": "Typed by Marco.", "version": at_ivan.version}
    workflow.change_rating(at_ivan, cast.mei, at_ivan.stop, point("meeting"), cast.dana, WHY)
    answer = client.post(at(f"stops/{at_ivan.stop.pk}/propose/"), sent)
    assert answer.status_code == 409
    page = text(answer)
    assert "it is Meeting now" in page
    assert 'value="Typed by Marco."' in page
    sent["version"] = re.search(r'name="version" value="(\d+)"', page).group(1)
    assert client.post(at(f"stops/{at_ivan.stop.pk}/propose/"), sent).status_code == 302


def test_an_empty_form_comes_back_with_what_is_missing(at_ivan, cast, sign_in, at):
    answer = sign_in(cast.marco).post(at(f"stops/{at_ivan.stop.pk}/propose/"), {"line": "Typed by Marco."})
    assert answer.status_code == 400
    assert "Choose the rating that stands from now on." in text(answer)
    assert 'value="Typed by Marco."' in text(answer)


@pytest.mark.parametrize("number", [1, 3])
def test_proposals_are_listed_in_one_question_for_three_as_for_one(
    at_ivan, cast, sign_in, at, number, django_assert_num_queries
):
    for person in (cast.marco, cast.dana, cast.oskar)[:number]:
        propose(at_ivan, person, line=f"{person.name} says why.")
    visit = Visit.of(cast.mei, at_ivan)
    screen = screen_of(at_ivan, visit)
    with django_assert_num_queries(1):
        assert [one.row.author.name for one in proposed(visit, screen.face)] == ["Marco", "Dana", "Oskar"][:number]
    assert text(sign_in(cast.mei).get(at("desk/"))).count("Set it aside") == number


def test_the_desk_takes_one_and_the_other_says_that_the_rating_has_changed(at_ivan, cast, sign_in, at):
    first, second = propose(at_ivan, cast.marco), propose(at_ivan, cast.dana, "exceeding", "Dana's reason.")
    desk = sign_in(cast.mei)
    assert desk.post(at(f"proposals/{first.pk}/take/")).status_code == 302
    late = desk.post(at(f"proposals/{second.pk}/take/"))
    assert late.status_code == 409
    assert "has changed since Dana proposed another" in text(late)
    gone = desk.post(at(f"proposals/{first.pk}/take/"))
    assert gone.status_code == 409
    assert "not there any more" in text(gone)
    page = text(sign_in(cast.dana).get(at()))
    assert "The rating has changed since:" in page
    assert "Propose it again" in page
    assert sign_in(cast.dana).post(at(f"proposals/{second.pk}/renew/")).status_code == 302
    assert sign_in(cast.dana).post(at(f"proposals/{second.pk}/withdraw/")).status_code == 302
    assert not Proposal.objects.exists()
