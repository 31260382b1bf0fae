"""The sentences that pages show for the rule's answers."""

from datetime import date

import pytest
from django.utils import translation

from promotions.eligibility import (
    Answer,
    Clause,
    ClauseCode,
    Needed,
    Note,
    Proof,
    ProofKind,
)
from promotions.wording import (
    clause_sentence,
    missing_sentence,
    note_sentence,
    proof_sentence,
)


@pytest.fixture(autouse=True)
def _as_written():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        (
            Clause(ClauseCode.HIGH_PERFORMANCE, Answer.MET, Needed(3, "above")),
            "High performance in the current role for at least 3 months: overall above what is expected.",
        ),
        (
            Clause(ClauseCode.HIGH_PERFORMANCE, Answer.MET, Needed(1, "above")),
            "High performance in the current role for at least 1 month: overall above what is expected.",
        ),
        (
            Clause(ClauseCode.AT_NEXT_LEVEL, Answer.MET, Needed(3, "at"), axis="teamwork"),
            "Teamwork: performing at the next level for at least 3 months, at or above what is expected.",
        ),
        (
            Clause(ClauseCode.AT_NEXT_LEVEL, Answer.MET, Needed(None, "at"), axis="teamwork"),
            "Teamwork: in the latest result, at or above what is expected against the next level.",
        ),
        (
            Clause(ClauseCode.AT_NEXT_LEVEL, Answer.MET, Needed(6, "partly")),
            "Performing at the next level for at least 6 months: at least partly at what is expected.",
        ),
        (
            Clause(ClauseCode.AT_NEXT_LEVEL, Answer.MET, Needed(None, "at")),
            "Performing at the next level: at or above what is expected against its expectations.",
        ),
        (
            Clause(ClauseCode.DISTINCT_PERIODS, Answer.MET),
            "The two periods do not overlap, and the one at the next level is the later.",
        ),
        (
            Clause(ClauseCode.POINTS, Answer.MET, Needed(points=15)),
            "The steps attained are together worth at least 15 points.",
        ),
        (
            Clause(ClauseCode.POINTS, Answer.NO_DATA),
            "Points of the steps attained, added over the axes.",
        ),
        (Clause(ClauseCode.CONDITION, Answer.CLAIMED, condition="business-need"), "Business need"),
    ],
)
def test_what_each_clause_asks_for(clause, sentence):
    names = {"axes": {"teamwork": "Teamwork"}, "conditions": {"business-need": "Business need"}}
    assert clause_sentence(clause, **names) == sentence


def test_a_percent_sign_in_a_name_stays_as_it_is():
    clause = Clause(ClauseCode.AT_NEXT_LEVEL, Answer.MET, Needed(3, "at"), axis="sla")
    assert clause_sentence(clause, axes={"sla": "90 %s of tickets"}) == (
        "90 %s of tickets: performing at the next level for at least 3 months, at or above what is expected."
    )


@pytest.mark.parametrize(
    ("proof", "sentence"),
    [
        (
            Proof(
                ProofKind.RESULT,
                date(2026, 7, 1),
                date(2026, 9, 30),
                cycle="c8",
                axis="teamwork",
                standing="at",
            ),
            "2026 Q3, 1 July 2026 to 30 September 2026: Teamwork meeting.",
        ),
        (
            Proof(ProofKind.IMPORTED, date(2026, 7, 1), date(2026, 9, 30), cycle="c8", standing="above"),
            "2026 Q3, 1 July 2026 to 30 September 2026: overall exceeding (imported).",
        ),
        (
            Proof(ProofKind.CLAIM, date(2026, 7, 1), date(2026, 9, 30), axis="teamwork"),
            "Claimed from 1 July 2026 to 30 September 2026.",
        ),
        (
            Proof(ProofKind.CLAIM, date(2026, 7, 1), date(2026, 9, 30), overruled_by="c8"),
            "Claimed from 1 July 2026 to 30 September 2026, but the result of 2026 Q3 says otherwise.",
        ),
        (
            Proof(ProofKind.RESULT, date(2026, 7, 1), date(2026, 9, 30), cycle="c8", axis="teamwork", step=3),
            "2026 Q3: Teamwork, step 3.",
        ),
        (
            Proof(ProofKind.IMPORTED, date(2026, 7, 1), date(2026, 9, 30), cycle="c8", axis="teamwork", step=0),
            "2026 Q3: Teamwork, step 0 (imported).",
        ),
    ],
)
def test_each_piece_of_proof_says_where_it_comes_from(proof, sentence):
    assert (
        proof_sentence(
            proof,
            axes={"teamwork": "Teamwork"},
            cycles={"c8": "2026 Q3"},
            ratings={"at": "meeting", "above": "exceeding"},
        )
        == sentence
    )


def test_every_note_has_a_sentence_of_its_own():
    sentences = [note_sentence(note) for note in Note]
    assert len(sentences) == len(set(sentences)) == 12
    assert note_sentence(Note.IMPORTED) == "Rests on an imported result, not calibrated here."
    assert note_sentence(Note.ROLE_TOO_RECENT) == "The current role has not been held for so long."
    assert note_sentence(Note.NO_NUMBER) == "The answer has to begin with a number."


def test_axes_without_a_step_are_named():
    clause = Clause(ClauseCode.POINTS, Answer.NO_DATA, missing=("craft", "people"))
    assert missing_sentence(clause, axes={"craft": "Craft"}) == "No step is known on: Craft, people."
    assert missing_sentence(Clause(ClauseCode.POINTS, Answer.MET)) == ""
