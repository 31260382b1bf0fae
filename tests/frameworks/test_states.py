"""The states of a version: who may open and close it, who reads it meanwhile, and what its pages say of it."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.moves import Conflict, NotAllowed, move
from frameworks import workflow
from frameworks.loading import load
from frameworks.models import Framework, Version
from tests.fixed import past_the_wall
from tests.shipped import fixture, publish

STATES = ["draft", "open", "announced", "published", "superseded", "retired", "discarded"]
EDITORS_READ = ["draft", "discarded"]


def text(response):
    """The page as it is read: without tags, white space as single blanks."""
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body)).replace("&#x27;", "'")


def in_state(version, state):
    with past_the_wall():
        Version.objects.filter(pk=version.pk).update(state=state, from_on=date(2027, 1, 4))
    return Version.objects.get(pk=version.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "froms", "to"),
    [
        ("open", {"draft"}, "open"),
        ("close", {"open"}, "draft"),
        ("publish", {"draft", "open"}, "published"),
        ("supersede", {"published"}, "superseded"),
        ("discard", {"draft", "open"}, "discarded"),
    ],
)
def test_each_move_begins_where_it_may_and_only_an_editor_does_it(cast, verb, froms, to):
    version = load(fixture("engineering-1"))
    for state in STATES:
        there = in_state(version, state)
        for person in (cast.petra, cast.ivan, cast.otto):
            with pytest.raises(NotAllowed):
                move(there, verb, person)
        if state in froms:
            assert move(there, verb, cast.frida).state == to
        else:
            with pytest.raises(Conflict):
                move(there, verb, cast.frida)


@pytest.mark.django_db
def test_the_text_may_change_in_a_draft_and_while_it_is_open_only():
    version = load(fixture("engineering-1"))
    assert [state for state in STATES if in_state(version, state).is_written] == ["draft", "open"]
    found = {state: list(Version.objects.written().filter(pk=in_state(version, state).pk)) for state in STATES}
    assert [state for state, rows in found.items() if rows] == ["draft", "open"]


@pytest.mark.parametrize("state", STATES)
def test_a_draft_is_its_editors_alone_and_every_other_is_read_by_all(cast, sign_in, state):
    version = in_state(load(fixture("engineering-1")), state)
    for person in (cast.ivan, cast.petra, cast.mei):
        assert Version.objects.visible_to(person).exists() == (state not in EDITORS_READ)
        assert Framework.objects.visible_to(person).exists() == (state not in EDITORS_READ)
        wanted = 404 if state in EDITORS_READ else 200
        assert sign_in(person).get("/frameworks/engineering/").status_code == wanted
    assert Version.objects.visible_to(cast.frida).get() == version


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("draft", "Version 1 is a draft Only framework editors see it. It can still change."),
        ("open", "Version 1 is open for comment Everybody can read it. It is not in force, and its text can still"),
        ("announced", "Version 1 is in force from Monday, 4 January 2027 Its text is fixed."),
        ("superseded", "Version 1 is no longer in force"),
        ("discarded", "This version was discarded It never came into force."),
        ("retired", "Engineering is withdrawn Nobody is held against it any more."),
    ],
)
def test_the_pages_of_a_version_say_its_state(cast, sign_in, state, says):
    in_state(load(fixture("engineering-1")), state)
    client = sign_in(cast.frida)
    assert says in text(client.get("/frameworks/engineering/?version=1"))
    assert says in text(client.get("/frameworks/engineering/roles/IC2/?version=1"))


def test_the_list_names_what_is_to_come_for_whoever_may_read_it(cast, sign_in):
    publish("engineering-1")
    second = load(fixture("engineering-2"))
    assert "To come" not in text(sign_in(cast.ivan).get("/frameworks/"))
    assert "Version 2, a draft that only framework editors see" in text(sign_in(cast.frida).get("/frameworks/"))
    in_state(second, "open")
    assert "Version 2, open for comment" in text(sign_in(cast.ivan).get("/frameworks/"))
    in_state(second, "announced")
    assert "Version 2, in force from Monday, 4 January 2027" in text(sign_in(cast.ivan).get("/frameworks/"))


@pytest.mark.django_db
def test_one_version_of_a_framework_is_announced_and_has_its_day():
    in_state(load(fixture("engineering-1")), "announced")
    second = load(fixture("engineering-2"))
    values = {"state": "announced", "from_on": date(2027, 1, 4)}
    with pytest.raises(IntegrityError, match=r"one_version_announced|UNIQUE"), transaction.atomic():
        Version.objects.filter(pk=second.pk).update(**values)
    with pytest.raises(IntegrityError, match="an_announced_version_has_its_day"), transaction.atomic():
        Version.objects.filter(label="1").update(from_on=None)


@pytest.mark.django_db
def test_a_text_that_is_open_is_loaded_over_and_one_that_is_announced_is_not():
    base = fixture("engineering-1")
    version = in_state(load(base), "open")
    again = load(replace(base, title="Engineers"))
    assert (again.pk, again.title, again.state) == (version.pk, "Engineers", "open")
    in_state(version, "announced")
    with pytest.raises(Conflict):
        load(base)


def test_an_open_text_has_no_flags_and_no_button_to_publish_for_its_readers(cast, sign_in):
    in_state(load(fixture("engineering-1")), "open")
    client = sign_in(cast.ivan)
    assert client.get("/frameworks/engineering/roles/IC2/flag/?axis=execution").status_code == 404
    assert "/flag/" not in client.get("/frameworks/engineering/roles/IC2/").content.decode()
    assert "publishing it" not in text(client.get("/frameworks/engineering/"))
    assert "publishing it" in text(sign_in(cast.frida).get("/frameworks/engineering/"))


def test_the_reason_is_kept_with_the_version(cast):
    version = workflow.publish(load(fixture("engineering-1")), by=cast.frida, reason="The first of its kind.")
    assert Version.objects.get(pk=version.pk).reason == "The first of its kind."
