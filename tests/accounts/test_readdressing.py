"""The address of somebody who holds a permission is changed by two people, and by nobody alone."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import readdressing
from accounts.models import AddressChange, Event, Grant, Person
from accounts.moves import Conflict, NotAllowed
from accounts.notices import owed
from frameworks.people_import import workflow as importing

HEAD = "employee_id,email,name,manager_employee_id"


@pytest.fixture
def paul(cast):
    """A second person of People Ops for the whole organisation."""
    Grant.objects.create(
        person=cast.sam, kind="people_ops", reason="Stands in.", given_by=cast.petra, from_at=timezone.now()
    )
    return Person.objects.get(pk=cast.sam.pk)


@pytest.fixture
def change(cast):
    """Petra has asked for another address of Frida, framework editor."""
    return readdressing.ask(cast.frida, "frida@elsewhere.example", cast.petra)


def address_of(person) -> str:
    return Person.objects.get(pk=person.pk).email


def test_asking_changes_nothing(cast, change):
    assert address_of(cast.frida) == "frida@demo.example"
    event = Event.objects.get(verb="ask")
    assert (event.by, event.about) == (cast.petra, cast.frida)


def test_who_asked_does_not_confirm(cast, change):
    with pytest.raises(NotAllowed):
        readdressing.confirm(change, cast.petra)
    assert address_of(cast.frida) == "frida@demo.example"


def test_nobody_confirms_what_they_asked_for_even_in_the_database(cast, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressChange.objects.update(state="confirmed", confirmed_by=cast.petra)


@pytest.mark.parametrize("first", ["frida", "paul"])
def test_the_person_or_another_of_people_ops_confirms_and_the_old_address_is_told(
    cast, change, paul, first, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        readdressing.confirm(change, paul if first == "paul" else cast.frida)
    assert address_of(cast.frida) == "frida@elsewhere.example"
    [letter] = mail.outbox
    assert letter.to == ["frida@demo.example"]
    assert letter.subject == "Your address for Plumbline was changed"
    assert "frida@elsewhere.example" in letter.body
    assert list(Event.objects.filter(about=cast.frida).order_by("at").values_list("verb", flat=True)) == [
        "ask",
        "confirm",
        "change",
    ]


@pytest.mark.parametrize("first", ["pavel", "otto", "dana", "ivan"])
def test_nobody_else_confirms_or_withdraws(cast, change, first):
    with pytest.raises(NotAllowed):
        readdressing.confirm(change, getattr(cast, first))
    with pytest.raises(NotAllowed):
        readdressing.withdraw(change, getattr(cast, first))


@pytest.mark.parametrize("first", ["pavel", "otto", "frida", "dana"])
def test_only_people_ops_for_the_whole_organisation_asks(cast, first):
    with pytest.raises(NotAllowed):
        readdressing.ask(cast.frida, "else@demo.example", getattr(cast, first))


def test_for_somebody_without_a_permission_nothing_is_asked(cast):
    with pytest.raises(NotAllowed):
        readdressing.ask(cast.ivan, "else@demo.example", cast.petra)


def test_a_second_time_is_too_late(cast, change):
    readdressing.confirm(change, cast.frida)
    with pytest.raises(Conflict):
        readdressing.confirm(change, cast.frida)
    with pytest.raises(Conflict):
        readdressing.withdraw(change, cast.petra)


def test_one_change_waits_at_a_time_and_another_can_be_asked_for_once_it_is_put_away(cast, change):
    with pytest.raises(Conflict, match="waits to be confirmed already"):
        readdressing.ask(cast.frida, "third@demo.example", cast.petra)
    readdressing.withdraw(change, cast.petra)
    assert readdressing.ask(cast.frida, "third@demo.example", cast.petra).state == "waiting"


def test_an_address_that_somebody_has_is_refused_when_asked_and_when_confirmed(cast, change):
    with pytest.raises(Conflict, match="Somebody has the address"):
        readdressing.ask(cast.otto, "Ivan@demo.example", cast.petra)
    Person.objects.filter(pk=cast.ivan.pk).update(email="frida@elsewhere.example")
    with pytest.raises(Conflict, match="Somebody has this address by now"):
        readdressing.confirm(change, cast.frida)
    assert address_of(cast.frida) == "frida@demo.example"
    assert AddressChange.objects.get().state == "waiting"


def test_the_machine_confirms_only_where_nobody_else_can(cast, paul):
    readdressing.ask(cast.petra, "petra@elsewhere.example", cast.petra)
    with pytest.raises(CommandError, match="Another person of People Ops can confirm this"):
        call_command("confirm_address", "petra@demo.example")
    Grant.objects.filter(person=paul).update(until_at=timezone.now())
    call_command("confirm_address", "petra@demo.example", stdout=StringIO())
    assert address_of(cast.petra) == "petra@elsewhere.example"
    assert Event.objects.get(verb="confirm").by is None
    with pytest.raises(CommandError, match="No change of the address"):
        call_command("confirm_address", "petra@elsewhere.example")


def test_an_import_by_one_person_cannot_take_over_anothers_permission(cast, paul, sign_in):
    """The way in that this closes: another address by import, then a new password by mail."""
    file = f"{HEAD}\nE002,sam.second@demo.example,Petra,E001\n"
    client = sign_in(paul)
    page = client.post("/people/import/", {"text": file}, follow=True)
    assert "Petra holds a permission, so it takes two people to change this address" in page.content.decode()
    pressed = client.post(f"{page.redirect_chain[0][0]}confirm/", {"shown": page.context["digest"]})
    assert pressed.status_code == 409
    assert address_of(cast.petra) == "petra@demo.example"
    assert importing.look(file).problems != []


# -- the page --------------------------------------------------------------------------------------


def test_petra_asks_on_the_page_and_frida_confirms_on_hers(cast, sign_in):
    client, address = sign_in(cast.petra), f"/people/{cast.frida.pk}/address/"
    assert "Change the address of Frida" in client.get(f"/people/{cast.frida.pk}/").content.decode()
    assert client.post(address, {"address": "nobody"}).status_code == 400
    assert client.post(address, {"address": "Frida@Elsewhere.example"}).status_code == 302
    page = client.get(address).content.decode()
    assert "frida@elsewhere.example" in page
    assert "You asked for it, so you cannot confirm it" in page
    assert "Confirm frida@elsewhere.example" not in page

    frida = sign_in(cast.frida)
    assert "Confirm your new address" in frida.get("/").content.decode()
    assert "Confirm frida@elsewhere.example" in frida.get(address).content.decode()
    pk = AddressChange.objects.get().pk
    assert frida.post(f"/people/address/{pk}/confirm/")["Location"] == f"/people/{cast.frida.pk}/"
    assert address_of(cast.frida) == "frida@elsewhere.example"
    assert "Nothing waits to be confirmed." in frida.get(address).content.decode()


def test_for_somebody_without_a_permission_the_page_offers_no_change(cast, sign_in):
    client = sign_in(cast.petra)
    assert "Change the address" not in client.get(f"/people/{cast.ivan.pk}/").content.decode()
    assert client.post(f"/people/{cast.ivan.pk}/address/", {"address": "a@demo.example"}).status_code == 403


def test_who_may_confirm_is_told_on_the_first_page(cast, change, paul):
    day = timezone.localdate()
    assert [one.sentence for one in owed(paul, day)] == ["Confirm the new address of Frida"]
    assert [one.sentence for one in owed(cast.frida, day)] == ["Confirm your new address"]
    assert owed(cast.petra, day) == []
    assert owed(cast.ivan, day) == []
