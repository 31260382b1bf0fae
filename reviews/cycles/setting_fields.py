"""Fields for the settings of a cycle, each of which may be left to the preset, and those of its meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.form_words import Form
from reviews.models import Cycle

SETTING_HELP = gettext_lazy("Empty: as the preset says.")


def yes_or_no(label: Any) -> forms.TypedChoiceField:
    """A setting that may be left to the preset."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", gettext_lazy("as the preset says")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
    )


def count_field(label: Any, least: int, most: int) -> forms.IntegerField:
    """A number that may be left to the preset."""
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False, help_text=SETTING_HELP)


class SomeOf(forms.MultipleChoiceField):
    """Some of a few, kept as words with commas, in the order in which they are offered."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        chosen = super().clean(value)
        return ",".join(key for key, _label in self.choices if key in chosen)


class MeetingFields(Form):
    """The settings of a cycle's meeting."""

    needs_observer = yes_or_no(gettext_lazy("The meeting needs an observer"))
    needs_outside_director = yes_or_no(gettext_lazy("The meeting needs an outside director"))
    meeting_order = forms.ChoiceField(
        label=gettext_lazy("Order of the meeting"),
        choices=[("", gettext_lazy("as the preset says")), *Cycle.Order.choices],
        required=False,
    )
    meeting_first = SomeOf(
        label=gettext_lazy("Who goes first within a round of it"),
        choices=Cycle.First.choices,
        help_text=gettext_lazy(
            "In this order; the rest is shuffled. Whoever comes to the meeting themselves is always among the rest."
        ),
        required=False,
    )

    has_consent_list = yes_or_no(
        gettext_lazy("Whoever stands where their role asks is taken together, unless somebody pulls them out")
    )

    measures_time = yes_or_no(gettext_lazy("It is written down when a turn begins and ends"))

    has_check_across = yes_or_no(
        gettext_lazy("After their meetings the directors look at the levels of all groups side by side")
    )

    OF_THE_MEETING = (
        *("needs_observer", "needs_outside_director", "meeting_order", "meeting_first"),
        *("has_consent_list", "measures_time", "has_check_across"),
    )

    @property
    def of_the_meeting(self) -> list[forms.BoundField]:
        """Its fields, in their order."""
        return [self[name] for name in self.OF_THE_MEETING]
