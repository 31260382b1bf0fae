"""What People Ops say of somebody whose role is gone: which role they hold in its place, and from which day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form

FARTHEST = timedelta(days=366)


class PlacingForm(Form):
    """`ways`: the roles of each framework in force, as (its title, [(id, words)]); `first`: the first day."""

    role = forms.ChoiceField(
        label=_("The role in its place"),
        error_messages={"required": _("Choose a role."), "invalid_choice": _("No version in force has that role.")},
    )
    from_on = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Give a day."), "invalid": _("Give a day, like 2027-01-31.")},
    )

    def __init__(
        self, ways: Iterable[tuple[str, list[tuple[str, str]]]], first: date, today: date, *args: Any, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.first, self.last = first, today + FARTHEST
        self.fields["role"].choices = [("", _("Choose")), *ways]
        self.fields["from_on"].widget.attrs |= {"min": first.isoformat(), "max": self.last.isoformat()}

    def clean_from_on(self) -> date:
        """A day on which the role is gone, and within a year."""
        given: date = self.cleaned_data["from_on"]
        if given < self.first:
            raise ValidationError(_now("Not before %(day)s.") % {"day": date_format(self.first, "j F Y")})
        if given > self.last:
            raise ValidationError(_now("Choose a day within a year."))
        return given
