"""The benchmark, run with tiny numbers to see that it works; nothing here is timed."""

from copy import deepcopy

import pytest

from benchmarks import asking, verdict
from benchmarks.asking import BARE, Measured, Target
from demo import generate
from demo.company import frameworks
from frameworks.format import read
from frameworks.loading import load
from frameworks.workflow import publish

PAGES = [
    "bare page",
    "my level",
    "framework table",
    "cycle",
    "cycle board",
    "assessment form",
    "level board",
    "room display",
    "person",
    "people list",
]


@pytest.fixture
def company(transactional_db, settings):
    settings.ROOT_URLCONF = "benchmarks.urls"
    [engine] = deepcopy(settings.TEMPLATES)
    engine["DIRS"].append(settings.BASE_DIR / "benchmarks" / "templates")
    settings.TEMPLATES = [engine]
    text = (frameworks.FOLDER / "engineering-1.yaml").read_bytes()
    publish(load(read(text).document), by=None)
    generate.company_of(60, cycles=1, seed=1, say=lambda sentence: None, under_way=True)


def test_every_main_page_is_asked_as_somebody_who_may_see_it(company, live_server):
    from benchmarks.targets import counted, main_pages

    targets = counted(main_pages())
    assert [target.name for target in targets] == PAGES
    figures: verdict.Figures = {60: {}}
    for target in targets:
        measured = asking.one_by_one(live_server.url, target.path, target.cookie, 2)
        measured.bare = measured.rates = (asking.at_once(live_server.url, target.path, target.cookie, 1, 0.01),)
        figures[60][target.name] = verdict.Seen(target, measured)
    # the session, the person, the organisation's time zone, the page
    assert figures[60][BARE].target.queries == 4
    text = verdict.page(figures, ["a machine"], ["in some way"], "2026-12-09")
    assert [line.split(" | ")[0] for line in text.splitlines() if " | 60 | " in line] == [f"| {page}" for page in PAGES]


def seen(name: str, ms: float, rate: float, bare: float = 400, **more) -> verdict.Seen:
    limits = {"most_bytes": 150_000, "queries": 9} | more
    size = limits.pop("size", 20_000)
    return verdict.Seen(Target(name, "/", "", **limits), Measured([ms / 1000], size, (rate,), (bare,)))


def test_what_reaches_every_target_misses_none():
    small = {BARE: seen(BARE, 2, 400), "person": seen("person", 4, 200)}
    large = {BARE: seen(BARE, 2, 400), "person": seen("person", 5.2, 200, queries=9)}
    assert verdict.misses({200: small, 50_000: large}) == []


def test_each_target_that_is_missed_is_said_in_a_sentence():
    small = {BARE: seen(BARE, 2, 400), "person": seen("person", 4, 200)}
    large = {BARE: seen(BARE, 2, 400), "person": seen("person", 6, 199, queries=16, size=150_001)}
    assert verdict.misses({200: small, 50_000: large}) == [
        "person: queries grow with the company (9 at 200, 16 at 50,000)",
        "person: 16 queries, at most 15",
        "person: the median grows by 1.50, at most 1.3",
        "person: 0.50 of the bare page's rate at 50,000 people, at least 0.5",
        "person: 150,001 bytes at 50,000 people, at most 150,000",
    ]


def test_a_page_of_many_rows_is_not_held_to_the_bare_page():
    figures = {200: {BARE: seen(BARE, 2, 400), "board": seen("board", 9, 50, rows=100)}}
    assert verdict.misses(figures) == []


def test_the_share_is_that_of_the_middle_round():
    measured = Measured([0.004], 20_000, rates=(90.0, 100.0, 10.0), bare=(100.0, 400.0, 20.0))
    assert measured.share == 0.5


def test_load_goes_to_this_machine_only():
    with pytest.raises(ValueError, match="loopback"):
        asking.Line("http://reviews.company.example")
