"""A permission takes two people: one gives, a second confirms; alone nobody gets past the other."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import granting
from accounts.models import Event, Grant, Person
from accounts.moves import Conflict, NotAllowed
from accounts.notices import owed


@pytest.fixture
def paul(cast):
    """A second person of People Ops for the whole organisation."""
    Grant.objects.create(
        person=cast.sam, kind="people_ops", reason="Stands in.", given_by=cast.petra, from_at=timezone.now()
    )
    return Person.objects.get(pk=cast.sam.pk)


@pytest.fixture
def asked(cast, paul):
    """Petra would make Noor a framework editor; Paul could confirm it."""
    return granting.give(cast.noor, "framework_editor", None, "Looks after the ladder.", by=cast.petra)


def holds(person, kind) -> bool:
    return Person.objects.get(pk=person.pk).holds(kind)


def verbs(person) -> list[str]:
    return list(Event.objects.filter(about=person).order_by("at").values_list("verb", flat=True))


def text(response) -> str:
    return response.content.decode()


# -- giving ------------------------------------------------------------------------------------------


def test_what_one_person_gives_holds_once_a_second_confirms_it(cast, paul, asked):
    assert not holds(cast.noor, "framework_editor")
    granting.confirm(asked, paul)
    assert holds(cast.noor, "framework_editor")
    grant = Grant.objects.get(pk=asked.pk)
    assert (grant.given_by, grant.confirmed_by) == (cast.petra, paul)
    assert verbs(cast.noor) == ["ask", "give"]
    assert mail.outbox == []


@pytest.mark.parametrize("first", ["petra", "noor", "pavel", "otto", "dana", "ivan"])
def test_neither_who_asked_nor_who_gets_it_nor_a_part_nor_anyone_else_confirms(cast, paul, asked, first):
    with pytest.raises(NotAllowed):
        granting.confirm(asked, getattr(cast, first))
    assert not holds(cast.noor, "framework_editor")


def test_the_database_refuses_both_as_well(cast, paul, asked):
    for who in (cast.petra, cast.noor):
        with pytest.raises(IntegrityError, match="nobody_confirms_a_grant_of_theirs"), transaction.atomic():
            Grant.objects.filter(pk=asked.pk).update(confirmed_by=who, from_at=timezone.now())


def test_who_is_given_people_ops_does_not_confirm_it_by_holding_it_for_a_part(cast, paul):
    asked = granting.give(cast.pavel, "people_ops", None, "For everyone now.", by=cast.petra)
    with pytest.raises(NotAllowed):
        granting.confirm(asked, cast.pavel)
    assert not Person.objects.get(pk=cast.pavel.pk).holds_everywhere("people_ops")


def test_a_part_gives_and_the_whole_confirms(cast):
    asked = granting.give(cast.tariq, "people_ops", cast.oskar, "Helps Pavel.", by=cast.pavel)
    assert not holds(cast.tariq, "people_ops")
    granting.confirm(asked, cast.petra)
    assert holds(cast.tariq, "people_ops")


def test_the_second_time_is_too_late(cast, paul, asked):
    granting.confirm(asked, paul)
    with pytest.raises(Conflict):
        granting.confirm(asked, paul)
    with pytest.raises(Conflict):
        granting.withdraw(asked, paul)


def test_the_same_permission_waits_once(cast, paul, asked):
    with pytest.raises(Conflict, match="waits to be confirmed already"):
        granting.give(cast.noor, "framework_editor", None, "Again.", by=paul)


def test_what_is_withdrawn_never_held_and_can_be_asked_for_again(cast, paul, asked):
    granting.withdraw(asked, cast.petra)
    assert Grant.objects.get(pk=asked.pk).from_at is None
    with pytest.raises(Conflict):
        granting.confirm(asked, paul)
    assert granting.give(cast.noor, "framework_editor", None, "Now.", by=cast.petra).from_at is None


def test_nobody_is_confirmed_who_has_gone_meanwhile(cast, paul, asked):
    Person.objects.filter(pk=cast.noor.pk).update(is_active=False)
    with pytest.raises(Conflict, match="is no longer here"):
        granting.confirm(asked, paul)
    assert Grant.objects.get(pk=asked.pk).from_at is None


def test_where_nobody_could_confirm_one_gives_alone_and_the_operators_are_told(
    cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        granting.give(cast.noor, "framework_editor", None, "Looks after the ladder.", by=cast.petra)
    assert holds(cast.noor, "framework_editor")
    [letter] = mail.outbox
    assert letter.to == ["otto@demo.example"]
    assert "Petra of People Ops has given Noor the permission “framework editor”" in letter.body


# -- ending ------------------------------------------------------------------------------------------


def test_people_ops_for_everyone_ends_once_a_second_person_or_the_holder_confirms(cast, paul):
    held = Grant.objects.get(person=paul)
    granting.end(held, cast.petra)
    assert holds(paul, "people_ops")
    with pytest.raises(NotAllowed):
        granting.confirm(held, cast.petra)
    granting.confirm(held, paul)
    assert not holds(paul, "people_ops")
    assert verbs(paul)[-2:] == ["ask", "end"]


def test_the_holder_does_not_withdraw_the_end_and_who_asked_does(cast, paul):
    held = Grant.objects.get(person=paul)
    granting.end(held, cast.petra)
    with pytest.raises(NotAllowed):
        granting.withdraw(held, paul)
    with pytest.raises(Conflict, match="waits to be confirmed already"):
        granting.end(held, cast.petra)
    granting.withdraw(held, cast.petra)
    assert holds(paul, "people_ops")
    assert Grant.objects.waiting().count() == 0


def test_the_machine_confirms_only_where_no_second_person_could(cast, paul):
    held = Grant.objects.get(person=paul)
    granting.end(held, cast.petra)
    Grant.objects.create(
        person=cast.dilan, kind="people_ops", reason="A third.", given_by=cast.petra, from_at=timezone.now()
    )
    with pytest.raises(CommandError, match="Another person of People Ops can confirm this"):
        call_command("confirm_permission", paul.email)
    Grant.objects.filter(person=cast.dilan).delete()
    said = StringIO()
    call_command("confirm_permission", paul.email, stdout=said)
    assert said.getvalue() == "Sam no longer holds the permission people_ops from now on.\n"
    assert not holds(paul, "people_ops")
    with pytest.raises(CommandError, match=r"No permission of sam@demo\.example waits"):
        call_command("confirm_permission", paul.email)


# -- pages -------------------------------------------------------------------------------------------


def test_the_page_says_who_can_confirm_and_gives_the_second_person_the_button(cast, paul, asked, sign_in):
    mine = text(sign_in(cast.petra).get("/permissions/"))
    assert "Petra would give it." in mine
    assert "Sam can confirm it." in mine
    assert "Confirm it for Noor" not in mine
    client = sign_in(paul)
    assert "Confirm it for Noor" in text(client.get("/permissions/"))
    assert "Confirm a permission of Noor, or withdraw it" in [one.sentence for one in owed(paul, None)]
    assert client.post(f"/permissions/{asked.pk}/confirm/").status_code == 302
    assert holds(cast.noor, "framework_editor")
    assert client.post(f"/permissions/{asked.pk}/confirm/").status_code == 409
    assert "by Petra and Sam" in text(client.get("/permissions/"))


def test_what_was_withdrawn_stands_among_the_ended_as_never_held(cast, paul, asked, sign_in):
    client = sign_in(cast.petra)
    assert client.post(f"/permissions/{asked.pk}/withdraw/").status_code == 302
    page = text(client.get("/permissions/"))
    assert "it never held" in page
    assert "Wait for a second person" not in page


def test_asking_says_that_it_waits(cast, paul, sign_in):
    said = {"kind": "framework_editor", "head": "", "reason": "Looks after the ladder"}
    answer = sign_in(cast.petra).post(f"/people/{cast.noor.pk}/permission/", said, follow=True)
    assert "once another person of People Ops confirms it." in text(answer)
    ended = sign_in(cast.petra).post(f"/permissions/{Grant.objects.get(person=paul).pk}/end/", follow=True)
    assert "it ends once Sam or another person of People Ops confirms it." in text(ended)
