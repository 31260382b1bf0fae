"""Which earlier offers are compared where a role is called otherwise since."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest

from candidates import comparing, workflow
from candidates.nearest import Found, nearest
from frameworks import reading
from frameworks import workflow as frameworks
from frameworks.carried import Step, once_called
from frameworks.loading import load
from frameworks.placements import place
from tests.candidates.story import AS_E3, hand_in, together


@pytest.mark.parametrize(
    ("steps", "version", "roles", "found"),
    [
        (["2 A B", "3 B C"], 3, {"C"}, {"A", "B"}),
        (["2 A B", "3 B C"], 2, {"B"}, {"A"}),
        (["2 A B", "3 B C"], 2, {"C"}, set()),
        (["2 B C", "3 A B"], 3, {"C"}, {"B"}),  # B came back before it took the place of A
        (["2 A B", "2 Z B", "3 B C"], 3, {"C", "D"}, {"A", "B", "Z"}),
        (["2 A B", "3 B A"], 3, {"A"}, {"A", "B"}),
    ],
)
def test_a_role_was_once_called_whatever_led_to_it(steps, version, roles, found):
    made = [
        Step(datetime(2026, int(number), 1), date(2026, int(number), 1), role, becomes)
        for number, role, becomes in map(str.split, steps)
    ]
    assert once_called(roles, datetime(2026, version, 1), made) == found
    assert once_called(roles, None, made) == set()


@pytest.mark.parametrize("times", [1, 2, 3])
def test_an_offer_at_a_role_is_compared_however_often_another_took_its_place(cast, times, django_assert_num_queries):
    first = together(cast)
    roles = reading.roles(first.version)
    workflow.offer(first.candidate, cast.mei, roles["E3"], "80 k", date(2026, 11, 2))
    place(cast.ines, roles["E3"], date(2025, 3, 3), by=None)
    version = first.version
    names = ["E3", "E5", "E7", "E9"][: times + 1]
    for number, (code, becomes) in enumerate(pairwise(names), start=2):
        old, level = reading.document(version), {f"L{code[1]}": f"L{becomes[1]}"}
        levels = tuple(replace(one, code=level.get(one.code, one.code)) for one in old.levels)
        others = tuple(
            replace(one, code=becomes, level=level[one.level]) if one.code == code else one for one in old.roles
        )
        wanted = load(replace(old, version=str(number), levels=levels, roles=others))
        version = frameworks.publish(wanted, by=None, becomes={code: becomes})
    candidate = workflow.open_one(cast.dana, "Ibis", version, None, [cast.dana, cast.sam])
    later = type(first)(version=version, candidate=candidate)
    for one in (cast.dana, cast.sam):
        hand_in(later, one, **AS_E3 | {"writing": names[-1]})
    workflow.bring_together(candidate, cast.dana)
    fits = nearest(reading.ladder(version), {"writing": Found(role=names[-1])})
    comparing.earlier(candidate, cast.dana, fits)
    with django_assert_num_queries(3):
        offers = comparing.earlier(candidate, cast.dana, fits)
    assert [(one.role, one.offer.terms) for one in offers] == [("E3, of an earlier version", "80 k")]
