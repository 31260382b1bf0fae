"""A file of people chooses names: nobody alone takes words out of what others wrote by naming a puppet so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import clock
from accounts.models import Grant, Person
from accounts.moves import Conflict
from accounts.rights import erasing, passages
from frameworks.people_import import workflow as importing
from reviews.models import Group, Remark
from tests.frameworks.test_people_import import HEAD
from tests.reviews.telling.story import make_group, make_ladder

TEXT = "She did not meet what the role asks, and the pitch should wait."


@pytest.fixture
def sam(cast):
    """A second person of People Ops for the whole organisation."""
    Grant.objects.create(person=cast.sam, kind="people_ops", reason="Stands in.", from_at=timezone.now())
    return Person.objects.get(pk=cast.sam.pk)


@pytest.fixture
def remark(cast):
    group = make_group(cast, make_ladder("named"), name="Engineering 2026 Q1")
    Group.objects.filter(pk=group.pk).update(state="closed")
    return Remark.objects.create(group=group, subject=cast.lena, author=cast.mei, kind="asks", text=TEXT)


def puppet(cast, name: str) -> Person:
    """Whom Petra brings by a file, who has left already."""
    importing.write(importing.look(f"{HEAD}\nP1,puppet@evil.example,{name},E001\n"), cast.petra)
    Person.objects.filter(employee_id="P1").update(left_on=clock.today() - timedelta(days=1), is_active=False)
    return Person.objects.get(employee_id="P1")


def key(remark: Remark) -> str:
    return f"reviews.remark:{remark.pk}:text"


PHRASES = [("did not meet what the role asks", "She did not meet what the role asks, and "), ("not the and", TEXT)]


@pytest.mark.parametrize(("name", "words"), PHRASES)
def test_one_alone_takes_nothing_out(cast, sam, remark, sign_in, name, words):
    made = puppet(cast, name)
    with pytest.raises(Conflict, match="It takes two"):
        passages.take_out(made, key(remark), words, cast.petra)
    address = f"/people/{made.pk}/data/texts/"
    answer = sign_in(cast.petra).post(address, {"text": key(remark), "words": words})
    assert answer.status_code == 409
    remark.refresh_from_db()
    assert remark.text == TEXT
    page = sign_in(cast.petra).get(address).content.decode()
    assert "It takes two to take words out" in page
    assert "Take it out" not in page


@pytest.mark.parametrize(("name", "words"), PHRASES)
def test_nor_by_asking_for_the_erasure_oneself(cast, sam, remark, name, words):
    made = puppet(cast, name)
    erasing.ask(made, cast.petra)
    with pytest.raises(Conflict, match="It takes two"):
        passages.take_out(made, key(remark), words, cast.petra)
    remark.refresh_from_db()
    assert remark.text == TEXT


def test_two_take_the_name_of_a_leaver_out(cast, sam, remark, sign_in):
    Remark.objects.filter(pk=remark.pk).update(text="As Tariq said, and Ivan knows.")
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=clock.today() - timedelta(days=1), is_active=False)
    ivan = Person.objects.get(pk=cast.ivan.pk)
    erasing.ask(ivan, sam)
    page = sign_in(cast.petra).get(f"/people/{ivan.pk}/data/texts/").content.decode()
    assert "Take it out" in page
    assert passages.take_out(ivan, key(remark), "Ivan", cast.petra) == 1
    remark.refresh_from_db()
    assert remark.text == "As Tariq said, and […] knows."


def test_who_is_people_ops_for_another_part_is_no_second_person(cast, remark):
    """Pavel deals with support; Ivan is of engineering."""
    Remark.objects.filter(pk=remark.pk).update(text="As Ivan said.")
    assert passages.take_out(cast.ivan, key(remark), "Ivan", cast.petra) == 1


def test_where_nobody_else_is_asked_for_it_works(cast, sam, remark, monkeypatch):
    """The same on a site that looks for no second person: so these tests can fail."""
    monkeypatch.setattr(passages, "others_who_cover", lambda person, but: False)
    assert passages.take_out(puppet(cast, "not the and"), key(remark), TEXT, cast.petra) == 1
    remark.refresh_from_db()
    assert remark.text == "[…]"
