"""Features 31 to 39: longest times, roles on top, moves aside and down, profiles, versions, languages, licences."""

from datetime import date

import pytest

from frameworks import reading
from frameworks.format import read
from frameworks.models import BehaviourIdentity
from frameworks.placements import place
from promotions.evidence import axis_codes, role_in
from reviews.assessments.ladder import role_text
from tests.frameworks.features.bakery import bakery, refusals, two_roles
from tests.frameworks.features.conftest import words_of

TWO_TRACKS = """\
tracks:
  - {code: hand, name: By hand}
  - {code: shop, name: In the shop}
"""


def test_31_the_level_everybody_should_reach_and_the_longest_time_below_it(shelf):
    levels = "levels:\n  - {code: B1, rank: 10%s}\n  - {code: B2, rank: 20%s}\n"
    text = bakery("terminal_level: B2\n", levels=levels % (", longest: {months: 24}", ""))
    version = shelf.publish(text)
    assert "Everybody is expected to come to this level in time" in shelf.page(version, "roles/B2/")
    assert "Longest time here Whoever comes here is expected to go on within 24 months" in shelf.page(
        version, "roles/B1/"
    )
    assert "Everybody is expected to come to B2 in time, with support." in shelf.page(version)
    plain = shelf.publish(bakery("terminal_level: B1\n", levels=levels % ("", "")))
    assert "Everybody is expected to come to this level" not in shelf.page(plain, "roles/B2/")
    assert "Longest time" not in shelf.page(plain, "roles/B1/")
    late = bakery("terminal_level: B2\n", levels=levels % ("", ", longest: {months: 24}"))
    assert refusals(late) == [
        "line 22: levels[2].longest stands on a level from which nobody has to go on: terminal_level is B2"
    ]


def test_32_roles_on_top_of_a_level(shelf):
    add_on = """\
add_on_roles:
  - code: night
    title: Night lead
    summary: Answers for one night.
    on_levels: [%s]
    duties:
      - {name: Keys, text: Locks up.}
"""
    version = shelf.publish(bakery(add_on_roles=add_on % "B2"))
    assert "Roles on top of this level Night lead on B2 Answers for one night. Keys Locks up." in shelf.page(
        version, "roles/B2/"
    )
    assert "Night lead" not in shelf.page(version, "roles/B1/")
    assert "Night lead on B1" in shelf.read(bakery(add_on_roles=add_on % "B1"), "roles/B1/")


def test_33_sideways_and_downward_moves_are_ways_like_others(shelf):
    def roles(following):
        one = "  - {{code: {}, level: {}, tracks: [{}], expectations: {{dough: {{summary: Kneads.}}}}{}}}\n"
        return "roles:\n" + "".join(
            one.format(code, level, track, more)
            for code, level, track, more in (
                ("B1", "B1", "hand", ""),
                ("B2", "B2", "hand", following),
                ("S2", "B2", "shop", ""),
            )
        )

    said = shelf.read(bakery(tracks=TWO_TRACKS, roles=roles(", next: [S2, B1]")), "roles/B2/")
    ways = said.partition("Ways on from here")[2]
    assert ways.index("S2 sideways, at the same rank") < ways.index("B1 downward")
    none = shelf.read(bakery(tracks=TWO_TRACKS, roles=roles(", next: []")), "roles/B2/")
    assert "describes no role to go to from here" in none


def test_34_a_level_at_the_top_that_is_written_for_each_person(shelf):
    levels = "levels:\n  - {code: B1, rank: 10}\n  - {code: B2, rank: 20%s}\n"
    bare = "  - {code: B2, level: B2, tracks: [hand]}\n"
    roles = two_roles("{dough: {summary: Kneads.}}", "{}").partition("  - code: B2")[0] + bare
    version = shelf.publish(bakery(levels=levels % ", personal_profile: true", roles=roles))
    said = shelf.page(version, "roles/B2/")
    assert "What is asked at this level is written for each person." in said
    assert "Written for each person" in shelf.page(version)
    assert "This level is written for each person." in shelf.page(version, "roles/B1/")
    assert [(text.name, text.summary) for text in role_text(reading.document(version), "B2")] == [
        ("Dough", ""),
        ("Heat", ""),
    ]
    assert refusals(bakery(levels=levels % "", roles=roles)) == [
        "line 27: roles[2] has no expectations, and its level is described: "
        "write them, or give the level another status"
    ]
    words = bakery(levels=levels % ", personal_profile: true")
    assert "Personal profile What is asked besides is written for each person at this level." in shelf.read(
        words, "roles/B2/"
    )
    assert "Personal profile" not in shelf.read(bakery(levels=levels % ""), "roles/B2/")


def test_35_a_role_keeps_its_place_and_an_example_its_identity_from_version_to_version(shelf, cast):
    first = bakery(roles=two_roles("{dough: {behaviours: [Weighs the flour twice.]}}", "{dough: {summary: Plans.}}"))
    before = shelf.publish(first)
    place(cast.ines, reading.roles(before)["B1"], date(2025, 3, 3), by=None)
    old = BehaviourIdentity.objects.get(framework=before.framework)
    shelf.count -= 1  # the same framework once more
    second = first.replace('version: "1"', 'version: "2"').replace("Weighs the flour twice.", "Weighs the flour.")
    after = shelf.publish(second.replace("code: B1\n    level", "code: B1\n    title: Hand\n    level"))
    assert BehaviourIdentity.objects.get(framework=after.framework) == old
    mine = words_of(shelf.client.get("/my-level/"))
    assert "B1, Hand" in mine
    assert "reworded Weighs the flour twice ." in mine
    assert "Version 1 is no longer in force" in shelf.page(before, "roles/B1/?version=1")


def test_36_not_applicable_because(shelf):
    def text(cell):
        return bakery(roles=two_roles("{dough: {summary: Kneads.}, heat: %s}" % cell, "{dough: {summary: Plans.}}"))  # noqa: UP031

    version = shelf.publish(text("{not_applicable: The ovens are run by the day shift.}"))
    assert "Heat The ovens are run by the day shift." in shelf.page(version, "roles/B1/")
    found = reading.document(version)
    assert axis_codes(found, role_in(found, "B1")) == ["dough"]
    asked = reading.document(shelf.publish(text("{summary: The ovens are run by the day shift.}")))
    assert axis_codes(asked, role_in(asked, "B1")) == ["dough", "heat"]


GERMAN = """\
translations:
  - language: de
    texts:
      - {text: Helper, means: Helferin}
      - {text: Mixes what is weighed out., means: Mischt Abgewogenes.}
      - {text: Dough, means: Teig}
"""


def test_37_translations(shelf):
    version = shelf.publish(bakery(translations=GERMAN))
    asked = shelf.page(version, "roles/B1/?language=de")
    assert (
        "B1, Helferin"
        in shelf.client.get(f"/frameworks/{version.framework.slug}/roles/B1/?language=de").content.decode()
    )
    assert "Teig Mischt Abgewogenes." in asked
    assert "Heat Watches the oven." in asked
    assert "This text in: English · Deutsch" in asked
    body = shelf.client.get(f"/frameworks/{version.framework.slug}/", headers={"accept-language": "fr, de-AT;q=0.8"})
    assert 'lang="de"' in body.content.decode()
    assert '<html lang="en"' in body.content.decode()  # the words around it are English
    assert "Mischt Abgewogenes." in words_of(body)
    english = shelf.page(version, "roles/B1/")
    assert "Mixes what is weighed out." in english
    assert "Teig" not in english
    file = shelf.client.get(f"/frameworks/{version.framework.slug}/files/yaml/?language=de")
    assert read(file.content).document == reading.document(version)
    plain = shelf.publish(bakery())
    assert "Mixes what is weighed out." in shelf.page(plain, "roles/B1/?language=de")
    assert "This text in" not in shelf.page(plain)


@pytest.mark.parametrize("language", ["%00", "de%27", "x" * 500, "tlh-Qaak"])
def test_37_a_language_that_is_none_shows_the_text_as_it_is(shelf, language):
    version = shelf.publish(bakery(translations=GERMAN))
    assert "Mixes what is weighed out." in shelf.page(version, f"roles/B1/?language={language}")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("text: Dough", "text: Bread", "line 43: translations[1].texts[3].text is no text of this file: "
         "copy the text letter by letter"),
        ("text: Dough", "text: Helper", "line 43: translations[1].texts[3].text is Helper, which line 41 has already: "
         "each needs one of its own"),
        ("language: de", "language: en", "line 39: translations[1].language is the language of the file itself"),
        ("text: Dough", "text: hand", "line 43: translations[1].texts[3].text is no text of this file: "
         "copy the text letter by letter"),
    ],
)  # fmt: skip
def test_37_a_translation_of_nothing_is_refused(old, new, sentence):
    assert refusals(bakery(translations=GERMAN.replace(old, new))) == [sentence]


def test_37_emoji_mark_up_and_very_long_names(shelf):
    roles = two_roles("{dough: {summary: Kneads.}}", "{dough: {summary: Plans.}}").replace(
        "tracks: [hand]\n", 'tracks: [hand]\n    title: "%s"\n', 1
    )
    version = shelf.publish(bakery(roles=roles % ("🥖 <b>Baker</b> " + "W" * 150)))
    body = shelf.client.get(f"/frameworks/{version.framework.slug}/roles/B1/").content.decode()
    assert "🥖 &lt;b&gt;Baker&lt;/b&gt; " + "W" * 150 in body
    assert "<b>Baker" not in body
    assert refusals(bakery(roles=roles % ("W" * 201))) == ["line 26: roles[1].title is longer than 200 characters"]


def test_38_licence_and_attribution_of_an_imported_framework(shelf):
    said = shelf.read(bakery("attribution: After the guild's book.\nlicence: CC-BY-4.0\n"))
    assert "Where this text comes from After the guild's book. Licence of this text: CC-BY-4.0." in said
    assert "Licence of this text" not in shelf.read(bakery())


def test_39_levels_without_any_axes(shelf):
    levels = "levels:\n  - {code: B1, rank: 10, summary: Learns the trade.}\n  - {code: B2, rank: 20}\n"
    roles = "roles:\n  - {code: B1, level: B1, tracks: [hand]}\n  - {code: B2, level: B2, tracks: [hand]}\n"
    version = shelf.publish(bakery(axes="", levels=levels, roles=roles))
    said = shelf.page(version)
    assert "Learns the trade." in said
    assert "No text yet." in said
    assert "B2 the next level" in shelf.page(version, "roles/B1/")
    assert axis_codes(reading.document(version), role_in(reading.document(version), "B1")) == []
    assert refusals(bakery(levels=levels, roles=roles)) == [
        "line 23: roles[1] has no expectations, and its level is described: "
        "write them, or give the level another status",
        "line 24: roles[2] has no expectations, and its level is described: "
        "write them, or give the level another status",
    ]
