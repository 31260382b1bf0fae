"""Hostile requests to every route as every person: some in every run, two hundred thousand in `make test-long`.

A request is made from a seed and its number. To see one again, give both: `HOSTILE=seed:number`.
"""

import math
import os
import sys
import time
from collections import Counter

import pytest
from django.db import connection
from django.template import base

from accounts import sealing, verifying
from accounts.access import routes
from accounts.adapter import Adapter
from accounts.models import Event, Grant
from accounts.views import people
from tests.access.scene import all_rows
from tests.attacks.hostile.forms import Found
from tests.attacks.hostile.holds import answered, leads_away, wrong
from tests.attacks.hostile.requests import EVERYONE, Asked, Maker, pairs
from tests.attacks.hostile.site import Site

SEED = 2026
SHORT, LONG = 700, int(os.environ.get("HOSTILE_REQUESTS", "200000"))
MINUTES = float(os.environ.get("HOSTILE_MINUTES", "inf"))  # the long run ends by then, whatever it has asked
WHO_HAS_FORMS = ["petra", "mei", "noor", "marco", "dana", "dilan", "lena", "ivan", "otto", "frida", "pavel", "anon"]


@pytest.fixture
def site(scene):
    """The scene under attack."""
    with Site(scene).attacked() as attacked:
        yield attacked


def pages(scene) -> list[str]:
    """Every address that answers a page."""
    return [row.path(scene) for row in all_rows() if "GET" in row.expected and "/events/" not in row.path(scene)]


CHAIN = 25  # requests that are asked one on what the other left, before all of them are undone


def attack(
    site: Site, forms: list[Found], numbers: range, keep: bool = False, minutes: float = math.inf
) -> tuple[Counter, list[str]]:
    """Asks the requests of those numbers, for so long: how often each status came, and what did not hold.

    `keep`: each on what the one before has left. Then only its answer is looked at, for the rows are no longer as they
    are known to have been.
    """
    end = time.monotonic() + 60 * minutes
    maker, statuses, found = Maker(site.scene, forms), Counter(), []
    for number in numbers:
        asked = maker.make(SEED, number)
        came = site.ask(asked, keep)
        statuses[came.status] += 1
        broken = answered(asked, came) if keep else wrong(site, asked, came)
        found += [f"{SEED}:{number} {asked}\n    {sentence}" for sentence in broken]
        if len(found) >= 20 or time.monotonic() > end:
            break
    return statuses, found


def attack_by_turns(site: Site, forms: list[Found], number: int, minutes: float) -> tuple[Counter, list[str]]:
    """So many requests, each by itself and in chains by turns."""
    end = time.monotonic() + 60 * minutes
    statuses, found = Counter(), []
    for start in range(0, number, 2 * CHAIN):
        with site.undone():
            more, wrongs = attack(site, forms, range(start, start + CHAIN), keep=True)
        again, others = attack(site, forms, range(start + CHAIN, start + 2 * CHAIN))
        statuses, found = statuses + more + again, found + wrongs + others
        if len(found) >= 20 or time.monotonic() > end:
            break
    return statuses, found


def test_every_route_is_asked(site):
    assert {route for route, _address in Maker(site.scene, []).addresses} == {name for name, _path, _view in routes()}


def test_nothing_hostile_breaks_leaks_or_writes_what_is_not_theirs(site, capsys):
    forms = site.find_forms(["petra", "marco"], pages(site.scene), links=0)
    statuses, found = attack(site, forms, range(SHORT))
    with capsys.disabled():
        sys.stdout.write(f"\nhostile: {sum(statuses.values())} requests, {len(forms)} forms\n")
    assert not found, "\n".join(found)
    assert len(statuses) >= 7  # it came past the doors: pages, redirects, refusals of each kind


def test_what_was_kept_of_hostile_requests_leaves_the_trail_and_the_tables_whole(site):
    """Nothing is undone here: one request after the other on what the others have left."""
    before = set(Event.objects.values_list("pk", "verb", "by", "thing_id"))
    own = set(Grant.objects.filter(person=site.scene.cast.petra).values_list("pk", "until_at"))
    forms = site.find_forms(["petra", "mei"], pages(site.scene)[::3], links=0)
    found = attack(site, forms, range(10_000, 10_150), keep=True)[1]
    assert not found, "\n".join(found)
    connection.check_constraints()
    assert before <= set(Event.objects.values_list("pk", "verb", "by", "thing_id"))
    assert set(Grant.objects.filter(person=site.scene.cast.petra).values_list("pk", "until_at")) == own
    sealing.seal()
    assert verifying.verify().wrong == []


@pytest.mark.long
def test_two_hundred_thousand_hostile_requests(site, capsys):
    begun = time.monotonic()
    forms = site.find_forms(WHO_HAS_FORMS, pages(site.scene))
    statuses, found = attack_by_turns(site, forms, LONG, MINUTES)
    with capsys.disabled():
        took = time.monotonic() - begun
        sys.stdout.write(
            f"\nhostile: {sum(statuses.values())} requests as {len(EVERYONE)} persons to"
            f" {len({row.route for row in all_rows()})} routes and {len(forms)} forms in {took:.0f} s; answered"
            f" {dict(sorted(statuses.items()))}\n"
        )
    assert not found, "\n".join(found)
    connection.check_constraints()


@pytest.mark.skipif("HOSTILE" not in os.environ, reason="asks one hostile request again: give HOSTILE=seed:number")
def test_one_hostile_request_again(site):
    seed, _, number = os.environ["HOSTILE"].partition(":")
    asked = Maker(site.scene, site.find_forms(WHO_HAS_FORMS, pages(site.scene))).make(int(seed), int(number))
    assert wrong(site, asked, site.ask(asked)) == [], str(asked)


# -- the faults put in on purpose ---------------------------------------------------------------------------


def asked(person: str, path: str, method: str = "GET", query: str = "", **fields: str) -> Asked:
    """One request of ours."""
    body = pairs(list(fields.items())).encode()
    return Asked(person, method, path, query, body, "application/x-www-form-urlencoded" if fields else "")


def found_in(site: Site, request: Asked) -> str:
    return "\n".join(wrong(site, request, site.ask(request)))


def test_an_error_of_ours_is_noticed(site, monkeypatch):
    request = asked("ivan", "/people/", query="q=%00")
    assert found_in(site, request) == ""
    monkeypatch.setattr(people, "SearchForm", lambda said: {}["\0"])
    assert "failed with 500" in found_in(site, request)


def test_words_that_come_back_as_they_were_sent_are_noticed(site, monkeypatch):
    request = asked("ivan", "/people/", query="q=%3Cq-evil%3E")
    assert found_in(site, request) == ""
    monkeypatch.setattr(base, "conditional_escape", str)
    assert "shows what was sent as it was sent" in found_in(site, request)


def test_being_led_away_is_noticed(site, monkeypatch):
    request = asked("ivan", "/sign-out/", "POST", next="//evil.example")
    assert found_in(site, request) == ""
    monkeypatch.setattr(Adapter, "is_safe_url", lambda self, url: True)
    monkeypatch.setattr(Adapter, "get_logout_redirect_url", lambda self, request: "//evil.example")
    assert "leads away by Location: //evil.example" in found_in(site, request)


@pytest.mark.parametrize(
    ("said", "away"),
    [("/people/", False), ("?page=2", False), ("tomorrow", False), ("http://localhost:8000/people/", False)]
    + [
        (said, True)
        for said in ("//evil.example", "/\\evil.example", "https:evil.example", "javascript:x", "/a\nb", "\t/")
    ],
)
def test_what_leads_away_is_told_from_what_does_not(said, away):
    assert leads_away(said) is away


def test_writing_in_somebody_s_name_is_noticed(site, settings):
    scene, path = site.scene, f"/pitches/{site.scene.pitch_open.pk}/decision/vote/"
    request = asked("dilan", path, "POST", choice="approve", reason="No", decider=str(scene.cast.dana.pk))
    assert found_in(site, request) == ""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.attacks.faults.BelievesTheForm"]
    site.handler.load_middleware()
    assert "promotions.vote (choice, reason" not in found_in(site, asked("dana", path, "POST", choice="approve"))
    assert "is not for dilan to write" in found_in(site, request)


def test_writing_by_reading_without_an_event_or_although_refused_is_noticed(site, monkeypatch):
    def spoils(said):
        Grant.objects.update(reason="Taken over")
        return {}["no such"]

    monkeypatch.setattr(people, "SearchForm", spoils)
    said = found_in(site, asked("ivan", "/people/"))
    assert "is not for ivan to write" in said
    assert "by GET" in said
    assert "left no event" in said
    assert "although it was answered 500" in said


def test_a_trail_that_is_rewritten_is_noticed(site, monkeypatch):
    monkeypatch.setattr(people, "SearchForm", lambda said: Event.objects.all().delete())
    assert "rewrites accounts_event" in found_in(site, asked("ivan", "/people/"))
