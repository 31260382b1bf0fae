"""Features 21 to 30: what comes from before, layers, falling expectations, kinds of rules, weights, scales, gates."""

from datetime import date

import pytest

from frameworks import reading
from frameworks.difference import of_roles
from frameworks.format import read
from frameworks.sentences import measure_text
from promotions import eligibility
from promotions.evidence import Facts, rule_of, target_of
from promotions.explained import in_words
from reviews.earlier.workflow import known_to
from tests.frameworks.features.bakery import STEPS, bakery, refusals, two_roles

ASKED = "{dough: {step: %d}, heat: {step: %d}, shop: {step: %d}}"
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def steps(dough=None, heat=None, shop=None):
    return {axis: step for axis, step in (("dough", dough), ("heat", heat), ("shop", shop)) if step is not None}


def told(version, attained=None, *, standing=None, answers=None, since=date(2025, 1, 1), code="B2"):
    """The rule about a pitch from B1, after one review in 2026: clause → answer, as the page words them."""
    document = reading.document(version)
    axes = {axis.code: axis.code for axis in document.axes}
    roles = {
        role.code: str(identity.pk)
        for role, identity in zip(document.roles, reading.roles(version).values(), strict=True)
    }
    target = reading.roles(version)[code]
    result = eligibility.Result(
        "2026", *YEAR, roles["B1"], steps=attained or {}, next=standing or {}, next_role=roles[code]
    )
    asked = {
        "rule": rule_of(document, axes, roles, code),
        "target": target_of(document, axes, target),
        "on": YEAR[1],
        "results": [result],
        "claims": [],
        "answers": answers or {},
        "placements": [eligibility.Placement(roles["B1"], 10, since)],
        "leave": [],
    }
    facts = Facts(asked, axes, document, {"2026": "2026"})
    return {line.name: line.answer for line in in_words(facts, to_its_author=True).clauses}


def test_21_what_comes_from_before_is_shown_folded_or_is_not_there(shelf):
    version = shelf.publish(bakery())
    body = shelf.client.get(f"/frameworks/{version.framework.slug}/roles/B2/").content.decode()
    assert "<summary>What comes from B1</summary>" in body
    assert "Mixes what is weighed out." in shelf.page(version, "roles/B2/")
    alone = shelf.read(bakery().replace("cumulative: true", "cumulative: false"), "roles/B2/")
    assert "What comes from" not in alone
    assert "Mixes what is weighed out." not in alone
    both = shelf.page(version, "roles/B1/and/B2/")
    assert "Mixes what is weighed out." in both
    assert "Plans the night's dough." in both


LAYERS = """\
layers:
  - code: city
    name: City bakeries
    roles:
      B1:
        dough: {summary: Shapes rolls too.}
  - code: cake
    name: Cakes
    within: city
    roles:
      B1:
        dough: {behaviours: [Whips cream.]}
"""


def test_22_layers_add_to_one_cell(shelf):
    said = shelf.read(bakery(layers=LAYERS), "roles/B1/")
    assert "Asked besides in: City bakeries Shapes rolls too." in said
    assert "Asked besides in: City bakeries, Cakes For example Whips cream." in said
    assert "Asked besides in: Cakes For example" in shelf.read(
        bakery(layers=LAYERS.replace("    within: city\n", "")), "roles/B1/"
    )
    assert "Asked besides" not in shelf.read(bakery(), "roles/B1/")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("within: city", "within: town", "line 45: layers[2].within names the layer town, which is not in layers"),
        ("within: city", "within: cake",
         "line 45: layers[2].within names the layer cake, which has to stand before it"),
        ("      B1:\n        dough: {sum", "      B9:\n        dough: {sum",
         "line 41: layers[1].roles.B9 names the role B9, which is not in roles"),
    ],
)  # fmt: skip
def test_22_layers_that_hang_in_the_air_are_refused(old, new, sentence):
    assert refusals(bakery(layers=LAYERS.replace(old, new))) == [sentence]


def test_23_an_expectation_that_falls_as_rank_rises(shelf):
    version = shelf.publish(bakery(axes=STEPS, roles=two_roles(ASKED % (3, 1, 1), ASKED % (2, 2, 1))))
    said = shelf.page(version, "roles/B1/")
    assert "Dough 3 Teaches → becomes 2 Plans less is asked" in said
    rising = shelf.read(bakery(axes=STEPS, roles=two_roles(ASKED % (1, 1, 1), ASKED % (2, 2, 1))), "roles/B1/")
    assert "less is asked" not in rising
    assert [one.asks for one in of_roles(reading.document(version), "B1", "B2")] == ["less", "more", "same"]


ROLES = two_roles(ASKED % (1, 1, 1), ASKED % (2, 2, 2))


def stepped(rule, second="", tracks=""):
    """The bakery of three axes with steps; what else the second level says."""
    levels = f"levels:\n  - {{code: B1, rank: 10}}\n  - {{code: B2, rank: 20{second}}}\n"
    parts = {"tracks": tracks} if tracks else {}
    return bakery(axes=STEPS, roles=ROLES, levels=levels, rule=f"rule: {{kind: {rule}}}\n", **parts)


def test_24_across_the_board_one_axis_below_is_not_made_up_for(shelf):
    rule = "across-the-board, at_next_level: {standing: at}"
    version = shelf.publish(stepped(rule))
    said = told(version, standing={"dough": "at", "heat": "below", "shop": "above"})
    assert list(said.values()) == ["met", "not_yet", "met"]
    assert "strength on one does not make up for another" in shelf.page(version)


def test_24_points_with_thresholds(shelf):
    axes = STEPS.replace("number: 2,", "points: 5, number: 2,").replace("number: 3,", "points: 9, number: 3,")
    levels = "levels:\n  - {code: B1, rank: 10}\n  - {code: B2, rank: 20, points: {from: %d}}\n"
    parts = {
        "axes": axes.replace("number: 1,", "points: 1, number: 1,"),
        "roles": ROLES,
        "rule": "rule: {kind: points}\n",
    }
    version = shelf.publish(bakery(levels=levels % 11, **parts))
    assert told(version, steps(2, 2, 1)) == {"The steps attained are together worth at least 11 points.": "met"}
    higher = shelf.publish(bakery(levels=levels % 12, **parts))
    assert told(higher, steps(2, 2, 1)) == {"The steps attained are together worth at least 12 points.": "not_yet"}
    assert "Begins at 12 points" in shelf.page(higher, "roles/B2/")


def test_24_a_weighted_average(shelf):
    version = shelf.publish(stepped("weighted-average", ', average: {from: "2.5"}'))
    clause = "The steps attained are on average at least 2.5, each axis by its weight."
    assert told(version, steps(3, 3, 2)) == {clause: "met"}
    assert told(version, steps(2, 3, 2)) == {clause: "not_yet"}
    assert told(version, steps(3, 3)) == {clause: "no_data"}
    assert "Begins at an average of 2.5" in shelf.page(version, "roles/B2/")
    assert "from an average of 2.5" in shelf.page(version)
    lower = shelf.publish(stepped("weighted-average", ', average: {from: "2.25"}'))
    assert list(told(lower, steps(2, 3, 2)).values()) == ["met"]
    unsaid = shelf.publish(stepped("weighted-average"))
    assert told(unsaid, steps(3, 3, 3)) == {"Average of the steps attained, each axis by its weight.": "no_data"}


def test_24_counting_one_axis_far_or_all_of_them_some_way(shelf):
    version = shelf.publish(stepped("counting", ", counts: [{step: 3, axes: 1}, {step: 2}]"))
    clause = "Attained: step 3 or higher on one axis, or step 2 or higher on every axis."
    assert told(version, steps(3, 1, 1)) == {clause: "met"}
    assert told(version, steps(2, 2, 2)) == {clause: "met"}
    assert told(version, steps(2, 2, 1)) == {clause: "not_yet"}
    assert told(version, steps(2, 2)) == {clause: "no_data"}
    assert "Begins with step 3 or higher on one axis, or step 2 or higher on every axis" in shelf.page(
        version, "roles/B2/"
    )
    stricter = shelf.publish(stepped("counting", ", counts: [{step: 3, axes: 2}]"))
    assert told(stricter, steps(3, 1, 1)) == {"Attained: step 3 or higher on 2 axes.": "not_yet"}


def test_24_one_mandatory_axis(shelf):
    version = shelf.publish(stepped("counting, mandatory: [heat]", ", counts: [{step: 3, axes: 1}]"))
    assert told(version, steps(3, 1, 1)) == {
        "Attained: step 3 or higher on one axis.": "met",
        "Heat is needed in any case: step 2 or higher.": "not_yet",
    }
    assert "Needed in any case, whatever else is shown: what the next role asks on Heat." in shelf.page(version)
    other = shelf.publish(stepped("counting, mandatory: [dough]", ", counts: [{step: 3, axes: 1}]"))
    assert told(other, steps(3, 1, 1))["Dough is needed in any case: step 2 or higher."] == "met"


def test_24_a_mandatory_axis_without_steps_goes_by_its_rating(shelf):
    version = shelf.publish(bakery(rule="rule: {kind: guidance, mandatory: [heat]}\n"))
    clause = "Heat is needed in any case: at or above what is expected against the next level."
    assert told(version, standing={"heat": "at"}) == {clause: "met"}
    assert told(version, standing={"heat": "below"}) == {clause: "not_yet"}


def test_24_a_rule_by_hand_counts_nothing(shelf):
    version = shelf.publish(stepped("manual"))
    assert told(version, steps(1, 1, 1)) == {}
    assert "Nothing is counted: people weigh each case and decide." in shelf.page(version)
    assert refusals(stepped("manual, at_next_level: {standing: at}")) == [
        "line 47: rule.at_next_level stands beside the kind manual, by which nothing is counted: leave it out"
    ]


def test_25_weights_by_track_and_by_level(shelf):
    tracks = "tracks:\n  - {code: hand, name: By hand, weights: {dough: 3, shop: 0}}\n"
    average = ', average: {from: "2.5"}'
    version = shelf.publish(stepped("weighted-average", average, tracks))
    assert list(told(version, steps(3, 1, 1)).values()) == ["met"]
    assert "Weights Dough 3, Heat 1, Shop 0" in shelf.page(version, "roles/B2/")
    level = shelf.publish(stepped("weighted-average", average + ", weights: {heat: 3}", tracks))
    assert list(told(level, steps(3, 1, 1)).values()) == ["not_yet"]
    assert "Weights Dough 3, Heat 3, Shop 0" in shelf.page(level, "roles/B2/")
    plain = shelf.publish(stepped("weighted-average", average))
    assert list(told(plain, steps(3, 1, 1)).values()) == ["not_yet"]
    assert "Weights" not in shelf.page(plain, "roles/B2/")


def scale(count, more="", middle="none"):
    points = "".join(
        f"    - {{code: p{n}, word: Word {n}, standing: {'below' if n == 1 else middle if n < count else 'above'}}}\n"
        for n in range(1, count + 1)
    )
    return f"scale:\n  code: two\n  name: So many\n{more}  points:\n{points}"


@pytest.mark.parametrize("count", [2, 5, 9])
def test_26_a_rating_scale_of_two_to_nine_points_where_1_may_be_the_best(shelf, count):
    down = shelf.read(bakery(scale=scale(count, "  numbers: down\n")))
    assert f"{count} Word 1" in down
    assert f"1 Word {count}" in down
    assert "1 is the best." in down
    up = shelf.read(bakery(scale=scale(count, "  numbers: up\n")))
    assert "1 Word 1" in up
    assert "1 is the lowest." in up
    assert "1 is the" not in shelf.read(bakery(scale=scale(count)))


def test_26_a_scale_of_one_point_or_ten_is_refused_and_one_without_a_middle_is_noted():
    assert refusals(bakery(scale=scale(10))) == ["line 10: scale.points must have at most 9 entries"]
    assert refusals(bakery(scale=scale(1))) == ["line 10: scale.points must have at least 2 entries"]
    assert "no plain 'meets'" in str(read(bakery(scale=scale(4))).warnings[0])
    assert read(bakery(scale=scale(4, middle="at"))).warnings == ()


BEFORE = """\
  before:
    - code: stars
      name: Stars
      points:
        - {code: one, word: One star, becomes: %s}
        - {code: half, word: Half a star}
"""


def test_27_a_scale_that_changed_with_what_earlier_ratings_count_as(shelf, cast):
    text = bakery(scale=scale(3, BEFORE % "p1", "at"))
    version = shelf.publish(text)
    said = shelf.page(version)
    assert "What earlier ratings count as: Stars One star Word 1 Half a star as none of today's ratings" in said
    points = known_to(cast.petra).points[version.framework.slug]
    assert points["one star"].word == "Word 1"
    assert "half a star" not in points
    other = shelf.publish(bakery(scale=scale(3, BEFORE % "p2", "at")))
    assert "One star Word 2" in shelf.page(other)
    assert known_to(cast.petra).points[other.framework.slug]["one star"].word == "Word 2"
    assert refusals(bakery(scale=scale(3, BEFORE % "p7", "at"))) == [
        "line 14: scale.before[1].points[1].becomes names the point p7, which is not in scale.points"
    ]


def test_28_a_measure_that_is_best_in_the_middle(shelf):
    def text(better):
        measure = f'{{name: Loaves left, value: "10", better: {better}}}'
        return bakery(
            roles=two_roles(
                f"{{dough: {{behaviours: [{{text: Bakes enough., measure: {measure}}}]}}}}",
                "{dough: {summary: Plans.}}",
            )
        )

    version = shelf.publish(text("middle"))
    assert "Bakes enough. Loaves left: 10 (best in the middle: neither more nor less)" in shelf.page(
        version, "roles/B1/"
    )
    assert "Loaves left: 10 (less is better)" in shelf.read(text("lower"), "roles/B1/")
    higher = reading.document(shelf.publish(text("higher"))).roles[0].expectations[0].behaviours[0]
    assert measure_text(higher.measure) == "Loaves left: 10"


GATE = """\
rule:
  kind: %s
  conditions:
    - {code: waste, name: Waste, question: How much is thrown away?, at_most: "%s", unit: "%%"}
"""


def test_29_numeric_gates(shelf):
    version = shelf.publish(bakery(rule=GATE % ("demonstrated", "2.5")))
    clause = "Waste: at most 2.5 %"
    assert told(version, answers={"waste": "2,5 % since May"})[clause] == "claimed"
    assert told(version, answers={"waste": "3 % since May"})[clause] == "not_yet"
    assert told(version, answers={"waste": "hardly any"})[clause] == "no_data"
    assert "How much is thrown away? at most 2.5 %" in shelf.page(version)
    looser = shelf.publish(bakery(rule=GATE % ("demonstrated", "3")))
    assert told(looser, answers={"waste": "3 % since May"})["Waste: at most 3 %"] == "claimed"


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ('at_least: "3", at_most: "2"', "is less than at_least: no number can be both"),
        ("unit: loaves", "stands without a number: write at_least or at_most"),
        ("from_level: B2, to_level: B1", "is a lower level than from_level"),
        ('at_least: "a lot"', 'must be a number in digits, with a point before its decimals, such as "2.5"'),
    ],
)
def test_29_gates_that_cannot_be_are_refused(keys, sentence):
    rule = f"rule: {{kind: guidance, conditions: [{{code: c, name: C, question: Why?, {keys}}}]}}\n"
    last = keys.split(",")[-1].split(":")[0].strip()
    assert refusals(bakery(rule=rule)) == [f"line 37: rule.conditions[1].{last} {sentence}"]


CONDITIONS = """\
rule:
  kind: across-the-board
  time_at_level: {months: %d}
  at_next_level: {months: 6, standing: at}
  conditions:
    - {code: need, name: Business need, question: Is there work for another baker?}
    - {code: talk, name: Interview, question: Who has talked to them?, from_level: %s}
    - {code: called, name: Appointment, question: Who appoints them?, to_level: %s}
"""


def test_30_time_at_a_level_time_at_the_next_and_other_conditions(shelf):
    version = shelf.publish(bakery(rule=CONDITIONS % (24, "B2", "B1")))
    said = told(version, standing={"dough": "at", "heat": "at"})
    assert said["At the present level for at least 24 months."] == "met"
    assert said["Dough: performing at the next level for at least 6 months, at or above what is expected."] == "met"
    assert (said["Business need"], said["Interview"], "Appointment" in said) == ("no_data", "no_data", False)
    page = shelf.page(version)
    assert "At the present level for at least 24 months." in page
    assert "Interview from B2 up" in page
    assert "Appointment up to B1" in page
    longer = shelf.publish(bakery(rule=CONDITIONS % (36, "B2", "B2")))
    assert "Interview from B2 to B2" in shelf.read(
        bakery(rule=(CONDITIONS % (36, "B2", "B2")).replace("from_level: B2}", "from_level: B2, to_level: B2}"))
    )
    late = told(longer, standing={"dough": "at", "heat": "at"}, answers={"called": "The guild."})
    assert late["At the present level for at least 36 months."] == "not_yet"
    assert late["Appointment"] == "claimed"
