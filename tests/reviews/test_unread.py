"""What is new to a reader of a group: found with one key, said by level, asked for by name, assessor and rating."""

from datetime import timedelta

import pytest
import time_machine

from accounts import clock
from reviews.assessments import reading as what_is_read
from reviews.assessments import unread, workflow
from reviews.models import Exclusion, Looked, Remark, RosterEntry
from tests.reviews.story import words


def new_to(group, person) -> str:
    """The names of those of whom something is new to the person, in the order of reading."""
    return " ".join(row.subject.name for row in unread.to_read(group, person) if row.is_unread)


def entry(person) -> RosterEntry:
    return RosterEntry.objects.select_related("subject", "version", "role").get(subject=person)


@pytest.fixture
def later():
    """Each call is a minute later."""
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False) as at:
        yield lambda: at.shift(60)


def test_what_others_submitted_is_new_until_one_has_looked(cast, previewing, later):
    assert new_to(previewing.group, cast.dana) == "Ivan Lena Noor"  # of Ines there is nothing yet
    assert new_to(previewing.group, cast.oskar) == "Ivan Lena Noor"
    assert new_to(previewing.group, cast.mei) == "Lena Noor"  # Ivan's is her own
    assert new_to(previewing.group, cast.marco) == "Ivan"
    assert new_to(previewing.group, cast.noor) == "Ivan Lena"
    unread.look(entry(cast.ivan), cast.dana)
    assert new_to(previewing.group, cast.dana) == "Lena Noor"
    assert new_to(previewing.group, cast.oskar) == "Ivan Lena Noor"


def test_a_change_and_a_remark_make_it_new_again(cast, previewing, later):
    for person in (cast.dana, cast.dilan, cast.mei):
        unread.look(entry(cast.ivan), person)
    later()
    workflow.remark(entry(cast.ivan), cast.dilan, "asks", "Why?")
    assert "Ivan" in new_to(previewing.group, cast.dana)
    assert "Ivan" in new_to(previewing.group, cast.mei)
    assert "Ivan" not in new_to(previewing.group, cast.dilan)  # their own remark
    later()
    unread.look(entry(cast.ivan), cast.dana)
    assert "Ivan" not in new_to(previewing.group, cast.dana)
    later()
    change = workflow.reopen(previewing.ivan, cast.mei)
    assert "Ivan" not in new_to(previewing.group, cast.dana)  # a draft is nobody else's
    workflow.save_and_submit(change, cast.mei, 1, words(previewing, statement="Put better."))
    assert "Ivan" in new_to(previewing.group, cast.dana)
    later()
    unread.look(entry(cast.ivan), cast.dana)
    unread.look(entry(cast.ivan), cast.dana)
    assert "Ivan" not in new_to(previewing.group, cast.dana)
    assert Looked.objects.filter(reader=cast.dana).count() == 1


def test_nothing_is_said_of_whom_one_does_not_read(cast, previewing):
    Exclusion.objects.create(group=previewing.group, person=cast.dana, subject=cast.ivan)
    assert new_to(previewing.group, cast.dana) == "Lena Noor"
    assert "Noor" not in [row.subject.name for row in unread.to_read(previewing.group, cast.noor)]
    assert list(unread.to_read(previewing.group, cast.sam)) == []
    assert list(Looked.objects.visible_to(cast.dana)) == []


def test_only_whoever_looked_sees_that_they_did(cast, previewing):
    unread.look(entry(cast.ivan), cast.dana)
    seers = [name for name in vars(cast) if Looked.objects.visible_to(getattr(cast, name)).exists()]
    assert seers == ["dana"]


def test_by_level_and_by_the_next_key(cast, previewing):
    there = unread.places(previewing.group, cast.oskar)
    said = [(level.name, level.people, level.unread) for level in unread.levels(there)]
    assert said == [("IC1", 1, 1), ("IC2", 1, 0), ("IC3", 1, 1), ("IC4", 1, 1)]
    beside = unread.beside(there, cast.ivan.pk)
    assert beside == {"before": None, "after": cast.ines.pk, "unread": cast.lena.pk}
    assert unread.beside(there, cast.noor.pk) == {"before": cast.lena.pk, "after": None, "unread": cast.ivan.pk}
    assert unread.beside(there, cast.otto.pk) == {}


def page_of(client, story, query="") -> str:
    return client.get(f"/groups/{story.group.pk}/reading/{query}").content.decode()


def names(text: str) -> list[str]:
    return [name for name in ("Ivan", "Ines", "Lena", "Noor") if f"data-walk>{name}</a>" in text]


def test_a_page_is_asked_for_by_name_assessor_rating_level_and_what_is_new(cast, previewing, sign_in):
    workflow.save_and_submit(previewing.ines, cast.noor, 0, words(previewing, overall="exceeding"))
    oskar = sign_in(cast.oskar)
    assert names(page_of(oskar, previewing)) == ["Ivan", "Ines", "Lena", "Noor"]
    for query, found in [
        ("?name=in", ["Ines"]),
        ("?name=N", ["Ivan", "Ines", "Lena", "Noor"]),
        (f"?assessor={cast.marco.pk}", ["Lena", "Noor"]),
        ("?rating=Exceeding", ["Ines"]),
        ("?rating=Meeting", ["Ivan", "Lena", "Noor"]),
        ("?level=30", ["Lena"]),
        ("?rating=Meeting&name=len&unread=1", ["Lena"]),
        # what is not on offer is not asked
        ("?rating=Great&assessor=x&level=99&unread=yes&page=x", ["Ivan", "Ines", "Lena", "Noor"]),
    ]:
        assert names(page_of(oskar, previewing, query)) == found, query
    text = page_of(oskar, previewing, "?name=Zoe%00")
    assert names(text) == []
    assert "Nobody here is as you ask for." in text


def test_opening_a_page_or_saying_so_makes_it_read(cast, previewing, sign_in):
    oskar = sign_in(cast.oskar)
    group = f"/groups/{previewing.group.pk}"
    assert "Read on: 3 people with something new" in page_of(oskar, previewing)
    text = oskar.get(f"{group}/people/{cast.ivan.pk}/").content.decode()
    assert f'href="{group}/people/{cast.lena.pk}/" data-key="n"' in text
    assert names(page_of(oskar, previewing, "?unread=1")) == ["Lena", "Noor"]
    told = oskar.post(f"{group}/people/{cast.lena.pk}/looked/", {"asked": "unread=1&page=2"})
    assert told.url == f"{group}/reading/?unread=1&page=2#{cast.lena.pk}"
    assert names(page_of(oskar, previewing, "?unread=1")) == ["Noor"]
    oskar.head(f"{group}/people/{cast.noor.pk}/")
    assert names(page_of(oskar, previewing, "?unread=1")) == ["Noor"]
    oskar.get(f"{group}/people/{cast.noor.pk}/")
    assert "You have read everything that stands here." in page_of(oskar, previewing)


def test_the_filter_asks_the_same_for_one_and_for_three(
    cast, previewing, sign_in, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(what_is_read, "beside_assessments", [])
    Remark.objects.create(group=previewing.group, subject=cast.lena, author=cast.mei, kind="asks", text="Why?")
    oskar = sign_in(cast.oskar)
    address = f"/groups/{previewing.group.pk}/reading/?unread=1&rating=Meeting&name=n"
    with django_assert_num_queries(14):
        assert names(oskar.get(address).content.decode()) == ["Ivan", "Lena", "Noor"]
    RosterEntry.objects.exclude(subject=cast.lena).delete()
    with django_assert_num_queries(14):
        assert names(oskar.get(address).content.decode()) == ["Lena"]
