"""The framework file: what a reading says, what a small file means, how it is written."""

import pytest

from frameworks.format import Problem, Refused, read, write
from frameworks.format.document import (
    AtNextLevel,
    Behaviour,
    Condition,
    Document,
    Expectation,
    Fact,
    Level,
    Measure,
    Point,
    Role,
    Rule,
    Scale,
    Step,
    Track,
)

SMALL = """\
plumbline: 1
framework: baking
title: Baking
version: "1"
language: en
cumulative: true
scale:
  code: two
  name: Two points
  points:
    - {code: low, word: Not yet, standing: below}
    - {code: fit, word: Does it, standing: at}
tracks:
  - {code: hand, name: By hand}
levels:
  - {code: B1, rank: 10}
roles:
  - {code: B1, level: B1, tracks: [hand]}
rule: {kind: guidance}
"""

WHOLE = """\
plumbline: 1
framework: baking
title: Baking 🥖
version: "2026"
language: pt-BR
about: |-
  First.

  Second.
attribution: Our own.
licence: CC0-1.0
cadence: yearly
cumulative: false
behaviours_are: examples
pitch_open_to_subject: with
consistently: {months: 6}
terminal_level: B2
scale:
  code: two
  name: Two points
  points:
    - {code: low, word: Not yet, mark: "▽", standing: none, meaning: Some loaves fail.}
    - {code: fit, word: Does it, mark: "●", standing: at}
axis_groups:
  - {code: craft, name: Craft}
axes:
  - code: dough
    name: Dough
    question: Does it rise?
    group: craft
    steps:
      - number: 0
        name: Watches
      - {number: 2, name: Kneads, summary: With both hands., points: 7, behaviours: [Kneads for ten minutes.]}
  - {code: heat, name: Heat}
tracks:
  - {code: hand, name: By hand, about: No machines.}
  - {code: shop, name: In the shop, axes: [heat]}
levels:
  - {code: B1, rank: 10, summary: Begins., facts: {Years: "2", Night work: "yes"}, points: {from: 0}}
  - {code: B2, rank: 20, status: appointment, is_different_role: true}
roles:
  - code: B1
    level: B1
    tracks: [hand]
    title: Baker
    aliases: [Miller, Baker's hand]
    summary: Learns.
    next: [B2, S1]
    expectations:
      dough: {step: 0, day_one: true}
      heat:
        summary: Knows the oven.
        behaviours:
          - Opens it seldom.
          - text: Burns few loaves.
            day_one: true
            measure: {name: Burnt, value: "2", unit: "%", better: lower}
  - {code: B2, level: B2, tracks: [hand], next: []}
  - code: S1
    level: B1
    tracks: [shop]
    expectations:
      heat: {not_applicable: The shop has no oven.}
add_on_roles:
  - code: early
    title: Early bird
    summary: Opens the shop.
    on_levels: [B1]
    duties:
      - {name: Key, text: Keeps it.}
rule:
  kind: points
  high_performance: {months: 3, standing: at}
  at_next_level: {standing: at, axes: guidance}
  conditions:
    - {code: flour, name: Flour, question: Is there enough?, from_level: B2}
  notes: Talk first.
"""


def test_a_small_file_says_the_rest_by_leaving_it_out():
    assert read(SMALL).document == Document(
        framework="baking",
        title="Baking",
        version="1",
        language="en",
        about="",
        attribution="",
        licence="",
        cadence="quarterly",
        cumulative=True,
        behaviours_are="examples",
        pitch_open_to_subject="after",
        consistently_months=None,
        terminal_level="",
        scale=Scale(
            code="two",
            name="Two points",
            points=(
                Point(code="low", word="Not yet", mark="", standing="below", meaning=""),
                Point(code="fit", word="Does it", mark="", standing="at", meaning=""),
            ),
        ),
        axis_groups=(),
        axes=(),
        tracks=(Track(code="hand", name="By hand", about="", axes=None),),
        levels=(Level(code="B1", rank=10, summary="", status="described"),),
        roles=(Role(code="B1", level="B1", tracks=("hand",), next=None, expectations=()),),
        add_on_roles=(),
        rule=Rule(kind="guidance", high_performance=None, at_next_level=None, conditions=(), notes=""),
    )


def test_every_key_arrives_in_the_document():
    document = read(WHOLE).document
    assert document.title == "Baking 🥖"
    assert document.version == "2026"
    assert document.language == "pt-BR"
    assert document.about == "First.\n\nSecond."
    assert (document.attribution, document.licence) == ("Our own.", "CC0-1.0")
    assert (document.cadence, document.cumulative, document.pitch_open_to_subject) == (
        "yearly",
        False,
        "with",
    )
    assert (document.consistently_months, document.terminal_level) == (6, "B2")
    assert document.scale.points[0] == Point(
        code="low", word="Not yet", mark="▽", standing="none", meaning="Some loaves fail."
    )
    assert [(group.code, group.name) for group in document.axis_groups] == [("craft", "Craft")]
    dough, heat = document.axes
    assert (dough.question, dough.group, heat.group, heat.steps) == ("Does it rise?", "craft", "", ())
    assert dough.steps == (
        Step(number=0, name="Watches"),
        Step(
            number=2,
            name="Kneads",
            summary="With both hands.",
            points=7,
            behaviours=(Behaviour(text="Kneads for ten minutes."),),
        ),
    )
    assert document.tracks == (
        Track(code="hand", name="By hand", about="No machines."),
        Track(code="shop", name="In the shop", axes=("heat",)),
    )
    assert document.levels == (
        Level(
            code="B1",
            rank=10,
            summary="Begins.",
            facts=(Fact(name="Years", text="2"), Fact(name="Night work", text="yes")),
            points_from=0,
        ),
        Level(code="B2", rank=20, status="appointment", is_different_role=True),
    )
    baker, second, shop = document.roles
    assert baker == Role(
        code="B1",
        level="B1",
        tracks=("hand",),
        title="Baker",
        aliases=("Miller", "Baker's hand"),
        summary="Learns.",
        next=("B2", "S1"),
        expectations=(
            Expectation(axis="dough", step=0, day_one=True),
            Expectation(
                axis="heat",
                summary="Knows the oven.",
                behaviours=(
                    Behaviour(text="Opens it seldom."),
                    Behaviour(
                        text="Burns few loaves.",
                        day_one=True,
                        measure=Measure(name="Burnt", value="2", unit="%", better="lower"),
                    ),
                ),
            ),
        ),
    )
    assert second.next == ()
    assert shop.expectations == (Expectation(axis="heat", not_applicable="The shop has no oven."),)
    (early,) = document.add_on_roles
    assert (early.code, early.title, early.summary) == ("early", "Early bird", "Opens the shop.")
    assert early.on_levels == ("B1",)
    assert [(duty.name, duty.text) for duty in early.duties] == [("Key", "Keeps it.")]
    assert document.rule.high_performance.months == 3
    assert document.rule.high_performance.standing == "at"
    assert document.rule.at_next_level == AtNextLevel(standing="at", months=None, axes="guidance")
    assert document.rule.conditions == (
        Condition(code="flour", name="Flour", question="Is there enough?", from_level="B2"),
    )
    assert document.rule.notes == "Talk first."


def test_written_and_read_again_it_is_the_same():
    document = read(WHOLE).document
    assert read(write(document)).document == document


def test_a_small_file_is_written_like_this():
    assert (
        write(read(SMALL).document)
        == """\
plumbline: 1
framework: baking
title: Baking
version: "1"
language: en
cadence: quarterly
cumulative: true
behaviours_are: examples
pitch_open_to_subject: after

scale:
  code: two
  name: Two points
  points:
    - {code: low, word: Not yet, standing: below}
    - {code: fit, word: Does it, standing: at}

tracks:
  - {code: hand, name: By hand}

levels:
  - {code: B1, rank: 10}

roles:
  - code: B1
    level: B1
    tracks: [hand]

rule: {kind: guidance}
"""
    )


def test_long_text_is_folded_and_paragraphs_stay():
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    source = SMALL.replace("cumulative", f'about: "{text} and so on\\n\\n- a\\n- b"\ncumulative')
    written = write(read(source).document)
    assert written.splitlines()[5:14] == [
        "about: >-",
        "  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
        "  and so on",
        "",
        "",
        "  - a",
        "",
        "  - b",
        "cadence: quarterly",
    ]


@pytest.mark.parametrize("word", ["yes", "no", "NO", "null", "~", "1", "1.0", "0x1F", "1e3", "2026-01-31", "on"])
def test_a_title_that_looks_like_something_else_is_written_in_quotes(word):
    document = read(SMALL.replace("title: Baking", f'title: "{word}"')).document
    assert document.title == word
    assert write(document).splitlines()[2] == f'title: "{word}"'


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "2026-01-31", "12:30:00"])
def test_what_yaml_1_1_took_for_something_else_is_text(word):
    assert read(SMALL.replace("title: Baking", f"title: {word}")).document.title == word


def test_only_outer_white_space_goes():
    source = SMALL.replace("title: Baking", 'title: "  Bread  and\\u00a0rolls \\t"')
    assert read(source).document.title == "Bread  and\u00a0rolls"


def test_letters_are_not_composed():
    decomposed = "Cafe\u0301"
    assert read(SMALL.replace("title: Baking", f"title: {decomposed}")).document.title == decomposed


def test_line_ends_of_windows_and_a_byte_order_mark_are_taken():
    source = "\ufeff" + WHOLE.replace("\n", "\r\n")
    assert read(source.encode("utf-8")).document == read(WHOLE).document


def test_texts_of_forms_lose_their_carriage_returns():
    assert Behaviour(text="one\r\ntwo\rthree ").text == "one\ntwo\nthree"


def test_a_scale_without_a_plain_meets_is_taken_with_a_warning():
    reading = read(SMALL.replace("standing: at", "standing: above"))
    assert reading.warnings == (
        Problem(
            7,
            "scale",
            "has no plain 'meets': no point has the standing at, so nobody can be said to meet just what is asked",
        ),
    )


def test_a_rule_that_asks_for_a_standing_nobody_can_have_is_a_warning():
    source = SMALL.replace("{kind: guidance}", "{kind: guidance, high_performance: {standing: above}}")
    assert [str(warning) for warning in read(source).warnings] == [
        "line 19: rule.high_performance.standing is above, and no point of the scale stands there or higher"
    ]


def test_a_points_rule_without_points_is_a_warning():
    assert [str(warning) for warning in read(SMALL.replace("guidance", "points")).warnings] == [
        "line 19: rule.kind is points, and no step says what it is worth",
        "line 19: rule.kind is points, and no level says from how many points it is reached",
    ]


def test_a_level_that_no_role_uses_is_a_warning():
    source = SMALL.replace("  - {code: B1, rank: 10}\n", "  - {code: B1, rank: 10}\n  - {code: B2, rank: 20}\n")
    assert [str(warning) for warning in read(source).warnings] == ["line 17: levels[2] is a level that no role uses"]


def test_a_good_file_has_no_warnings():
    assert read(SMALL).warnings == ()


def test_a_refusal_reads_line_by_line():
    with pytest.raises(Refused) as refusal:
        read(SMALL.replace("rank: 10", "rank: ten").replace("title: Baking", "titel: Baking"))
    assert str(refusal.value).splitlines() == [
        "line 1: the file lacks the key title",
        "line 3: titel is not a key of this format here; did you mean title?",
        "line 16: levels[1].rank must be a whole number",
    ]
