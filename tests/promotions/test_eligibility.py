"""The rule told as stories: one table a framework, answers written by hand."""

from datetime import date

import pytest

from promotions.eligibility import (
    AtNextLevel,
    Condition,
    Placement,
    Points,
    Rule,
    TargetRole,
    explain,
    frozen_proof,
)

from .story import (
    AXES,
    DAY,
    ENGINEERING,
    IC4,
    Q1,
    Q2,
    Q3,
    Q4,
    SUPPORT,
    answers,
    ask,
    clause,
    high,
    proof,
    ready,
    result,
)

H1_2025 = (date(2025, 1, 1), date(2025, 6, 30))
H2_2025 = (date(2025, 7, 1), date(2025, 12, 31))
H1_2026 = (date(2026, 1, 1), date(2026, 6, 30))


def engineering(high_performance, axes, distinct):
    """Expected answers of Engineering below IC5: axes is one word for all three."""
    return {
        "high_performance": high_performance,
        "at_next_level:proficiency": axes,
        "at_next_level:execution": axes,
        "at_next_level:teamwork": axes,
        "distinct_periods": distinct,
    }


@pytest.mark.parametrize(
    ("story", "facts", "expected", "exception"),
    [
        (
            "a high quarter, then a quarter at the next level",
            {"results": [result("Q2", Q2, "above"), result("Q3", Q3, "above", "at")]},
            engineering("met", "met", "met"),
            False,
        ),
        (
            "three high quarters, the last of them above the next level",
            {
                "results": [
                    result("Q1", Q1, "above"),
                    result("Q2", Q2, "above"),
                    result("Q3", Q3, "above", "above"),
                ]
            },
            engineering("met", "met", "met"),
            False,
        ),
        (
            "a high quarter and a claim for the running one",
            {"results": [result("Q3", Q3, "above")], "claims": [ready(Q4)]},
            engineering("met", "claimed", "claimed"),
            False,
        ),
        (
            "the first cycle: claims and nothing else",
            {"claims": [high(Q2), ready(Q3)]},
            engineering("claimed", "claimed", "claimed"),
            False,
        ),
        (
            "nothing at all",
            {},
            engineering("no_data", "no_data", "no_data"),
            False,
        ),
        (
            "high performance is no proof for the next level",
            {"results": [result("Q3", Q3, "above", current=dict.fromkeys(AXES, "above"))]},
            engineering("met", "no_data", "no_data"),
            False,
        ),
        (
            "the next level is no proof of high performance",
            {"results": [result("Q3", Q3, None, "above")]},
            engineering("no_data", "met", "no_data"),
            False,
        ),
        (
            "meeting is not high performance",
            {"results": [result("Q2", Q2, "at"), result("Q3", Q3, "at", "at")]},
            engineering("not_yet", "met", "no_data"),
            True,
        ),
        (
            "one quarter cannot serve both periods",
            {"results": [result("Q3", Q3, "above", "at")]},
            engineering("met", "met", "not_yet"),
            True,
        ),
        (
            "one stretch claimed for both periods",
            {"claims": [high(Q3), ready(Q3)]},
            engineering("claimed", "claimed", "not_yet"),
            True,
        ),
        (
            "claimed periods that overlap by two months",
            {
                "claims": [
                    high((date(2026, 4, 1), date(2026, 8, 31))),
                    ready((date(2026, 7, 1), date(2026, 9, 30))),
                ]
            },
            engineering("claimed", "claimed", "claimed"),  # April to June are left for the first
            False,
        ),
        (
            "claimed periods that overlap too far",
            {
                "claims": [
                    high((date(2026, 5, 1), date(2026, 8, 31))),
                    ready((date(2026, 7, 1), date(2026, 9, 30))),
                ]
            },
            engineering("claimed", "claimed", "not_yet"),
            True,
        ),
        (
            "the next level before the high performance",
            {"results": [result("Q2", Q2, "at", "at"), result("Q3", Q3, "above")]},
            engineering("met", "met", "not_yet"),
            True,
        ),
        (
            "a later quarter partly at the next level",
            {
                "results": [
                    result("Q1", Q1, "above"),
                    result("Q2", Q2, "above", "at"),
                    result("Q3", Q3, "above", "partly"),
                ]
            },
            engineering("met", "not_yet", "no_data"),
            True,
        ),
        (
            "a fresh quarter at the next level after a partly one",
            {
                "results": [
                    result("Q1", Q1, "above"),
                    result("Q2", Q2, "above", "partly"),
                    result("Q3", Q3, "above", "at"),
                ]
            },
            engineering("met", "met", "met"),
            False,
        ),
        (
            "two months are not three",
            {"claims": [high(Q2), ready((date(2026, 8, 1), date(2026, 9, 30)))]},
            engineering("claimed", "not_yet", "no_data"),
            True,
        ),
        (
            "half of the months by a result, half by a claim",
            {
                "results": [
                    result("Q2", Q2, "above"),
                    result("Jul", (date(2026, 7, 1), date(2026, 8, 15)), "above", "at"),
                ],
                "claims": [ready((date(2026, 8, 16), date(2026, 9, 30)))],
            },
            engineering("met", "claimed", "claimed"),
            False,
        ),
        (
            "a gap of a year lies between the two periods",
            {
                "results": [
                    result("old", (date(2025, 4, 1), date(2025, 6, 30)), "above"),
                    result("Q3", Q3, "at", "at"),
                ]
            },
            engineering("met", "met", "met"),
            False,
        ),
        (
            "imported results only",
            {
                "results": [
                    result("Q2", Q2, "above", imported=True),
                    result("Q3", Q3, "above", "at", imported=True),
                ]
            },
            engineering("met", "met", "met"),
            False,
        ),
        (
            "results rated against another next role",
            {"results": [result("Q2", Q2, "above"), result("Q3", Q3, "above", "at", next_role="TL4")]},
            engineering("met", "no_data", "no_data"),
            False,
        ),
        (
            "an unknown rating tells nothing and leaves room for a claim",
            {"results": [result("Q2", Q2, None), result("Q3", Q3, None)], "claims": [high(Q2), ready(Q3)]},
            engineering("claimed", "claimed", "claimed"),
            False,
        ),
        (
            "a claim counts up to the day",
            {"claims": [high(Q3), ready((date(2026, 10, 1), date(2027, 3, 31)))], "on": date(2026, 11, 30)},
            engineering("claimed", "not_yet", "no_data"),
            True,
        ),
        (
            "a result that begins after the day is not looked at",
            {
                "results": [result("Q2", Q2, "above"), result("Q3", Q3, "below", "below")],
                "on": date(2026, 6, 30),
            },
            engineering("met", "no_data", "no_data"),
            False,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_engineering_three_months_and_three(story, facts, expected, exception):
    explanation = ask(**facts)
    assert answers(explanation) == expected
    assert explanation.is_exception is exception


def test_engineering_asks_every_axis_for_itself():
    explanation = ask(
        results=[
            result("Q2", Q2, "above"),
            result("Q3", Q3, "above", {"proficiency": "at", "execution": "partly", "teamwork": None}),
        ],
        claims=[ready(Q3, axis="teamwork")],
    )
    assert answers(explanation) == {
        "high_performance": "met",
        "at_next_level:proficiency": "met",
        "at_next_level:execution": "not_yet",
        "at_next_level:teamwork": "claimed",
        "distinct_periods": "no_data",
    }
    assert explanation.is_exception is True


@pytest.mark.parametrize(
    ("rank", "words", "expected"),
    [
        (40, {}, None),
        (50, {}, "no_data"),
        (50, {"business-need": "  "}, "no_data"),
        (50, {"business-need": "The storage team has nobody to set its direction."}, "claimed"),
        (60, {"business-need": "Two offices, one platform."}, "claimed"),
    ],
)
def test_engineering_asks_for_business_need_from_ic5_up(rank, words, expected):
    explanation = ask(target=TargetRole("IC5", rank, AXES), answers=words)
    assert answers(explanation).get("condition:business-need") == expected
    assert explanation.is_exception is False


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


def test_points_without_a_threshold_for_the_role_are_no_data():
    (points,) = ask(rule=POINTS, results=[result("Q3", Q3, steps={"craft": 4})]).clauses
    assert (points.answer, points.notes) == ("no_data", ("no_threshold", "steps_missing"))


def test_a_role_without_axes_is_spoken_of_as_a_whole():
    explanation = ask(target=TargetRole("IC4", 40), results=[result("Q2", Q2, "above")], claims=[ready(Q3)])
    assert answers(explanation) == {
        "high_performance": "met",
        "at_next_level": "claimed",
        "distinct_periods": "claimed",
    }


def test_the_proof_of_the_two_periods_shows_which_days_serve_which():
    explanation = ask(results=[result("H1", H1_2026, "above"), result("H2", (Q3[0], Q4[1]), "above", "at")])
    assert proof(clause(explanation, "distinct_periods")) == [
        ("result", "2026-01-01", "2026-06-30", "H1", "above"),
        ("result", "2026-07-01", "2026-09-30", "H2", "above"),
        ("result", "2026-10-01", "2026-12-31", "H2", "at"),
        ("result", "2026-10-01", "2026-12-31", "H2", "at"),
        ("result", "2026-10-01", "2026-12-31", "H2", "at"),
    ]


def test_frozen_proof_holds_references_and_ratings_and_no_text():
    explanation = explain(
        rule=ENGINEERING,
        target=IC4,
        on=DAY,
        placements=(Placement("IC3", 30, date(2024, 1, 1)),),
        results=[
            result("c-7", Q2, "above"),
            result("c-8", Q3, "above", {"proficiency": "at", "execution": "above"}),
        ],
        claims=[ready(Q3, axis="teamwork", text="Runs the reviews of two teams.")],
    )
    assert frozen_proof(explanation) == [
        {"cycle": "c-7", "role": "IC3", "axis": None, "standing": "above", "step": None},
        {"cycle": "c-8", "role": "IC3", "axis": None, "standing": "above", "step": None},
        {"cycle": "c-8", "role": "IC4", "axis": "execution", "standing": "above", "step": None},
        {"cycle": "c-8", "role": "IC4", "axis": "proficiency", "standing": "at", "step": None},
    ]
