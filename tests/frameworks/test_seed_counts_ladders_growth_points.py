"""The ladders, growth and points fixtures hold the steps, counts and numbers they are meant to hold."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"


def fixture(name):
    """The file as plain lists and dicts, read without Plumbline's own loader."""
    return YAML(typ="safe").load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"))


def by_code(rows):
    return {row["code"]: row for row in rows}


def step_names(framework):
    """Axis name → the names of its steps in file order."""
    return {axis["name"]: [step["name"] for step in axis["steps"]] for axis in framework["axes"]}


def step_numbers(framework):
    return {axis["code"]: [step["number"] for step in axis["steps"]] for axis in framework["axes"]}


def behaviour_counts(framework):
    return {axis["code"]: [len(step["behaviours"]) for step in axis["steps"]] for axis in framework["axes"]}


def steps_of(framework, role):
    """The steps a role asks for, in the order of the axes; None where nothing is asked."""
    expectations = by_code(framework["roles"])[role]["expectations"]
    return [expectations[axis["code"]].get("step") for axis in framework["axes"]]


def next_roles(framework, role):
    return by_code(framework["roles"])[role].get("next")


def standings(framework):
    return [(point["word"], point["mark"], point["standing"]) for point in framework["scale"]["points"]]


def ranks(framework):
    return [(level["code"], level["rank"]) for level in framework["levels"]]


# Ladders


def test_ladders_names_its_five_axes_and_their_steps():
    assert step_names(fixture("ladders-1")) == {
        "Technology": ["Adopts", "Specializes", "Evangelizes", "Masters", "Creates"],
        "System": ["Enhances", "Designs", "Owns", "Evolves", "Leads"],
        "People": ["Learns", "Supports", "Mentors", "Coordinates", "Manages"],
        "Process": ["Follows", "Enforces", "Challenges", "Adjusts", "Defines"],
        "Influence": ["Subsystem", "Team", "Multiple teams", "Company", "Community"],
    }


def test_ladders_numbers_its_steps_one_to_five():
    assert step_numbers(fixture("ladders-1")) == {
        "technology": [1, 2, 3, 4, 5],
        "system": [1, 2, 3, 4, 5],
        "people": [1, 2, 3, 4, 5],
        "process": [1, 2, 3, 4, 5],
        "influence": [1, 2, 3, 4, 5],
    }


@pytest.mark.parametrize(
    ("role", "level", "track", "steps"),
    [
        # technology, system, people, process, influence
        ("D1", "1", "developer", [1, 1, 1, 1, 1]),
        ("D2", "2", "developer", [1, 2, 2, 2, 1]),
        ("D3", "3", "developer", [2, 2, 2, 3, 2]),
        ("D4", "4", "developer", [3, 3, 3, 3, 2]),
        ("D5", "5", "developer", [4, 4, 3, 4, 3]),
        ("D6", "6", "developer", [5, 5, 3, 4, 4]),
        ("D7", "7", "developer", [5, 5, 3, 4, 5]),
        ("TL4", "4", "tech-lead", [2, 3, 4, 4, 1]),
        ("TL5", "5", "tech-lead", [3, 4, 4, 5, 2]),
        ("TL6", "6", "tech-lead", [4, 5, 4, 5, 3]),
        ("TL7", "7", "tech-lead", [4, 5, 4, 5, 4]),
        ("TPM4", "4", "program-manager", [2, 2, 4, 4, 3]),
        ("TPM5", "5", "program-manager", [2, 2, 4, 5, 3]),
        ("TPM6", "6", "program-manager", [2, 3, 5, 5, 4]),
        ("TPM7", "7", "program-manager", [2, 4, 5, 5, 5]),
        ("EM5", "5", "engineering-manager", [3, 3, 5, 4, 2]),
        ("EM6", "6", "engineering-manager", [3, 4, 5, 5, 2]),
        ("EM7", "7", "engineering-manager", [3, 4, 5, 5, 3]),
    ],
)
def test_a_ladders_role_asks_for_its_steps(role, level, track, steps):
    ladders = fixture("ladders-1")
    assert steps_of(ladders, role) == steps
    assert by_code(ladders["roles"])[role]["level"] == level
    assert by_code(ladders["roles"])[role]["tracks"] == [track]


def test_ladders_has_four_tracks_seven_levels_and_eighteen_roles():
    ladders = fixture("ladders-1")
    assert [track["code"] for track in ladders["tracks"]] == [
        "developer",
        "tech-lead",
        "program-manager",
        "engineering-manager",
    ]
    assert ranks(ladders) == [
        ("1", 10),
        ("2", 20),
        ("3", 30),
        ("4", 40),
        ("5", 50),
        ("6", 60),
        ("7", 70),
    ]
    assert len(ladders["roles"]) == 18


def test_ladders_calls_levels_from_four_up_senior():
    assert [level["facts"]["Senior"] for level in fixture("ladders-1")["levels"]] == [
        "no",
        "no",
        "no",
        "yes",
        "yes",
        "yes",
        "yes",
    ]


def test_ladders_leaves_examples_of_behaviour_to_the_teams():
    ladders = fixture("ladders-1")
    assert [step for axis in ladders["axes"] for step in axis["steps"] if "behaviours" in step] == []
    assert all(step["summary"] for axis in ladders["axes"] for step in axis["steps"])


def test_ladders_names_moves_to_another_ladder_beside_the_next_rank():
    ladders = fixture("ladders-1")
    assert next_roles(ladders, "D4") == ["D5", "TL4", "TPM4"]
    assert next_roles(ladders, "D5") == ["D6", "TL5", "EM5"]
    assert next_roles(ladders, "TL4") == ["TL5", "D4"]
    assert next_roles(ladders, "TL5") == ["TL6", "D5", "EM5"]
    assert next_roles(ladders, "TPM4") == ["TPM5", "D4"]
    assert next_roles(ladders, "EM5") == ["EM6", "D5", "TL5"]


def test_ladders_says_that_a_tech_lead_is_asked_less_technology_on_purpose():
    ladders = fixture("ladders-1")
    assert "TL4 asks for Technology at step 2" in ladders["about"]
    assert "on purpose" in by_code(ladders["roles"])["TL4"]["summary"]


def test_ladders_rule_is_guidance_over_six_months_with_three_sources_of_evidence():
    ladders = fixture("ladders-1")
    rule = ladders["rule"]
    assert rule["kind"] == "guidance"
    assert "high_performance" not in rule
    assert rule["at_next_level"] == {"months": 6, "standing": "at", "axes": "guidance"}
    assert [row["code"] for row in rule["conditions"]] == ["one-on-ones", "peers", "self-evaluation"]
    assert all(row["question"].endswith("?") for row in rule["conditions"])
    assert ladders["cadence"] == "half-yearly"
    assert ladders["cumulative"] is True


def test_ladders_rates_on_the_three_points():
    assert standings(fixture("ladders-1")) == [
        ("Struggling", "▽", "below"),
        ("Meeting", "●", "at"),
        ("Exceeding", "△", "above"),
    ]


# Growth


def test_growth_names_its_five_axes_and_their_steps():
    assert step_names(fixture("growth-1")) == {
        "Product": ["Enhance", "Design", "Own", "Evolve", "Lead"],
        "Technology": ["Adopt", "Specialize", "Evangelize", "Master", "Create"],
        "People": ["Learn", "Support", "Mentor", "Coordinate", "Manage"],
        "Process": ["Follow", "Enforce", "Challenge", "Adjust", "Shape"],
        "Area of impact": ["Individual", "Team", "Multi-team", "Engineering", "Community"],
    }


def test_growth_numbers_its_steps_one_to_five():
    assert step_numbers(fixture("growth-1")) == {
        "product": [1, 2, 3, 4, 5],
        "technology": [1, 2, 3, 4, 5],
        "people": [1, 2, 3, 4, 5],
        "process": [1, 2, 3, 4, 5],
        "area-of-impact": [1, 2, 3, 4, 5],
    }


def test_growth_describes_each_step_with_its_number_of_behaviours():
    assert behaviour_counts(fixture("growth-1")) == {
        "product": [5, 8, 7, 5, 5],
        "technology": [5, 10, 7, 6, 7],
        "people": [5, 7, 7, 5, 5],
        "process": [1, 2, 2, 3, 3],
        "area-of-impact": [1, 1, 1, 1, 1],
    }


@pytest.mark.parametrize(
    ("role", "title", "level", "tracks", "steps"),
    [
        # product, technology, people, process, area of impact
        ("junior", "Junior Software Engineer", "I", ["ic", "manager"], [None, None, 1, 1, 1]),
        ("engineer", "Software Engineer", "II", ["ic", "manager"], [1, 1, 2, 2, 2]),
        ("senior", "Senior Software Engineer", "III", ["ic", "manager"], [2, 2, 3, 3, 2]),
        ("principal", "Principal Software Engineer", "IV", ["ic"], [3, 4, 3, 4, 4]),
        ("staff", "Staff Software Engineer", "IV", ["manager"], [4, 3, 4, 4, 3]),
        ("chapter-lead", "Chapter Lead", "V", ["ic"], [4, 5, 4, 5, 5]),
        ("engineering-manager", "Engineering Manager", "V", ["manager"], [5, 4, 5, 5, 4]),
    ],
)
def test_a_growth_role_asks_for_its_steps(role, title, level, tracks, steps):
    growth = fixture("growth-1")
    row = by_code(growth["roles"])[role]
    assert steps_of(growth, role) == steps
    assert (row["title"], row["level"], row["tracks"]) == (title, level, tracks)


def test_growth_has_seven_roles_on_five_levels():
    growth = fixture("growth-1")
    assert len(growth["roles"]) == 7
    assert ranks(growth) == [("I", 10), ("II", 20), ("III", 30), ("IV", 40), ("V", 50)]


def test_growth_branches_after_senior_and_lets_people_change_track():
    growth = fixture("growth-1")
    assert next_roles(growth, "junior") == ["engineer"]
    assert next_roles(growth, "engineer") == ["senior"]
    assert next_roles(growth, "senior") == ["principal", "staff"]
    assert next_roles(growth, "principal") == ["chapter-lead", "staff"]
    assert next_roles(growth, "staff") == ["engineering-manager", "principal"]
    assert next_roles(growth, "chapter-lead") == ["engineering-manager"]
    assert next_roles(growth, "engineering-manager") == ["chapter-lead"]


def test_growth_says_why_a_junior_is_asked_nothing_on_product_and_technology():
    growth = fixture("growth-1")
    expectations = by_code(growth["roles"])["junior"]["expectations"]
    assert list(expectations["product"]) == ["not_applicable"]
    assert list(expectations["technology"]) == ["not_applicable"]
    assert expectations["product"]["not_applicable"].startswith("A Junior's tasks are chosen by the team")
    assert expectations["technology"]["not_applicable"].startswith("A Junior is still getting to know")


def test_growth_rates_on_four_points_without_a_plain_meets():
    assert standings(fixture("growth-1")) == [
        ("Not yet", "▽", "below"),
        ("In part", "◐", "partly"),
        ("In full and more", "△", "above"),
        ("Far more", "▲", "above"),
    ]


def test_growth_rule_asks_for_the_five_cs_and_no_number_of_months():
    growth = fixture("growth-1")
    rule = growth["rule"]
    assert rule["kind"] == "demonstrated"
    assert "high_performance" not in rule
    assert rule["at_next_level"] == {"standing": "at", "axes": "all"}
    assert [row["name"] for row in rule["conditions"]] == [
        "Conscious",
        "Comfortable",
        "Continuous",
        "Consistent",
        "Competent",
    ]
    assert all(row["question"].endswith("?") for row in rule["conditions"])
    assert growth["cadence"] == "yearly"


# Points


def test_points_gives_every_step_from_zero_up_its_points():
    points = fixture("points-1")
    assert [axis["name"] for axis in points["axes"]] == [
        "Questions",
        "Methods",
        "Pipelines",
        "Telling",
        "Care",
    ]
    for axis in points["axes"]:
        assert [(step["number"], step["points"]) for step in axis["steps"]] == [
            (0, 0),
            (1, 2),
            (2, 5),
            (3, 9),
            (4, 15),
            (5, 24),
        ]


def test_points_describes_each_step_with_two_or_three_behaviours():
    assert behaviour_counts(fixture("points-1")) == {
        "questions": [2, 2, 3, 3, 2, 2],
        "methods": [2, 2, 2, 3, 3, 2],
        "pipelines": [2, 2, 2, 3, 2, 2],
        "telling": [2, 2, 3, 2, 2, 2],
        "care": [2, 2, 2, 3, 2, 2],
    }


def test_points_begins_its_levels_at_thresholds_that_grow():
    points = fixture("points-1")
    assert [(level["code"], level["rank"], level["points"]["from"]) for level in points["levels"]] == [
        ("P1", 10, 0),
        ("P2", 20, 9),
        ("P3", 30, 20),
        ("P4", 40, 34),
        ("P5", 50, 50),
        ("P6", 60, 70),
    ]


@pytest.mark.parametrize(
    ("role", "steps", "worth"),
    [
        # questions, methods, pipelines, telling, care
        ("P1", [1, 1, 1, 1, 0], 8),
        ("P2", [2, 2, 1, 1, 1], 16),
        ("P3", [2, 3, 2, 2, 1], 26),
        ("P4", [3, 3, 3, 3, 2], 41),
        ("P5", [4, 3, 3, 4, 3], 57),
        ("P6", [5, 4, 3, 5, 3], 81),
    ],
)
def test_a_points_role_shows_typical_steps_and_what_they_are_worth(role, steps, worth):
    points = fixture("points-1")
    summary = by_code(points["roles"])[role]["summary"]
    assert steps_of(points, role) == steps
    assert summary.startswith(f"Typical steps, {worth} points in all;")
    assert sum({0: 0, 1: 2, 2: 5, 3: 9, 4: 15, 5: 24}[step] for step in steps) == worth


def test_points_titles_overlap_between_neighbouring_levels():
    points = fixture("points-1")
    assert {row["code"]: [row["title"], *row["aliases"]] for row in points["roles"]} == {
        "P1": ["Junior analyst", "Analyst"],
        "P2": ["Analyst", "Data engineer", "Data scientist"],
        "P3": ["Data scientist", "Data engineer", "Senior analyst"],
        "P4": ["Senior data scientist", "Senior analyst", "Senior data engineer"],
        "P5": ["Principal data scientist", "Senior data engineer", "Principal analyst"],
        "P6": ["Distinguished data scientist", "Principal analyst", "Principal data engineer"],
    }


def test_points_rates_on_five_points():
    assert standings(fixture("points-1")) == [
        ("Missing", "▽", "below"),
        ("Patchy", "◐", "partly"),
        ("Sound", "●", "at"),
        ("Strong", "△", "above"),
        ("Outstanding", "▲", "above"),
    ]


def test_points_rule_is_the_sum_alone():
    rule = fixture("points-1")["rule"]
    assert rule["kind"] == "points"
    assert sorted(rule) == ["kind", "notes"]


# All three


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("ladders-1", "Jorge Fernández"),
        ("growth-1", "ProntoPro"),
        ("points-1", "It is no company's framework"),
    ],
)
def test_says_what_it_is_modelled_on_and_that_the_words_are_ours(name, source):
    framework = fixture(name)
    assert source in framework["attribution"]
    assert "Plumbline's own" in " ".join(framework["attribution"].split())
    assert framework["behaviours_are"] == "examples"
