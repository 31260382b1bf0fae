"""The benchmarks of a large cycle and of many who write, run with tiny numbers; nothing here is timed.

That no word is lost under load is asked by `tests/running/test_nothing_lost.py`.
"""

from argparse import Namespace

import pytest

from accounts.viewing import viewing
from benchmarks import cycles, large_cycle, savers, saving
from benchmarks.asking import Measured, Target
from benchmarks.savers import Saver
from demo import generate
from demo.company import frameworks
from reviews.models import Assessment, Cycle, Group


@pytest.fixture
def company(transactional_db, settings):
    frameworks.load()
    generate.company_of(60, cycles=0, seed=1, say=lambda sentence: None)
    settings.LAUNCH_AT_ONCE = 0


def test_a_large_cycle_is_planned_launched_and_written_in(company, live_server):
    with viewing(large_cycle.named("ops")):
        planned = large_cycle.plan(3)
        launched = large_cycle.launch(2)
    assert planned["people"] == 56
    assert max(page["queries"] for page in planned["pages"] + launched["pages"]) <= 15
    assert Group.objects.filter(cycle=Cycle.objects.get(), state="assessing").count() == 3
    found = [Saver(**one) for one in launched["savers"]]
    assert len(found) == 2
    line = savers.Line(live_server.url)
    for saver in found:
        saver.write()
        assert saver.save(line)
        saver.write()
        saver.version = 0  # as if the answer had been lost: the own text is kept, the second time
        assert not saver.save(line)
        assert saver.save(line)
    line.close()
    there = {str(pk): text for pk, text in Assessment.objects.values_list("pk", "statement")}
    assert saving.missing(found, there) == []
    assert [saver.acknowledged for saver in found] == [2, 2]


def test_a_word_that_is_not_stored_is_found():
    written = Saver("a", "/", "", {}, words=["word0", "word1", "word2"], acknowledged=2)
    assert saving.missing([written], {"a": "word0 word1"}) == []
    assert saving.missing([written], {"a": "word0"}) == ["a word1"]
    assert saving.missing([written], {"a": "word1"}) == ["a word0", "a word1"]
    written._look_for_lost({"version": 1, "fields": {"statement": "word0 word1"}})
    assert saving.missing([written], {"a": "word0 word1"}) == []
    written._look_for_lost({"version": 1, "fields": {"statement": "word0"}})
    assert saving.missing([written], {"a": "word0 word1"}) == ["a word1"]
    written.lost = []
    assert saving.missing([written], {}) == ["a word0", "a word1"]


def test_the_page_says_what_was_lost():
    options = Namespace(managers=1, every=3.0, seconds=10.0)
    written = Saver("a", "/", "", {}, words=["word0"], acknowledged=1, seconds=[0.02] * 19 + [0.4], answers={"409": 1})
    seen = saving.Seen([written], pages=0.1, database=0.05, seconds=10)
    good = saving.page("15", 1.0, 60, options, seen, [])
    assert "| of these lost | 0 | 0 |" in good
    assert "| other answers | 1 × 409 | |" in good
    assert "| ms of a core a saving, pages | 5.0 | 5 |" in good
    assert "**Not reached.**" in saving.page("15", 1.0, 60, options, seen, ["a word0"])


def test_the_page_of_a_large_cycle_says_what_is_reached():
    rows = [
        (Target("by name", "/", "", queries=12), Measured([0.1], 20_000), 0.05),
        (Target("slow", "/", "", queries=12), Measured([0.2], 20_000), 0.05),
    ]
    text = cycles.page("15", 1.0, 60, 5000, {"launch": 31.0, "cpu": 5.0}, rows)
    assert "| by name | 12 | 100 | 100 | 50 | 20,000 | yes |" in text
    assert "| slow | 12 | 200 | 200 | 50 | 20,000 | **no** |" in text
    assert "31.0 s, of which 5.0 s" in text
    assert "**Not reached.**" in text
