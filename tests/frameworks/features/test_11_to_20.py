"""Features 11 to 20: holes, renamed and replaced axes, groups, names, kinds of cells, facts, shared texts, steps."""

import pytest

from frameworks import reading
from frameworks.difference import of_roles
from frameworks.table import Group, table
from promotions.evidence import axis_codes, role_in
from reviews.assessments.ladder import role_text
from tests.frameworks.features.bakery import STEPS, bakery, refusals, two_roles

TWO_TRACKS = """\
tracks:
  - {code: hand, name: By hand}
  - {code: shop, name: In the shop}
"""


def test_11_axes_that_start_late_end_early_or_have_a_hole(shelf):
    axes = "axes:\n" + "".join(f"  - {{code: {code}, name: {code.title()}}}\n" for code in ("dough", "heat", "shop"))
    levels = "levels:\n" + "".join(f"  - {{code: B{n}, rank: {n}0}}\n" for n in (1, 2, 3))
    asked = {"B1": ("dough", "shop"), "B2": ("dough",), "B3": ("heat", "shop")}

    def roles(asked):
        return "roles:\n" + "".join(
            f"  - code: {code}\n    level: {code}\n    tracks: [hand]\n    expectations:\n"
            + "".join(f"      {axis}: {{summary: {axis} at {code}.}}\n" for axis in axes)
            for code, axes in asked.items()
        )

    version = shelf.publish(bakery(axes=axes, levels=levels, roles=roles(asked)))
    assert "Not judged at this level: Heat, Shop" in shelf.page(version, "roles/B2/")
    assert axis_codes(reading.document(version), role_in(reading.document(version), "B2")) == ["dough"]
    above = {one.axis: [before.code for before in one.inherited] for one in reading.ladder(version).asked("B3")}
    assert above == {"heat": [], "shop": ["B1"]}
    filled = shelf.read(bakery(axes=axes, levels=levels, roles=roles(asked | {"B2": ("dough", "heat", "shop")})))
    assert "not judged at this level" in filled
    assert "shop at B2." in filled


def test_12_an_axis_that_is_called_something_else_at_a_level(shelf):
    first = "{heat: {summary: Watches the oven.}}"
    text = bakery(roles=two_roles(first, "{heat: {called: Two ovens, summary: Runs both.}}"))
    version = shelf.publish(text)
    said = shelf.page(version, "roles/B2/")
    assert "Two ovens elsewhere called Heat" in said
    assert "called Two ovens here" in shelf.page(version)
    assert "Two ovens called Heat at B1" in shelf.page(version, "roles/B1/and/B2/")
    assert "Two ovens called Heat at B1" in shelf.page(version, "roles/B1/")
    plain = shelf.publish(bakery(roles=two_roles(first, "{heat: {summary: Runs both.}}")))
    assert "elsewhere called" not in shelf.page(plain, "roles/B2/")
    assert "called Heat" not in shelf.page(plain, "roles/B1/and/B2/")


def test_12_an_axis_that_another_one_takes_the_place_of(shelf):
    axes = """\
axes:
  - {code: heat, name: Heat}
  - {code: fuel, name: Fuel, replaces: heat}
"""
    roles = two_roles("{heat: {summary: Watches the oven.}}", "{fuel: {summary: Buys wood.}}")
    version = shelf.publish(bakery(axes=axes, roles=roles))
    said = shelf.page(version, "roles/B2/")
    assert "Fuel in place of Heat" in said
    assert "Not judged at this level" not in said
    assert "Fuel in place of Heat Buys wood." in shelf.page(version, "roles/B1/")
    assert "Fuel in place of Heat at B1" in shelf.page(version, "roles/B1/and/B2/")
    (one,) = of_roles(reading.document(version), "B1", "B2")
    assert (one.name, one.was_called, one.asks) == ("Fuel", "Heat", "other")
    plain = shelf.publish(bakery(axes=axes.replace(", replaces: heat", ""), roles=roles))
    assert "in place of" not in shelf.page(plain, "roles/B2/")
    assert "Not judged at this level: Heat" in shelf.page(plain, "roles/B2/")
    assert [one.asks for one in of_roles(reading.document(plain), "B1", "B2")] == ["ends", "begins"]
    both = two_roles("{heat: {summary: Watches.}}", "{heat: {summary: Runs.}, fuel: {summary: Buys.}}")
    assert refusals(bakery(axes=axes, roles=both)) == [
        "line 30: roles[2].expectations.fuel takes the place of heat, and the role asks both: keep one of the two"
    ]


def test_13_groups_of_axes_in_one_track_only(shelf):
    axes = "axes:\n  - {code: dough, name: Dough, group: craft}\n  - {code: heat, name: Heat, group: craft}\n"
    shop = "  - {code: S1, level: B1, tracks: [shop], expectations: {dough: {summary: Sells it.}}}\n"
    parts = {"tracks": TWO_TRACKS, "axes": axes, "roles": two_roles(*["{dough: {summary: Kneads.}}"] * 2) + shop}
    groups = "axis_groups:\n  - {code: craft, name: The craft%s}\n"
    version = shelf.publish(bakery(axis_groups=groups % ", tracks: [hand]", **parts))
    assert table(reading.ladder(version), "hand").groups == (Group("The craft", 2),)
    assert "The craft" in shelf.page(version)
    assert "The craft" not in shelf.page(version, "?track=shop")
    everywhere = shelf.publish(bakery(axis_groups=groups % "", **parts))
    assert "The craft" in shelf.page(everywhere, "?track=shop")


def test_14_two_axes_of_one_name(shelf):
    axes = "axes:\n  - {code: inside, name: Care}\n  - {code: outside, name: Care}\n"
    asked = "{inside: {summary: Keeps the bench clean.}, outside: {summary: Sweeps the yard.}}"
    version = shelf.publish(bakery(axes=axes, roles=two_roles(asked, asked)))
    said = shelf.page(version, "roles/B1/")
    assert "Care Keeps the bench clean." in said
    assert "Care Sweeps the yard." in said
    assert set(reading.axes(version)) == {"inside", "outside"}
    assert refusals(bakery(axes=axes.replace("outside", "inside"), roles=two_roles("{}", "{}")))[0] == (
        "line 16: axes[2].code is inside, which line 15 has already: each needs one of its own"
    )


CELL = """\
roles:
  - code: B1
    level: B1
    tracks: [hand]
    expectations:
      dough:
        summary: |-
          Kneads by hand.

          Kneads by ear.
        link: https://bread.example/dough
        behaviours:
          - Dusts the bench.
          - {text: Weighs everything., need: required}
          - {text: Sings., need: optional, link: "https://bread.example/songs"}
          - text: Keeps the leaven.
            examples: [Feeds it at dawn., Names it.]
"""


def test_15_kinds_of_cells(shelf):
    version = shelf.publish(bakery(roles=CELL))
    body = shelf.client.get(f"/frameworks/{version.framework.slug}/roles/B1/").content.decode()
    assert '<p class="read">Kneads by hand.</p><p class="read">Kneads by ear.</p>' in body
    assert '<a href="https://bread.example/dough" rel="noopener noreferrer">' in body
    assert '<a href="https://bread.example/songs" rel="noopener noreferrer">' in body
    said = shelf.page(version, "roles/B1/")
    assert "Required Weighs everything. Optional Sings." in said
    assert "For example Dusts the bench. Keeps the leaven. Feeds it at dawn. Names it." in said
    (dough,) = role_text(reading.document(version), "B1")
    assert [(one.text, one.measure) for one in dough.behaviours][1:3] == [
        ("Weighs everything.", "required"),
        ("Sings.", "optional"),
    ]
    plain = shelf.read(bakery(roles=CELL.replace(", need: required", "").replace(", need: optional", "")), "roles/B1/")
    assert "Required" not in plain
    assert "For example Dusts the bench. Weighs everything. Sings." in plain


@pytest.mark.parametrize("address", ["bread.example", "javascript:alert(1)", "https://bread.example/a b"])
def test_15_a_link_that_is_none_is_refused(address):
    assert refusals(bakery(roles=CELL.replace("https://bread.example/dough", f'"{address}"'))) == [
        "line 32: roles[1].expectations.dough.link "
        "must be an address that begins with https:// or http://, without spaces"
    ]


def test_16_facts_beside_a_level(shelf):
    levels = 'levels:\n  - {code: B1, rank: 10, facts: {Horizon: "a night", Years: "%s"}}\n  - {code: B2, rank: 20}\n'
    version = shelf.publish(bakery(levels=levels % "2"))
    assert "Horizon a night Years 2" in shelf.page(version, "roles/B1/")
    assert "Years: 2" in shelf.page(version)
    assert "Years: 3" in shelf.read(bakery(levels=levels % "3"))


SHARED = """\
expectations:
  heat: {summary: Nobody leaves the oven alone., behaviours: [Sets an alarm.]}
"""


def test_17_expectations_of_all_levels_and_of_all_roles_of_a_level(shelf):
    levels = """\
levels:
  - {code: B1, rank: 10}
  - code: B2
    rank: 20
    expectations:
      dough: {summary: Answers for the night's dough.}
"""
    roles = two_roles("{dough: {summary: Mixes.}}", "{dough: {summary: Plans.}, heat: {summary: Runs ovens.}}")
    version = shelf.publish(bakery(levels=levels, expectations=SHARED, roles=roles))
    first, second = shelf.page(version, "roles/B1/"), shelf.page(version, "roles/B2/")
    assert "Heat Asked of everybody Nobody leaves the oven alone. For example Sets an alarm." in first
    assert "Asked of every role of B2" not in first
    assert "Plans. Asked of every role of B2 Answers for the night's dough." in second
    assert "Runs ovens. Asked of everybody Nobody leaves the oven alone." in second
    assert "Nobody leaves the oven alone." in shelf.page(version)
    found = reading.document(version)
    assert axis_codes(found, role_in(found, "B1")) == ["dough", "heat"]
    (_dough, heat) = role_text(found, "B1")
    assert [(one.text, one.from_role) for one in heat.from_before] == [
        ("Nobody leaves the oven alone.", "everybody"),
        ("Sets an alarm.", "everybody"),
    ]
    without = shelf.publish(bakery(roles=roles))
    assert "Not judged at this level: Heat" in shelf.page(without, "roles/B1/")
    assert axis_codes(reading.document(without), role_in(reading.document(without), "B1")) == ["dough"]


def test_17_what_everybody_is_asked_has_no_step_and_says_something():
    stepped, empty = "expectations:\n  heat: {step: 2}\n", "expectations:\n  heat: {behaviours: []}\n"
    assert refusals(bakery(expectations=stepped)) == [
        "line 38: expectations.heat.step is not a key of this format here; known are summary, link, behaviours"
    ]
    assert refusals(bakery(expectations=empty)) == [
        "line 38: expectations.heat asks nothing: give it a summary, behaviours or a link"
    ]


def test_18_behaviours_stand_on_steps_and_roles_refer_to_steps(shelf):
    axes = STEPS.replace(
        "{number: 2, name: Plans, summary: Writes the card.}",
        "{number: 2, name: Plans, behaviours: [Writes the card.]}",
    )
    asked = "{dough: {step: %d}, heat: {step: 1}, shop: {step: 1}}"
    version = shelf.publish(bakery(axes=axes, roles=two_roles(asked % 1, asked % 2)))
    assert "Plans step 2 For example Writes the card." in shelf.page(version, "roles/B2/").replace("Dough ", "")
    assert "Writes the card." not in shelf.page(version, "roles/B1/").partition("Ways on")[0]


def test_19_a_scale_of_steps_of_its_own_for_each_axis_with_a_step_0(shelf):
    axes = """\
axes:
  - {code: dough, name: Dough, steps: [{number: 0, name: Not yet}, {number: 2, name: Kneads}]}
  - {code: heat, name: Heat, steps: [{number: 1, name: Cold}, {number: 2, name: Warm}, {number: 3, name: Hot}]}
  - {code: shop, name: Shop, steps: [{number: 1, name: Sells}]}
"""
    asked = "{dough: {step: %d}, heat: {step: 3}, shop: {step: 1}}"
    version = shelf.publish(bakery(axes=axes, roles=two_roles(asked % 0, asked % 2)))
    assert "Not yet step 0" in shelf.page(version, "roles/B1/")
    assert "Dough 0 Not yet Heat 3 Hot Shop 1 Sells" in shelf.page(version, "roles/B1/")
    assert [one.by for one in of_roles(reading.document(version), "B1", "B2")] == [1, 0, 0]
    assert refusals(bakery(axes=axes, roles=two_roles(asked % 1, asked % 2))) == [
        "line 27: roles[1].expectations.dough.step is 1, and the axis has no step of that number"
    ]


def test_20_the_wording_of_a_step_differs_by_role(shelf):
    asked = "{dough: {step: 2%s}, heat: {step: 1}, shop: {step: 1}}"
    roles = two_roles(asked % "", asked % ', summary: "Writes the card for the shop."')
    version = shelf.publish(bakery(axes=STEPS, roles=roles))
    assert "Plans step 2 Writes the card. What the steps" in shelf.page(version, "roles/B1/")
    assert "Plans step 2 Writes the card for the shop. Writes the card. What" in shelf.page(version, "roles/B2/")
