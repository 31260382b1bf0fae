"""The handbook says every key of the format: a framework that uses each of them once, every word another."""

import html
import json
import re
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path

import pytest

from frameworks.format import document as parts
from frameworks.format import read
from frameworks.handbook import handbook
from frameworks.translating import translated

SCHEMA = Path(parts.__file__).with_name("schema.json")

EVERYTHING = """\
plumbline: 1
framework: harbour
title: Harbour work
version: spring tide
language: en
about: Abouttext of the quay.
attribution: Attributed to old pilots.
licence: Licence-9
cadence: half-yearly
cumulative: true
behaviours_are: examples
pitch_open_to_subject: with
consistently: {months: 7}
terminal_level: L2
scale:
  code: tides
  name: Scalename
  numbers: down
  before:
    - code: old
      name: Formerscale
      points:
        - {code: a, word: Formerword, becomes: ebb}
        - {code: b, word: Droppedword}
  points:
    - {code: ebb, word: Ebbing, mark: ▽, standing: below, meaning: Ebbmeaning.}
    - {code: full, word: Flooding, mark: ●, standing: at, meaning: Floodmeaning.}
    - {code: spring, word: Springing, mark: △, standing: above, meaning: Springmeaning.}
axis_groups:
  - {code: craft, name: Groupname, tracks: [pier]}
axes:
  - code: ropes
    name: Ropework
    question: Ropequestion?
    group: craft
    steps:
      - {number: 1, name: Stepone, summary: Steponesummary., points: 31, behaviours: [{text: Stepexample.}]}
      - {number: 2, name: Steptwo, summary: Steptwosummary., points: 32, behaviours: [{text: Unaskedexample.}]}
  - {code: cargo, name: Cargowork}
  - {code: cranes, name: Cranework, replaces: cargo}
tracks:
  - {code: pier, name: Piertrack, about: Pierabout., axes: [ropes, cargo, cranes], weights: {cargo: 41}}
  - {code: boat, name: Boattrack}
levels:
  - code: L1
    rank: 10
    summary: Levelsummary.
    status: appointment
    personal_profile: true
    bands: [{code: L1.low, name: Bandname, summary: Bandsummary.}]
    facts: {Factname: Facttext.}
    points: {from: 51}
    longest: {months: 13}
    average: {from: "0.75"}
    counts: [{step: 2, axes: 3}]
    weights: {ropes: 42}
    expectations: {cargo: {summary: Everylevel., link: "https://level.example/", behaviours: [{text: Levelexample.}]}}
  - {code: L2, rank: 20, is_different_role: true}
  - {code: L3, rank: 30, status: retired}
  - {code: L4, rank: 40, summary: Barelevel.}
roles:
  - code: R1
    level: L1
    tracks: [pier]
    title: Ropehand
    aliases: [Aliasname]
    summary: Rolesummary.
    next: [S1]
    equals: [S1]
    expectations:
      ropes:
        called: Knotwork
        summary: Ropesummary.
        link: https://ropes.example/
        day_one: true
        step: 1
        behaviours:
          - text: Behaviourtext.
            day_one: true
            need: required
            link: https://behaviour.example/
            measure: {name: Measurename, value: "61", unit: knots, better: middle}
            examples: [Nestedexample.]
          - {text: Optionaltext., need: optional}
      cargo: {not_applicable: Because of the tide.}
  - {code: R2, level: L2, tracks: [pier], title: Craner, expectations: {cranes: {summary: Cranesummary.}}}
  - {code: R3, level: L3, tracks: [pier], title: Retiredtitle}
  - {code: S1, level: L1, tracks: [boat], title: Boathand, expectations: {cargo: {summary: Boatsummary.}}}
expectations:
  cargo: {summary: Everybodysummary., link: "https://all.example/", behaviours: [{text: Everybodyexample.}]}
layers:
  - code: city
    name: Citylayer
    roles: {R1: {ropes: {summary: Layersummary., link: "https://layer.example/", behaviours: [{text: Layerexample.}]}}}
  - {code: dock, name: Docklayer, within: city, roles: {R1: {ropes: {summary: Docksummary.}}}}
add_on_roles:
  - code: lead
    title: Addontitle
    summary: Addonsummary.
    on_levels: [L2]
    duties: [{name: Dutyname, text: Dutytext.}]
rule:
  kind: weighted-average
  time_at_level: {months: 17}
  high_performance: {standing: above, months: 19}
  at_next_level: {standing: at, months: 23, axes: guidance}
  mandatory: [cranes]
  notes: Rulenotes.
  conditions:
    - code: space
      name: Conditionname
      question: Conditionquestion?
      from_level: L1
      to_level: L2
      at_least: "71"
      at_most: "72"
      unit: boats
translations:
  - {language: de, texts: [{text: Ropework, means: Tauwerk}]}
"""

# What is no text of its own, and the words in which the handbook says it.
IN_WORDS = {
    "Document.language": 'lang="en"',
    "Document.cumulative": "A level includes what the levels before it ask, and says only what it adds.",
    "Document.cadence": "Talent reviews are held every half-year.",
    "Document.pitch_open_to_subject": "A pitch is written together with the person it is for.",
    "Document.consistently_months": "“Consistently” means over about 7 months.",
    "Document.terminal_level": "Everybody is expected to come to L2 in time, with support.",
    "Scale.numbers": "1 is the best.",
    "PointBefore.becomes": "Formerword Ebbing Droppedword as none of today's ratings",
    "AxisGroup.tracks": "Groupname (Piertrack)",
    "Axis.group": "Ropework Groupname",
    "Axis.replaces": "in place of Cargowork",
    "Step.number": "1 Stepone worth 31 points",
    "Step.points": "2 Steptwo worth 32 points",
    "Track.axes": "Judged on: Ropework, Cargowork, Cranework",
    "Weight.axis": "Ropework 42",
    "Weight.weight": "Cargowork 41",
    "Behaviour.day_one": "(best in the middle: neither more nor less) from day one",
    "Behaviour.need": "Required Behaviourtext.",
    "Measure.better": "Measurename: 61 knots (best in the middle: neither more nor less)",
    "Expectation.axis": "Cranework in place of Cargowork Cranesummary.",
    "Expectation.called": "Knotwork 1 Stepone elsewhere called Ropework",
    "Expectation.day_one": "Ropesummary. from day one",
    "Expectation.step": "Knotwork 1 Stepone",
    "Level.status": "One comes to this level by being appointed.",
    "Level.is_different_role": "This is another kind of work, not more of the level before.",
    "Level.personal_profile": "What is asked besides is written for each person at this level.",
    "Level.longest_months": "Whoever comes here is expected to go on within 13 months",
    "Level.points_from": "Begins at 51 points",
    "Level.average_from": "an average of 0.75",
    "Count.step": "step 2 or higher on 3 axes",
    "Count.axes": "step 2 or higher on 3 axes",
    "Role.code": "R1, Ropehand",
    "Role.level": "R1, Ropehand Level L1",
    "Role.tracks": "Level L1 · Piertrack",
    "Role.next": "Ways on from here S1, Boathand sideways, at the same rank",
    "Role.equals": "Stands level with S1, Boathand",
    "Layer.within": "Asked besides in: Citylayer, Docklayer",
    "LayerRole.role": "Asked besides in: Citylayer Layersummary.",
    "AddOnRole.on_levels": "Addontitle on L2",
    "HighPerformance.standing": "In the present role: rated springing overall for 19 months.",
    "HighPerformance.months": "In the present role: rated springing overall for 19 months.",
    "AtNextLevel.standing": "rated flooding or higher as a whole",
    "AtNextLevel.months": "Against the next role: rated flooding or higher as a whole, over about 23 months.",
    "AtNextLevel.axes": "as a whole, over about 23 months.",
    "Condition.from_level": "Conditionname from L1 to L2",
    "Condition.to_level": "Conditionname from L1 to L2",
    "Condition.at_least": "from 71 to 72 boats",
    "Condition.at_most": "from 71 to 72 boats",
    "Rule.kind": "The steps are averaged, each axis by its weight; a level begins at its average.",
    "Rule.time_at_level_months": "At the present level for at least 17 months.",
    "Rule.mandatory": "Needed in any case, whatever else is shown: what the next role asks on Cranework.",
    "Translation.language": "There is this text in: Deutsch",
}

# What the handbook leaves out, and why.
LEFT_OUT = {
    "Document.framework": "an identity for files and addresses",
    "Document.behaviours_are": "the same in every framework",
    "Scale.code": "an identity for files",
    "ScaleBefore.code": "an identity for files",
    "Point.code": "an identity for files",
    "PointBefore.code": "an identity for files",
    "Point.standing": "read by the rule, whose sentences name the word of the point",
    "AxisGroup.code": "an identity for files",
    "Axis.code": "an identity for files",
    "Track.code": "an identity for files",
    "Level.rank": "an order: the chapters stand in it",
    "Layer.code": "an identity for files",
    "AddOnRole.code": "an identity for files",
    "Condition.code": "an identity for files",
    "Behaviour.identity": "no file says it",
    "Translated.text": "the handbook of the other language says what it means",
    "Translated.means": "the handbook of the other language says it",
}


@pytest.fixture(scope="module")
def everything():
    return read(EVERYTHING).document


def said(page):
    """The page as it is read, with its languages."""
    body = html.unescape(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]))
    return re.sub(r"\s+", " ", body)


def values(part):
    """Each value of a document: ("Level.rank", 10)."""
    if isinstance(part, tuple):
        for one in part:
            yield from values(one)
    if not is_dataclass(part):
        return
    for field in fields(part):
        value = getattr(part, field.name)
        default = None if field.default is MISSING else field.default
        if value != default or field.default is MISSING:
            yield f"{type(part).__name__}.{field.name}", value
        yield from values(value)


def test_the_framework_uses_every_key_of_the_format(everything):
    kinds = [one for one in vars(parts).values() if isinstance(one, type) and is_dataclass(one)]
    every = {f"{kind.__name__}.{field.name}" for kind in kinds for field in fields(kind)}
    assert every - {path for path, _ in values(everything)} == {"Behaviour.identity", "Document.behaviours_are"}
    assert not (set(IN_WORDS) | set(LEFT_OUT)) - every
    schema = json.loads(SCHEMA.read_text())
    named = {key for part in objects(schema) for key in part}
    assert [key for key in named if not re.search(rf"(^|[ {{]){key}:", EVERYTHING, re.M)] == []


def objects(schema):
    """The properties of every object of a schema."""
    if isinstance(schema, dict):
        yield from ([schema["properties"]] if isinstance(schema.get("properties"), dict) else [])
        for one in schema.values():
            yield from objects(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from objects(one)


def test_the_handbook_says_each_value_or_the_list_says_why_not(everything):
    page = handbook(everything)
    text = said(page)
    for path, value in values(everything):
        if path in LEFT_OUT or path in IN_WORDS:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if not is_dataclass(one):
                assert isinstance(one, str), path
                assert one in text, f"{path}: {one}"
    missing = [f"{path}: {words}" for path, words in IN_WORDS.items() if words not in text and words not in page]
    assert missing == []


def test_chapters_stand_in_the_order_of_rank(everything):
    text = said(handbook(everything))
    places = [text.rindex(name) for name in ("Rolesummary.", "Cranesummary.", "Barelevel.")]
    assert places == sorted(places)


def test_another_language_has_a_handbook_of_its_own(everything):
    page = handbook(translated(everything, "de"))
    assert "Tauwerk" in page
    assert "Ropework" not in page.partition("<footer>")[0]
    assert '<main lang="de">' in page
