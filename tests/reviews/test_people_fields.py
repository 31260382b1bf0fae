"""Fields in which people are named: what is said of a name that nobody has."""

import pytest
from django.forms import ValidationError

from accounts.models import Person
from reviews.people_fields import PeopleField
from tests.shared import shared


@shared
def people(db):
    """Three called Vidal, and one who has left."""
    for number, (name, is_here) in enumerate(
        [("Bea Vidal", True), ("Viktor Vidal", True), ("Wei Vidal", True), ("Ada Vidal", False), ("Sam Adeyemi", True)]
    ):
        Person.objects.create_user(
            email=f"p{number}@example.org", name=name, employee_id=f"E{number}", is_active=is_here, password=None
        )


def said(typed: str) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        PeopleField().clean(typed)
    return list(refused.value.messages)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Sam", "Nobody here is known as “Sam”. Do you mean Sam Adeyemi?"),
        ("vidal", "Nobody here is known as “vidal”. Do you mean Bea Vidal, Viktor Vidal or Wei Vidal?"),
        ("Zoe", "Nobody here is known as “Zoe”."),
    ],
)
def test_a_part_of_a_name_says_who_may_be_meant_and_takes_nobody(people, typed, sentence):
    assert said(typed) == [sentence]


def test_of_more_than_four_nobody_is_named(people):
    for number in (7, 8):
        Person.objects.create_user(
            email=f"p{number}@example.org", name=f"Vidal {number}", employee_id=f"E{number}", password=None
        )
    assert said("Vidal") == ["Nobody here is known as “Vidal”. Many names hold it: write more of the one you mean."]


def test_each_of_several_names_gets_its_sentence(people):
    assert said("Wei Vidal, Sam, Zoe") == [
        "Nobody here is known as “Sam”. Do you mean Sam Adeyemi?",
        "Nobody here is known as “Zoe”.",
    ]
