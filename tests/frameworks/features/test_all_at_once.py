"""A framework that uses nearly every key: it comes back whole, and tables name what they have no place for."""

import re
from dataclasses import replace

import pytest

from frameworks import reading
from frameworks.asked import Ladder
from frameworks.format.cells import cells_that_differ
from frameworks.format.document import AddOnRole
from frameworks.format.shape import data_from
from frameworks.formats import kinds
from frameworks.loading import load
from frameworks.sentences import role_texts, version_texts
from tests.frameworks.features.bakery import document

WHOLE = {
    "scale": """\
scale:
  code: two
  name: Two marks
  numbers: down
  before:
    - {code: old, name: Old, points: [{code: a, word: A, becomes: low}]}
  points:
    - {code: low, word: Not yet, standing: below}
    - {code: fit, word: Does it, standing: at}
""",
    "axis_groups": "axis_groups:\n  - {code: craft, name: Craft, tracks: [hand]}\n",
    "axes": """\
axes:
  - {code: dough, name: Dough, group: craft, steps: [{number: 1, name: Mixes}]}
  - {code: heat, name: Heat}
  - {code: fuel, name: Fuel, replaces: heat}
""",
    "tracks": """\
tracks:
  - {code: hand, name: By hand, weights: {dough: 2}}
  - {code: shop, name: Shop}
""",
    "levels": """\
levels:
  - code: B1
    rank: 10
    personal_profile: true
    bands: [{code: "1.1", name: Low, summary: Begins.}]
    longest: {months: 12}
    average: {from: "0.5"}
    counts: [{step: 1, axes: 1}]
    weights: {heat: 2}
    expectations: {heat: {summary: Warm.}}
  - {code: B2, rank: 20}
""",
    "roles": """\
roles:
  - code: B1
    level: B1
    tracks: [hand]
    equals: [S1]
    expectations:
      dough:
        called: Paste
        summary: Mixes.
        link: https://bread.example/
        behaviours:
          - {text: Weighs., need: required, link: "https://bread.example/w", examples: [Twice.]}
  - {code: B2, level: B2, tracks: [hand], expectations: {fuel: {summary: Buys wood.}}}
  - {code: S1, level: B1, tracks: [shop], expectations: {dough: {summary: Sells.}}}
""",
    "expectations": "expectations:\n  dough: {summary: Clean hands.}\n",
    "layers": "layers:\n  - {code: city, name: City, roles: {B1: {dough: {summary: Rolls.}}}}\n",
    "rule": """\
rule:
  kind: weighted-average
  time_at_level: {months: 6}
  mandatory: [dough]
  conditions:
    - code: waste
      name: Waste
      question: How much?
      from_level: B1
      to_level: B2
      at_least: "1"
      at_most: "2"
      unit: kg
""",
    "translations": "translations:\n  - {language: de, texts: [{text: Dough, means: Teig}]}\n",
}


@pytest.fixture
def whole():
    return document("terminal_level: B2\n", **WHOLE)


def test_everything_at_once_comes_back_from_rows(db, whole):
    version = load(whole)
    reading.forget()
    assert reading.document(version) == whole


def test_the_draft_of_everything_can_be_replaced(db, whole):
    load(whole)
    version = load(replace(whole, translations=(), layers=(), expectations=()))
    reading.forget()
    assert reading.document(version) == replace(whole, translations=(), layers=(), expectations=())


@pytest.mark.parametrize("form", ["markdown", "csv", "csv-long", "xlsx", "xlsx-long"])
def test_a_table_names_in_words_what_it_leaves_out(whole, form):
    named = kinds.unsaid(whole, form)
    assert [one for one in named if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", one)] == []
    assert {"bands of levels", "what every role is asked", "translations", "weights of the axes"} <= set(named)
    plain = kinds.unsaid(document(), form)
    assert not {"bands of levels", "what every role is asked", "translations"} & set(plain)


def test_no_change_of_any_of_it_goes_unsaid(whole):
    """Each part taken away is seen cell by cell, and by whoever publishes."""
    bare = document()
    assert len(cells_that_differ(bare, whole)) > 30
    for change in (
        {"translations": ()},
        {"layers": ()},
        {"expectations": ()},
        {"scale": replace(whole.scale, numbers="up")},
        {"scale": replace(whole.scale, before=())},
        {"scale": replace(whole.scale, points=(replace(whole.scale.points[0], meaning="Raw."), whole.scale.points[1]))},
        {"axes": (replace(whole.axes[0], question="Why?"), *whole.axes[1:])},
        {"tracks": (replace(whole.tracks[0], about="Slow."), *whole.tracks[1:])},
        {"add_on_roles": (AddOnRole(code="key", title="Keys", on_levels=("B1",)),)},
        {"axis_groups": (replace(whole.axis_groups[0], tracks=()),)},
        {"axes": (*whole.axes[:2], replace(whole.axes[2], replaces=""))},
        {"rule": replace(whole.rule, time_at_level_months=7)},
        {"rule": replace(whole.rule, mandatory=())},
        {"rule": replace(whole.rule, conditions=(replace(whole.rule.conditions[0], at_most="3"),))},
        {"rule": replace(whole.rule, conditions=(replace(whole.rule.conditions[0], to_level=""),))},
        {"levels": (replace(whole.levels[0], expectations=()), whole.levels[1])},
    ):
        other = replace(whole, **change)
        assert version_texts(other) != version_texts(whole), change
        assert data_from(other) != data_from(whole)
    level, role = whole.levels[0], whole.roles[0]
    for change in (
        {"levels": (replace(level, bands=()), whole.levels[1])},
        {"levels": (replace(level, longest_months=13), whole.levels[1])},
        {"levels": (replace(level, average_from="0.6"), whole.levels[1])},
        {"levels": (replace(level, counts=()), whole.levels[1])},
        {"levels": (replace(level, weights=()), whole.levels[1])},
        {"levels": (replace(level, personal_profile=False), whole.levels[1])},
        {"roles": (replace(role, equals=None), *whole.roles[1:])},
    ):
        assert texts(replace(whole, **change)) != texts(whole), change


def texts(found):
    return role_texts(Ladder(found), "B1")
