"""A secret word stands in every confidential field; who may read it finds it, nobody else does, and no log has it."""

import itertools
import logging
import sys

import pytest
from django.apps import apps
from django.core import mail
from django.db import models

from accounts.access import routes
from tests.access.scene import all_rows, make_scene
from tests.privacy.crawl import Walk, route_of, walk
from tests.privacy.noticing import NOT_NOTED, left_out
from tests.privacy.ways import WALKERS, WAYS, aloud, ask, client_of
from tests.privacy.words import SECRET, word

# where the first wall stands alone: the second one could hide what gets through it
pytestmark = pytest.mark.once("embedded")


def test_every_word_stands_in_its_field(scene, cast):
    missing = []
    for name in SECRET:
        label, _, attribute = name.partition("@")[0].rpartition(".")
        model = apps.get_model(label)
        lookup = (
            attribute if isinstance(model._meta.get_field(attribute), models.JSONField) else f"{attribute}__contains"
        )
        if lookup == attribute:
            if not any(word(name) in str(value) for value in model._base_manager.values_list(attribute, flat=True)):
                missing.append(name)
        elif not model._base_manager.filter(**{lookup: word(name)}).exists():
            missing.append(name)
    assert missing == []


_walked: dict[str, Walk] = {}


def walks(cast) -> dict[str, Walk]:
    """The walks through the scene as it should be; made once, since they take a while."""
    if not _walked:
        _walked.update(walk_as_everyone(make_scene(cast)))
    return _walked


def walk_as_everyone(scene, persons=WALKERS, every=23) -> dict[str, Walk]:
    """Every person's walk over every page and all that links from there; and every so many-th of all addresses and ways
    to ask them, so that together every address is asked in some and every way is tried."""
    rows = [(row.path(scene), "GET" in row.expected) for row in all_rows()]
    addresses, pages = [address for address, _page in rows], [address for address, is_page in rows if is_page]
    done: dict[str, Walk] = {}
    for number, person in enumerate(persons):
        clients = {strict: client_of(scene, person, strict) for strict in (False, True)}
        done[person] = walk(clients[False], pages)
        done[person].left_out = left_out(done[person], getattr(scene.cast, person, None))
        asked = list(itertools.product(addresses, WAYS))[number % every :: every]
        done[person].otherwise = {f"{way}: {address}": ask(clients, address, way) for address, way in asked}
    return done


def leaks(done, names: dict[str, str]) -> list[str]:
    """Words shown to someone who may not read them, and words not found by someone who may."""
    by_word = {word(name): name for name in names}
    wrong = []
    for person, walked in done.items():
        found = walked.words(set(by_word))
        for secret, name in by_word.items():
            may = person in names[name].split()
            if secret in found and not may:
                wrong.append(f"{person} was shown {name} at {found[secret]}")
            if secret not in found and may:
                wrong.append(f"{person} may read {name} and found it nowhere")
    return wrong


# what the title of its own page says, to whoever may open that
ALOUD = {"figures.question.text": "a question in preparation; it says nothing of anybody"}


def said_aloud(done) -> list[str]:
    """Words that stand in a header or in the title of a page, even of somebody who may read them."""
    return [
        f"{name} stands in a header or title of {address} as {person}"
        for person, walked in done.items()
        for address, text in (walked.shown | walked.otherwise).items()
        for name in SECRET.keys() - ALOUD.keys()
        if word(name) in aloud(text)
    ]


def counted(done) -> str:
    """How much was looked through."""
    answers = sum(len(walked.shown) + len(walked.otherwise) for walked in done.values())
    pages = sum(len(walked.shown) for walked in done.values())
    return (
        f"secret words: {answers * len(SECRET)} checks: {len(SECRET)} words in {pages} pages and {answers - pages}"
        f" answers to {len(WAYS)} other ways of asking, as {len(done)} persons"
    )


def test_nobody_reads_what_is_not_theirs(cast, caplog, capsys):
    caplog.set_level(logging.INFO)
    _walked.clear()
    done = walks(cast)
    with capsys.disabled():
        sys.stdout.write(f"\n{counted(done)}\n")
    assert leaks(done, SECRET) == []
    assert said_aloud(done) == []
    said = "\n".join([caplog.text, *(m.subject + m.body for m in mail.outbox)])
    assert [name for name in SECRET if word(name) in said] == []


@pytest.mark.long
def test_nobody_reads_what_is_not_theirs_however_it_is_asked_for(cast, caplog, capsys):
    """Every address in every way as everybody."""
    caplog.set_level(logging.INFO)
    done = walk_as_everyone(make_scene(cast), every=1)
    with capsys.disabled():
        sys.stdout.write(f"\n{counted(done)}\n")
    assert leaks(done, SECRET) == []
    assert said_aloud(done) == []
    assert [name for name in SECRET if word(name) in caplog.text] == []
    assert {status[:1] for walked in done.values() for status in walked.otherwise.values()} == {"2", "3", "4"}


def test_whatever_is_read_of_others_is_left_in_the_trail(cast):
    assert {person: walked.left_out for person, walked in walks(cast).items() if walked.left_out} == {}
    assert sum(bool(watch.noted) for walked in walks(cast).values() for watch in walked.watched.values()) > 100


def test_no_server_error_on_the_way(cast):
    done = walks(cast)
    broken = [
        f"{address} as {person}"
        for person, walked in done.items()
        for address, text in (walked.shown | walked.otherwise).items()
        if text.startswith("5")
    ]
    assert broken == []


def unvisited(done) -> list[str]:
    """Routes of the site to which nobody's walk has led."""
    visited = {route_of(address) for walked in done.values() for address in walked.shown}
    visited |= {route_of(asked.partition(": ")[2]) for walked in done.values() for asked in walked.otherwise}
    return sorted({name for name, _path, _view in routes()} - visited)


def test_every_route_was_visited_and_asked_in_every_way(cast):
    done = walks(cast)
    assert unvisited(done) == []
    asked = {way.partition(": ")[0] for walked in done.values() for way in walked.otherwise}
    assert asked == set(WAYS)
    statuses = {text[:3] for walked in done.values() for text in walked.otherwise.values()}
    assert {"200", "204", "302", "400", "403", "404", "405", "409"} <= statuses


# -- the faults put in on purpose ------------------------------------------------------------------


def test_a_leak_put_in_on_purpose_is_noticed(scene, cast, monkeypatch):
    """Grants visible to everyone, shown on the list of people: the reason is found by Ivan."""
    from django.http import HttpResponse

    from accounts.views import people

    reason = word("accounts.grant.reason")
    monkeypatch.setattr(people, "render", lambda *args, **more: HttpResponse(f"<p>{reason}</p>"))
    done = walk_as_everyone(scene, ["ivan"])
    assert any(said.startswith("ivan was shown accounts.grant.reason") for said in leaks(done, SECRET))


def test_a_reading_that_goes_round_the_models_is_noticed(scene, cast, monkeypatch):
    """Remarks that note nothing as they are read: every page that shows one is found, by its query and by its word."""
    from reviews.models import Remark

    monkeypatch.setattr(Remark, "from_db", classmethod(models.Model.from_db.__func__))
    found = walk_as_everyone(scene, ["dana"])["dana"].left_out
    address = f"/groups/{scene.group.pk}/reading/"
    assert f"{address} read remark and noted nothing of it" in found
    assert f"{address} shows reviews.remark.text and noted no remark" in found


def test_a_page_whose_row_is_not_written_is_noticed(scene, cast, monkeypatch):
    from accounts import readings

    monkeypatch.setattr(readings, "write", lambda noted, request, response: None)
    found = walk_as_everyone(scene, ["dana"])["dana"].left_out
    assert any("shows reviews.remark.text, and no row says that it was read" in said for said in found)


def test_every_secret_field_is_noted_or_says_why_not():
    assert sorted(name for name in NOT_NOTED if name not in SECRET) == []
    assert all(NOT_NOTED.values())


def test_a_word_that_its_reader_cannot_find_is_noticed(cast):
    done = walks(cast)
    assert leaks(done, {"accounts.grant.reason": "ivan"})[-1:] != []


def test_an_unknown_field_has_no_word():
    with pytest.raises(KeyError):
        word("accounts.person.no_such_field")
