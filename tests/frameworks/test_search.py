"""Looking for words in every framework that one may read."""

import time
from dataclasses import replace

import pytest

from frameworks import reading
from frameworks.finding import entries, folded, matching, pieces, words_of
from frameworks.format.document import Behaviour
from frameworks.loading import load
from frameworks.models import Behaviour as Row
from tests.frameworks.test_links import reworded
from tests.frameworks.test_pages import text
from tests.shipped import fixture, publish


def found(client, query):
    return client.get("/search/frameworks/", {"q": query})


def test_an_example_is_found_by_its_words_in_any_order_and_leads_to_its_link(cast, sign_in):
    version = publish("engineering-1")
    row = Row.objects.filter(version=version).order_by("pk").first()
    words = row.text.rstrip(".").split()
    page = found(sign_in(cast.ines), " ".join([words[-1].upper(), words[0]]))
    assert f'href="/frameworks/engineering/behaviours/{row.identity_id}/"' in page.content.decode()
    assert "example · " in text(page)


def test_titles_levels_axes_and_steps_are_found(cast, sign_in):
    publish("engineering-1")
    publish("ladders-1")
    client = sign_in(cast.ines)
    assert 'href="/frameworks/ladders/"' in found(client, "ladders").content.decode()
    assert 'href="/frameworks/engineering/roles/IC3/"' in found(client, "senior engineer").content.decode()
    assert 'href="/frameworks/engineering/axes/teamwork/"' in found(client, "teamwork").content.decode()
    assert 'href="/frameworks/ladders/axes/technology/#step-3"' in found(client, "evangelizes").content.decode()


def test_the_words_are_marked_where_they_stand(cast, sign_in):
    publish("engineering-1")
    body = found(sign_in(cast.ines), "teamw").content.decode()
    assert "<b>Teamw</b>ork" in body


def test_nothing_found_and_nothing_typed_say_so(cast, sign_in):
    publish("engineering-1")
    client = sign_in(cast.ines)
    assert "Nothing in the frameworks that you can read has all these words." in text(found(client, "zzzz"))
    assert "Titles, levels, axes, steps, expectations and examples are searched" in text(found(client, "  "))
    assert client.get("/search/frameworks/").status_code == 200


def test_a_draft_is_found_by_editors_only_and_an_earlier_version_by_nobody(cast, sign_in):
    publish("engineering-1", title="Olden days")
    publish("engineering-1", version="2")
    base = replace(fixture("engineering-1"), version="3")
    load(reworded(base, "IC1", "execution", (Behaviour(text="Quixotic undertakings."),)))
    for person in (cast.ines, cast.petra, cast.otto):
        page = found(sign_in(person), "quixotic")
        assert "Quixotic undertakings" not in text(page)
        assert "behaviours/" not in page.content.decode()
    page = found(sign_in(cast.frida), "quixotic")
    assert "· draft" in text(page)
    assert "/?version=3" in page.content.decode()
    assert "Olden days" not in text(found(sign_in(cast.frida), "olden days"))


def test_while_one_types_the_server_answers_the_part_alone(cast, sign_in):
    publish("engineering-1")
    part = sign_in(cast.ines).get("/search/frameworks/", {"q": "teamwork"}, headers={"HX-Request": "true"})
    body = part.content.decode()
    assert body.lstrip().startswith('<section id="framework_search"')
    assert "<html" not in body


@pytest.mark.parametrize(
    "typed",
    ["x" * 100_000, "\x00", "\ud800".encode("utf-8", "surrogatepass"), "a " * 5000, "%_\\'\"(", "<script>", "."],
)
def test_whatever_is_typed_has_an_answer(cast, sign_in, typed):
    publish("engineering-1")
    page = found(sign_in(cast.ines), typed)
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().partition("<main")[2]


def test_what_is_too_long_is_cut_and_that_is_said(cast, sign_in):
    publish("engineering-1")
    assert "Only the first 100 characters were looked for." in text(found(sign_in(cast.ines), "e" * 101))


def test_at_most_forty_places_are_shown(cast, sign_in):
    publish("engineering-1")
    page = found(sign_in(cast.ines), "e")
    assert page.content.decode().partition('<ul class="hits"')[2].count("<li><a href=") == 40
    assert "The first 40 places, and" in text(page)


@pytest.mark.parametrize("names", [["engineering-1"], ["growth-1", "engineering-1", "points-1", "ladders-1"]])
def test_searching_takes_the_same_queries_for_any_number_of_frameworks(cast, sign_in, names, django_assert_num_queries):
    for name in names:
        publish(name)
    client = sign_in(cast.ines)
    found(client, "team")
    with django_assert_num_queries(4):
        found(client, "team")


def test_a_search_is_quick_once_the_texts_are_read(cast):
    ladder = reading.ladder(publish("growth-1"))
    many = entries(ladder) * 60
    begun = time.perf_counter()
    matching(many, ["team", "er", "a"])
    assert len(many) > 5_000
    assert time.perf_counter() - begun < 1


def test_words_are_compared_without_case_and_accents():
    assert folded("Résumé ÄÖ İ") == "resume ao i"
    assert words_of("  One\x00two ONE three") == ["one", "two", "three"]
    assert words_of("a b c d e f g h i j") == list("abcdefgh")


def test_what_begins_with_a_word_comes_before_what_has_it_inside(cast):
    ladder = reading.ladder(publish("engineering-1"))
    first = matching(entries(ladder), ["team"])[0]
    assert (first.kind, first.text) == ("axis", "Teamwork")


def test_a_long_text_is_cut_around_the_first_word():
    cut = pieces("a" * 300 + " needle " + "b" * 300, ["needle"])
    assert cut[0] == (False, "…")
    assert (True, "needle") in cut
    assert cut[-1] == (False, "…")
    assert sum(len(piece) for _hit, piece in cut) < 300
    words = pieces("whatever " * 30 + "needle" + " whatever" * 30, ["needle"])
    assert "".join(piece for _hit, piece in words[1:-1]).split() == ["whatever"] * 12 + ["needle"] + ["whatever"] * 15
    assert pieces("Short and plain.", ["short"]) == [(True, "Short"), (False, " and plain.")]
    assert pieces("Résumé", ["resume"]) == [(False, "Résumé")]
