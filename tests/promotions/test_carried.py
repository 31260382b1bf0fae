"""Who was moved to another role by a version loses no time: what the rule counts, before, after and across it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils.formats import date_format

from frameworks import placing, workflow
from frameworks.carried import Spell, Step, as_called, spells
from frameworks.loading import load
from frameworks.models import Placement, Version
from frameworks.succeeding import held_since
from promotions.evidence import facts_of
from tests.promotions import rows
from tests.promotions.test_evidence import Q1, Q2, Q3, Q4, THREE_AXES, told
from tests.shipped import fixture

MARCH = date(2026, 3, 2)
FIRST, SECOND, THIRD = (datetime(2026, month, 2, tzinfo=UTC) for month in (1, 3, 6))
TO_B = Step(SECOND, MARCH, "A", "B")
TO_C = Step(THIRD, date(2026, 6, 2), "B", "C")
HELD = [
    Spell("A", date(2024, 1, 1), date(2026, 3, 1)),
    Spell("B", MARCH, date(2026, 6, 1)),
    Spell("C", date(2026, 6, 2), None),
]


@pytest.mark.parametrize(
    ("now", "roles"), [(FIRST, ["A", "A", "A"]), (SECOND, ["B", "B", "B"]), (THIRD, ["C", "C", "C"])]
)
def test_whoever_was_moved_twice_held_one_role_as_each_version_calls_it(now, roles):
    assert [one.role for one in spells(HELD, now, [TO_B, TO_C])] == roles
    assert [one.from_on for one in spells(HELD, now, [TO_B, TO_C])] == [one.from_on for one in HELD]


def test_whoever_was_not_moved_by_it_keeps_two_roles():
    promoted = [Spell("A", date(2024, 1, 1), date(2025, 12, 31)), Spell("B", date(2026, 1, 1), None)]
    assert spells(promoted, THIRD, [TO_B]) == promoted


def test_a_result_is_read_as_later_versions_call_its_role():
    steps = [TO_B, TO_C]
    assert as_called("A", FIRST, THIRD, steps) == "C"
    assert as_called("A", FIRST, SECOND, steps) == "B"
    assert as_called("B", SECOND, THIRD, steps) == "C"
    assert as_called("A", FIRST, FIRST, steps) == "A"
    # under the second version A is no role of it: what bears the name there is another one
    assert as_called("A", SECOND, THIRD, steps) == "A"


def moved(cast, becomes):
    """Lena was IC3 for two years, and version 2 calls the role IC9 since November."""
    with time_machine.travel("2024-01-01 09:00:00+00:00", tick=False) as clock:
        version = rows.framework("engineering-1")
        rows.placed(cast.lena, version, "IC3", date(2024, 1, 1))
        for name, days, overall, ahead in [
            ("Engineering 2026 Q1", Q1, "at", None),
            ("Engineering 2026 Q2", Q2, "above", None),
            ("Engineering 2026 Q3", Q3, "above", ("IC4", dict.fromkeys(THREE_AXES, "at"))),
        ]:
            closed = rows.group(rows.cycle(name, *days), "closed")
            rows.result(closed, cast.lena, cast.marco, version, "IC3", overall, ahead)
        clock.move_to("2026-11-02 09:00:00+00:00")
        document = fixture("engineering-1")
        new = [replace(role, code="IC9") for role in document.roles if role.code == "IC3"]
        roles = tuple(one for role in document.roles for one in ([role] if role.code != "IC3" else new))
        draft = load(replace(document, version="2", roles=roles))
        workflow.publish(draft, by=None, becomes={"IC3": becomes})
        if becomes == "-":
            held = Placement.objects.get(person=cast.lena)
            placing.place_from(held, rows.role(draft, "IC9"), date(2026, 11, 2), cast.petra)
    return version


@pytest.fixture
def lena(cast):
    return moved(cast, "IC9")


def pitched(cast, version, code):
    running = rows.group(rows.cycle("Engineering 2026 Q4", *Q4))
    rows.on_roster(running, cast.lena, cast.marco, version, code, role_since=date(2024, 1, 1))
    return rows.pitch(running, cast.lena, cast.marco, version, code, "IC4")


MET = {
    "high_performance": "met",
    "at_next_level:proficiency": "met",
    "at_next_level:execution": "met",
    "at_next_level:teamwork": "met",
    "distinct_periods": "met",
}


def test_under_the_new_version_time_and_results_in_the_role_before_count(cast, lena):
    second = Version.objects.get(label="2")
    pitch = pitched(cast, second, "IC9")
    assert [one.from_day for one in facts_of(pitch).asked["placements"]] == [date(2024, 1, 1), date(2026, 11, 2)]
    assert len({one.role for one in facts_of(pitch).asked["placements"]}) == 1
    assert len({one.rank for one in facts_of(pitch).asked["placements"]}) == 1
    assert told(pitch) == MET


def test_a_review_that_keeps_the_first_version_reads_them_as_it_calls_them(cast, lena):
    assert told(pitched(cast, lena, "IC3")) == MET


def test_whom_people_ops_placed_one_by_one_begins_anew(cast):
    """The editors said of no role that it is the same."""
    moved(cast, "-")
    second = Version.objects.get(label="2")
    assert Placement.objects.filter(person=cast.lena).count() == 2
    assert told(pitched(cast, second, "IC9"))["high_performance"] != "met"


@pytest.mark.parametrize(("becomes", "since"), [("IC9", date(2024, 1, 1)), ("-", date(2026, 11, 2))])
def test_since_when_one_holds_a_role_is_said_as_it_counts(cast, sign_in, becomes, since):
    moved(cast, becomes)
    assert held_since(Placement.objects.on(date(2026, 11, 20)).filter(person=cast.lena)) == {cast.lena.pk: since}
    day = date_format(since, "l, j F Y")
    with time_machine.travel("2026-11-20 09:00:00+00:00"):
        page = sign_in(cast.lena).get("/my-level/").content.decode()
    assert f"Lena, at this level since {day}" in page
