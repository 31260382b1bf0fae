"""The rule of the other four frameworks: Support, Ladders, Growth and Points."""

from datetime import date

import pytest

from promotions.eligibility import (
    AtNextLevel,
    Condition,
    Placement,
    Points,
    Rule,
    TargetRole,
)

from .story import (
    Q1,
    Q2,
    Q3,
    SUPPORT,
    answers,
    ask,
    high,
    ready,
    result,
)

H1_2025 = (date(2025, 1, 1), date(2025, 6, 30))
H2_2025 = (date(2025, 7, 1), date(2025, 12, 31))
H1_2026 = (date(2026, 1, 1), date(2026, 6, 30))


def support(high_performance, axes, distinct):
    return {
        "high_performance": high_performance,
        "at_next_level:impact": axes,
        "at_next_level:teamwork": axes,
        "distinct_periods": distinct,
    }


S3 = TargetRole("S3", 30, ("impact", "teamwork"))
TARIQ_AT_S2 = (Placement("S2", 20, date(2024, 1, 1)),)
AT = {"impact": "at", "teamwork": "at"}


@pytest.mark.parametrize(
    ("story", "facts", "expected"),
    [
        (
            "twelve months from two half-years, then a half-year at the next level",
            {
                "results": [
                    result("2025 H1", H1_2025, "above", role="S2"),
                    result("2025 H2", H2_2025, "above", role="S2"),
                    result("2026 H1", H1_2026, "at", AT, role="S2"),
                ]
            },
            support("met", "met", "met"),
        ),
        (
            "the last quarter of fifteen months is the next level's",
            {
                "results": [
                    result("2025 H1", H1_2025, "above", role="S2"),
                    result("2025 H2", H2_2025, "above", role="S2"),
                    result("2026 Q1", Q1, "above", AT, role="S2"),
                ]
            },
            support("met", "met", "met"),
        ),
        (
            "twelve months that must give three to the next level",
            {
                "results": [
                    result("2025 H1", H1_2025, "above", role="S2"),
                    result("2025 H2", H2_2025, "above", AT, role="S2"),
                ]
            },
            support("met", "met", "not_yet"),
        ),
        (
            "half a year of high performance",
            {
                "results": [
                    result("2025 H2", H2_2025, "above", role="S2"),
                    result("Q1", Q1, "at", AT, role="S2"),
                ]
            },
            support("not_yet", "met", "no_data"),
        ),
        (
            "half by a result, half by a claim for the year before",
            {
                "results": [
                    result("2025 H2", H2_2025, "above", role="S2"),
                    result("Q1", Q1, "at", AT, role="S2"),
                ],
                "claims": [high(H1_2025)],
            },
            support("claimed", "met", "claimed"),
        ),
        (
            "two high half-years with one between them that met",
            {
                "results": [
                    result("2025 H1", H1_2025, "above", role="S2"),
                    result("2025 H2", H2_2025, "at", role="S2"),
                    result("2026 H1", H1_2026, "above", role="S2"),
                ]
            },
            support("not_yet", "no_data", "no_data"),
        ),
        (
            "two high half-years with a silent year between them",
            {
                "results": [
                    result("2024 H1", (date(2024, 1, 1), date(2024, 6, 30)), "above", role="S2"),
                    result("2025 H2", H2_2025, "above", role="S2"),
                ]
            },
            support("not_yet", "no_data", "no_data"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_support_twelve_months_and_three(story, facts, expected):
    assert answers(ask(rule=SUPPORT, target=S3, placements=TARIQ_AT_S2, **facts)) == expected


LADDERS = Rule(
    kind="guidance",
    at_next_level=AtNextLevel(months=6, standing="at", axes="guidance"),
    conditions=(Condition("peers", "Peers and other teams", "What do they see?"),),
)


def test_ladders_speaks_of_its_axes_and_never_makes_an_exception():
    em6 = TargetRole("EM6", 60, ("technology", "people"))
    explanation = ask(
        rule=LADDERS,
        target=em6,
        placements=(Placement("EM5", 50, date(2025, 1, 1)),),
        results=[
            result("Q2", Q2, "above", {"technology": "at", "people": "at"}, role="EM5"),
            result("Q3", Q3, "above", {"technology": "below", "people": "at"}, role="EM5"),
        ],
        answers={"peers": "Two teams ask for his plans."},
    )
    assert answers(explanation) == {
        "at_next_level:technology": "not_yet",
        "at_next_level:people": "met",
        "condition:peers": "claimed",
    }
    assert [each.binding for each in explanation.clauses] == [False, False, True]
    assert explanation.is_exception is False


@pytest.mark.parametrize(("kind", "axes"), [("guidance", "all"), ("across-the-board", "guidance")])
def test_guidance_by_its_kind_or_by_its_axes_never_binds(kind, axes):
    rule = Rule(kind, at_next_level=AtNextLevel(6, "at", axes))
    explanation = ask(rule=rule, results=[result("Q3", Q3, None, "below")])
    assert set(answers(explanation).values()) == {"not_yet"}
    assert explanation.is_exception is False


FIVE_CS = ("conscious", "comfortable", "continuous", "consistent", "competent")
GROWTH = Rule(
    kind="demonstrated",
    at_next_level=AtNextLevel(months=None, standing="at"),
    conditions=tuple(Condition(code, code.title(), "How does it show?") for code in FIVE_CS),
)
SENIOR = TargetRole("Senior", 30, ("product", "technology"))


@pytest.mark.parametrize(
    ("story", "facts", "product", "technology", "exception"),
    [
        (
            "exceeding everywhere, on a scale without a plain meets",
            {"results": [result("Q3", Q3, None, {"product": "above", "technology": "above"}, role="II")]},
            "met",
            "met",
            False,
        ),
        (
            "meeting some things is not enough",
            {"results": [result("Q3", Q3, None, {"product": "above", "technology": "partly"}, role="II")]},
            "met",
            "not_yet",
            True,
        ),
        (
            "the latest result is the one that speaks",
            {
                "results": [
                    result("Q2", Q2, None, {"product": "partly", "technology": "above"}, role="II"),
                    result("Q3", Q3, None, {"product": "above", "technology": "partly"}, role="II"),
                ]
            },
            "met",
            "not_yet",
            True,
        ),
        (
            "a point without a standing tells nothing",
            {
                "results": [result("Q3", Q3, None, {"product": None, "technology": "above"}, role="II")],
                "claims": [ready(Q3, axis="product")],
            },
            "claimed",
            "met",
            False,
        ),
        ("nothing known", {}, "no_data", "no_data", False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_growth_is_demonstrated_without_months(story, facts, product, technology, exception):
    words = {"conscious": "Names the trade-offs.", "comfortable": "Plans alone."}
    explanation = ask(
        rule=GROWTH,
        target=SENIOR,
        placements=(Placement("II", 20, date(2025, 1, 1)),),
        answers=words,
        **facts,
    )
    assert answers(explanation) == {
        "at_next_level:product": product,
        "at_next_level:technology": technology,
        "condition:conscious": "claimed",
        "condition:comfortable": "claimed",
        "condition:continuous": "no_data",
        "condition:consistent": "no_data",
        "condition:competent": "no_data",
    }
    assert explanation.is_exception is exception


def test_a_demonstrated_rule_that_says_no_more_asks_for_at_on_every_axis():
    results = [result("Q3", Q3, None, {"product": "at", "technology": "partly"}, role="IC3")]
    explanation = ask(rule=Rule("demonstrated"), target=SENIOR, results=results)
    assert answers(explanation) == {"at_next_level:product": "met", "at_next_level:technology": "not_yet"}


POINTS = Rule(
    kind="points",
    points=Points(
        thresholds={"P2": 15},
        worth={
            "craft": {0: 0, 1: 1, 2: 3, 3: 6, 4: 12},
            "delivery": {0: 0, 1: 1, 2: 3, 3: 6, 4: 12},
            "people": {0: 0, 1: 1, 2: 3, 3: 6, 4: 12},
        },
    ),
)
P2 = TargetRole("P2", 20, ("craft", "delivery", "people"))


@pytest.mark.parametrize(
    ("steps", "answer", "missing"),
    [
        ({"craft": 4, "delivery": 2, "people": 0}, "met", ()),  # 12 + 3 + 0 = 15
        ({"craft": 3, "delivery": 3, "people": 2}, "met", ()),  # 6 + 6 + 3 = 15
        ({"craft": 3, "delivery": 3, "people": 1}, "not_yet", ()),  # 6 + 6 + 1 = 13
        ({"craft": 3, "delivery": 3}, "no_data", ("people",)),
        ({"craft": 4, "delivery": 4}, "met", ("people",)),  # 24 without people
        ({"craft": 4, "delivery": 2, "people": 9}, "met", ("people",)),  # no points for a step 9
        ({}, "no_data", ("craft", "delivery", "people")),
    ],
)
def test_points_are_added_over_the_axes(steps, answer, missing):
    explanation = ask(rule=POINTS, target=P2, results=[result("Q3", Q3, steps=steps)])
    (points,) = explanation.clauses
    assert (points.answer, points.missing, points.needed.points) == (answer, missing, 15)
    assert explanation.is_exception is (answer == "not_yet")


def test_points_take_the_latest_step_of_each_axis():
    explanation = ask(
        rule=POINTS,
        target=P2,
        results=[
            result("Q3", Q3, steps={"craft": 3, "people": 1}),
            result("Q2", Q2, steps={"craft": 4, "delivery": 2}, imported=True),
        ],
    )
    (points,) = explanation.clauses
    assert points.answer == "not_yet"  # 6 + 3 + 1 = 10
    assert [(str(each.kind), each.cycle, each.axis, each.step) for each in points.proof] == [
        ("result", "Q3", "craft", 3),
        ("imported", "Q2", "delivery", 2),
        ("result", "Q3", "people", 1),
    ]
    assert points.notes == ("imported",)


def test_a_later_imported_step_comes_before_an_earlier_one_of_our_own():
    results = [result("Q2", Q2, steps={"craft": 4}), result("old", Q3, steps={"craft": 3}, imported=True)]
    (points,) = ask(rule=POINTS, target=P2, results=results).clauses
    assert [(each.cycle, each.step) for each in points.proof] == [("old", 3)]


def test_a_step_of_our_own_comes_before_an_imported_one_of_the_same_days():
    results = [result("Q3", Q3, steps={"craft": 4}), result("old", Q3, steps={"craft": 3}, imported=True)]
    (points,) = ask(rule=POINTS, target=P2, results=results).clauses
    assert [(each.cycle, each.step) for each in points.proof] == [("Q3", 4)]


@pytest.mark.parametrize(("threshold", "axes"), [(0, ("craft",)), (15, ())])
def test_points_of_nothing_known_are_no_data(threshold, axes):
    rule = Rule("points", points=Points({"P2": threshold}, {"craft": {1: 1}}))
    (points,) = ask(rule=rule, target=TargetRole("P2", 20, axes)).clauses
    assert points.answer == "no_data"


def test_points_without_a_threshold_for_the_role_are_no_data():
    (points,) = ask(rule=POINTS, results=[result("Q3", Q3, steps={"craft": 4})]).clauses
    assert (points.answer, points.notes) == ("no_data", ("no_threshold", "steps_missing"))
