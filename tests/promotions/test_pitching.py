"""A pitch is begun, saved, submitted, taken back and withdrawn; each refusal has its sentence."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from promotions import workflow
from promotions.models import Claim, ConditionAnswer, Pitch, PitchCase
from promotions.workflow import Line
from reviews.drafts import Stale
from reviews.models import Exclusion, RosterEntry
from tests.promotions import rows
from tests.promotions.conftest import Q3, Q4, draft, fresh, is_in


def begin(story, who, subject="lena", target="IC4"):
    cast = story.cast
    return workflow.begin(story.group, getattr(cast, subject), rows.role(story.version, target), getattr(cast, who))


def test_the_assessor_begins_a_pitch_and_finds_it_again(story):
    pitch = begin(story, "noor", "ines", "IC3")
    assert (pitch.author, pitch.role.code, pitch.target.code, pitch.state) == (story.cast.noor, "IC2", "IC3", "draft")
    assert begin(story, "noor", "ines", "IC3") == pitch
    assert Event.objects.filter(verb="begin", about=story.cast.ines).count() == 1


@pytest.mark.parametrize("who", ["lena", "mei", "dana", "petra", "noor", "dilan"])
def test_nobody_else_begins_a_pitch(story, who):
    with pytest.raises(NotAllowed):
        begin(story, who)


def test_an_assessor_who_keeps_away_does_not_begin_one(story):
    Exclusion.objects.create(group=story.group, person=story.cast.noor, subject=story.cast.ines)
    with pytest.raises(NotAllowed):
        begin(story, "noor", "ines", "IC3")


@pytest.mark.parametrize("state", ["planning", "previewing", "calibrating", "deciding", "closed"])
def test_a_pitch_is_begun_only_while_the_group_is_assessing(story, state):
    is_in(story, state)
    with pytest.raises(Conflict, match="The time to write pitches in this group is over"):
        begin(story, "noor", "ines", "IC3")


@pytest.mark.parametrize("target", ["IC2", "IC1", "IC5", "IC7"])
def test_a_pitch_leads_only_where_one_can_go(story, target):
    with pytest.raises(Conflict, match="there is no way to that one"):
        begin(story, "noor", "ines", target)


def test_somebody_who_is_not_assessed_is_not_pitched(story):
    RosterEntry.objects.filter(subject=story.cast.ines).update(treatment="onboarding")
    with pytest.raises(Conflict, match="Ines is not assessed in this cycle"):
        begin(story, "noor", "ines", "IC3")


# -- after another assessor ------------------------------------------------------------------------


@pytest.fixture
def handed_on(story):
    """Hanne assesses Lena from now on; Marco's draft stays his."""
    rows.takes_part(story.group, story.cast.hanne, "assessor")
    RosterEntry.objects.filter(subject=story.cast.lena).update(assessor=story.cast.hanne)
    return story


def test_a_former_assessors_draft_stays_theirs_and_is_in_nobodys_way(handed_on):
    workflow.save_draft(handed_on.pitch, handed_on.cast.marco, 0, draft(handed_on))
    own = begin(handed_on, "hanne")
    assert (own.author, own.summary, own.state) == (handed_on.cast.hanne, "", "draft")
    assert begin(handed_on, "hanne") == own
    assert fresh(handed_on.pitch).summary == "Lena works as an IC4 already."
    for who, pitch in (("hanne", handed_on.pitch), ("marco", own)):
        assert not Pitch.objects.visible_to(getattr(handed_on.cast, who)).filter(pk=pitch.pk).exists()
        with pytest.raises(NotAllowed):
            workflow.save_draft(pitch, getattr(handed_on.cast, who), 0, draft(handed_on))


@pytest.mark.parametrize(("first", "second"), [("marco", "hanne"), ("hanne", "marco")])
def test_of_two_pitches_for_one_person_the_group_reads_the_one_submitted_first(handed_on, first, second):
    pitches = {"marco": handed_on.pitch, "hanne": begin(handed_on, "hanne")}
    for who, pitch in pitches.items():
        workflow.save_draft(pitch, getattr(handed_on.cast, who), 0, draft(handed_on))
    workflow.submit(pitches[first], getattr(handed_on.cast, first))
    with pytest.raises(Conflict, match="Somebody else's pitch for Lena is submitted already"):
        workflow.submit(pitches[second], getattr(handed_on.cast, second))
    assert [fresh(pitches[who]).state for who in (first, second)] == ["submitted", "draft"]
    workflow.reopen(fresh(pitches[first]), getattr(handed_on.cast, first))
    assert workflow.submit(pitches[second], getattr(handed_on.cast, second)).state == "submitted"


def test_what_a_former_assessor_submitted_stands_until_they_take_it_back(handed_on):
    workflow.save_draft(handed_on.pitch, handed_on.cast.marco, 0, draft(handed_on))
    workflow.submit(handed_on.pitch, handed_on.cast.marco)
    with pytest.raises(Conflict, match="Somebody else's pitch for Lena is submitted already"):
        begin(handed_on, "hanne")
    workflow.withdraw(fresh(handed_on.pitch), handed_on.cast.marco)
    assert begin(handed_on, "hanne").state == "draft"


def test_the_database_holds_one_submitted_pitch_of_a_person(handed_on):
    Pitch.objects.update(state="submitted")
    own = {"group": handed_on.group, "subject": handed_on.cast.lena, "author": handed_on.cast.hanne}
    role = {"role": handed_on.pitch.role, "target": handed_on.pitch.target, "version": handed_on.version}
    with pytest.raises(IntegrityError), transaction.atomic():
        Pitch.objects.create(**own, **role, state="submitted")
    Pitch.objects.create(**own, **role)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pitch.objects.create(**own, **role)


# -- writing ---------------------------------------------------------------------------------------


def test_a_draft_is_saved_whole_and_numbered(story):
    marco, teamwork = story.cast.marco, rows.axis(story.version, "teamwork")
    first = draft(
        story,
        claims=[Line("high_performance", *Q3, "Ran the migration."), Line("at_next_level", *Q4, "Leads.", teamwork.pk)],
        answers={"business-need": "None."},
    )
    saved = workflow.save_draft(story.pitch, marco, 0, first)
    assert (saved.draft_number, saved.summary) == (1, "Lena works as an IC4 already.")
    assert PitchCase.objects.filter(pitch=saved).count() == 3
    assert list(Claim.objects.filter(pitch=saved).values_list("text", "axis__code")) == [
        ("Ran the migration.", None),
        ("Leads.", "teamwork"),
    ]
    saved = workflow.save_draft(saved, marco, 1, workflow.Draft(summary="Shorter.", cases={teamwork.pk: "  "}))
    assert (saved.draft_number, saved.summary) == (2, "Shorter.")
    assert not PitchCase.objects.exists()
    assert not Claim.objects.exists()
    assert not ConditionAnswer.objects.exists()


def test_the_later_of_two_writers_is_told(story):
    workflow.save_draft(story.pitch, story.cast.marco, 0, workflow.Draft(summary="First."))
    with pytest.raises(Stale) as stale:
        workflow.save_draft(story.pitch, story.cast.marco, 0, workflow.Draft(summary="Second."))
    assert (stale.value.number, stale.value.stored.summary) == (1, "First.")
    assert fresh(story.pitch).summary == "First."


def test_the_same_text_sent_twice_is_saved_once(story):
    text = draft(story, claims=[Line("at_next_level", *Q4, "Leads.")])
    workflow.save_draft(story.pitch, story.cast.marco, 0, text)
    assert workflow.save_draft(story.pitch, story.cast.marco, 0, text).draft_number == 1
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("who", ["lena", "mei", "dana", "petra", "noor"])
def test_nobody_else_writes_in_a_draft(story, who):
    with pytest.raises(NotAllowed):
        workflow.save_draft(story.pitch, getattr(story.cast, who), 0, draft(story))


def test_a_submission_freezes_its_proof(submitted):
    pitch = fresh(submitted.pitch)
    assert pitch.state == "submitted"
    assert len(pitch.proof) == 5
    assert {row["standing"] for row in pitch.proof} == {"above", "at"}
    assert "Lena" not in str(pitch.proof)
    assert pitch.submitted_at is not None


def test_an_empty_draft_is_told_what_is_wanting(story):
    with pytest.raises(workflow.Incomplete) as wanting:
        workflow.submit(story.pitch, story.cast.marco)
    assert sorted(wanting.value.sentences) == ["case_execution", "case_proficiency", "case_teamwork", "summary"]
    assert fresh(story.pitch).state == "draft"


def test_not_yet_wants_a_sentence_and_becomes_an_exception(cast, story):
    rows.result(
        rows.group(rows.cycle("A later one", date(2026, 10, 1), date(2026, 10, 31)), "closed"),
        *(cast.lena, cast.marco, story.version, "IC3", "at", ("IC4", {"teamwork": "below"})),
    )
    saved = workflow.save_draft(story.pitch, cast.marco, 0, draft(story))
    with pytest.raises(workflow.Incomplete) as wanting:
        workflow.submit(saved, cast.marco)
    assert list(wanting.value.sentences) == ["exception"]
    saved = workflow.save_draft(saved, cast.marco, 1, draft(story, exception="The October case was mine, not hers."))
    assert workflow.submit(saved, cast.marco).exception == "The October case was mine, not hers."


def test_a_sentence_for_an_exception_that_is_none_is_let_go(story):
    saved = workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story, exception="Just in case."))
    assert workflow.submit(saved, story.cast.marco).exception == ""


def test_a_question_of_the_rule_has_to_be_answered(story):
    Pitch.objects.filter(pk=story.pitch.pk).update(target=rows.role(story.version, "IC5"))
    pitch = fresh(story.pitch)
    saved = workflow.save_draft(pitch, story.cast.marco, 0, draft(story))
    with pytest.raises(workflow.Incomplete) as wanting:
        workflow.submit(saved, story.cast.marco)
    assert list(wanting.value.sentences) == ["answer_business-need"]
    saved = workflow.save_draft(saved, story.cast.marco, 1, draft(story, answers={"business-need": "The engine."}))
    assert workflow.submit(saved, story.cast.marco).state == "submitted"


@pytest.mark.parametrize("days", [(date(2026, 10, 1), date(2027, 1, 1)), (date(2022, 1, 1), date(2026, 10, 1))])
def test_a_claim_outside_its_days_is_refused(story, days):
    saved = workflow.save_draft(
        story.pitch, story.cast.marco, 0, draft(story, claims=[Line("at_next_level", *days, "Leads.")])
    )
    with pytest.raises(workflow.Incomplete) as wanting:
        workflow.submit(saved, story.cast.marco)
    assert list(wanting.value.sentences) == ["claims"]


# -- who may move a pitch, in which phase: written by hand ------------------------------------------

PEOPLE = ("marco", "lena", "mei", "dana", "dilan", "oskar", "petra", "noor")
ACTS = {"submit": workflow.submit, "reopen": workflow.reopen, "withdraw": workflow.withdraw}

#            state        phase of the group   what marco gets
TABLE = [
    ("submit", "draft", "assessing", "submitted"),
    ("submit", "draft", "previewing", "too late"),
    ("submit", "submitted", "assessing", "too late"),
    ("submit", "withdrawn", "assessing", "too late"),
    ("submit", "decided", "deciding", "too late"),
    ("reopen", "draft", "assessing", "too late"),
    ("reopen", "submitted", "assessing", "draft"),
    ("reopen", "withdrawn", "assessing", "draft"),
    ("reopen", "submitted", "previewing", "too late"),
    ("reopen", "decided", "assessing", "too late"),
    ("withdraw", "draft", "assessing", "too late"),
    ("withdraw", "submitted", "assessing", "withdrawn"),
    ("withdraw", "submitted", "previewing", "withdrawn"),
    ("withdraw", "submitted", "calibrating", "withdrawn"),
    ("withdraw", "submitted", "deciding", "too late"),
    ("withdraw", "submitted", "telling", "too late"),
    ("withdraw", "withdrawn", "assessing", "too late"),
    ("withdraw", "decided", "assessing", "too late"),
]


def attempt(act, *given):
    try:
        return act(*given).state
    except Conflict:
        return "too late"
    except NotAllowed:
        return "not allowed"


@pytest.mark.parametrize(("verb", "state", "phase", "expected"), TABLE)
def test_the_author_moves_a_pitch_as_the_table_says(story, verb, state, phase, expected):
    workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story))
    Pitch.objects.filter(pk=story.pitch.pk).update(state=state)
    is_in(story, phase)
    events = Event.objects.count()
    assert attempt(ACTS[verb], fresh(story.pitch), story.cast.marco) == expected
    assert Event.objects.count() == events + (expected != "too late")


@pytest.mark.parametrize("verb", ["submit", "reopen", "withdraw"])
@pytest.mark.parametrize("who", PEOPLE[1:])
def test_nobody_else_moves_a_pitch(story, verb, who):
    workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story))
    Pitch.objects.filter(pk=story.pitch.pk).update(state="draft" if verb == "submit" else "submitted")
    assert attempt(ACTS[verb], fresh(story.pitch), getattr(story.cast, who)) == "not allowed"


def test_nobody_decides_a_pitch_by_hand(submitted):
    from accounts.moves import may

    assert [who for who in PEOPLE if may(fresh(submitted.pitch), "decide", getattr(submitted.cast, who))] == []


def test_a_draft_can_be_discarded_and_a_submitted_pitch_cannot(submitted):
    with pytest.raises(Conflict):
        workflow.discard(submitted.pitch, submitted.cast.marco)
    pitch = workflow.reopen(submitted.pitch, submitted.cast.marco)
    assert (pitch.proof, pitch.submitted_at) == ([], None)
    with pytest.raises(NotAllowed):
        workflow.discard(pitch, submitted.cast.dana)
    workflow.discard(pitch, submitted.cast.marco)
    assert not Pitch.objects.exists()
    assert Event.objects.filter(verb="discard").count() == 1


def test_the_database_keeps_high_performance_to_the_whole_role(story):
    with pytest.raises(IntegrityError, match="high_performance_of_the_whole_role"), transaction.atomic():
        rows.claim(story.pitch, "high_performance", *Q3, "teamwork")
