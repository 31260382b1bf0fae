"""Short words for the stories told to the rule: the roles, the quarters, and one result or claim."""

from datetime import date

from promotions.eligibility import (
    AtNextLevel,
    Claim,
    Condition,
    HighPerformance,
    Placement,
    Result,
    Rule,
    TargetRole,
    explain,
)

BUSINESS_NEED = Condition("business-need", "Business need", "Which work asks for this role?", from_rank=50)

ENGINEERING = Rule(
    kind="across-the-board",
    high_performance=HighPerformance(months=3, standing="above"),
    at_next_level=AtNextLevel(months=3, standing="at"),
    conditions=(BUSINESS_NEED,),
)
SUPPORT = Rule(
    kind="across-the-board",
    high_performance=HighPerformance(months=12, standing="above"),
    at_next_level=AtNextLevel(months=3, standing="at"),
)

AXES = ("proficiency", "execution", "teamwork")
IC4 = TargetRole("IC4", 40, AXES)
LENA_AT_IC3 = (Placement("IC3", 30, date(2024, 1, 1)),)

Q1 = (date(2026, 1, 1), date(2026, 3, 31))
Q2 = (date(2026, 4, 1), date(2026, 6, 30))
Q3 = (date(2026, 7, 1), date(2026, 9, 30))
Q4 = (date(2026, 10, 1), date(2026, 12, 31))
DAY = date(2026, 12, 31)


def result(cycle, days, overall=None, nxt=None, role="IC3", **more):
    """A result; `nxt` is one standing for every axis of Engineering, or a dict by axis."""
    if isinstance(nxt, str):
        nxt = dict.fromkeys(AXES, nxt)
    return Result(cycle, *days, role, overall, next=nxt or {}, **more)


def high(days, text="Carried the release."):
    return Claim("high_performance", *days, text=text)


def ready(days, axis=None, text="Leads the design."):
    return Claim("at_next_level", *days, axis=axis, text=text)


def ask(rule=ENGINEERING, target=IC4, on=DAY, placements=LENA_AT_IC3, **facts):
    return explain(rule=rule, target=target, on=on, placements=placements, **facts)


def answers(explanation):
    """Clause (and axis or condition, where it has one) -> answer, as plain words."""
    return {
        ":".join(filter(None, (str(each.code), each.axis or each.condition))): str(each.answer)
        for each in explanation.clauses
    }


def clause(explanation, code, axis=None):
    return next(each for each in explanation.clauses if each.code == code and each.axis == axis)


def proof(clause):
    """Kind, first day, last day, cycle, standing of each proof."""
    return [
        (str(each.kind), each.from_day.isoformat(), each.to_day.isoformat(), each.cycle, each.standing)
        for each in clause.proof
    ]
