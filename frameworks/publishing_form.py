"""What is said when a version is published: from which day, why, and where the holders of roles go that it has not."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form
from frameworks.succeeding import BY_PEOPLE_OPS

LONGEST = 500
PREFIX = "becomes_"


class PublishForm(Form):
    """`going`: the roles that are held and that the version has not, each with the roles its holders may go to, as
    (code, words), and whether who publishes holds it."""

    reason = forms.CharField(
        label=_("Why it changes"),
        required=False,
        max_length=LONGEST,
        help_text=_("A sentence or two. Everybody reads it beside the version."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("At most 500 characters.")},
    )
    from_on = forms.DateField(
        label=_("In force from"),
        required=False,
        help_text=_("Empty: at once. Until a later day it is announced: everybody reads it, and it does not hold yet."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Give a day, like 2027-01-31.")},
    )
    digest = forms.CharField(required=False, widget=forms.HiddenInput)
    over = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, today: date, going: Iterable[tuple[str, Iterable[tuple[str, str]], bool]], *args: Any, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.fields["from_on"].widget.attrs["min"] = today.isoformat()
        people_ops = (BY_PEOPLE_OPS, _("People Ops place each of them, one by one"))
        for code, ways, is_own in going:
            choices = [people_ops] if is_own else [*ways, people_ops]
            self.fields[PREFIX + code] = forms.ChoiceField(
                label=_("Whoever holds %(role)s goes to") % {"role": code},
                choices=[("", _("Choose")), *choices],
                help_text=_("You hold it yourself, so this is not yours to say.") if is_own else "",
                error_messages={
                    "required": _("Say where they go."),
                    "invalid_choice": _("The version has no such role. Choose another."),
                },
            )

    def clean_from_on(self) -> date | None:
        """Today or later."""
        given: date | None = self.cleaned_data["from_on"]
        if given and given < self.today:
            raise ValidationError(_("That day is over. Give today or a later one."))
        return given

    @property
    def becomes(self) -> Mapping[str, str]:
        """Role by role, by their codes."""
        return {
            name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items() if name.startswith(PREFIX)
        }
