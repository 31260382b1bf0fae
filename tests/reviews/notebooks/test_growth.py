"""The growth plan: the person and whoever manages them today read and write it, and nobody ticks anything."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from frameworks import reading
from frameworks.placements import place
from reviews.models import GrowthLine
from reviews.notebooks import growing
from reviews.notebooks.growing import Planned
from tests.frameworks.test_pages import text
from tests.reviews.notebooks.test_entries import manager_becomes
from tests.shipped import publish

PROMISE = Planned("I find you a mentor for incident work.", "support", until_on=date(2026, 12, 18))


def plan_of(viewer, person):
    return {one.text for one in GrowthLine.objects.visible_to(viewer).filter(subject=person)}


def test_the_person_and_the_manager_read_and_write_and_nobody_else(cast):
    growing.write(cast.ivan, cast.ivan, Planned("I lead the next import."))
    growing.write(cast.mei, cast.ivan, PROMISE)
    both = {"I lead the next import.", PROMISE.text}
    for person in Person.objects.all():
        assert plan_of(person, cast.ivan) == (both if person in (cast.ivan, cast.mei) else set()), person.name
    for stranger in (cast.dana, cast.petra, cast.lena, cast.marco):
        with pytest.raises(NotAllowed):
            growing.write(stranger, cast.ivan, Planned("More."))


def test_a_promise_is_the_manager_s_and_never_one_s_own(cast):
    with pytest.raises(NotAllowed):
        growing.write(cast.ivan, cast.ivan, Planned("I promise myself.", "support"))
    with pytest.raises(IntegrityError), transaction.atomic():
        GrowthLine.objects.create(author=cast.ivan, subject=cast.ivan, kind="support", text="I promise myself.")
    growing.write(cast.mei, cast.ivan, Planned("Try the on-call rota.", "next"))


def test_the_next_manager_reads_what_was_promised_and_the_former_keeps_what_they_wrote(cast):
    line = growing.write(cast.mei, cast.ivan, PROMISE)
    growing.write(cast.ivan, cast.ivan, Planned("I lead the next import."))
    manager_becomes(cast.ivan, cast.marco)
    ivan = Person.objects.get(pk=cast.ivan.pk)
    assert plan_of(cast.marco, ivan) == {"I lead the next import.", PROMISE.text}
    assert plan_of(cast.mei, ivan) == {PROMISE.text}
    with pytest.raises(NotAllowed):
        growing.write(cast.mei, ivan, Planned("More."))
    with pytest.raises(Conflict):
        growing.change(line, cast.mei, Planned("Something else.", "support"))
    with pytest.raises(NotAllowed):
        growing.change(line, cast.marco, Planned("Something else.", "support"))
    growing.delete(line, cast.mei)
    assert plan_of(cast.marco, ivan) == {"I lead the next import."}


def test_a_change_keeps_nothing_of_the_former_and_says_its_day(cast, sign_in, time_machine):
    time_machine.move_to("2026-11-03T09:00:00Z")
    line = growing.write(cast.mei, cast.ivan, PROMISE)
    time_machine.move_to("2026-11-09T09:00:00Z")
    posted = {"kind": "support", "text": "I pay for the course.", "axis": "", "until_on": ""}
    assert sign_in(cast.mei).post(f"/growth/{line.pk}/", posted).status_code == 302
    said = text(sign_in(cast.ivan).get("/growth/"))
    assert "Tuesday, 3 November 2026 Mei I pay for the course. Changed on Monday, 9 November 2026." in said
    assert "mentor" not in said
    assert "Until" not in said.partition("What support was promised")[2]


def test_the_page_says_who_reads_it_and_offers_nothing_to_tick(cast, sign_in):
    version = publish("engineering-1")
    place(cast.ivan, reading.roles(version)["IC2"], date(2025, 3, 3), by=None)
    growing.write(cast.mei, cast.ivan, PROMISE)
    client = sign_in(cast.ivan)
    assert "What you work on next, in a sentence or two" in text(client.get("/growth/"))
    posted = {"text": "I lead the next import.", "axis": "execution"}
    assert client.post("/growth/", posted)["Location"] == "/growth/"
    page = client.get("/growth/")
    said = text(page)
    assert "You and whoever manages you today read it, and nobody else; both write." in said
    assert re.search(r"What is worked on next .*Execution Ivan I lead the next import\.", said)
    assert "Until Friday, 18 December 2026." in said
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert 'type="checkbox"' not in main
    assert 'type="radio"' not in main
    assert "css/notebooks" in client.get("/my-level/").content.decode()
    level = text(client.get("/my-level/"))
    assert "What I work on next" in level
    assert "What support my manager promised" in level
    assert PROMISE.text in level
    body = client.get("/my-level/").content.decode()
    assert '<a href="/notebook/?axis=execution">What I noted of it' in body


def test_the_manager_finds_the_plan_on_the_person_s_page(cast, sign_in):
    page = sign_in(cast.mei).get(f"/people/{cast.ivan.pk}/")
    assert f'<a href="/people/{cast.ivan.pk}/growth/">Growth plan of Ivan</a>' in page.content.decode()
    plan = text(sign_in(cast.mei).get(f"/people/{cast.ivan.pk}/growth/"))
    assert re.search(r"What it is\s+Support that is promised", plan)
    assert "Growth plan" not in text(sign_in(cast.dana).get(f"/people/{cast.ivan.pk}/"))
    assert sign_in(cast.dana).get(f"/people/{cast.ivan.pk}/growth/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"text": ""}, "Write what is planned or promised."),
        ({"text": "x" * 2001}, "2000"),
        ({"text": "Later.", "until_on": "9999-01-01"}, "Choose a day within ten years of today."),
        ({"text": "Later.", "until_on": "soon"}, "until"),
        ({"text": "Mine.", "kind": "support"}, "support"),
        ({"text": "Mine.", "axis": "nothing"}, "nothing"),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_is_kept(cast, sign_in, typed, says):
    answer = sign_in(cast.ivan).post("/growth/", typed)
    assert answer.status_code == 400
    assert says.lower() in answer.content.decode().lower()
    assert not GrowthLine.objects.visible_to(cast.ivan).exists()
    if 0 < len(typed["text"]) < 100:
        assert typed["text"] in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_line_and_for_three(cast, sign_in, number, django_assert_num_queries):
    for _ in range(number):
        growing.write(cast.mei, cast.ivan, PROMISE)
    client = sign_in(cast.ivan)
    client.get("/growth/")
    with django_assert_num_queries(5):
        client.get("/growth/")
