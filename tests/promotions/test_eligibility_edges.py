"""Leave, changed roles, imported history, contradicted claims: answers, proofs and notes."""

from datetime import date

import pytest

from promotions.eligibility import (
    AtNextLevel,
    Claim,
    HighPerformance,
    Leave,
    Placement,
    Points,
    Result,
    Rule,
    reaches,
)

from .story import Q1, Q2, Q3, Q4, SUPPORT, answers, ask, clause, high, proof, ready, result

MATERNITY = Leave(date(2026, 4, 1), date(2026, 9, 30))


def test_leave_between_two_quarters_neither_breaks_nor_counts():
    rule = Rule("across-the-board", high_performance=HighPerformance(6))
    explanation = ask(rule=rule, results=[result("Q1", Q1, "above"), result("Q4", Q4, "above")], leave=[MATERNITY])
    assert answers(explanation) == {"high_performance": "met"}


def test_without_the_leave_the_same_gap_breaks_the_run():
    rule = Rule("across-the-board", high_performance=HighPerformance(6))
    explanation = ask(rule=rule, results=[result("Q1", Q1, "above"), result("Q4", Q4, "above")])
    assert answers(explanation) == {"high_performance": "not_yet"}


def test_leave_inside_a_quarter_is_left_out_and_said():
    explanation = ask(results=[result("Q3", Q3, "above")], leave=[Leave(date(2026, 8, 1), date(2026, 8, 31))])
    high_performance = clause(explanation, "high_performance")
    assert high_performance.answer == "not_yet"
    assert high_performance.notes == ("absence_left_out",)
    assert proof(high_performance) == [("result", "2026-07-01", "2026-09-30", "Q3", "above")]


def test_a_result_kept_from_before_for_a_quarter_of_leave_says_nothing():
    explanation = ask(
        results=[result("Q1", Q1, "above"), result("Q2", Q2, "at"), result("Q3", Q3, "above")],
        leave=[Leave(date(2026, 4, 1), date(2026, 6, 30))],
        rule=Rule("across-the-board", high_performance=HighPerformance(6)),
    )
    assert answers(explanation) == {"high_performance": "met"}
    assert [each.cycle for each in explanation.clauses[0].proof] == ["Q1", "Q3"]


def test_leave_that_has_not_ended_pauses_to_the_last_day():
    explanation = ask(results=[result("Q2", Q2, "above")], claims=[ready(Q3)], leave=[Leave(date(2026, 7, 1))])
    assert answers(explanation)["at_next_level:teamwork"] == "no_data"
    assert answers(explanation)["high_performance"] == "met"


PROMOTED_IN_AUGUST = (
    Placement("IC2", 20, date(2024, 1, 1), date(2026, 8, 14)),
    Placement("IC3", 30, date(2026, 8, 15)),
)


def test_a_result_of_another_role_is_no_high_performance_in_this_one():
    explanation = ask(
        placements=PROMOTED_IN_AUGUST,
        results=[result("Q2", Q2, "above", role="IC2"), result("Q3", Q3, "above", role="IC2")],
    )
    high_performance = clause(explanation, "high_performance")
    assert (high_performance.answer, high_performance.proof) == ("no_data", ())
    assert high_performance.notes == ("other_role",)


def test_a_role_begun_in_mid_quarter_counts_from_its_first_day():
    explanation = ask(placements=PROMOTED_IN_AUGUST, results=[result("Q3", Q3, "above")])
    high_performance = clause(explanation, "high_performance")
    assert high_performance.answer == "not_yet"
    assert proof(high_performance) == [("result", "2026-08-15", "2026-09-30", "Q3", "above")]
    both = ask(placements=PROMOTED_IN_AUGUST, results=[result("Q3", Q3, "above"), result("Q4", Q4, "above")])
    assert clause(both, "high_performance").answer == "met"


def test_a_role_held_for_too_short_a_time_is_not_yet_even_without_data():
    explanation = ask(
        rule=SUPPORT, placements=(Placement("IC3", 30, date(2026, 7, 1)),), results=[result("Q3", Q3, None)]
    )
    high_performance = clause(explanation, "high_performance")
    assert (high_performance.answer, high_performance.notes) == ("not_yet", ("role_too_recent",))
    assert explanation.is_exception is True


def test_a_claim_does_not_reach_back_before_the_role():
    explanation = ask(placements=PROMOTED_IN_AUGUST, claims=[high(Q2)])
    assert clause(explanation, "high_performance").answer == "no_data"


def test_an_unknown_first_day_of_the_role_lets_claims_count():
    explanation = ask(placements=(Placement("IC3", 30, None),), claims=[high(Q2)])
    assert clause(explanation, "high_performance").answer == "claimed"


def test_an_imported_result_is_believed_before_the_first_placement_and_marked():
    explanation = ask(
        placements=(Placement("IC3", 30, date(2026, 7, 1)),),
        results=[result("old", Q2, "above", imported=True), result("Q3", Q3, "at", "at")],
    )
    assert answers(explanation)["distinct_periods"] == "met"
    high_performance = clause(explanation, "high_performance")
    assert proof(high_performance) == [("imported", "2026-04-01", "2026-06-30", "old", "above")]
    assert high_performance.notes == ("later_result_lower", "imported")


def test_our_own_result_is_not_counted_before_the_first_placement():
    explanation = ask(placements=(Placement("IC3", 30, date(2026, 8, 15)),), results=[result("Q3", Q3, "above", "at")])
    assert answers(explanation)["at_next_level:teamwork"] == "not_yet"
    assert proof(clause(explanation, "at_next_level", "teamwork")) == [
        ("result", "2026-08-15", "2026-09-30", "Q3", "at")
    ]


def test_our_own_result_speaks_before_an_imported_one_of_the_same_days():
    explanation = ask(results=[result("Q3", Q3, "at"), result("import", Q3, "above", imported=True)])
    assert clause(explanation, "high_performance").answer == "not_yet"


def test_our_own_result_speaks_also_where_it_is_the_better_and_the_earlier_one():
    explanation = ask(results=[result("Q3", Q3, "above"), result("import", (Q3[0], Q4[1]), "below", imported=True)])
    assert clause(explanation, "high_performance").answer == "met"


def test_of_overlapping_results_the_one_that_ends_later_speaks():
    shorter = (date(2026, 5, 1), date(2026, 7, 31))
    longer = (date(2026, 4, 1), date(2026, 9, 30))
    explanation = ask(results=[result("a", shorter, "at"), result("b", longer, "above")])
    assert proof(clause(explanation, "high_performance")) == [("result", "2026-04-01", "2026-09-30", "b", "above")]


def test_of_two_results_of_the_same_days_the_lower_speaks():
    explanation = ask(results=[result("a", Q3, "above"), result("b", Q3, "at")])
    assert clause(explanation, "high_performance").answer == "not_yet"


def test_a_contrary_result_of_a_few_days_breaks_a_run():
    rule = Rule("across-the-board", high_performance=HighPerformance(6))
    short = (date(2026, 1, 1), date(2026, 3, 28))
    between = (date(2026, 3, 29), date(2026, 3, 31))
    parts = [result("a", short, "above"), result("c", Q2, "above")]
    assert answers(ask(rule=rule, results=parts)) == {"high_performance": "met"}
    assert answers(ask(rule=rule, results=[*parts, result("b", between, "at")])) == {"high_performance": "not_yet"}


def test_an_imported_result_at_the_next_level_counts_before_the_first_placement():
    facts = {"placements": (Placement("IC3", 30, date(2026, 10, 1)),)}
    imported = ask(results=[result("old", Q3, None, "at", imported=True)], **facts)
    assert answers(imported)["at_next_level:teamwork"] == "met"
    claimed = ask(claims=[ready(Q3)], **facts)
    assert answers(claimed)["at_next_level:teamwork"] == "no_data"
    own = ask(results=[result("Q3", Q3, "above")], **facts)
    assert answers(own)["high_performance"] == "no_data"


def test_imported_results_show_that_the_role_was_held_for_longer():
    explanation = ask(
        rule=SUPPORT,
        placements=(Placement("IC3", 30, date(2026, 7, 1)),),
        results=[result("old", (date(2025, 7, 1), date(2026, 6, 30)), "at", imported=True)],
    )
    high_performance = clause(explanation, "high_performance")
    assert (high_performance.answer, high_performance.notes) == ("not_yet", ("imported",))


def test_the_next_role_of_an_earlier_role_is_not_the_target():
    explanation = ask(placements=PROMOTED_IN_AUGUST, results=[result("Q2", Q2, "above", "at", role="IC2")])
    teamwork = clause(explanation, "at_next_level", "teamwork")
    assert (teamwork.answer, teamwork.notes) == ("no_data", ("other_role",))


def test_a_result_of_an_earlier_role_counts_where_it_names_the_target():
    results = [result("Q2", Q2, "above", "at", role="IC2", next_role="IC4")]
    explanation = ask(placements=PROMOTED_IN_AUGUST, results=results)
    assert answers(explanation)["at_next_level:teamwork"] == "met"


def test_high_performance_comes_before_the_earliest_of_the_axes():
    first, others = {"proficiency": "at"}, {"execution": "at", "teamwork": "at"}
    results = [result("Q2", Q2, "above", first), result("Q3", Q3, "at", others)]
    assert answers(ask(results=results))["distinct_periods"] == "not_yet"
    results.append(result("Q1", Q1, "above"))
    assert answers(ask(results=results))["distinct_periods"] == "met"


def test_two_quarters_of_thirteen_weeks_are_two_periods():
    explanation = ask(
        claims=[
            high((date(2026, 3, 30), date(2026, 6, 28))),
            ready((date(2026, 6, 29), date(2026, 9, 27))),
        ]
    )
    assert answers(explanation)["distinct_periods"] == "claimed"


def test_a_result_overrules_a_claim_of_high_performance():
    explanation = ask(results=[result("Q3", Q3, "at")], claims=[high(Q3)])
    high_performance = clause(explanation, "high_performance")
    assert (high_performance.answer, high_performance.notes) == ("not_yet", ("claim_overruled",))
    assert [each.overruled_by for each in high_performance.proof] == [None, "Q3"]


def test_a_person_without_a_role_has_no_high_performance_in_it():
    explanation = ask(placements=(), results=[result("Q3", Q3, "above")])
    high_performance = clause(explanation, "high_performance")
    assert (high_performance.answer, high_performance.notes) == ("no_data", ("no_current_role",))


def test_a_result_that_contradicts_a_claim_stands_and_the_proof_says_so():
    explanation = ask(
        results=[result("Q3", Q3, "above", "partly")],
        claims=[ready((date(2026, 8, 1), date(2026, 10, 31)))],
    )
    teamwork = clause(explanation, "at_next_level", "teamwork")
    assert teamwork.answer == "not_yet"
    assert [
        (str(each.kind), each.from_day, each.to_day, each.standing, each.overruled_by) for each in teamwork.proof
    ] == [
        ("claim", date(2026, 10, 1), date(2026, 10, 31), None, None),
        ("result", date(2026, 7, 1), date(2026, 9, 30), "partly", None),
        ("claim", date(2026, 8, 1), date(2026, 9, 30), None, "Q3"),
    ]
    assert teamwork.notes == ("claim_overruled",)


def test_a_claim_that_a_result_confirms_is_not_shown_beside_it():
    explanation = ask(results=[result("Q2", Q2, "above")], claims=[high(Q2)])
    assert proof(clause(explanation, "high_performance")) == [("result", "2026-04-01", "2026-06-30", "Q2", "above")]


def test_a_claim_for_one_axis_says_nothing_of_the_others():
    explanation = ask(claims=[ready(Q3, axis="execution")])
    assert answers(explanation)["at_next_level:execution"] == "claimed"
    assert answers(explanation)["at_next_level:teamwork"] == "no_data"


def test_a_gap_of_a_year_breaks_twelve_months():
    explanation = ask(
        rule=SUPPORT,
        results=[
            result("2024 H2", (date(2024, 7, 1), date(2024, 12, 31)), "above"),
            result("2026 H1", (date(2026, 1, 1), date(2026, 6, 30)), "above"),
        ],
    )
    high_performance = clause(explanation, "high_performance")
    assert high_performance.answer == "not_yet"
    assert proof(high_performance) == [("result", "2026-01-01", "2026-06-30", "2026 H1", "above")]


def test_a_year_from_leap_day_is_twelve_months():
    leap_year = (date(2024, 2, 29), date(2025, 2, 28))
    explanation = ask(rule=SUPPORT, results=[result("year", leap_year, "above")])
    assert clause(explanation, "high_performance").answer == "met"


def test_what_is_needed_is_said_with_each_clause():
    explanation = ask()
    needed = clause(explanation, "high_performance").needed
    assert (needed.months, needed.standing, needed.points) == (3, "above", None)
    needed = clause(explanation, "at_next_level", "teamwork").needed
    assert (needed.months, needed.standing, needed.points) == (3, "at", None)


@pytest.mark.parametrize("standing", ["below", "partly", "at", "above"])
def test_every_standing_reaches_below(standing):
    assert reaches(standing, "below")


def test_above_reaches_at_and_partly_does_not():
    assert reaches("above", "at")
    assert reaches("at", "at")
    assert not reaches("partly", "at")
    assert not reaches("at", "above")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: result("Q", (Q3[1], Q3[0])), "a period cannot end"),
        (lambda: result("Q", Q3, "splendid"), "unknown standing: 'splendid'"),
        (lambda: result("Q", Q3, "above", {"teamwork": "none"}), "unknown standing: 'none'"),
        (lambda: Claim("praise", *Q3), "unknown kind of claim: 'praise'"),
        (lambda: Claim("high_performance", *Q3, axis="teamwork"), "for the whole role, not for an axis"),
        (lambda: Rule("lottery"), "unknown kind of rule: 'lottery'"),
        (lambda: Rule("points"), "needs its points"),
        (lambda: Points({}, {"craft": {1: -1}}), "worth less than nothing"),
        (lambda: AtNextLevel(3, "at", axes="some"), "axes must be all or guidance"),
        (lambda: HighPerformance(3, "high"), "unknown standing: 'high'"),
        (lambda: Leave(Q3[1], Q3[0]), "a period cannot end"),
        (lambda: Placement("IC3", 30, Q3[1], Q3[0]), "a period cannot end"),
    ],
)
def test_facts_that_make_no_sense_are_refused(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


def test_a_result_is_a_value():
    assert Result("Q3", *Q3, role="IC3") == Result("Q3", *Q3, role="IC3")
