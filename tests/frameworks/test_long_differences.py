"""Two versions of which more is different than one page holds: the page leads to each role's difference."""

import re
from dataclasses import replace
from html import unescape

import pytest

from benchmarks.wide_framework import Size, wide
from frameworks import reading, workflow
from frameworks.cells_between import between
from frameworks.format.shape import document_from
from frameworks.loading import load
from frameworks.views import comparing, publishing
from tests.frameworks.test_pages import fixture, text

pytestmark = pytest.mark.django_db
SMALL = Size(tracks=2, levels=2, axes=2, examples=2)
HERE = "/frameworks/wide/compare/"


@pytest.fixture
def short_pages(monkeypatch):
    """No page holds more than three cells."""
    monkeypatch.setattr(comparing, "AT_ONCE", 3)
    monkeypatch.setattr(publishing, "AT_ONCE", 3)


def wide_versions(by, size=SMALL, rewrites=1):
    """One in force, and a draft in which every example, or one in so many, is worded anew."""
    first = workflow.publish(load(document_from(wide("1", rewrites, size))), by=None)
    return first, load(document_from(wide("2", rewrites, size)), by=by)


def parts_of(page):
    """The addresses to which a page leads for what is different, by the codes of the roles; of the rest by its name."""
    found = re.findall(r'<a href="([^"]*/compare/\?[^"]*&amp;of=([^"]*))">([^<]*)</a>', page.content.decode())
    return {code or name: unescape(address) for address, code, name in found}


def test_a_long_one_leads_to_each_role_and_all_words_stand_on_those_pages(cast, sign_in, short_pages):
    _first, draft = wide_versions(cast.frida)
    client = sign_in(cast.frida)
    page = client.get(HERE, {"from": "1", "to": "2"})
    parts = parts_of(page)
    assert list(parts) == ["t1-l1", "t1-l2", "t2-l1", "t2-l2"]
    assert parts["t2-l1"] == f"{HERE}?from=1&to=2&of=t2-l1"
    assert text(page).count("2 cells") == 4
    assert "It is more than a page holds. Each of these leads to its words." in text(page)
    assert 'class="change' not in page.content.decode()
    own = {code: client.get(address) for code, address in parts.items()}
    for role in reading.document(draft).roles:
        body = text(own[role.code])
        assert own[role.code].content.decode().count('class="change-kind"') == 4
        assert body.count("Axis 1") == body.count("Axis 2") == 1
        assert "All that is different" in body
        assert f'<a href="{HERE}?from=1&amp;to=2">' in own[role.code].content.decode()
    nobody = text(client.get(HERE, {"from": "1", "to": "2", "of": "nobody"}))
    assert "Nothing of this part is different, or there is no such part." in nobody
    assert "Both say the same." not in nobody


def test_a_short_one_stands_on_its_page_and_a_part_of_it_has_its_address_all_the_same(cast, sign_in):
    wide_versions(cast.frida)
    client = sign_in(cast.frida)
    page = client.get(HERE, {"from": "1", "to": "2"})
    assert (parts_of(page), page.content.decode().count('class="change"')) == ({}, 8)
    part = client.get(HERE, {"from": "1", "to": "2", "of": "t1-l1"})
    assert part.content.decode().count('class="change"') == 2


def test_steps_and_what_stands_in_the_head_of_a_role_are_parts_too(cast, sign_in, short_pages):
    old = fixture("ladders-1")
    first, *others = old.roles
    people = next(axis for axis in old.axes if axis.code == "people")
    steps = tuple(replace(one, summary=f"Quite another {one.number}.") for one in people.steps)
    workflow.publish(load(old), by=None)
    load(
        replace(
            old,
            version="2",
            title="Ladders anew",
            roles=(replace(first, title="Another title"), *others),
            axes=tuple(replace(axis, steps=steps) if axis is people else axis for axis in old.axes),
        )
    )
    client = sign_in(cast.frida)
    page = client.get("/frameworks/ladders/compare/?from=1&to=2")
    assert "Ladders anew" in text(page)
    assert first.title not in text(page)
    assert "Quite another" not in text(page)
    parts = parts_of(page)
    assert list(parts) == [first.code, "Steps, and what everybody is asked"]
    assert "Another title" in text(client.get(parts[first.code]))
    assert "Ladders anew" not in text(client.get(parts[first.code])).partition("All that is different")[2]
    of_steps = text(client.get(parts["Steps, and what everybody is asked"]))
    assert all(f"Quite another {number}." in of_steps for number in range(1, 6))


def test_what_a_long_version_changes_is_published_from_a_page_that_leads_to_its_words(cast, sign_in, short_pages):
    _first, draft = wide_versions(cast.frida)
    client, here = sign_in(cast.frida), f"/frameworks/wide/publish/{draft.pk}/"
    page = client.get(here)
    parts = parts_of(page)
    assert list(parts) == ["t1-l1", "t1-l2", "t2-l1", "t2-l2"]
    assert 'class="change' not in page.content.decode()
    assert client.get(parts["t1-l2"]).content.decode().count('class="change"') == 2
    workflow.publish(draft, by=cast.frida)
    assert parts_of(client.get(here)) == parts


def test_the_pages_of_a_very_wide_one_stay_small(cast, sign_in):
    _first, draft = wide_versions(cast.frida, Size(tracks=6, levels=8, axes=10, examples=2), rewrites=3)
    client = sign_in(cast.frida)
    page = client.get(HERE, {"from": "1", "to": "2"})
    assert len(parts_of(page)) == 48
    for address in (
        HERE + "?from=1&to=2",
        f"/frameworks/wide/publish/{draft.pk}/",
        next(iter(parts_of(page).values())),
    ):
        assert len(client.get(address).content) < 40_000, address


def test_nothing_is_lost_between_the_whole_and_its_parts():
    before, after = (document_from(wide(label, 2, SMALL)) for label in ("1", "2"))
    found = between(before, after)
    short = found.by_whom()
    assert (short.changed, short.counts, short.differs) == (found.changed, found.counts, True)
    assert {code: found.of(code).changed for code in found.cells} == short.parts
