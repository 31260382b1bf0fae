"""The pages of notebooks: what stands on them for whom, what they take, and what they cost."""

import re
from datetime import date

import pytest
from django.utils.html import escape

from accounts import clock
from accounts.models import ReadAbout, Reading
from accounts.models.confidential import IN_NO_GROUP
from accounts.sealing import seal
from accounts.trail_pages import reading_lines
from reviews.models import Entry
from reviews.notebooks import workflow
from tests.reviews.notebooks.test_entries import manager_becomes, note
from tests.reviews.story import page

MINE = "/notebook/"


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    """When it is the same day everywhere that these tests look."""
    time_machine.move_to("2026-11-24T12:00:00Z")


def texts(answer) -> list[str]:
    """The texts on the page, from the top."""
    found = re.findall(r'<(?:div|blockquote) class="read"><p>(.*?)</p>', answer, re.DOTALL)
    return [one for one in found if one]


def post(client, person, address: str, **data):
    client.force_login(person)
    return client.post(address, data)


def test_an_entry_is_kept_for_oneself_and_stands_on_the_page(cast, client):
    answer = post(client, cast.ivan, MINE, text="It held.\r\nStill.")
    assert (answer.status_code, answer["Location"]) == (302, MINE)
    [entry] = Entry.objects.all()
    assert (entry.author, entry.subject, entry.text) == (cast.ivan, cast.ivan, "It held.\nStill.")
    assert (entry.on, entry.axis, entry.source, entry.link) == (clock.today(), None, "seen", "")
    shown = page(client, cast.ivan, MINE)
    assert "It held.<br>Still." in shown
    assert "Only you read this." in shown


def test_all_of_an_entry_is_kept(cast, story, client):
    answer = post(
        *(client, cast.ivan, MINE),
        text="Thank you for the notes.",
        axis="teamwork",
        on="2026-11-03",
        source="peer",
        is_quotation="on",
        link="https://wiki.company.example/plan",
        shared=["manager", "group"],
    )
    assert answer.status_code == 302
    [entry] = Entry.objects.select_related("axis")
    assert (entry.axis, entry.on) == (story.ladder.axes["teamwork"], date(2026, 11, 3))
    assert (entry.source, entry.is_quotation) == ("peer", True)
    assert workflow.audiences_of(entry) == {"manager", "group"}
    shown = page(client, cast.ivan, MINE)
    assert "<strong>wiki.company.example</strong>/plan" in shown
    assert '<blockquote class="read"><p>Thank you for the notes.</p></blockquote>' in shown
    said = "Shared with your manager and whoever assesses you and the group that reviews you, while it does."
    assert said in shown
    assert "From a peer or another team." in shown


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "Write what you want to keep."),
        ({"on": "2026-11-25"}, "This day has not come yet."),
        ({"on": "1999-01-01"}, "Choose a day of the last ten years."),
        ({"on": "soon"}, "There is no such day. Write it as 2026-07-01."),
        ({"link": "javascript:alert(1)"}, "Give the whole address of a page"),
        ({"axis": "charm"}, "is not on offer"),
        ({"shared": ["subject"]}, "is not on offer"),
        ({"source": "gossip"}, "is not on offer"),
        ({"text": "x" * 4001}, "is longer than the 4000 characters"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(cast, story, client, wrong, sentence):
    answer = post(client, cast.ivan, MINE, **({"text": "It held."} | wrong))
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert escape(sentence) in shown
    assert not Entry.objects.exists()
    if "text" not in wrong:
        assert "It held." in shown


def test_the_newest_stands_first_and_an_axis_stands_alone(cast, story, client):
    axes = story.ladder.axes
    for day, axis in ((3, "teamwork"), (5, "execution"), (4, "teamwork")):
        note(cast.ivan, cast.ivan, text=f"On the {day}.")
        Entry.objects.filter(text=f"On the {day}.").update(on=date(2026, 11, day), axis=axes[axis])
    assert texts(page(client, cast.ivan, MINE)) == ["On the 5.", "On the 4.", "On the 3."]
    assert texts(page(client, cast.ivan, MINE + "?axis=teamwork")) == ["On the 4.", "On the 3."]
    assert "Nothing is kept on Proficiency yet." in page(client, cast.ivan, MINE + "?axis=proficiency")
    assert texts(page(client, cast.ivan, MINE + "?axis=charm&page=x")) == ["On the 5.", "On the 4.", "On the 3."]


def test_a_manager_reads_what_is_shared_beside_what_they_noted(cast, client):
    note(cast.ivan, cast.ivan, text="For me.")
    note(cast.ivan, cast.ivan, "manager", text="For Mei.")
    note(cast.mei, cast.ivan, text="Of Ivan.")
    note(cast.mei, cast.ivan, "subject", text="For Ivan.")
    about = f"/people/{cast.ivan.pk}/notebook/"
    shown = page(client, cast.mei, about)
    assert sorted(texts(shown)) == ["For Ivan.", "For Mei.", "Of Ivan."]
    assert "Ivan, about themselves" in shown
    assert sorted(texts(page(client, cast.ivan, MINE))) == ["For Ivan.", "For Mei.", "For me."]
    manager_becomes(cast.ivan, cast.sam)
    shown = page(client, cast.mei, about)
    assert sorted(texts(shown)) == ["For Ivan.", "Of Ivan."]
    assert "Keep it" not in shown
    assert texts(page(client, cast.sam, about)) == ["For Mei."]


def test_there_is_no_notebook_about_somebody_who_does_not_report_to_one(cast, client):
    note(cast.mei, cast.ivan)
    client.force_login(cast.dana)
    assert client.get(f"/people/{cast.ivan.pk}/notebook/").status_code == 404
    assert client.get(f"/people/{cast.mei.pk}/notebook/").status_code == 200
    answer = post(client, cast.sam, f"/people/{cast.ivan.pk}/notebook/", text="It held.")
    assert answer.status_code == 404


def test_an_entry_is_changed_shared_and_taken_back_on_its_page(cast, client):
    entry = note(cast.ivan, cast.ivan)
    address = f"/notebook/{entry.pk}/"
    assert "It held." in page(client, cast.ivan, address)
    said = {"text": "It held well.", "on": "2026-11-04"}
    answer = post(client, cast.ivan, address, **said, shared=["manager"])
    assert answer["Location"] == f"/notebook/#{entry.pk}"
    entry.refresh_from_db()
    assert (entry.text, entry.on, workflow.audiences_of(entry)) == ("It held well.", date(2026, 11, 4), {"manager"})
    assert 'value="manager" id="id_shared_0" checked' in page(client, cast.ivan, address).replace(
        'aria-describedby="id_shared_helptext" ', ""
    )
    post(client, cast.ivan, address, **said)
    assert workflow.audiences_of(entry) == set()
    client.force_login(cast.mei)
    assert client.get(address).status_code == 404


def test_an_entry_is_deleted_for_good(cast, client):
    entry = note(cast.mei, cast.ivan)
    answer = post(client, cast.mei, f"/notebook/{entry.pk}/delete/")
    assert answer["Location"] == f"/people/{cast.ivan.pk}/notebook/"
    assert not Entry.objects.exists()
    assert client.post(f"/notebook/{entry.pk}/delete/").status_code == 404


def test_what_a_manager_wrote_before_cannot_be_changed_after(cast, client):
    entry = note(cast.mei, cast.ivan)
    manager_becomes(cast.ivan, cast.sam)
    assert "does not report to you any more" in page(client, cast.mei, f"/notebook/{entry.pk}/")
    answer = post(client, cast.mei, f"/notebook/{entry.pk}/", text="Otherwise.", on="2026-11-03")
    assert answer.status_code == 409
    assert "Otherwise." in answer.content.decode()


def test_reading_what_is_shared_is_a_reading_without_a_group(cast, client):
    note(cast.ivan, cast.ivan, "manager")
    page(client, cast.mei, f"/people/{cast.ivan.pk}/notebook/")
    [reading] = Reading.objects.all()
    assert (reading.by, reading.what) == (cast.mei, {str(IN_NO_GROUP): {"note": [str(cast.ivan.pk)]}})
    seal()
    [about] = ReadAbout.objects.all()
    assert (about.subject, about.group, about.kinds) == (cast.ivan, IN_NO_GROUP, "note")
    assert [line.what for line in reading_lines(cast.petra, [reading])] == ["notebook entry"]
    assert not ReadAbout.objects.visible_to(cast.ivan).exists()
    assert page(client, cast.ivan, "/read-about-me/")
    page(client, cast.ivan, MINE)
    assert Reading.objects.count() == 1


def test_the_way_there_stands_on_the_pages_of_people(cast, client):
    assert '<a href="/notebook/">' in page(client, cast.ivan, f"/people/{cast.ivan.pk}/")
    about = f"/people/{cast.ivan.pk}/notebook/"
    assert about in page(client, cast.mei, f"/people/{cast.ivan.pk}/")
    assert about not in page(client, cast.lena, f"/people/{cast.ivan.pk}/")
    assert '<a href="/notebook/">' in page(client, cast.ivan, "/")


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_costs_the_same_however_much_is_kept(cast, story, client, django_assert_num_queries, rows):
    for number in range(rows):
        note(cast.ivan, cast.ivan, "manager", text=f"Number {number}.")
    Entry.objects.update(axis=story.ladder.axes["teamwork"])
    client.force_login(cast.ivan)
    client.get(MINE)
    with django_assert_num_queries(9):
        client.get(MINE)
