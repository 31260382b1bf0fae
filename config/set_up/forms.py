"""The forms of the set-up, one a step."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.form_words import Form
from accounts.forms import LONGEST_PASSWORD, NEW_PASSWORD
from accounts.models import Person
from config.set_up.ladders import shipped
from frameworks.people_import.forms import FileForm
from reviews.cycles.views.planning import preset_choices
from reviews.models import Cycle


class TokenForm(Form):
    """The token that the server printed."""

    token = forms.CharField(
        label=gettext_lazy("The token"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
        help_text=gettext_lazy("It stands in what the server wrote when it started."),
    )


class OrganisationForm(Form):
    """How the organisation is called, and where its day begins."""

    name = forms.CharField(
        label=gettext_lazy("Name of the organisation"),
        max_length=200,
        help_text=gettext_lazy("Stands beside the day on everyone's first page."),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Its time zone"),
        help_text=gettext_lazy("For whoever has none of their own: when a day begins, and when a deadline ends."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in clock.zones()]  # type: ignore[attr-defined]


class ReviewForm(Form):
    """With which preset a cycle is begun."""

    preset = forms.ChoiceField(label=gettext_lazy("The preset"), choices=Cycle.Preset.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(one["code"], f"{one['label']}. {one['said']}") for one in preset_choices("")]
        self.fields["preset"].choices = said  # type: ignore[attr-defined]


class LaddersForm(Form):
    """Which of the shipped ladders are in force from the beginning."""

    ladders = forms.MultipleChoiceField(
        label=gettext_lazy("Ladders to publish"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ladders"].choices = [(one.file, one.words) for one in shipped()]  # type: ignore[attr-defined]


class AccountForm(Form):
    """The first person of People Ops; where a file was given, one of its lines, known by the address."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    employee_id = forms.CharField(
        label=gettext_lazy("Your employee id"),
        max_length=64,
        help_text=gettext_lazy("As it will stand in the file of people; by it you are known from file to file."),
    )
    address = forms.EmailField(label=gettext_lazy("Your address"), max_length=254)
    password = forms.CharField(
        label=gettext_lazy("A password"),
        required=False,
        strip=False,
        max_length=LONGEST_PASSWORD,
        help_text=NEW_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The password again"),
        required=False,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    by_mail = forms.BooleanField(
        label=gettext_lazy("Send me a mail with a link to choose it instead"),
        required=False,
        help_text=gettext_lazy("Needs a mail server that works."),
    )

    def __init__(self, *args: Any, in_file: dict[str, tuple[str, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_file = in_file
        if in_file is not None:
            del self.fields["name"], self.fields["employee_id"]
            self.fields["address"].help_text = _("As it stands in the file that you gave.")
        if not settings.PASSWORD_SIGN_IN:
            del self.fields["password"], self.fields["again"]
            self.fields["by_mail"].label = _("Send me a mail when I can sign in")

    def clean_address(self) -> str:
        """In small letters; where there is a file, one of its addresses."""
        address = self.cleaned_data["address"].lower()
        if self.in_file is not None and address not in self.in_file:
            raise forms.ValidationError(_("No line of the file has this address: give the one that stands there."))
        return address

    def clean(self) -> dict[str, Any]:
        """A password by the rules, or the mail."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.in_file is not None and "address" in cleaned:
            cleaned["employee_id"], cleaned["name"] = self.in_file[cleaned["address"]]
        if cleaned.get("by_mail") or not settings.PASSWORD_SIGN_IN or "address" not in cleaned:
            return cleaned | {"password": None}
        if not cleaned.get("password"):
            self.add_error("password", _("Choose a password, or ask for the mail."))
        elif cleaned["password"] != cleaned.get("again"):
            self.add_error("again", _("These are two different passwords: type the same one twice."))
        else:
            self._check(cleaned)
        return cleaned

    def _check(self, cleaned: dict[str, Any]) -> None:
        person = Person(name=cleaned.get("name", ""), email=cleaned["address"])
        try:
            validate_password(cleaned["password"], person)
        except forms.ValidationError as wrong:
            self.add_error("password", wrong)


class PeopleForm(FileForm):
    """The first file of people: everyone in it joins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["whole"]
