"""The rule told as stories: one table a framework, answers written by hand."""

from datetime import date

import pytest

from promotions.eligibility import (
    Placement,
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
