"""What the pages of those who write together ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.form_words import Form
from accounts.models import Person
from reviews.assessments.forms import TextField
from reviews.cycles.forms import PeopleField
from reviews.models import RosterEntry
from reviews.together import naming


class ContributorForm(Form):
    """Whom to ask."""

    person = PeopleField(
        most=1,
        required=True,
        label=gettext_lazy("Who is asked"),
        help_text=gettext_lazy("Name, address or employee id."),
        error_messages={"required": gettext_lazy("Say who is asked.")},
    )

    def __init__(self, entry: RosterEntry, by: Person, data: Any = None) -> None:
        super().__init__(data)
        self.entry, self.by = entry, by

    def clean_person(self) -> Person:
        """One person, who can contribute."""
        [person] = self.cleaned_data["person"]
        if said := naming.unfit(self.entry, person, self.by):
            raise forms.ValidationError(said)
        return person


class InputForm(Form):
    """A contributor's text."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = TextField(label=gettext_lazy("What you saw"), rows=10, max_length=8000, required=False)
