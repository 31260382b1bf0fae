"""One of People Ops who is reviewed, alone: no way by files, permissions or pages to what is written about oneself.

Each of these once worked.
"""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import clock, granting, sealing, second_step
from accounts.models import Grant, Person, ReadAbout
from accounts.moves import Conflict
from accounts.rights import erasing
from frameworks.people_import import workflow as importing
from reviews.models import Group
from tests.frameworks.test_people_import import HEAD, give
from tests.reviews.conftest import previewing, story  # noqa: F401
from tests.reviews.telling.story import make_story


def ops(person: Person) -> Person:
    """Gives the person People Ops for the whole organisation."""
    Grant.objects.create(person=person, kind="people_ops", reason="Stands in.", from_at=timezone.now())
    return Person.objects.get(pk=person.pk)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def refused(person: Person, text: str, sentence: str, head: str = HEAD) -> bool:
    """Whether a file of the person is refused with the sentence, on the page and by a direct press."""
    page = give(as_(person), f"{head}\n{text}\n")
    before = list(Person.objects.order_by("pk").values("email", "name", "is_active", "left_on"))
    pressed = as_(person).post(f"{page.redirect_chain[0][0]}confirm/", {"shown": page.context.get("digest", "")})
    unchanged = list(Person.objects.order_by("pk").values("email", "name", "is_active", "left_on")) == before
    return sentence in page.content.decode() and pressed.status_code == 409 and unchanged


JUDGE = "has a say in your own review: another person of People Ops has to import this."


def test_not_by_the_address_of_who_assesses_one(cast, previewing):  # noqa: F811
    ops(cast.ivan)
    assert refused(cast.ivan, "E007,ivan+mei@demo.example,Mei,E004", f"Mei {JUDGE}")
    looked = importing.look(f"{HEAD}\nE007,mei.chen@demo.example,Mei,E004\n")
    assert looked.seen.problems_for(Person.objects.get(pk=cast.petra.pk)) == []  # who is not reviewed may


def test_not_by_bringing_back_who_was_above_one_with_an_address_of_ones_own(cast, previewing):  # noqa: F811
    Group.objects.filter(pk=previewing.group.pk).update(state="closed")
    Person.objects.filter(pk=cast.mei.pk).update(left_on=clock.today() - timedelta(days=30), is_active=False)
    ops(cast.ivan)
    assert refused(cast.ivan, "E007,ivan+mei@demo.example,Mei,E004", f"Mei {JUDGE}")


def test_not_by_a_puppet_above_ones_manager(cast):
    make_story(cast)
    ops(cast.ivan)
    lines = "P1,puppet@evil.example,Puppet,E004\nE007,mei@demo.example,Mei,P1"
    assert refused(cast.ivan, lines, f"Mei {JUDGE}")


def test_not_by_looking_for_a_phrase_in_what_one_may_not_read(cast, previewing):  # noqa: F811
    ops(cast.ivan)
    found = []
    for number, phrase in enumerate(("What ivan changed", "What ivan broke")):
        puppet = Person.objects.create(name=phrase, email=f"p{number}@demo.example", employee_id=f"P{number}")
        found.append(as_(cast.ivan).get(reverse("person_passages", args=[puppet.pk])).content.decode())
    assert found[0].replace("changed", "broke").count("What ivan broke") == found[1].count("What ivan broke")
    assert [page.count("Not every text is looked through here.") for page in found] == [1, 1]


@pytest.mark.parametrize("made_up", ["broke the export", "erased-0123456789abcdef"])
def test_no_employee_id_is_a_phrase_or_that_of_the_erased(cast, made_up):
    [problem] = importing.look(f"{HEAD}\n{made_up},zz@demo.example,Zz,E001\n").seen.problems
    assert "The employee id “" in problem.sentence


def test_an_erased_person_does_not_come_back(cast):
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=clock.today() - timedelta(days=3), is_active=False)
    erasing.erase(Person.objects.get(pk=cast.ivan.pk), None)
    looked = importing.look(f"{HEAD}\nerased-{cast.ivan.pk.hex},evil@demo.example,Evil,E007\n")
    assert len(looked.seen.problems) == 1
    assert not Person.objects.get(pk=cast.ivan.pk).is_active


def test_not_by_asking_which_readings_were_about_oneself(cast, previewing):  # noqa: F811
    ops(cast.ivan)
    as_(cast.dana).get(reverse("group_subject", args=[previewing.group.pk, cast.ivan.pk]))
    as_(cast.dilan).get(f"/groups/{previewing.group.pk}/reading/")
    sealing.seal()
    page = as_(cast.ivan).get(f"/trail/readings/?person={cast.ivan.pk}").content.decode()
    assert "Dana" not in page
    assert "Dilan" not in page
    assert "Dilan" in as_(cast.petra).get(f"/trail/readings/?person={cast.ivan.pk}").content.decode()


def test_what_a_wrong_form_showed_was_read(cast, previewing):  # noqa: F811
    address = reverse("group_subject", args=[previewing.group.pk, cast.ivan.pk])
    answer = as_(cast.dana).post(address, {"kind": "", "text": ""})
    assert answer.status_code == 400
    sealing.seal()
    assert ReadAbout.objects.filter(subject=cast.ivan, by=cast.dana).exists()


def test_a_day_taken_back_ends_nobody_s_permission(cast):
    Person.objects.filter(pk=cast.sam.pk).update(left_on=clock.today() + timedelta(days=90), kind="contractor")
    ops(cast.sam)
    looked = importing.look(f"{HEAD},left_on\nE009,sam@demo.example,Sam,E004,\n")
    importing.write(looked, cast.petra)
    assert Person.objects.get(pk=cast.sam.pk).left_on is None
    assert Person.objects.get(pk=cast.sam.pk).holds("people_ops")


def test_while_a_permission_waits_no_file_changes_the_address(cast):
    ops(cast.sam)
    granting.give(cast.noor, "people_ops", None, "Honest.", by=cast.petra)
    sentence = "Noor holds a permission, so it takes two people to change this address"
    assert refused(cast.petra, "E010,petra+noor@demo.example,Noor,E008", sentence)


def test_operators_who_were_ended_before_are_told_all_the_same(cast, django_capture_on_commit_callbacks):
    granting.end(Grant.objects.get(person=cast.otto), cast.petra)
    with django_capture_on_commit_callbacks(execute=True):
        granting.give(cast.ivan, "people_ops", None, "Mine.", by=cast.petra)
    assert [letter.to for letter in mail.outbox] == [[cast.otto.email]]


def test_where_there_never_was_an_operator_the_head_of_the_company_is_told(cast, django_capture_on_commit_callbacks):
    Grant.objects.filter(person=cast.otto).delete()
    with django_capture_on_commit_callbacks(execute=True):
        granting.give(cast.ivan, "people_ops", None, "Mine.", by=cast.petra)
    assert [letter.to for letter in mail.outbox] == [[cast.hanne.email]]


def test_who_gave_somebody_another_address_does_not_take_their_second_step_off(cast):
    TOTP.activate(cast.tariq, generate_totp_secret())
    looked = importing.look(f"{HEAD}\nE014,petra+tariq@demo.example,Tariq,E006\n")
    importing.write(looked, cast.petra)
    with pytest.raises(Conflict, match="You have changed the address of Tariq lately"):
        second_step.reset(Person.objects.get(pk=cast.tariq.pk), cast.petra)
    second_step.reset(Person.objects.get(pk=cast.tariq.pk), ops(cast.sam))
