"""Where one can go from a role, in which order; and where the points of a radar lie."""

from dataclasses import replace

import pytest

from frameworks import reading
from frameworks.loading import load
from frameworks.radar import in_lines, radar
from frameworks.ways import next_roles, ways
from tests.shipped import fixture


def from_(name, code):
    return [(way.role.code, way.direction) for way in ways(fixture(name), code)]


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("engineering-1", "IC2", [("IC3", "up")]),
        ("engineering-1", "IC7", []),
        ("ladders-1", "D3", [("D4", "up")]),
        ("ladders-1", "D4", [("D5", "up"), ("TL4", "sideways"), ("TPM4", "sideways")]),
        ("ladders-1", "D5", [("D6", "up"), ("TL5", "sideways"), ("EM5", "sideways")]),
        ("ladders-1", "TL4", [("TL5", "up"), ("D4", "sideways")]),
        ("growth-1", "senior", [("principal", "up"), ("staff", "up")]),
        ("growth-1", "principal", [("chapter-lead", "up"), ("staff", "sideways")]),
        ("growth-1", "chapter-lead", [("engineering-manager", "sideways")]),
        ("points-1", "P5", [("P6", "up")]),
        ("points-1", "no-such-role", []),
    ],
)
def test_the_ways_on_from_a_role_nearest_first(name, code, expected):
    assert from_(name, code) == expected


def test_a_trunk_that_branches_leads_to_both_branches_where_nothing_is_named():
    growth = fixture("growth-1")
    roles = tuple(replace(role, next=None) for role in growth.roles)
    found = ways(replace(growth, roles=roles), "senior")
    assert [way.role.code for way in found] == ["principal", "staff"]


def test_a_named_way_down_comes_last_and_says_so():
    ladders = fixture("ladders-1")
    roles = tuple(replace(role, next=("D3", "TL4", "D5")) if role.code == "D4" else role for role in ladders.roles)
    found = ways(replace(ladders, roles=roles), "D4")
    assert [(way.role.code, way.direction, way.same_track) for way in found] == [
        ("D5", "up", True),
        ("TL4", "sideways", False),
        ("D3", "down", True),
    ]


def test_a_role_that_names_no_way_has_none():
    engineering = fixture("engineering-1")
    roles = tuple(replace(role, next=()) for role in engineering.roles)
    assert ways(replace(engineering, roles=roles), "IC2") == []


def test_a_retired_level_is_passed_over():
    engineering = fixture("engineering-1")
    levels = tuple(replace(level, status="retired") if level.code == "IC3" else level for level in engineering.levels)
    assert [way.role.code for way in ways(replace(engineering, levels=levels), "IC2")] == ["IC4"]


@pytest.mark.django_db
def test_next_roles_are_the_identities_that_placements_point_at():
    version = load(fixture("ladders-1"))
    roles = reading.roles(version)
    assert [role.code for role in next_roles(version, roles["D4"])] == ["D5", "TL4", "TPM4"]
    assert next_roles(version, roles["D4"])[0].pk == roles["D5"].pk


def test_a_radar_of_four_axes_points_up_right_down_and_left():
    drawn = radar([("A", 5), ("B", 5), ("C", 2), ("D", 4)], [("D4", [5, 1, 1, None])])
    assert [(spoke.end.x, spoke.end.y) for spoke in drawn.spokes] == [(0, -100), (100, 0), (0, 100), (-100, 0)]
    assert [(dot.x, dot.y) for dot in drawn.shapes[0].dots] == [(0, -100), (20, 0), (0, 50), (0, 0)]
    assert drawn.shapes[0].points == "0,-100 20,0 0,50 0,0"
    assert len(drawn.rings) == 5
    assert [spoke.anchor for spoke in drawn.spokes] == ["middle", "start", "middle", "end"]


def test_a_radar_refuses_what_it_cannot_draw():
    with pytest.raises(ValueError, match="at least three axes"):
        radar([("A", 5), ("B", 5)], [])
    with pytest.raises(ValueError, match="one value an axis"):
        radar([("A", 5), ("B", 5), ("C", 5)], [("D4", [1, 2])])


def test_long_names_are_set_in_two_lines_and_cut():
    assert in_lines("Area of impact") == ("Area of impact",)
    assert in_lines("Areas of technical impact") == ("Areas of", "technical impact")
    assert in_lines("Communication with people in other departments") == ("Communication", "with people in…")
    assert in_lines("x" * 200) == ("x" * 19 + "…",)
