"""Permissions: given and ended by another person, never wider than held, with a reason and an event."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import granting
from accounts.models import Event, Grant, Organisation, Person
from accounts.moves import Conflict


def text(response) -> str:
    return response.content.decode()


def give(client, person, kind="framework_editor", head="", reason="Looks after the ladder"):
    return client.post(f"/people/{person.pk}/permission/", {"kind": kind, "head": head, "reason": reason})


def holds(person, kind) -> bool:
    return Grant.objects.in_force().filter(person=person, kind=kind).exists()


# -- giving ------------------------------------------------------------------------------------------


def test_people_ops_give_a_permission_with_its_reason(cast, sign_in):
    answer = give(sign_in(cast.petra), cast.noor)
    assert (answer.status_code, answer["Location"]) == (302, "/permissions/")
    grant = Grant.objects.get(person=cast.noor)
    assert (grant.kind, grant.scope, grant.given_by, grant.reason, grant.until_at) == (
        "framework_editor",
        None,
        cast.petra,
        "Looks after the ladder",
        None,
    )
    event = Event.objects.get(verb="give")
    assert (event.by, event.about, event.after) == (cast.petra, cast.noor, "framework_editor")


def test_people_ops_may_be_given_over_a_part(cast, sign_in):
    give(sign_in(cast.petra), cast.noor, "people_ops", "dana@demo.example", "Stands in for Petra")
    assert Grant.objects.get(person=cast.noor).scope == cast.dana


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"reason": ""}, "Say why: a permission without a reason is not given."),
        ({"reason": "   "}, "Say why: a permission without a reason is not given."),
        ({"reason": "x" * 501}, "“Why” is longer than the 500 characters"),
        ({"reason": "a\0b"}, "“Why” holds a character that no page can show (NUL)"),
        ({"kind": "superuser"}, "What was sent for “Permission” is not on offer."),
        ({"kind": ""}, "“Permission”: nothing is chosen. Choose one."),
        ({"head": "nobody@demo.example", "kind": "people_ops"}, "Nobody here has that address."),
        ({"head": "dana", "kind": "people_ops"}, "“Over everyone below” is no mail address."),
        ({"head": "dana@demo.example"}, "This permission is for the whole organisation: leave the address empty."),
    ],
)
def test_a_permission_that_cannot_be_gets_a_sentence(cast, sign_in, said, sentence):
    answer = give(sign_in(cast.petra), cast.noor, **said)
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert not Grant.objects.filter(person=cast.noor).exists()


def test_nobody_gives_to_themselves(cast, sign_in):
    client = sign_in(cast.petra)
    for answer in (client.get(f"/people/{cast.petra.pk}/permission/"), give(client, cast.petra, "operator")):
        assert answer.status_code == 403
        assert "Nobody gives or ends a permission of their own" in text(answer)
    assert not holds(cast.petra, "operator")


def test_the_database_refuses_it_too(cast):
    with pytest.raises(IntegrityError, match="nobody_grants_to_themselves"), transaction.atomic():
        Grant.objects.create(
            person=cast.petra, kind="operator", given_by=cast.petra, reason="Me", from_at=timezone.now()
        )


def test_the_second_click_gives_nothing_twice(cast, sign_in):
    client = sign_in(cast.petra)
    give(client, cast.noor)
    again = give(client, cast.noor)
    assert again.status_code == 409
    assert "Noor holds this permission already." in text(again)
    assert Grant.objects.filter(person=cast.noor).count() == 1


def test_who_has_left_is_given_nothing(cast, sign_in):
    Person.objects.filter(pk=cast.noor.pk).update(is_active=False)
    assert give(sign_in(cast.petra), cast.noor).status_code == 409
    assert not Grant.objects.filter(person=cast.noor).exists()


def test_a_part_gives_within_its_part_only(cast, sign_in):
    client = sign_in(cast.pavel)
    assert give(client, cast.tariq, "people_ops", "oskar@demo.example").status_code == 302
    assert give(client, cast.noor, "people_ops", "tariq@demo.example").status_code == 302
    wider = give(client, cast.noor, "people_ops", "dana@demo.example")
    assert wider.status_code == 403
    assert "This reaches further than your own permission." in text(wider)
    assert give(client, cast.noor, "people_ops", "").status_code == 200
    assert give(client, cast.noor, "operator").status_code == 200
    assert not holds(cast.noor, "operator")


def test_the_rule_holds_below_the_form(cast):
    for kind, scope in [("operator", None), ("people_ops", None), ("people_ops", cast.dana), ("operator", cast.oskar)]:
        with pytest.raises(granting.WiderThanHeld):
            granting.give(cast.noor, kind, scope, "Because", by=cast.pavel)


# -- ending ------------------------------------------------------------------------------------------


def end(client, grant):
    return client.post(f"/permissions/{grant.pk}/end/")


def test_a_permission_is_ended_by_another_person(cast, sign_in):
    grant = Grant.objects.get(person=cast.frida)
    assert end(sign_in(cast.petra), grant).status_code == 302
    assert not holds(cast.frida, "framework_editor")
    event = Event.objects.get(verb="end")
    assert (event.by, event.about, event.before) == (cast.petra, cast.frida, "framework_editor")


def test_the_second_end_is_a_conflict(cast, sign_in):
    grant = Grant.objects.get(person=cast.frida)
    client = sign_in(cast.petra)
    end(client, grant)
    again = end(client, grant)
    assert again.status_code == 409
    assert "This permission has ended already." in text(again)
    assert Event.objects.filter(verb="end").count() == 1


def test_nobody_ends_their_own(cast, sign_in):
    answer = end(sign_in(cast.petra), Grant.objects.get(person=cast.petra))
    assert answer.status_code == 403
    assert holds(cast.petra, "people_ops")


def test_a_part_does_not_end_what_reaches_further(cast, sign_in):
    client = sign_in(cast.pavel)
    for person in (cast.petra, cast.otto, cast.frida):
        assert end(client, Grant.objects.get(person=person)).status_code == 403
    assert Grant.objects.in_force().count() == 4


def test_a_permission_ends_at_the_next_request(cast, sign_in, client):
    someone = sign_in(cast.petra)
    assert someone.get("/permissions/").status_code == 200
    Grant.objects.filter(person=cast.petra).update(until_at=timezone.now())
    assert someone.get("/permissions/").status_code == 404


def test_the_page_lists_what_holds_and_what_has_ended(cast, sign_in):
    client = sign_in(cast.petra)
    page = text(client.get("/permissions/"))
    for said in ["Oskar and everyone below", "the whole organisation", "End it for Frida", "First grant"]:
        assert said in page
    assert "End it for Petra" not in page
    assert "Ended" not in page
    end(client, Grant.objects.get(person=cast.frida))
    page = text(client.get("/permissions/"))
    assert "End it for Frida" not in page
    assert "Ended on" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number(cast, sign_in, django_assert_num_queries, number):
    for n in range(number):
        person = Person.objects.create(name=f"N{n}", email=f"n{n}@demo.example", employee_id=f"N{n}")
        Grant.objects.create(person=person, kind="operator", reason="Night watch", from_at=timezone.now())
    client = sign_in(cast.petra)
    with django_assert_num_queries(6):  # session, person, own grants, waiting, in force, ended
        client.get("/permissions/")


# -- the first one -----------------------------------------------------------------------------------


@pytest.fixture
def hanne(db):
    Organisation.objects.create(name="New company")
    return Person.objects.create_user("hanne@demo.example", "Hanne", employee_id="E1")


def test_the_first_permissions_are_given_at_the_machine(hanne, capsys):
    call_command("appoint", "hanne@demo.example", "operator", "--reason", "Runs the machine")
    call_command("appoint", "HANNE@demo.example", "people_ops", "--reason", "First of People Ops")
    assert "Hanne now holds People Ops for the whole organisation." in capsys.readouterr().out
    grant = Grant.objects.get(kind="people_ops")
    assert (grant.person, grant.scope, grant.given_by, grant.reason) == (hanne, None, None, "First of People Ops")
    assert list(Event.objects.filter(verb="appoint").values_list("by", flat=True)) == [None, None]


def test_once_people_ops_are_there_the_machine_gives_nothing_more(cast):
    for kind in ("people_ops", "operator", "framework_editor"):
        with pytest.raises(CommandError, match="Petra holds People Ops for the whole organisation"):
            call_command("appoint", "otto@demo.example", kind, "--reason", "I am the operator")
    assert Grant.objects.count() == 4


def test_people_ops_who_cannot_sign_in_any_more_do_not_count(cast):
    Person.objects.filter(pk=cast.petra.pk).update(is_active=False)
    call_command("appoint", "hanne@demo.example", "people_ops", "--reason", "Petra has left")
    assert holds(cast.hanne, "people_ops")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nobody@demo.example", "people_ops", "--reason", "x"], "Nobody here has the address nobody@demo.example."),
        (["hanne@demo.example", "people_ops", "--reason", "  "], "Give a reason of 1 to 500 characters."),
        (["hanne@demo.example", "people_ops"], "--reason"),
        (["hanne@demo.example", "king", "--reason", "x"], "invalid choice: 'king'"),
    ],
)
def test_an_appointment_that_cannot_be_gets_a_sentence(hanne, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("appoint", *words)
    assert Grant.objects.count() == 0


def test_a_conflict_says_how_else(cast):
    with pytest.raises(Conflict, match="given by People Ops on the page “Permissions” now"):
        granting.appoint(cast.otto, "people_ops", "Because")


@pytest.mark.parametrize(
    ("begins", "ends", "held"),
    [(-2, None, True), (-2, 1, True), (-2, -1, False), (0, None, True), (1, None, False), (1, 2, False)],
)
def test_a_permission_is_held_from_its_beginning_until_its_end(cast, begins, ends, held):
    now = timezone.now()
    until = None if ends is None else now + timedelta(hours=ends)
    Grant.objects.create(
        person=cast.noor, kind="operator", reason="Runs it", from_at=now + timedelta(hours=begins), until_at=until
    )
    assert Person.objects.get(pk=cast.noor.pk).holds("operator") is held
    assert holds(cast.noor, "operator") is held
