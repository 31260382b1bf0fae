"""The rule told with rows: one story a framework, from results, claims, placements and leave as they are stored."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Leave
from promotions import eligibility
from promotions.evidence import facts_of
from promotions.models import ConditionAnswer, Pitch
from reviews.models import Exclusion, Part, Result, ResultAxis
from tests.promotions import rows

Q1 = (date(2026, 1, 1), date(2026, 3, 31))
Q2 = (date(2026, 4, 1), date(2026, 6, 30))
Q3 = (date(2026, 7, 1), date(2026, 9, 30))
Q4 = (date(2026, 10, 1), date(2026, 12, 31))
THREE_AXES = ("proficiency", "execution", "teamwork")


def told(pitch, **more):
    """Clause (with its axis or condition) → answer, in the framework's own codes."""
    facts = facts_of(pitch, **more)
    codes = {ref: code for code, ref in facts.axes.items()}
    return {
        ":".join(filter(None, (str(each.code), codes.get(each.axis) or each.condition))): str(each.answer)
        for each in facts.explain().clauses
    }


@pytest.fixture
def lena(cast):
    """Lena, IC3 for two years, with three closed quarters, and a draft of a pitch for IC4 in the running one."""
    version = rows.framework("engineering-1")
    rows.placed(cast.lena, version, "IC3", date(2024, 1, 1))
    for name, days, overall, ahead in [
        ("Engineering 2026 Q1", Q1, "at", None),
        ("Engineering 2026 Q2", Q2, "above", None),
        ("Engineering 2026 Q3", Q3, "above", ("IC4", dict.fromkeys(THREE_AXES, "at"))),
    ]:
        closed = rows.group(rows.cycle(name, *days), "closed")
        rows.result(closed, cast.lena, cast.marco, version, "IC3", overall, ahead)
    running = rows.group(rows.cycle("Engineering 2026 Q4", *Q4))
    rows.on_roster(running, cast.lena, cast.marco, version, "IC3", role_since=date(2024, 1, 1))
    return rows.pitch(running, cast.lena, cast.marco, version, "IC3", "IC4")


def test_engineering_is_met_by_a_quarter_above_and_then_one_at_the_next_level(lena):
    assert told(lena) == {
        "high_performance": "met",
        "at_next_level:proficiency": "met",
        "at_next_level:execution": "met",
        "at_next_level:teamwork": "met",
        "distinct_periods": "met",
    }


def test_a_pitch_for_ic5_asks_for_the_business_need(cast, lena):
    target = rows.role(lena.version, "IC5")
    Pitch.objects.filter(pk=lena.pk).update(target=target)
    pitch = Pitch.objects.get(pk=lena.pk)
    assert told(pitch)["condition:business-need"] == "no_data"
    assert told(pitch)["at_next_level:teamwork"] == "no_data"
    ConditionAnswer.objects.create(pitch=pitch, code="business-need", text="Nobody else can own the storage engine.")
    assert told(pitch)["condition:business-need"] == "claimed"


def test_a_result_that_is_not_locked_is_not_evidence(cast, lena):
    Pitch.objects.all().delete()
    earlier = rows.group(rows.cycle("Another", *Q1), "calibrating")
    rows.result(earlier, cast.ines, cast.noor, lena.version, "IC2", "above")
    rows.placed(cast.ines, lena.version, "IC2", date(2024, 1, 1))
    pitch = rows.pitch(lena.group, cast.ines, cast.noor, lena.version, "IC2", "IC3")
    assert told(pitch)["high_performance"] == "no_data"


def test_another_persons_results_prove_nothing(cast, lena):
    rows.placed(cast.ines, lena.version, "IC2", date(2024, 1, 1))
    pitch = rows.pitch(lena.group, cast.ines, cast.noor, lena.version, "IC2", "IC3")
    assert set(told(pitch).values()) == {"no_data"}


def test_claims_speak_up_to_the_last_day_of_the_period(cast, lena):
    rows.placed(cast.ines, lena.version, "IC2", date(2024, 1, 1))
    pitch = rows.pitch(lena.group, cast.ines, cast.noor, lena.version, "IC2", "IC3")
    rows.claim(pitch, "high_performance", *Q3)
    rows.claim(pitch, "at_next_level", *Q4)
    rows.claim(pitch, "at_next_level", date(2026, 7, 1), date(2026, 8, 31), "teamwork")
    assert told(pitch) == {
        "high_performance": "claimed",
        "at_next_level:proficiency": "claimed",
        "at_next_level:execution": "claimed",
        "at_next_level:teamwork": "claimed",
        "distinct_periods": "claimed",
    }


def test_a_role_whose_first_day_nobody_knows_was_always_held(cast, lena):
    version = lena.version
    rows.placed(cast.ines, version, "IC2", date(2026, 12, 1))
    rows.on_roster(lena.group, cast.ines, cast.noor, version, "IC2", role_since=None)
    pitch = rows.pitch(lena.group, cast.ines, cast.noor, version, "IC2", "IC3")
    rows.claim(pitch, "high_performance", *Q3)
    assert told(pitch)["high_performance"] == "claimed"


def test_a_role_begun_in_december_is_too_recent(cast, lena):
    version = lena.version
    rows.placed(cast.ines, version, "IC2", date(2026, 12, 1))
    rows.on_roster(lena.group, cast.ines, cast.noor, version, "IC2", role_since=date(2026, 12, 1))
    pitch = rows.pitch(lena.group, cast.ines, cast.noor, version, "IC2", "IC3")
    rows.claim(pitch, "high_performance", *Q3)
    assert told(pitch)["high_performance"] == "not_yet"


def test_leave_pauses_the_count(cast, lena):
    Leave.objects.create(person=cast.lena, from_on=date(2026, 8, 1), to_on=date(2026, 8, 31))
    assert told(lena)["at_next_level:teamwork"] == "not_yet"


def test_support_asks_for_a_year(cast):
    version = rows.framework("support-1")
    rows.placed(cast.tariq, version, "IC2", date(2024, 1, 1))
    four = ("impact", "scope", "execution", "teamwork")
    for name, first, last, overall, ahead in [
        ("2025 H1", date(2025, 1, 1), date(2025, 6, 30), "above", None),
        ("2025 H2", date(2025, 7, 1), date(2025, 12, 31), "above", None),
        ("2026 H1", date(2026, 1, 1), date(2026, 6, 30), "above", ("IC3", dict.fromkeys(four, "at"))),
    ]:
        closed = rows.group(rows.cycle(f"Support {name}", first, last), "closed", "Support")
        rows.result(closed, cast.tariq, cast.oskar, version, "IC2", overall, ahead)
    running = rows.group(rows.cycle("Support 2026 H2", date(2026, 7, 1), date(2026, 12, 31)), name="Support")
    pitch = rows.pitch(running, cast.tariq, cast.oskar, version, "IC2", "IC3")
    assert told(pitch) == {
        "high_performance": "met",
        "at_next_level:impact": "met",
        "at_next_level:scope": "met",
        "at_next_level:execution": "met",
        "at_next_level:teamwork": "met",
        "distinct_periods": "met",
    }


def test_ladders_axes_are_guidance_and_never_make_an_exception(cast):
    version = rows.framework("ladders-1")
    rows.placed(cast.sam, version, "EM5", date(2024, 1, 1))
    closed = rows.group(rows.cycle("Q3", *Q3), "closed", "Managers")
    five = ("technology", "system", "people", "process", "influence")
    rows.result(closed, cast.sam, cast.dana, version, "EM5", "at", ("EM6", dict.fromkeys(five, "below")))
    running = rows.group(rows.cycle("Q4", *Q4), name="Managers")
    pitch = rows.pitch(running, cast.sam, cast.dana, version, "EM5", "EM6")
    assert told(pitch) == {
        "at_next_level:technology": "not_yet",
        "at_next_level:system": "not_yet",
        "at_next_level:people": "not_yet",
        "at_next_level:process": "not_yet",
        "at_next_level:influence": "not_yet",
        "condition:one-on-ones": "no_data",
        "condition:peers": "no_data",
        "condition:self-evaluation": "no_data",
    }
    assert facts_of(pitch).explain().is_exception is False


def test_growth_asks_the_latest_result_and_five_answers(cast):
    version = rows.framework("growth-1")
    rows.placed(cast.ivan, version, "engineer", date(2024, 1, 1))
    closed = rows.group(rows.cycle("Q3", *Q3), "closed", "Growth")
    ahead = {
        "product": "above",
        "technology": "above",
        "people": "above",
        "process": "partly",
        "area-of-impact": "above",
    }
    rows.result(closed, cast.ivan, cast.mei, version, "engineer", "above", ("senior", ahead))
    running = rows.group(rows.cycle("Q4", *Q4), name="Growth")
    pitch = rows.pitch(running, cast.ivan, cast.mei, version, "engineer", "senior")
    assert told(pitch) == {
        "at_next_level:product": "met",
        "at_next_level:technology": "met",
        "at_next_level:people": "met",
        "at_next_level:process": "not_yet",
        "at_next_level:area-of-impact": "met",
        "condition:conscious": "no_data",
        "condition:comfortable": "no_data",
        "condition:continuous": "no_data",
        "condition:consistent": "no_data",
        "condition:competent": "no_data",
    }


@pytest.mark.parametrize(("care", "answer"), [(0, "not_yet"), (1, "met")])
def test_points_adds_the_steps_of_the_latest_result(cast, care, answer):
    """P3 begins at 20 points; steps 0, 1, 2, 3 are worth 0, 2, 5, 9: 9 + 5 + 2 + 2 are 18, and 0 or 2 more."""
    version = rows.framework("points-1")
    rows.placed(cast.ivan, version, "P2", date(2024, 1, 1))
    closed = rows.group(rows.cycle("Q3", *Q3), "closed", "Data")
    steps = {"questions": 3, "methods": 2, "pipelines": 1, "telling": 1, "care": care}
    rows.result(closed, cast.ivan, cast.mei, version, "P2", None, steps=steps)
    running = rows.group(rows.cycle("Q4", *Q4), name="Data")
    pitch = rows.pitch(running, cast.ivan, cast.mei, version, "P2", "P3")
    assert told(pitch) == {"points": answer}


def test_a_reader_is_told_what_the_proof_holds_and_the_final_ratings_only_where_they_see_them(cast, lena):
    """After the lock the quarter's own result says below; Mei (an assessor) may not see it, Dana (a decider) may."""
    rows.takes_part(lena.group, cast.mei, Part.ASSESSOR)
    rows.takes_part(lena.group, cast.dana, Part.DECIDER)
    rows.result(
        lena.group, cast.lena, cast.marco, lena.version, "IC3", "at", ("IC4", dict.fromkeys(THREE_AXES, "below"))
    )
    type(lena.group).objects.filter(pk=lena.group.pk).update(state="deciding")
    pitch = Pitch.objects.get(pk=lena.pk)
    assert told(pitch, reader=cast.mei)["at_next_level:teamwork"] == "met"
    assert told(pitch, reader=cast.dana)["at_next_level:teamwork"] == "not_yet"
    assert told(pitch)["at_next_level:teamwork"] == "not_yet"
    Exclusion.objects.create(group=lena.group, person=cast.dana, subject=cast.lena)
    assert told(pitch, reader=cast.dana)["at_next_level:teamwork"] == "met"


def test_the_frozen_proof_holds_ids_and_standings_and_no_text(lena):
    frozen = eligibility.frozen_proof(facts_of(lena).explain())
    assert {row["standing"] for row in frozen} == {"above", "at"}
    assert len(frozen) == 5
    assert all(set(row) == {"cycle", "role", "axis", "standing", "step"} for row in frozen)


@pytest.mark.parametrize("more", [0, 4])
def test_the_facts_cost_the_same_queries_whatever_there_is(cast, lena, more):
    for number in range(more):
        closed = rows.group(rows.cycle(f"2025 {number}", *Q1), "closed", "Old")
        rows.result(closed, cast.lena, cast.marco, lena.version, "IC3", "at", ("IC4", {"teamwork": "at"}))
        rows.claim(lena, "at_next_level", *Q4)
    facts_of(lena)
    pitch = Pitch.objects.select_related("version", "group__cycle", "target").get(pk=lena.pk)
    with CaptureQueriesContext(connection) as asked:
        facts_of(pitch)
    assert len(asked) == 11  # one of the roles that versions put in the place of others


def test_an_axis_that_does_not_apply_is_no_data(lena):
    ResultAxis.objects.filter(axis__code="teamwork").delete()
    result = Result.objects.get(group__cycle__name="Engineering 2026 Q3")
    teamwork = rows.axis(result.version, "teamwork")
    ResultAxis.objects.create(result=result, axis=teamwork, against_role=result.role, applies=False)
    assert told(lena)["at_next_level:teamwork"] == "no_data"
    assert told(lena)["at_next_level:execution"] == "met"
