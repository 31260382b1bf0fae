"""Whatever is refused of a pitch, a claim, a vote or a *not now*: what was typed stands on the answer."""

import pytest

from promotions import workflow
from promotions.models import Claim, Pitch, Vote
from reviews.models import Exclusion
from tests.promotions.conftest import draft, fresh, is_in, text
from tests.promotions.test_pitch_pages import typed
from tests.typed import fields

SUMMARY, SHOWS = "Lena works as an IC4 already.", "Leads the review of the archive."
CLAIM = ("at_next_level", "teamwork", "2026-10-01", "2026-11-30", SHOWS)
WRITTEN = {SUMMARY, "Designs.", "Plans.", "Leads.", SHOWS}


@pytest.fixture
def marco(story, sign_in):
    """Marco at his draft for Lena; `at` gives the address of an act."""
    client = sign_in(story.cast.marco)
    client.at = lambda act: f"/pitches/{story.pitch.pk}/{act}/"
    return client


ACTS = pytest.mark.parametrize("act", ["save", "submit"])


@ACTS
@pytest.mark.parametrize("state", ["previewing", "calibrating", "deciding"])
def test_a_pitch_sent_after_the_group_moved_on(marco, story, act, state):
    is_in(story, state)
    page = marco.post(marco.at(act), typed(claims=[CLAIM]))
    assert page.status_code == 409
    assert "The time to write pitches in this group is over." in text(page)
    assert set(fields(page)) >= WRITTEN
    assert "<button" not in text(page).partition('<form class="pitch-form"')[2].partition("</main>")[0]
    assert (fresh(story.pitch).summary, Claim.objects.count()) == ("", 0)


@ACTS
def test_a_pitch_that_was_submitted_in_another_window(marco, story, act):
    saved = workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story, summary="From the other window."))
    workflow.submit(saved, story.cast.marco)
    page = marco.post(marco.at(act), typed(claims=[CLAIM]))
    assert page.status_code == 409
    assert "This pitch is no draft any more." in text(page)
    assert set(fields(page)) >= WRITTEN
    assert fresh(story.pitch).summary == "From the other window."


def test_a_pitch_pressed_twice_is_shown_as_it_was_submitted(marco, story):
    assert marco.post(marco.at("submit"), typed(claims=[CLAIM])).status_code == 302
    page = marco.post(marco.at("submit"), typed(claims=[CLAIM], version="1"))
    assert page.status_code == 409
    assert "Nothing was changed" in text(page)
    assert SUMMARY in text(page)
    assert "<textarea" not in text(page)


@ACTS
def test_a_pitch_that_was_saved_in_another_window(marco, story, act):
    workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story, summary="From the other window."))
    page = marco.post(marco.at(act), typed(claims=[CLAIM]))
    assert page.status_code == 409
    assert set(fields(page)) >= WRITTEN
    assert "From the other window." in text(page)


@ACTS
def test_a_pitch_or_a_claim_with_something_wrong(marco, story, act):
    for wrong in (
        typed(claims=[CLAIM], version="many"),
        typed(claims=[CLAIM], **{"claims-0-to_on": "tomorrow"}),
        typed(claims=[CLAIM], **{"claims-0-from_on": ""}),
    ):
        page = marco.post(marco.at(act), wrong)
        assert page.status_code == 400
        assert set(fields(page)) >= WRITTEN


def test_a_pitch_that_lacks_something(marco, story):
    page = marco.post(marco.at("submit"), typed(claims=[CLAIM], case_teamwork=""))
    assert page.status_code == 400
    assert set(fields(page)) >= WRITTEN - {"Leads."}


@ACTS
def test_a_pitch_with_something_wrong_after_the_group_moved_on(marco, story, act):
    is_in(story, "previewing")
    page = marco.post(marco.at(act), typed(claims=[CLAIM], version="many"))
    assert page.status_code == 409
    assert "This pitch can be written no more." in text(page)
    assert set(fields(page)) >= WRITTEN


@ACTS
def test_a_pitch_that_is_another_s(submitted, sign_in, act):
    is_in(submitted, "previewing")
    page = sign_in(submitted.cast.dana).post(f"/pitches/{submitted.pitch.pk}/{act}/", typed(claims=[CLAIM]))
    assert page.status_code == 403
    assert set(fields(page)) >= WRITTEN


def test_the_browser_s_own_saving_is_told_that_it_is_over(marco, story):
    is_in(story, "previewing")
    answer = marco.post(marco.at("save"), typed(claims=[CLAIM]), headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["message"]) == (
        409,
        "Not saved. The time to write pitches in this group is over. "
        "Your text is still on this page; copy what you want to keep.",
    )


# -- votes and what a "not now" says -----------------------------------------------------------------

REASON = {"choice": "not_now", "reason": "The archive is one piece of work; I want to see a second."}


def at(story, act: str) -> str:
    return f"/pitches/{story.pitch.pk}/decision/{act}/"


def decide(story, choice: str = "approve") -> None:
    for who in (story.cast.dana, story.cast.dilan):
        workflow.cast_vote(story.pitch, who, choice, "Seen closely.")


def test_a_vote_after_the_decision(deciding, sign_in):
    decide(deciding)
    page = sign_in(deciding.cast.dana).post(at(deciding, "vote"), REASON)
    assert page.status_code == 409
    assert "The decision was made already. Your vote was not counted." in text(page)
    assert REASON["reason"] in fields(page)
    assert not Vote.objects.filter(choice="not_now").exists()


def test_a_vote_of_somebody_who_is_no_decider_of_it(deciding, sign_in):
    page = sign_in(deciding.cast.petra).post(at(deciding, "vote"), REASON)
    assert page.status_code == 403
    assert REASON["reason"] in fields(page)


@pytest.mark.parametrize("choice", ["", "perhaps"])
def test_a_vote_without_a_choice(deciding, sign_in, choice):
    page = sign_in(deciding.cast.dana).post(at(deciding, "vote"), REASON | {"choice": choice})
    assert page.status_code == 400
    assert REASON["reason"] in fields(page)


MISSING = {"evidence": "A second piece of work.", "support": "Dana names one.", "again_on": "2027-04-01", "axis": ""}


def test_what_is_missing_said_after_the_confirmation(deciding, sign_in):
    from datetime import date

    decide(deciding, "not_now")
    said = MISSING | {"axis": None, "again_on": date(2027, 4, 1)}
    workflow.explain_not_now(fresh(deciding.decision), deciding.cast.dana, **said)
    workflow.confirm(fresh(deciding.decision), deciding.cast.petra)
    page = sign_in(deciding.cast.dana).post(at(deciding, "not-now"), MISSING | {"evidence": "Said too late."})
    assert page.status_code == 409
    assert {"Said too late.", "Dana names one."} <= set(fields(page))


def test_what_is_missing_said_by_somebody_else_or_with_a_wrong_day(deciding, sign_in):
    decide(deciding, "not_now")
    for who, wrong, status in (("petra", {}, 403), ("dana", {"again_on": "soon"}, 400)):
        page = sign_in(getattr(deciding.cast, who)).post(at(deciding, "not-now"), MISSING | wrong)
        assert page.status_code == status
        assert {"A second piece of work.", "Dana names one."} <= set(fields(page))


def test_whoever_steps_out_meanwhile_is_told_nothing_at_all(deciding, sign_in):
    """A recusal closes the page: it is answered like what does not exist, and shows nothing back."""
    Exclusion.objects.create(group=deciding.group, person=deciding.cast.dana, subject=deciding.cast.lena)
    assert sign_in(deciding.cast.dana).post(at(deciding, "vote"), REASON).status_code == 404
    assert Pitch.objects.get().state == "submitted"
