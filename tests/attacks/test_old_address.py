"""Whoever has an address can choose a password: no file gives somebody another one without telling the old one."""

from io import StringIO

from django.core import mail
from django.core.management import call_command

from accounts.importing import applying
from accounts.models import Person
from frameworks.people_import import workflow as importing
from reviews.models import Mail
from reviews.telling.post import send_waiting
from tests.frameworks.test_people_import import HEAD, confirm, give, said

TWO = f"""{HEAD}
E011,petra+ivan@demo.example,Ivan,E007
E013,ines.new@demo.example,Ines,E010
E012,lena@demo.example,Lena,E008
"""


def test_both_whose_address_changes_are_told_at_the_old_one(cast, sign_in):
    client = sign_in(cast.petra)
    page = give(client, TWO)
    assert "2 people get another address, and are told so at the old one; nobody else gets a mail." in said(page)
    assert not Mail.objects.exists()  # looking tells nobody
    assert confirm(client, page.redirect_chain[0][0]).status_code == 302
    assert mail.outbox == []  # they wait in the post
    assert list(Mail.objects.order_by("address").values_list("recipient__name", "address", "state")) == [
        ("Ines", "ines@demo.example", "waiting"),
        ("Ivan", "ivan@demo.example", "waiting"),
    ]
    assert send_waiting() == 2
    assert sorted(letter.to[0] for letter in mail.outbox) == ["Ines <ines@demo.example>", "Ivan <ivan@demo.example>"]
    [to_ivan] = [letter for letter in mail.outbox if "ivan@" in letter.to[0]]
    assert to_ivan.subject == "Your address for Plumbline was changed"
    assert "petra+ivan@demo.example" in to_ivan.body
    assert "ines" not in to_ivan.body


def test_a_dry_run_tells_nobody_and_the_command_everybody(cast, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(TWO)
    call_command("import_people", str(file), dry_run=True, stdout=StringIO())
    assert not Mail.objects.exists()
    call_command("import_people", str(file), stdout=StringIO())
    assert sorted(Mail.objects.values_list("address", flat=True)) == ["ines@demo.example", "ivan@demo.example"]


def test_a_file_without_another_address_tells_nobody(cast, sign_in):
    client = sign_in(cast.petra)
    page = give(client, f"{HEAD}\nE011,ivan@demo.example,Ivan the First,E007\n")
    assert "Nobody gets a mail." in said(page)
    confirm(client, page.redirect_chain[0][0])
    assert Person.objects.get(pk=cast.ivan.pk).name == "Ivan the First"
    assert not Mail.objects.exists()


def test_who_leaves_by_the_same_file_is_not_written_to(cast):
    text = f"{HEAD},left_on\nE011,petra+ivan@demo.example,Ivan,E007,2026-01-31\n"
    importing.write(importing.look(text), cast.petra)
    assert not Person.objects.get(pk=cast.ivan.pk).is_active
    assert not Mail.objects.exists()


def test_on_a_site_that_tells_nobody_it_goes_unseen(cast, monkeypatch):
    """The same file where nobody listens: so these tests can fail."""
    monkeypatch.setattr(applying, "addresses_changed", [])
    importing.write(importing.look(TWO), cast.petra)
    assert Person.objects.get(pk=cast.ivan.pk).email == "petra+ivan@demo.example"
    assert not Mail.objects.exists()
