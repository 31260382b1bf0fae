"""The engineering and support fixtures hold the counts and numbers of the frameworks they are modelled on."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"


def fixture(name):
    """The file as plain lists and dicts, read without Plumbline's own loader."""
    return YAML(typ="safe").load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"))


def by_code(rows):
    return {row["code"]: row for row in rows}


def behaviours(framework, role, axis):
    """The behaviours of one role on one axis, each as its sentence."""
    rows = by_code(framework["roles"])[role]["expectations"][axis]["behaviours"]
    return [row if isinstance(row, str) else row["text"] for row in rows]


def measures(framework):
    """(role, axis, name, value, unit, better) of each behaviour that carries a number, in file order."""
    found = []
    for role in framework["roles"]:
        for axis, expectation in role.get("expectations", {}).items():
            for row in expectation["behaviours"]:
                if isinstance(row, dict) and "measure" in row:
                    measure = row["measure"]
                    found.append(
                        (
                            role["code"],
                            axis,
                            measure["name"],
                            measure["value"],
                            measure["unit"],
                            measure["better"],
                        )
                    )
    return found


def sentences(framework):
    """Every summary and behaviour of the described roles."""
    for role in framework["roles"]:
        for axis, expectation in role.get("expectations", {}).items():
            yield expectation["summary"]
            yield from behaviours(framework, role["code"], axis)


ENGINEERING_1 = [
    # role, proficiency, execution, teamwork
    ("IC1", 5, 4, 5),
    ("IC2", 5, 5, 6),
    ("IC3", 6, 5, 5),
    ("IC4", 4, 5, 3),
    ("IC5", 4, 4, 4),
]

ENGINEERING_2 = [
    ("IC1", 5, 4, 5),
    ("IC2", 6, 5, 5),
    ("IC3", 6, 5, 5),
    ("IC4", 4, 5, 3),
    ("IC5", 4, 4, 4),
]

SUPPORT_1 = [
    # role, impact, scope, execution, teamwork
    ("IC1", 3, 1, 3, 4),
    ("IC2", 3, 2, 4, 5),
    ("IC3", 2, 3, 4, 6),
    ("IC4", 2, 4, 6, 5),
    ("IC5", 3, 2, 3, 4),
]


@pytest.mark.parametrize(("role", "proficiency", "execution", "teamwork"), ENGINEERING_1)
def test_engineering_1_has_the_behaviours_of_its_model(role, proficiency, execution, teamwork):
    framework = fixture("engineering-1")
    assert len(behaviours(framework, role, "proficiency")) == proficiency
    assert len(behaviours(framework, role, "execution")) == execution
    assert len(behaviours(framework, role, "teamwork")) == teamwork


@pytest.mark.parametrize(("role", "proficiency", "execution", "teamwork"), ENGINEERING_2)
def test_engineering_2_moves_one_behaviour_in_and_one_out_at_ic2(role, proficiency, execution, teamwork):
    framework = fixture("engineering-2")
    assert len(behaviours(framework, role, "proficiency")) == proficiency
    assert len(behaviours(framework, role, "execution")) == execution
    assert len(behaviours(framework, role, "teamwork")) == teamwork


@pytest.mark.parametrize(("role", "impact", "scope", "execution", "teamwork"), SUPPORT_1)
def test_support_1_has_the_behaviours_of_its_model(role, impact, scope, execution, teamwork):
    framework = fixture("support-1")
    assert len(behaviours(framework, role, "impact")) == impact
    assert len(behaviours(framework, role, "scope")) == scope
    assert len(behaviours(framework, role, "execution")) == execution
    assert len(behaviours(framework, role, "teamwork")) == teamwork


@pytest.mark.parametrize(
    ("name", "identity", "version"),
    [
        ("engineering-1", "engineering", "1"),
        ("engineering-2", "engineering", "2"),
        ("support-1", "support", "1"),
    ],
)
def test_a_file_names_its_framework_and_version(name, identity, version):
    framework = fixture(name)
    assert framework["framework"] == identity
    assert framework["version"] == version


@pytest.mark.parametrize("name", ["engineering-1", "engineering-2", "support-1"])
def test_there_are_seven_levels_and_the_top_two_are_unfinished(name):
    framework = fixture(name)
    assert [(level["code"], level["rank"], level["status"]) for level in framework["levels"]] == [
        ("IC1", 10, "described"),
        ("IC2", 20, "described"),
        ("IC3", 30, "described"),
        ("IC4", 40, "described"),
        ("IC5", 50, "described"),
        ("IC6", 60, "unfinished"),
        ("IC7", 70, "unfinished"),
    ]
    roles = by_code(framework["roles"])
    assert list(roles) == ["IC1", "IC2", "IC3", "IC4", "IC5", "IC6", "IC7"]
    assert all(role["tracks"] == ["ic"] for role in roles.values())
    assert "expectations" not in roles["IC6"]
    assert "expectations" not in roles["IC7"]


@pytest.mark.parametrize("name", ["engineering-1", "engineering-2", "support-1"])
def test_the_scale_is_struggling_meeting_exceeding(name):
    points = fixture(name)["scale"]["points"]
    assert [(point["word"], point["mark"], point["standing"]) for point in points] == [
        ("Struggling", "▽", "below"),
        ("Meeting", "●", "at"),
        ("Exceeding", "△", "above"),
    ]


@pytest.mark.parametrize("name", ["engineering-1", "engineering-2", "support-1"])
def test_no_sentence_stands_twice_in_a_file(name):
    written = list(sentences(fixture(name)))
    assert len(written) == len(set(written))


@pytest.mark.parametrize("name", ["engineering-1", "engineering-2"])
def test_engineering_is_judged_on_three_axes_each_quarter(name):
    framework = fixture(name)
    assert [axis["code"] for axis in framework["axes"]] == ["proficiency", "execution", "teamwork"]
    assert framework["cadence"] == "quarterly"
    assert framework["cumulative"] is True
    assert framework["terminal_level"] == "IC3"
    assert framework["pitch_open_to_subject"] == "after"
    assert [level["code"] for level in framework["levels"] if level.get("is_different_role")] == ["IC5"]


@pytest.mark.parametrize("name", ["engineering-1", "engineering-2"])
def test_engineering_asks_a_quarter_here_and_a_quarter_at_the_next_level(name):
    rule = fixture(name)["rule"]
    assert rule["kind"] == "across-the-board"
    assert rule["high_performance"] == {"months": 3, "standing": "above"}
    assert rule["at_next_level"] == {"months": 3, "standing": "at", "axes": "all"}
    assert [(row["code"], row["from_level"]) for row in rule["conditions"]] == [("business-need", "IC5")]


def test_engineering_expects_these_behaviours_from_the_first_day():
    framework = fixture("engineering-1")
    counts = {}
    for role in framework["roles"]:
        for axis, expectation in role.get("expectations", {}).items():
            marked = [row for row in expectation["behaviours"] if isinstance(row, dict) and row.get("day_one")]
            if marked:
                counts[role["code"], axis] = len(marked)
    assert counts == {
        ("IC1", "execution"): 2,
        ("IC1", "teamwork"): 3,
        ("IC2", "teamwork"): 2,
        ("IC3", "teamwork"): 2,
        ("IC4", "teamwork"): 2,
        ("IC5", "teamwork"): 1,
    }


def test_version_2_of_engineering_changes_the_wording_at_ic2_and_ic3_only():
    before, after = fixture("engineering-1"), fixture("engineering-2")
    gone, new = {}, {}
    for role in ["IC1", "IC2", "IC3", "IC4", "IC5"]:
        for axis in ["proficiency", "execution", "teamwork"]:
            old, now = behaviours(before, role, axis), behaviours(after, role, axis)
            if old != now:
                gone[role, axis] = len(set(old) - set(now))
                new[role, axis] = len(set(now) - set(old))
    assert gone == {
        ("IC2", "proficiency"): 1,
        ("IC2", "execution"): 1,
        ("IC2", "teamwork"): 2,
        ("IC3", "proficiency"): 1,
        ("IC3", "execution"): 1,
    }
    assert new == {
        ("IC2", "proficiency"): 2,
        ("IC2", "execution"): 1,
        ("IC2", "teamwork"): 1,
        ("IC3", "proficiency"): 1,
        ("IC3", "execution"): 1,
    }


def test_version_2_of_engineering_sharpens_one_summary_and_changes_one_title():
    before, after = by_code(fixture("engineering-1")["roles"]), by_code(fixture("engineering-2")["roles"])
    assert [code for code in before if before[code]["title"] != after[code]["title"]] == ["IC1"]
    assert before["IC1"]["title"] == "Engineer I"
    assert after["IC1"]["title"] == "Associate engineer"
    changed = [
        (code, axis)
        for code, role in before.items()
        for axis, expectation in role.get("expectations", {}).items()
        if expectation["summary"] != after[code]["expectations"][axis]["summary"]
    ]
    assert changed == [("IC3", "teamwork")]


def test_support_is_judged_on_four_axes_every_half_year():
    framework = fixture("support-1")
    assert [axis["code"] for axis in framework["axes"]] == ["impact", "scope", "execution", "teamwork"]
    assert framework["cadence"] == "half-yearly"
    assert framework["cumulative"] is True
    assert framework["consistently"] == {"months": 6}


def test_support_asks_a_year_here_and_a_quarter_at_the_next_level():
    rule = fixture("support-1")["rule"]
    assert rule["kind"] == "across-the-board"
    assert rule["high_performance"] == {"months": 12, "standing": "above"}
    assert rule["at_next_level"] == {"months": 3, "standing": "at", "axes": "all"}


def test_support_carries_its_numbers_as_measures():
    assert measures(fixture("support-1")) == [
        ("IC1", "impact", "Within SLA", "90", "%", "higher"),
        ("IC2", "impact", "Median open time", "20", "h", "lower"),
        ("IC2", "scope", "Within SLA", "94", "%", "higher"),
        ("IC3", "scope", "Within SLA", "96", "%", "higher"),
        ("IC4", "scope", "Within SLA", "98", "%", "higher"),
    ]


def test_a_support_team_lead_holds_four_duties_on_top_of_a_level():
    [lead] = fixture("support-1")["add_on_roles"]
    assert lead["code"] == "team-lead"
    assert lead["on_levels"] == ["IC3", "IC4", "IC5"]
    assert [duty["name"] for duty in lead["duties"]] == ["Facilitator", "Coordinator", "Mentor", "Liaison"]
