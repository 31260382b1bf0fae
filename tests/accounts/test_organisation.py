"""The organisation's settings: what each does at two values, who changed it last, and who may."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from accounts import organisation
from accounts.models import Event, Organisation, Person
from accounts.moves import NotAllowed
from frameworks.placements import place
from promotions.workflow.deciding import clock_has_ended
from tests.ladder import publish_ladder

ADDRESS = "/organisation/"


@pytest.fixture
def petra(cast, sign_in):
    return sign_in(cast.petra)


def text(client, address: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", client.get(address).content.decode()))


def sent(**changed: str) -> dict[str, str]:
    """The form as a browser sends it: what it was shown, and what was changed."""
    was = {"name": "Demo company", "time_zone": "Europe/Berlin", "roles_are_open": "False", "readers_are_named": "True"}
    was |= {"statement_words": "120", "gives_hints": "False"}
    now = {name: was[name] for name in ("name", "time_zone", "statement_words")} | {"readers_are_named": "on"} | changed
    return now | {f"initial-{name}": value for name, value in was.items()}


# -- each setting at two values --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Demo company", "Vestergaard & Daughters"])
def test_the_name_stands_on_everyones_first_page(cast, petra, sign_in, name):
    petra.post(ADDRESS, sent(name=name))
    assert f"· {name.replace('&', '&amp;')}" in text(sign_in(cast.ivan), "/")


@pytest.mark.parametrize(
    ("zone", "day", "is_over"),
    [("Europe/Berlin", "Thursday, 10 December 2026", True), ("America/New_York", "Wednesday, 9 December 2026", False)],
)
def test_the_zone_is_that_of_whoever_has_none(cast, petra, sign_in, zone, day, is_over):
    Person.objects.update(time_zone="")
    petra.post(ADDRESS, sent(time_zone=zone))
    with time_machine.travel(datetime(2026, 12, 9, 23, 30, tzinfo=UTC), tick=False):
        assert day in text(sign_in(cast.ivan), "/")
        decision = type("Decision", (), {"ends_on": date(2026, 12, 9)})()
        assert clock_has_ended(decision, [Person.objects.get(pk=cast.dana.pk)]) is is_over


def test_whoever_has_a_zone_keeps_it(cast, petra, sign_in):
    petra.post(ADDRESS, sent(time_zone="America/New_York"))
    with time_machine.travel(datetime(2026, 12, 9, 23, 30, tzinfo=UTC), tick=False):
        assert "Thursday, 10 December 2026" in text(sign_in(cast.ivan), "/")


@pytest.mark.parametrize(
    ("changed", "words", "hints"),
    [
        ({"statement_words": "80", "gives_hints": "on"}, 80, True),
        ({"statement_words": ""}, None, False),
        ({}, 120, False),
    ],
)
def test_hints_and_the_words_of_a_statement(cast, petra, changed, words, hints):
    assert petra.post(ADDRESS, sent(**changed)).status_code == 302
    kept = Organisation.objects.get()
    assert (kept.statement_words, kept.gives_hints) == (words, hints)


def test_a_statement_of_no_words_is_refused(cast, petra):
    assert petra.post(ADDRESS, sent(statement_words="0")).status_code == 400
    assert Organisation.objects.get().statement_words == 120


@pytest.mark.parametrize(("box", "is_seen"), [({"roles_are_open": "on"}, True), ({}, False)])
def test_colleagues_see_roles_only_where_they_are_open(cast, petra, sign_in, box, is_seen):
    ladder = publish_ladder("craft", "Craft", {"IC3": (30, "Third")}, ["Work"])
    place(cast.lena, ladder.roles["IC3"], date(2024, 1, 1), by=None)
    petra.post(ADDRESS, sent(**box))
    assert ("Craft" in text(sign_in(cast.ivan), f"/people/{cast.lena.pk}/")) is is_seen


# -- who, and who did ------------------------------------------------------------------------------


def test_the_page_says_who_changed_each_last(cast, petra):
    assert "Last changed" not in text(petra, ADDRESS)
    with time_machine.travel(datetime(2026, 12, 9, 12, tzinfo=UTC), tick=False):
        organisation.change(cast.petra, roles_are_open=True)
    page = text(petra, ADDRESS)
    assert "Last changed by Petra, on Wednesday, 9 December 2026." in page
    assert page.count("Last changed") == 1
    event = Event.objects.get(thing="accounts.organisation")
    assert (event.verb, event.by, event.before, event.after) == ("set_roles_are_open", cast.petra, "False", "True")


def test_the_trail_holds_no_name(cast, petra):
    petra.post(ADDRESS, sent(name="Vestergaard & Daughters"))
    event = Event.objects.get(thing="accounts.organisation")
    assert (event.verb, event.before, event.after) == ("set_name", "", "")


def test_of_two_who_change_different_things_neither_undoes_the_others(cast, petra):
    petra.post(ADDRESS, sent(name="One"))
    petra.post(ADDRESS, sent(time_zone="UTC"))  # from a page that was made before
    found = Organisation.objects.get()
    assert (found.name, found.time_zone) == ("One", "UTC")


def test_the_same_again_is_no_change(cast, petra):
    answer = petra.post(ADDRESS, sent(), follow=True)
    assert "Nothing was different" in answer.content.decode()
    assert not Event.objects.filter(thing="accounts.organisation").exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "“Name” is empty."),
        ({"name": "x" * 201}, "“Name” is longer than the 200 characters"),
        ({"time_zone": "Europe/Atlantis"}, "What was sent for “Time zone” is not on offer."),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_changes_nothing(cast, petra, wrong, sentence):
    answer = petra.post(ADDRESS, sent(**wrong))
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    found = Organisation.objects.get()
    assert (found.name, found.time_zone) == ("Demo company", "Europe/Berlin")


def test_the_demos_own_columns_cannot_be_sent_along(cast, petra):
    petra.post(ADDRESS, sent(name="One") | {"is_demo": "on", "today_on": "2030-01-01", "only": ""})
    found = Organisation.objects.get()
    assert (found.name, found.is_demo, found.today_on, found.only) == ("One", False, None, True)


@pytest.mark.parametrize("first", ["pavel", "otto", "frida", "hanne"])
def test_nobody_else_changes_them(cast, first):
    with pytest.raises(NotAllowed):
        organisation.change(getattr(cast, first), name="Mine")
    assert Organisation.objects.get().name == "Demo company"
