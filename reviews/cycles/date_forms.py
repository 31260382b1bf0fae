"""Days in forms: a field, what has to be in order, and the dates of a cycle that runs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.form_words import Form
from reviews.models import Cycle

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, written or picked."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def out_of_order(days: Mapping[str, date | None]) -> list[tuple[str, str]]:
    """Of these days those that lie before the one they follow, each with a sentence."""
    in_order = [
        ("covers_from", "covers_to", _("The period ends before it begins.")),
        ("assess_by", "preview_by", _("Reading cannot end before assessing does.")),
        ("preview_by", "meet_on", _("The meeting cannot be before reading ends.")),
        ("meet_on", "release_on", _("Results cannot be released before the meeting.")),
    ]
    return [
        (then, sentence)
        for first, then, sentence in in_order
        if (before := days.get(first)) and (day := days.get(then)) and day < before
    ]


class DatesForm(Form):
    """The dates of a cycle that runs: those that may still move."""

    assess_by = day_field(gettext_lazy("Assess by"))
    preview_by = day_field(gettext_lazy("Read by"))
    meet_on = day_field(gettext_lazy("Meet on"))
    release_on = day_field(gettext_lazy("Release on"))

    def __init__(self, *args: Any, cycle: Cycle, movable: list[str], **more: Any) -> None:
        super().__init__(*args, initial={name: getattr(cycle, name) for name in movable}, **more)
        self.cycle = cycle
        for name in set(self.fields) - set(movable):
            del self.fields[name]

    def clean(self):
        given = super().clean()
        today = clock.today()
        for name in self.fields:
            day = given.get(name)
            if day and day != getattr(self.cycle, name) and not today <= day <= LATEST:
                self.add_error(name, _("Choose a day from today on, before the year 2100."))
        days = {name: getattr(self.cycle, name) for name in DatesForm.base_fields}
        if not self.cycle.has_preview:
            del days["preview_by"]
        days |= {name: given[name] for name in self.fields if name in given}
        for then, sentence in out_of_order(days):
            self.add_error(then if then in self.fields else None, sentence)
        if not self.cycle.has_preview and days["meet_on"] < days["assess_by"]:
            self.add_error(
                "meet_on" if "meet_on" in self.fields else None, _("The meeting cannot be before assessing ends.")
            )
        return given

    def days(self) -> dict[str, date]:
        """The days given, by the names of the columns."""
        return {name: self.cleaned_data[name] for name in self.fields}
