"""What the pages of those who write together ask."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.form_words import Form
from accounts.models import Person
from reviews.assessments.forms import TextField
from reviews.cycles.forms import PersonField
from reviews.models import RosterEntry
from reviews.together import naming, writing


class PersonForm(Form):
    """Whom to name, once they can be."""

    unfit: Callable[[RosterEntry, Person, Person], str]

    def __init__(self, entry: RosterEntry, by: Person, data: Any = None) -> None:
        super().__init__(data)
        self.entry, self.by = entry, by

    def clean_person(self) -> Person:
        """One person, who can."""
        person = self.cleaned_data["person"]
        if said := self.unfit(self.entry, person, self.by):
            raise forms.ValidationError(said)
        return person


class ContributorForm(PersonForm):
    """Whom to ask."""

    person = PersonField(gettext_lazy("Who is asked"), gettext_lazy("Say who is asked."))
    unfit = staticmethod(naming.unfit)


class CoAuthorForm(PersonForm):
    """Whom to invite."""

    person = PersonField(gettext_lazy("Who is invited"), gettext_lazy("Say who is invited."))
    unfit = staticmethod(writing.unfit)


class CommonTextForm(Form):
    """One of the two's text, and the newest version that stands on its page."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    newest = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, required=False)
    text = TextField(label=gettext_lazy("Your text"), rows=10, max_length=8000, required=False)


class InputForm(Form):
    """A contributor's text."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = TextField(label=gettext_lazy("What you saw"), rows=10, max_length=8000, required=False)
