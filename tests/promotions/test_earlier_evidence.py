"""The rule in the first cycle: what was imported speaks, is said to be imported, and yields to a result from here."""

from datetime import date

import pytest

from promotions.evidence import facts_of
from promotions.explained import explained
from reviews.models import EarlierResult
from tests.promotions import rows
from tests.promotions.conftest import Q2, Q3, Q4


@pytest.fixture
def first_cycle(cast, day):
    """Lena, IC3, a draft of a pitch for IC4 in the first cycle that is held here: no result is there."""
    version = rows.framework("engineering-1")
    rows.placed(cast.lena, version, "IC3", date(2024, 1, 1))
    running = rows.group(rows.cycle("Engineering 2026 Q4", *Q4))
    rows.on_roster(running, cast.lena, cast.marco, version, "IC3", role_since=date(2024, 1, 1))
    return rows.pitch(running, cast.lena, cast.marco, version, "IC3", "IC4")


def earlier(pitch, cast, days, standing="above", code="IC3") -> EarlierResult:
    return EarlierResult.objects.create(
        subject=cast.lena,
        covers_from=days[0],
        covers_to=days[1],
        role=rows.role(pitch.version, code),
        overall=rows.point(pitch.version, standing),
        imported_by=cast.petra,
    )


def high_performance(pitch):
    return facts_of(pitch).explain().clauses[0]


def test_without_any_history_there_is_no_data(first_cycle):
    assert high_performance(first_cycle).answer == "no_data"


def test_an_imported_quarter_above_meets_the_clause_and_says_so(first_cycle, cast):
    earlier(first_cycle, cast, Q2)
    clause = high_performance(first_cycle)
    assert (clause.answer, clause.notes) == ("met", ("imported",))
    assert [(str(one.kind), one.standing) for one in clause.proof] == [("imported", "above")]
    said = explained(first_cycle).clauses[0].proof
    assert said == [
        "Earlier result, 1 April 2026 to 30 June 2026: overall exceeding (imported).",
        "Rests on an imported result, not calibrated here.",
    ]


@pytest.mark.parametrize(("standing", "code", "answer"), [("at", "IC3", "not_yet"), ("above", "IC2", "no_data")])
def test_one_that_falls_short_or_of_another_role_does_not(first_cycle, cast, standing, code, answer):
    earlier(first_cycle, cast, Q2, standing, code)
    assert high_performance(first_cycle).answer == answer


def test_a_result_of_the_same_days_from_here_counts_before_it(first_cycle, cast):
    earlier(first_cycle, cast, Q3)
    closed = rows.group(rows.cycle("Engineering 2026 Q3", *Q3), "closed")
    rows.result(closed, cast.lena, cast.marco, first_cycle.version, "IC3", "at")
    assert high_performance(first_cycle).answer == "not_yet"


def test_what_came_after_the_pitch_s_cycle_does_not_speak(first_cycle, cast):
    earlier(first_cycle, cast, (date(2027, 1, 1), date(2027, 3, 31)))
    assert high_performance(first_cycle).answer == "no_data"
