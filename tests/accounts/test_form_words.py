"""Every form of the product complains in sentences of ours that name the field; Django's own never reach a reader."""

import re

import django.forms.fields
import django.forms.models
import pytest
from django import forms
from django.core import validators
from django.forms.formsets import BaseFormSet

from accounts.form_words import Form, OneOf, speak
from accounts.models import Person
from tests.access.scene import all_rows, make_scene
from tests.access.table import PERSONS
from tests.architecture.test_forms import of_the_product


def literal(message: object) -> str:
    """The longest stretch of a message that is the same whatever it is filled with."""
    return max(re.split(r"%\(\w+\)\w|{\w+}", str(message)), key=len).strip()


def djangos() -> set[str]:
    """What Django's own fields, form sets and validators say, as stretches to look for."""
    kinds = [kind for place in (django.forms.fields, django.forms.models) for kind in vars(place).values()]
    messages = [said for kind in kinds for said in getattr(kind, "default_error_messages", {}).values()]
    messages += [getattr(kind, "message", "") for kind in vars(validators).values() if isinstance(kind, type)]
    counted = {"Ensure this value has at ", "Ensure this filename has", "Ensure that there are no", "Please submit at "}
    return counted | {"is not a valid UUID"} | {found for said in messages if len(found := literal(said)) > 10}


def heard(text: str) -> list[str]:
    """Django's words in a text."""
    return sorted(said for said in djangos() if said in text)


def test_djangos_words_are_known():
    assert heard("Oh: This field is required.") == ["This field is required."]
    assert heard("Select a valid choice. 7 is not one of the available choices.") != []
    assert heard("Ensure this value has at most 20 characters (it has 21).") != []
    assert heard("“Why” is empty. Write something there.") == []


def test_every_set_of_forms_speaks_for_itself():
    found = of_the_product(BaseFormSet)
    assert found != []
    for kind in found:
        said = kind.default_error_messages
        assert set(said) == set(BaseFormSet.default_error_messages), kind
        assert heard(" ".join(str(message) for message in said.values())) == [], kind


KINDS = [
    forms.BooleanField(),
    forms.CharField(max_length=3, min_length=2),
    forms.ChoiceField(choices=[("a", "A")]),
    forms.MultipleChoiceField(choices=[("a", "A")]),
    forms.TypedChoiceField(choices=[("a", "A")]),
    forms.DateField(),
    forms.DateTimeField(),
    forms.DecimalField(max_digits=3, decimal_places=1),
    forms.DurationField(),
    forms.EmailField(max_length=20),
    forms.FileField(max_length=10),
    forms.FloatField(),
    forms.IntegerField(min_value=1, max_value=3),
    forms.JSONField(),
    forms.RegexField("a"),
    forms.SlugField(),
    forms.TimeField(),
    forms.URLField(assume_scheme="https"),
    forms.UUIDField(),
    OneOf(Person.objects.none()),
]


@pytest.mark.parametrize("field", KINDS, ids=lambda field: type(field).__name__)
def test_whatever_a_field_may_complain_of_is_said_in_our_words(field):
    speak(field, "share")
    codes = {getattr(check, "code", None) for check in field.validators} - {None}
    assert codes <= set(field.error_messages)
    assert heard(" ".join(str(said) for said in field.error_messages.values())) == []


class Asked(Form):
    """One field of each kind that the product uses."""

    share = forms.IntegerField(label="Share (100 % at most)", min_value=1, max_value=100)
    why = forms.CharField(label="Why", max_length=5)
    own = forms.CharField(label="Own", error_messages={"required": "Say it."})
    day = forms.DateField(label="First day")
    at = forms.TimeField(label="At")
    mail = forms.EmailField(label="Address (100 %)")
    kind = forms.ChoiceField(label="Kind (100 %)", choices=[("a", "A")])
    who = OneOf(Person.objects.all(), label="Who")
    sure = forms.BooleanField(label="Really")
    version = forms.IntegerField(widget=forms.HiddenInput)
    nameless_one = forms.CharField()


def complaints(**sent: str) -> dict[str, list[str]]:
    return {name: list(said) for name, said in Asked(sent).errors.items()}


def test_what_is_missing_is_named(db):
    assert complaints() == {
        "share": ["“Share (100 % at most)” has no number. Write one."],
        "why": ["“Why” is empty. Write something there."],
        "own": ["Say it."],
        "day": ["“First day” has no day. Choose one, or write it as 2026-07-01."],
        "at": ["“At” has no time. Write it as 14:30."],
        "mail": ["“Address (100 %)” is empty. Write something there."],
        "kind": ["“Kind (100 %)”: nothing is chosen. Choose one."],
        "who": ["“Who”: nothing is chosen. Choose one."],
        "sure": ["“Really” is not ticked."],
        "version": ["A part of this page was missing or old when it was sent. Load the page again."],
        "nameless_one": ["“Nameless one” is empty. Write something there."],
    }


def test_what_is_wrong_is_named(db):
    sent = {"own": "x", "sure": "on", "nameless_one": "x", "version": "x", "day": "31.2.2026", "at": "noon", "who": "x"}
    assert complaints(**sent, share="101", why="longer", mail="nobody", kind="z") == {
        "share": ["“Share (100 % at most)” has to be 100 or less."],
        "why": ["“Why” is longer than the 5 characters there is room for: it has 6."],
        "day": ["There is no such day. Write it as 2026-07-01."],
        "at": ["There is no such time. Write it as 14:30."],
        "mail": ["“Address (100 %)” is no mail address. Write it as name@company.example."],
        "kind": ["What was sent for “Kind (100 %)” is not on offer. Choose one of those shown."],
        "who": ["What was sent for “Who” is not on offer. Choose one of those shown."],
        "version": ["A part of this page was missing or old when it was sent. Load the page again."],
    }
    assert complaints(share="0", why="\x00")["why"] == [
        "“Why” holds a character that no page can show (NUL). Take it out."
    ]
    assert complaints(share="0")["share"] == ["“Share (100 % at most)” has to be 1 or more."]
    assert complaints(share="x")["share"] == ["“Share (100 % at most)” is no whole number."]


def test_a_label_of_a_moment_is_taken_as_it_stands_then(db):
    form = Asked({})
    form.fields["why"].label = "Why now"
    assert form.errors["why"] == ["“Why now” is empty. Write something there."]


NONSENSE = ["", "\x00", "x" * 9000, "10000-99-99"]


@pytest.mark.once("embedded")
def test_no_page_answers_nonsense_in_djangos_words(cast, client):
    """Posts nothing, and nonsense in every field of the page, to every address, as somebody who may."""
    scene = make_scene(cast)
    asked, said = 0, {}
    for row in all_rows():
        answers = {row.status("POST", person): person for person in PERSONS[1:-1]} if "POST" in row.expected else {}
        who = answers.get("400") or answers.get("200")
        if not who:
            continue
        client.force_login(getattr(cast, who))
        shown = client.get(row.path(scene)).content.decode()
        names = set(re.findall(r' name="([\w-]+)"', shown)) - {"csrfmiddlewaretoken"}
        for nonsense in NONSENSE:
            asked += 1
            answer = client.post(row.path(scene), dict.fromkeys(names, nonsense) if nonsense else {})
            if answer.status_code not in (302, 404) and (found := heard(answer.content.decode())):
                said[f"{row.route} as {who}, {nonsense[:12]!r}"] = found
    assert asked > 60
    assert said == {}
