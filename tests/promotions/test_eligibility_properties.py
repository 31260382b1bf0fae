"""What holds for every case: order does not matter, good news never hurts, years can be shifted."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promotions.eligibility import STANDINGS, Leave, Placement, Result, explain

from .story import AXES, ENGINEERING, IC4, SUPPORT, Claim

pytestmark = pytest.mark.once("embedded")

START = date(2024, 1, 1)
ON = date(2027, 12, 31)
PLACED = (
    Placement("IC2", 20, date(2023, 1, 1), date(2024, 6, 30)),
    Placement("IC3", 30, date(2024, 7, 1)),
)
ORDER = {"not_yet": 0, "no_data": 1, "claimed": 2, "met": 3}

standing = st.sampled_from([*STANDINGS, None])


@st.composite
def spans(draw, longest=400):
    first = START + timedelta(days=draw(st.integers(0, 1000)))
    return first, first + timedelta(days=draw(st.integers(0, longest)))


@st.composite
def whole_months(draw):
    start, length = draw(st.integers(0, 36)), draw(st.sampled_from([1, 2, 3, 6, 12]))
    year, month = divmod(start + length - 1, 12)
    last = date(2024 + year, month + 1, monthrange(2024 + year, month + 1)[1])
    return date(2024 + start // 12, start % 12 + 1, 1), last


def results(periods):
    return st.builds(
        lambda cycle, period, role, overall, axes, imported: Result(
            f"c{cycle}",
            *period,
            role,
            overall,
            next=dict(zip(AXES, axes, strict=True)),
            next_role="IC4",
            imported=imported,
        ),
        st.integers(0, 10**6),
        periods,
        st.sampled_from(["IC2", "IC3", "IC3"]),
        standing,
        st.tuples(standing, standing, standing),
        st.booleans(),
    )


def claims(periods):
    return st.builds(
        lambda kind, period, axis: Claim(kind, *period, axis=axis if kind == "at_next_level" else None),
        st.sampled_from(["high_performance", "at_next_level"]),
        periods,
        st.sampled_from([None, *AXES]),
    )


ANY_DAYS = st.one_of(spans(), whole_months())


def cases(periods=ANY_DAYS):
    return st.fixed_dictionaries(
        {
            "rule": st.sampled_from([ENGINEERING, SUPPORT]),
            "results": st.lists(results(periods), max_size=6, unique_by=lambda each: each.cycle),
            "claims": st.lists(claims(periods), max_size=4),
            "leave": st.lists(periods.map(lambda period: Leave(*period)), max_size=2),
        }
    )


def told(case, on=ON, placements=PLACED):
    return explain(target=IC4, on=on, placements=placements, **case)


def by_clause(explanation):
    return {(each.code, each.axis): each.answer for each in explanation.clauses}


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_facts_does_not_matter(case, random):
    shuffled = {key: value if key == "rule" else random.sample(value, len(value)) for key, value in case.items()}
    placements = random.sample(PLACED, 2)
    assert told(shuffled, placements=placements) == told(case)


@given(cases(), ANY_DAYS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_good_result_more_lowers_no_clause(case, period, imported):
    """Good for every clause it speaks of: overall and each axis above."""
    good = Result(
        "c-good",
        *period,
        "IC3",
        "above",
        next=dict.fromkeys(AXES, "above"),
        next_role="IC4",
        imported=imported,
    )
    before = by_clause(told(case))
    after = by_clause(told({**case, "results": [*case["results"], good]}))
    for clause, answer in before.items():
        if answer in ("met", "claimed"):
            assert ORDER[after[clause]] >= ORDER[answer]


@given(cases(), claims(ANY_DAYS))
@settings(max_examples=200, deadline=None)
def test_a_claim_more_never_changes_what_is_met(case, claim):
    before = by_clause(told(case))
    after = by_clause(told({**case, "claims": [*case["claims"], claim]}))
    for clause, answer in before.items():
        if answer == "met":
            assert after[clause] == "met"
        if answer == "claimed":
            assert after[clause] == "claimed"


@given(cases(), st.sampled_from(AXES))
@settings(max_examples=200, deadline=None)
def test_a_later_contrary_result_takes_the_next_level_away(case, axis):
    """The one kind of result that turns met into not yet: later than all, and short on this axis."""
    on = date(2029, 3, 31)
    contrary = Result("c-last", date(2029, 1, 1), date(2029, 3, 31), "IC3", next={axis: "partly"}, next_role="IC4")
    on = date(2029, 3, 31)
    case = {**case, "leave": []}
    before = by_clause(told(case, on=on))
    after = by_clause(told({**case, "results": [*case["results"], contrary]}, on=on))
    assert after["at_next_level", axis] == "not_yet"
    others = [key for key in before if key not in (("at_next_level", axis), ("distinct_periods", None))]
    assert [after[key] for key in others] == [before[key] for key in others]


def shifted(day, years):
    if day is None:
        return None
    last = day.day == monthrange(day.year, day.month)[1]
    there = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, there if last else day.day)


def shift(case, years):
    def move(fact, *names):
        return replace(fact, **{name: shifted(getattr(fact, name), years) for name in names})

    return {
        "rule": case["rule"],
        "results": [move(each, "covers_from", "covers_to") for each in case["results"]],
        "claims": [move(each, "from_day", "to_day") for each in case["claims"]],
        "leave": [move(each, "from_day", "to_day") for each in case["leave"]],
    }


def moved(placements, years):
    return [
        replace(each, from_day=shifted(each.from_day, years), to_day=shifted(each.to_day, years)) for each in placements
    ]


@given(cases(), st.sampled_from([-28, -4, 4, 8, 40]))
@settings(max_examples=150, deadline=None)
def test_shifting_all_days_by_leap_cycles_changes_nothing(case, years):
    after = told(shift(case, years), on=shifted(ON, years), placements=moved(PLACED, years))
    assert by_clause(after) == by_clause(told(case))


@given(cases(whole_months()), st.integers(-20, 50))
@settings(max_examples=150, deadline=None)
def test_shifting_whole_months_by_any_number_of_years_changes_nothing(case, years):
    """Month ends stay month ends; days in mid-month can be a leap day nearer or further."""
    after = told(shift(case, years), on=shifted(ON, years), placements=moved(PLACED, years))
    assert by_clause(after) == by_clause(told(case))


@given(cases())
@settings(max_examples=150, deadline=None)
def test_only_a_clause_that_is_not_yet_makes_an_exception(case):
    explanation = told(case)
    assert explanation.is_exception is ("not_yet" in by_clause(explanation).values())


@given(cases())
@settings(max_examples=150, deadline=None)
def test_every_answer_but_no_data_shows_what_it_rests_on(case):
    for clause in told(case).clauses:
        silent = clause.answer == "no_data" or "role_too_recent" in clause.notes or "same_period" in clause.notes
        assert bool(clause.proof) or silent
        if clause.answer == "met":
            serving = [each for each in clause.proof if not each.overruled_by]
            assert {str(each.kind) for each in serving} <= {"result", "imported"}
