"""One's own case and *before told*, for each pair of permissions and parts that one person can hold at once."""

import os
import sys

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Q

from tests.access.asking import Undo, answered, quietly, said
from tests.access.own_case import ACTS, EVERYTHING, GRANTS, PAGES, PAIRS, PARTS, SECRETS, hold, plant
from tests.access.phases import walk

LONG = bool(os.environ.get("PLUMBLINE_LONG"))
# every permission with every part while decisions are open; PLUMBLINE_LONG asks for every pair in every phase
OFTEN = [pair for pair in PAIRS if pair[0] in GRANTS and pair[1] in PARTS]
ASKED = ["previewing", "calibrating", "deciding", "finalising", "telling"]


def hidden(story) -> dict[str, str]:
    """What no page may say: the secrets, and the ids of the rows that are about Lena."""
    rows = ("of_lena", "on_lena", "pitch", "lenas", "lenas_result", "lenas_message", "decision")
    return {word: what for what, word in SECRETS.items()} | {
        str(getattr(story, row).pk): f"the id of {row}" for row in rows if hasattr(story, row)
    }


def found_by(story, cookie: str) -> tuple[int, list[str]]:
    """How much Lena asked for, and what of her own case she found or did."""
    there = {name: str(thing.pk) for name, thing in vars(story).items() if hasattr(thing, "pk")}
    wrong, words = [], hidden(story)
    for page in PAGES:
        cache.clear()
        answer = answered("GET", page.format(**there), cookie)
        text = "" if answer.streaming else answer.content.decode()
        text += answer.get("Location", "")
        wrong += [
            f"{page} shows {what}" for word, what in words.items() if word in text.replace(page.format(**there), "")
        ]
        if answer.status_code >= 500:
            wrong.append(f"{page}: {answer.status_code}")
    for act in ACTS:
        cache.clear()
        form = {"data": act.form, "content_type": "application/x-www-form-urlencoded"}
        got = said(answered("POST", act.address.format(**there), cookie, **form))
        if got not in act.refused:
            wrong.append(f"{act.address}: {got}")
    return len(PAGES) + len(ACTS), wrong


def held(story, pair: tuple[str, ...]) -> tuple[int, list[str]]:
    """The same while she holds that pair."""
    kept = []
    try:
        with transaction.atomic():
            for what in pair:
                hold(story, what)
            kept.append(found_by(story, story.cookies["lena"]))
            raise Undo
    except Undo:
        cells, wrong = kept[0]
        return cells, [f"{' and '.join(pair)}: {one}" for one in wrong]


def pairs_in(phase: str) -> list[tuple[str, ...]]:
    """What she holds at once in this phase: pairs, and everything together."""
    if LONG:
        return [*PAIRS, EVERYTHING]
    return [*OFTEN, EVERYTHING] if phase == "deciding" else [EVERYTHING]


# the first wall alone has to hold it; on PostgreSQL the second would hide its fault
@pytest.mark.once("embedded")
def test_no_pair_opens_ones_own_case(cast, capsys):
    cells, wrong, met = 0, [], []
    with quietly():
        for phase, story in walk(cast):
            if phase == "told":
                break
            if phase not in ASKED:
                continue
            met.append(phase)
            plant(story)
            for pair in pairs_in(phase):
                some, found = held(story, pair)
                cells, wrong = cells + some, wrong + [f"{phase}, {one}" for one in found]
    with capsys.disabled():
        sys.stdout.write(f"\nown case: {cells} pages and acts asked for\n")
    assert met == ASKED
    assert wrong == []


# -- the faults put in on purpose ------------------------------------------------------------------


@pytest.fixture
def deciding(cast):
    """The review while its decisions are open."""
    with quietly():
        story = next(story for phase, story in walk(cast) if phase == "deciding")
        plant(story)
        yield story


def test_nothing_is_found_where_nothing_is_broken(deciding):
    assert held(deciding, ("people_ops", "director"))[1] == []


@pytest.mark.parametrize(
    ("broken", "pair", "shown"),
    [
        ("reviews.models.assessments.not_kept_away", ("people_ops", "director"), "statement"),
        ("promotions.models.pitches.not_kept_away", ("operator", "outside_director"), "pitch"),
        ("promotions.models.decisions.not_kept_away", ("people_ops", "decider"), "the id of pitch"),
    ],
)
def test_a_door_that_lets_ones_own_through_is_noticed(deciding, nothing_written, monkeypatch, broken, pair, shown):
    monkeypatch.setattr(broken, lambda viewer: Q())
    found = held(deciding, pair)[1]
    if connection.vendor == "postgresql":  # the second wall holds where the first is broken
        assert found == []
        return
    assert any(one.startswith(" and ".join(pair)) and one.endswith(f"shows {shown}") for one in found)


def test_a_result_that_opens_too_early_is_noticed(deciding, nothing_written, monkeypatch):
    monkeypatch.setattr("reviews.models.results.is_told", lambda today: Q(pk__isnull=False))
    found = held(deciding, ("people_ops", "decider"))[1]
    if connection.vendor == "postgresql":
        assert not any("shows" in one for one in found)
        return
    assert "people_ops and decider: /my-results/{lenas_result}/ shows words" in found


def test_an_act_for_oneself_is_noticed(deciding, nothing_written, monkeypatch):
    """A roster on which readers find themselves: they get as far as a remark on themselves."""
    monkeypatch.setattr("reviews.models.participants.not_kept_away", lambda viewer: Q())
    found = held(deciding, ("operator", "director"))[1]
    assert "operator and director: /groups/{group}/people/{lena}/: 409" in found
