"""The forms of a candidate: opening one, inviting, what was found or agreed axis by axis, and the offer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.form_words import Form
from accounts.models import Person
from candidates.sheet import Asked, AxisRow, Option, has_many, value_of
from candidates.workflow import MOST, Said, Sheet
from frameworks import reading
from frameworks.asked import full_name
from frameworks.models import Role, Version
from reviews.assessments.forms import TextField
from reviews.people_fields import PeopleField
from reviews.telling.forms import DayInput

FARTHEST = timedelta(days=366)


class LabelForm(Form):
    """What a candidate is called."""

    label = forms.CharField(
        label=gettext_lazy("What you call them"),
        max_length=80,
        help_text=gettext_lazy("A nickname or a number will do; no name is needed."),
    )


class CandidateForm(LabelForm):
    """Whom to level against which framework, and who does."""

    framework = forms.ChoiceField(label=gettext_lazy("Framework"), widget=forms.RadioSelect)
    meant_for = forms.ChoiceField(
        label=gettext_lazy("The role they are meant for"),
        required=False,
        help_text=gettext_lazy("Where one is open. Whoever levels them sees it; the rule does not look at it."),
    )
    people = PeopleField(
        rows=3,
        most=MOST,
        label=gettext_lazy("Who says what they found"),
        help_text=gettext_lazy("Names, addresses or employee ids, one a line; two people or more, yourself with them."),
    )
    takes_part = forms.BooleanField(label=gettext_lazy("I say what I found, too"), required=False, initial=True)

    def __init__(self, owner: Person, versions: list[Version], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.owner = owner
        self.versions = {str(version.pk): version for version in versions}
        self.roles = {str(role.pk): role for version in versions for role in reading.roles(version).values()}
        self.fields["framework"].choices = [(pk, one.title) for pk, one in self.versions.items()]
        self.fields["meant_for"].choices = [("", _("not said")), *(roles_of(version) for version in versions)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        version, role = self.versions.get(given.get("framework", "")), self.roles.get(given.get("meant_for", ""))
        if version and role and role.framework_id != version.framework_id:
            self.add_error(
                "meant_for",
                _("This role is of another framework. Choose one of %(title)s, or none.") % {"title": version.title},
            )
        elif version and not role and "meant_for" not in self.errors and has_many(reading.ladder(version)):
            said = _("%(title)s has very many roles. Choose one on the track that they are meant for.")
            self.add_error("meant_for", said % {"title": version.title})
        return given

    def interviewers(self) -> list[Person]:
        """Who is invited, once valid."""
        own = [self.owner] if self.cleaned_data["takes_part"] else []
        return [*own, *self.cleaned_data["people"]]

    def version(self) -> Version:
        """The version chosen, once valid."""
        return self.versions[self.cleaned_data["framework"]]

    def role(self) -> Role | None:
        """The role they are meant for, if one was chosen."""
        return self.roles.get(self.cleaned_data["meant_for"])


def roles_of(version: Version) -> tuple[str, list[tuple[str, str]]]:
    """The roles of a version as a group of choices."""
    rows, named = reading.roles(version), reading.ladder(version).roles
    return version.title, [(str(row.pk), full_name(named[code])) for code, row in rows.items()]


class InviteForm(Form):
    """Who else says what they found."""

    people = PeopleField(
        most=MOST,
        required=True,
        label=gettext_lazy("Invite"),
        help_text=gettext_lazy("Names, addresses or employee ids, with commas between."),
        error_messages={"required": gettext_lazy("Name whom you invite.")},
    )


class AxesForm(Form):
    """What was found, or agreed, axis by axis; nothing is required. `nowhere`: what it is called to choose no place."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, asked: Asked, nowhere: str, words: str, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.asked = asked
        for row in asked.rows:
            self.fields[f"at-{row.axis.pk}"] = forms.ChoiceField(
                label=row.name,
                choices=[("", nowhere), *((one.value, one.label) for one in row.options)],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"said-{row.axis.pk}"] = TextField(label=words, rows=3, max_length=4000, required=False)

    def sheet(self) -> Sheet:
        """What was chosen and written, once valid."""
        given = self.cleaned_data
        said = {
            row.axis.pk: self.asked.said(row.axis.pk, given[f"at-{row.axis.pk}"], given[f"said-{row.axis.pk}"])
            for row in self.asked.rows
        }
        return {axis: one for axis, one in said.items() if one}

    @property
    def rows(self) -> list["FieldsOfAxis"]:
        """Each axis with its two fields."""
        return [FieldsOfAxis(row, self[f"at-{row.axis.pk}"], self[f"said-{row.axis.pk}"]) for row in self.asked.rows]


@dataclass(frozen=True)
class FieldsOfAxis:
    """One axis with where they were found and in which words."""

    row: AxisRow
    at: forms.BoundField
    said: forms.BoundField

    @property
    def choices(self) -> list[tuple[forms.boundfield.BoundWidget, Option | None]]:
        """Each place as it is chosen, with its text; the first is that it was not seen."""
        return list(zip(self.at.subwidgets, [None, *self.row.options], strict=True))


def as_fields(sheet: Sheet, asked: Asked) -> dict[str, str]:
    """What stands, by the form's field names."""
    found = {}
    for row in asked.rows:
        said = sheet.get(row.axis.pk, Said())
        found |= {f"at-{row.axis.pk}": value_of(said), f"said-{row.axis.pk}": said.text}
    return found


def in_words(sheet: Sheet, asked: Asked) -> dict[str, str]:
    """How the places that stand are read, by the form's field names."""
    return {f"at-{row.axis.pk}": row.label_of(sheet.get(row.axis.pk, Said())) for row in asked.rows}


class OfferForm(Form):
    """What was offered at which role."""

    role = forms.ChoiceField(label=gettext_lazy("At which role"))
    terms = TextField(
        label=gettext_lazy("What was offered"),
        rows=3,
        max_length=500,
        help_text=gettext_lazy("As the next offer is to be compared with it: pay, equity, hours. No name."),
        error_messages={"required": gettext_lazy("Write what was offered.")},
    )
    offered_on = forms.DateField(label=gettext_lazy("On which day"), widget=DayInput)

    def __init__(self, version: Version, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.roles = {str(role.pk): role for role in reading.roles(version).values()}
        self.fields["role"].choices = [("", _("choose one")), *roles_of(version)[1]]

    def clean_offered_on(self):
        day, today = self.cleaned_data["offered_on"], clock.today()
        if not today - FARTHEST <= day <= today:
            raise forms.ValidationError(_("Choose a day of the last year, or today."))
        return day

    def chosen_role(self) -> Role:
        """The role of the offer, once valid."""
        return self.roles[self.cleaned_data["role"]]
