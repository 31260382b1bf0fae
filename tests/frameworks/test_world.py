"""The public page of a framework: off until an editor turns it on, for anybody, kept by whoever passes it on."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from benchmarks.wide_framework import Size, wide
from frameworks import reading, workflow
from frameworks.format.shape import document_from
from frameworks.loading import load
from frameworks.models import Framework, Version
from frameworks.placements import place
from frameworks.views import world
from tests.frameworks import every_wording
from tests.frameworks.test_pages import text
from tests.shared import shared
from tests.shipped import fixture, publish

HERE = "/public/engineering/"


@shared
def shown(cast):
    """Engineering, which the world reads."""
    version = publish("engineering-1")
    workflow.show_the_world(version.framework, by=cast.frida)
    return version


def test_it_is_off_by_default_and_then_nothing_is_there(cast, sign_in):
    publish("engineering-1")
    absent = Client().get("/public/no-such/")
    assert Client().get(HERE).status_code == 404
    assert Client().get(HERE).content == absent.content
    assert sign_in(cast.frida).get(HERE).status_code == 404


def test_anybody_reads_it_without_sign_in_and_nobody_s_name_stands_there(cast, shown):
    from datetime import date

    place(cast.ines, reading.roles(shown)["IC2"], date(2025, 3, 3), by=None)
    page = Client().get(HERE)
    said = text(page)
    assert page.status_code == 200
    assert "IC2, Engineer II" in said
    assert "Carries out the team" in said
    assert "Licence of this text: CC-BY-4.0." in said
    for person in ("Ines", "Frida", "Petra", "demo.example"):
        assert person not in page.content.decode()
    assert "Your level" not in said
    assert "<form" not in page.content.decode()
    assert "<script" not in page.content.decode()


def test_it_may_be_kept_and_asked_for_anew_and_sets_no_cookie(shown):
    client = Client()
    page = client.get(HERE)
    assert page["Cache-Control"] == "public, max-age=300"
    assert not page.cookies
    again = client.get(HERE, headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == "public, max-age=300"
    assert not again.content
    assert not again.cookies
    assert client.head(HERE).status_code == 200
    assert client.post(HERE).status_code == 405
    assert "nonce-" not in page["Content-Security-Policy"]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_what_a_member_sees_of_it_is_what_the_world_sees_and_stored_nowhere(cast, shown, sign_in, zone):
    """In one of the last two it is another day, at every hour."""
    Person.objects.filter(pk=cast.ines.pk).update(time_zone=zone)
    page = sign_in(cast.ines).get(HERE)
    assert page["Cache-Control"] == "no-store"
    assert page.content == Client().get(HERE).content


def test_levels_without_axes_or_words_say_that_nothing_is_written_yet_and_speak_of_no_examples(cast, sign_in):
    client = sign_in(cast.frida)
    head = {"title": "Bare", "slug": "bare", "label": "1", "language": "en", "cumulative": "on", "like": ""}
    data = {"text": "Level,Title,Summary\nL1,Starter,Begins.\nL2,Doer,\n", **head}
    looked = client.post("/frameworks/new/import/", {**data, "act": "look"})
    digest = re.search(r'name="shown" value="([0-9a-f]{64})"', looked.content.decode())[1]
    client.post("/frameworks/new/import/", {**data, "act": "draft", "shown": digest})
    version = workflow.publish(Version.objects.get(framework__slug="bare"), by=None)
    workflow.show_the_world(version.framework, by=cast.frida)
    said = text(Client().get("/public/bare/"))
    assert "L2, Doer What is expected at this level is not written yet." in said
    assert said.count("not written yet") == 1
    assert "For example" not in said
    assert "Level In short L1 Starter Begins. L2 Doer No text yet." in text(client.get("/frameworks/bare/"))


def test_a_draft_is_not_of_the_world_and_the_next_version_is(cast, shown):
    old = Client().get(HERE)
    load(replace(fixture("engineering-2"), title="Engineers of tomorrow"))
    assert Client().get(HERE).content == old.content
    publish("engineering-2", version="3", title="Engineers of today")
    new = Client().get(HERE)
    assert "Engineers of today" in text(new)
    assert new["ETag"] != old["ETag"]


def test_an_editor_reads_it_first_and_turns_it_on_and_off(cast, sign_in):
    publish("engineering-1")
    client = sign_in(cast.frida)
    before = text(client.get("/frameworks/engineering/public/"))
    assert "It is off: only members read this framework." in before
    assert "Carries out the team" in before
    assert client.post("/frameworks/engineering/public/", {"world": "on"}).status_code == 302
    assert Client().get(HERE).status_code == 200
    assert "It is on: anybody who has the address reads" in text(client.get("/frameworks/engineering/public/"))
    client.post("/frameworks/engineering/public/", {"world": "on"})
    client.post("/frameworks/engineering/public/", {"world": "off"})
    assert Client().get(HERE).status_code == 404
    verbs = Event.objects.filter(thing="frameworks.framework", by=cast.frida).values_list("verb", flat=True)
    assert sorted(verbs) == ["hide_from_the_world", "show_the_world"]
    assert client.post("/frameworks/engineering/public/", {"world": "maybe"}).status_code == 400
    assert '/frameworks/engineering/public/"' in client.get("/frameworks/engineering/").content.decode()


def test_nobody_else_turns_it_on_and_nothing_without_a_version_is_shown(cast, sign_in):
    version = publish("engineering-1")
    for person in (cast.ines, cast.petra, cast.otto):
        with pytest.raises(NotAllowed):
            workflow.show_the_world(version.framework, by=person)
        assert sign_in(person).post("/frameworks/engineering/public/", {"world": "on"}).status_code == 404
        assert "Public page" not in text(sign_in(person).get("/frameworks/engineering/"))
    draft = load(fixture("growth-1"))
    with pytest.raises(Conflict):
        workflow.show_the_world(draft.framework, by=cast.frida)
    assert not Framework.objects.filter(is_public=True).exists()
    assert "There is nothing to show yet" in text(sign_in(cast.frida).get("/frameworks/growth/public/"))


def test_a_wide_one_is_read_track_by_track_and_its_examples_level_by_level(monkeypatch):
    version = workflow.publish(load(document_from(wide(size=Size(tracks=2, levels=3, axes=2, examples=2)))), by=None)
    Framework.objects.update(is_public=True)
    own = {role.code: role for role in reading.document(version).roles}

    def sentences(code):
        return [one.text for asked in own[code].expectations for one in asked.behaviours]

    whole = Client().get("/public/wide/").content.decode()
    assert all(sentence in whole for code in own for sentence in sentences(code))
    assert Client().get("/public/wide/?track=none").status_code == 200
    monkeypatch.setattr(world, "AT_ONCE", 23)
    first = Client().get("/public/wide/?track=track-1").content.decode()
    second = Client().get("/public/wide/?track=track-2").content.decode()
    assert Client().get("/public/wide/").content.decode() == first
    for page, here, elsewhere in ((first, "t1-l3", "t2-l3"), (second, "t2-l3", "t1-l3")):
        assert own[here].expectations[0].summary in page
        assert own[elsewhere].expectations[0].summary not in page
        assert f'<a href="?role={here}#role-{here}-axis-2">2 examples' in page
        assert 'href="?track=track-2"' in page
        assert not any(sentence in page for sentence in sentences(here))
    level = Client().get("/public/wide/?role=t2-l3")
    said = level.content.decode()
    assert level["Cache-Control"] == "public, max-age=300"
    assert all(sentence in said for sentence in sentences("t2-l3"))
    assert 'id="role-t2-l3-axis-2"' in said
    assert own["t2-l2"].expectations[0].summary not in said
    assert '<a href="?track=track-2#role-t2-l3">' in said
    assert Client().get("/public/wide/?role=t2-l3&track=track-1").content == level.content
    for nowhere in ("role=t9-l9", "track=none", "role=%00"):
        assert Client().get(f"/public/wide/?{nowhere}").status_code == 404


def test_it_takes_two_queries_once_the_text_is_read(shown, django_assert_num_queries):
    Client().get(HERE)
    with django_assert_num_queries(2):
        Client().get(HERE)


def test_what_everybody_a_level_and_a_department_are_asked_stands_there_too(cast):
    workflow.show_the_world(every_wording.publish().framework, by=cast.frida)
    said = text(Client().get("/public/bakery/"))
    assert said.count("Asked of everybody") == said.count("Keeps the door shut.") == said.count("Looks behind") == 1
    assert said.count("Asked of every role of B1") == said.count("Knows the bell.") == 2  # of B1 and of N1
    assert "Asked besides in: City bakeries Shapes rolls too." in said
    assert "Sixty in an hour." in said


def test_what_only_everybody_is_asked_is_not_said_again_of_each_role(cast):
    roles = every_wording.ROLES.replace("heat: {not_applicable: Somebody else does.}", "dough: {step: 1}")
    version = workflow.publish(load(every_wording.bakery(roles=roles)), by=None)
    workflow.show_the_world(version.framework, by=cast.frida)
    page = Client().get("/public/bakery/").content.decode()
    assert 'id="role-B1-heat"' in page
    assert 'id="role-B2-dough"' in page
    assert 'id="role-B2-heat"' not in page
    assert page.count("Keeps the door shut.") == 1


@pytest.mark.parametrize(("most", "whole"), [(7, True), (6, False)])
def test_what_is_asked_besides_counts_towards_how_much_stands_in_one_page(cast, monkeypatch, most, whole):
    """Seven: of B1 its own, the step's, the level's and the department's; of N1 the step's and the level's; and the one
    of everybody."""
    workflow.show_the_world(every_wording.publish().framework, by=cast.frida)
    monkeypatch.setattr(world, "AT_ONCE", most)
    said = text(Client().get("/public/bakery/"))
    assert ("What is asked here besides" in said) is not whole
    assert ("Knows the bell." in said) is whole
    assert "Keeps the door shut." in said
    alone = text(Client().get("/public/bakery/?role=B1"))
    assert "Knows the bell." in alone
    assert "Sixty in an hour." in alone
