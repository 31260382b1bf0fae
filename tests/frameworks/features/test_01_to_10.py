"""Features 1 to 10: frameworks, tracks, levels and ranks, equals, titles, bands, levels without content."""

from frameworks import reading
from frameworks.format import read
from frameworks.table import table
from frameworks.ways import ways
from tests.frameworks.features.bakery import bakery, refusals

TWO_TRACKS = """\
tracks:
  - {code: hand, name: By hand}
  - {code: shop, name: In the shop}
"""


def role(code, level, tracks, more=""):
    return f"""\
  - code: {code}
    level: {level}
    tracks: [{tracks}]
    expectations:
      dough: {{summary: {code} kneads.}}
{more}"""


def roles(*lines):
    return "roles:\n" + "".join(lines)


def test_01_several_frameworks_of_one_organisation(shelf):
    shelf.publish(bakery().replace("title: Bakery", "title: Bakehouse"))
    assert "Shopfront" not in shelf.client.get("/frameworks/").content.decode()
    shelf.publish(bakery().replace("title: Bakery", "title: Shopfront"))
    said = shelf.client.get("/frameworks/").content.decode()
    assert "Bakehouse" in said
    assert "Shopfront" in said


def test_02_several_tracks_share_the_axes(shelf):
    parts = {"tracks": TWO_TRACKS, "roles": roles(role("B1", "B1", "hand"), role("S1", "B1", "shop"))}
    version = shelf.publish(bakery(**parts))
    ladder = reading.ladder(version)
    assert [axis.name for axis in table(ladder, "hand").axes] == ["Dough", "Heat"]
    assert [axis.name for axis in table(ladder, "shop").axes] == ["Dough", "Heat"]
    assert "S1 kneads." in shelf.page(version, "?track=shop")
    assert "B1 kneads." not in shelf.page(version, "?track=shop")


def test_03_tracks_with_axes_of_their_own(shelf):
    tracks = TWO_TRACKS.replace("name: In the shop", "name: In the shop, axes: [dough]")
    parts = {"roles": roles(role("B1", "B1", "hand"), role("S1", "B1", "shop"))}
    assert "Heat" not in shelf.read(bakery(tracks=tracks, **parts), "?track=shop").partition("How promotion")[0]
    assert "Heat" in shelf.read(bakery(tracks=TWO_TRACKS, **parts), "?track=shop").partition("How promotion")[0]


def test_04_a_trunk_that_branches_and_joins_again(shelf):
    levels = "levels:\n" + "".join(f"  - {{code: B{n}, rank: {n}0}}\n" for n in (1, 2, 3))
    trunk = role("Start", "B1", "hand, shop", "    next: [Oven, Till]\n")
    parts = {"tracks": TWO_TRACKS, "levels": levels}
    branch = [role("Oven", "B2", "hand", "    next: [End]\n"), role("Till", "B2", "shop", "    next: [End]\n")]
    text = bakery(**parts, roles=roles(trunk, *branch, role("End", "B3", "hand, shop")))
    version = shelf.publish(text)
    found = reading.document(version)
    assert [way.role.code for way in ways(found, "Start")] == ["Oven", "Till"]
    assert [way.role.code for way in ways(found, "Till")] == ["End"]
    assert "Start" in shelf.page(version, "?track=shop")
    assert "By hand, In the shop" in shelf.client.get(f"/frameworks/{found.framework}/roles/End/").content.decode()
    alone = roles(trunk.replace("[Oven, Till]", "[Oven]"), *branch, role("End", "B3", "hand"))
    said = shelf.read(bakery(**parts, roles=alone), "roles/Start/")
    assert "Till" not in said.partition("Ways on from here")[2].partition("What a promotion")[0]


def test_05_levels_that_start_above_one_with_gaps_and_a_rank_over_all_tracks(shelf):
    levels = "levels:\n  - {code: B4, rank: 40}\n  - {code: B7, rank: 70}\n  - {code: S7, rank: %s}\n"
    parts = {
        "tracks": TWO_TRACKS,
        "roles": roles(
            role("B7", "B7", "hand", "    next: [S7, B4]\n"), role("B4", "B4", "hand"), role("S7", "S7", "shop")
        ),
    }
    version = shelf.publish(bakery(levels=levels % 70, **parts))
    assert [row.role.code for row in table(reading.ladder(version), "hand").rows] == ["B4", "B7"]
    said = shelf.page(version, "roles/B7/")
    assert "S7 sideways, at the same rank" in said
    assert "B4 downward" in said
    assert "S7 upward, on another track" in shelf.read(bakery(levels=levels % 75, **parts), "roles/B7/")


def test_06_equals_of_another_track_or_that_there_is_none(shelf):
    def text(said):
        first = role("B1", "B1", "hand", "    next: [S1]\n" + said)
        return bakery(tracks=TWO_TRACKS, roles=roles(first, role("S1", "B1", "shop")))

    equal = shelf.read(text("    equals: [S1]\n"), "roles/B1/")
    assert "Stands level with S1" in equal
    assert "sideways, to its equal" in equal
    alone = shelf.read(text("    equals: []\n"), "roles/B1/")
    assert "Stands level with No role of another track." in alone
    assert "sideways, at the same rank and not its equal" in alone
    unsaid = shelf.read(text(""), "roles/B1/")
    assert "Stands level with" not in unsaid
    assert "sideways, at the same rank " in unsaid
    assert "equal" not in unsaid


def test_06_equals_that_cannot_be_are_refused():
    two = {"tracks": TWO_TRACKS}
    higher = bakery(**two, roles=roles(role("B1", "B1", "hand", "    equals: [S2]\n"), role("S2", "B2", "shop")))
    assert refusals(higher) == [
        "line 29: roles[1].equals[1] is S2, which has the rank 20 and not 10: equals have one rank"
    ]
    denied = roles(role("B1", "B1", "hand", "    equals: [S1]\n"), role("S1", "B1", "shop", "    equals: []\n"))
    assert refusals(bakery(**two, roles=denied)) == [
        "line 29: roles[1].equals[1] is S1, which names its own equals and not this role"
    ]
    same = roles(role("B1", "B1", "hand", "    equals: [B2]\n"), role("B2", "B2", "hand"))
    assert refusals(bakery(**two, roles=same)) == [
        "line 29: roles[1].equals[1] is B2, which stands on a track of this role: equals are on other tracks"
    ]


def test_07_a_code_is_no_title_and_there_may_be_several_titles_or_none(shelf):
    titled = role("B1", "B1", "hand", "    title: Miller\n    aliases: [Helper, Night hand]\n")
    said = shelf.read(bakery(roles=roles(titled)), "roles/B1/")
    assert "B1, Miller" in said
    assert "Also called Helper, Night hand" in said
    bare = shelf.read(bakery(roles=roles(role("B1", "B1", "hand"))), "roles/B1/")
    assert "Miller" not in bare
    assert "Also called" not in bare


def test_08_bands_inside_a_level(shelf):
    levels = """\
levels:
  - code: B1
    rank: 10
    bands:
      - {code: "1.1", name: Approaching, summary: Needs the card beside them.}
      - {code: "1.2"}
"""
    parts = {"roles": roles(role("B1", "B1", "hand"))}
    version = shelf.publish(bakery(levels=levels, **parts))
    assert "1.1 Approaching: Needs the card beside them.; 1.2" in shelf.page(version, "roles/B1/")
    assert "Bands: 1.1, 1.2" in shelf.page(version)
    assert "Bands" not in shelf.read(bakery(levels="levels:\n  - {code: B1, rank: 10}\n", **parts), "roles/B1/")


def test_09_levels_without_content_or_by_appointment_only(shelf):
    def text(status):
        levels = f"levels:\n  - {{code: B1, rank: 10}}\n  - {{code: B2, rank: 20, status: {status}}}\n"
        bare = "  - {code: B2, level: B2, tracks: [hand]}\n"
        return bakery(levels=levels, roles=roles(role("B1", "B1", "hand"), bare))

    assert "What is expected at this level is not written yet." in shelf.read(text("unfinished"), "roles/B2/")
    appointed = shelf.read(text("appointment"), "roles/B2/")
    assert "One comes to this level by being appointed." in appointed
    assert "not written yet" not in appointed


def test_10_retired_levels_stay_for_history(shelf):
    def text(status):
        levels = f"levels:\n  - {{code: B1, rank: 10}}\n  - {{code: B2, rank: 20, status: {status}}}\n"
        return bakery(levels=levels, roles=roles(role("B1", "B1", "hand"), role("B2", "B2", "hand")))

    version = shelf.publish(text("retired"))
    assert "The level is kept for earlier results." in shelf.page(version, "roles/B2/")
    assert "describes no role to go to from here" in shelf.page(version, "roles/B1/")
    assert [way.role.code for way in ways(reading.document(version), "B1")] == []
    assert [way.role.code for way in ways(read(text("described")).document, "B1")] == ["B2"]
