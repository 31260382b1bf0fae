"""Forms of holds, of words that are taken out of a text, and of how long records are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form
from accounts.rights import retention
from accounts.rights.passages import SHORTEST


class HoldForm(Form):
    """Why nothing may go."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
        help_text=_("A lawsuit or an inquiry, with its number. People Ops read this; the person does not."),
        error_messages={"required": _("Say why: a hold without a reason is not put.")},
    )


class TakeOutForm(Form):
    """Words of one text, as they stand there."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=200)
    words = forms.CharField(label=_("Take out"), min_length=SHORTEST, max_length=200, strip=False)


class CopyForm(Form):
    """Which records are in a copy, and words that are taken out of it, one a line."""

    given = forms.TypedMultipleChoiceField(required=False, coerce=int)
    words = forms.CharField(
        label=_("Take out of every text"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
        help_text=_("Names of others, or whole sentences, one a line, as they stand there. […] comes in their place."),
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given"].choices = [(number, number) for number in numbers]

    def clean_words(self) -> list[str]:
        """The lines."""
        return [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]


OWN = "own"
SAID = {
    "keep_inputs_months": (
        _("What was said on the way"),
        _(
            "Assessments, remarks, votes, changes in the meeting, words of pitches; months after the group's close, at "
            "least 3."
        ),
    ),
    "keep_results_months": (
        _("Results"),
        _(
            "Final ratings, the words written to the person, replies, pitches with their decisions; months after the "
            "group's close, at least 12. The rule for promotions reads results, so keep them for longer than it looks"
            " back."
        ),
    ),
    "keep_mails_months": (_("What mails said"), _("Months after a mail was sent. That it was sent stays.")),
    "keep_notes_months": (
        _("Notes"),
        _("Entries of a notebook that only their author reads, and what peers wrote; months after they were written."),
    ),
    "keep_leavers_months": (
        _("People who have left"),
        _(
            "Months after the first day away, at least 6; then they are erased whole, as soon as nothing stands in the"
            " way."
        ),
    ),
    "keep_candidates_months": (
        _("Candidates"),
        _(
            "Months after an offer or the close, or after the opening where neither came, from 1 to 24: with all that"
            " was written of them. What was offered stays, without who it was."
        ),
    ),
}


class KeptForm(Form):
    """A preset, or months of one's own; an empty one lasts until the person is erased. Of candidates none is empty."""

    preset = forms.ChoiceField(
        label=_("How long"),
        widget=forms.RadioSelect,
        choices=[
            ("until_erased", _("Until somebody is erased: nothing goes by itself, but for candidates after 6 months")),
            (
                "usual",
                _(
                    "Usual: what was said 2 years, results 5 years, mails 6 months, notes 2 years, leavers 2 years,"
                    " candidates 6 months"
                ),
            ),
            (
                "short",
                _(
                    "Short: what was said 6 months, results 2 years, mails 3 months, notes 1 year, leavers 6 months,"
                    " candidates 3 months"
                ),
            ),
            (OWN, _("Months of our own")),
        ],
    )

    def __init__(self, *args: Any, now: dict[str, int | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preset"].initial = preset_of(now)
        for name, (label, hint) in SAID.items():
            number = forms.IntegerField(
                label=label,
                help_text=hint,
                required=False,
                min_value=retention.FEWEST[name],
                max_value=retention.MOST_OF_CANDIDATES if name == retention.CANDIDATES else retention.MOST,
            )
            number.widget.attrs["inputmode"] = "numeric"
            number.initial = now[name]
            self.fields[name] = number

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        of_candidates = retention.CANDIDATES
        if given.get("preset") == OWN and of_candidates not in self.errors and given.get(of_candidates) is None:
            self.add_error(
                of_candidates, _("Say for how many months: what is written of candidates always has an end.")
            )
        return given

    def months(self) -> list[Any]:
        """The fields of one's own months."""
        return [self[name] for name in retention.SETTINGS]

    @property
    def is_own(self) -> bool:
        """Whether the months below the presets are those that count."""
        return self["preset"].value() == OWN or any(self[name].errors for name in retention.SETTINGS)

    def values(self) -> dict[str, int | None]:
        """What was chosen, by the names of the settings."""
        if (chosen := self.cleaned_data["preset"]) != OWN:
            return dict(zip(retention.SETTINGS, retention.PRESETS[chosen], strict=True))
        return {name: self.cleaned_data[name] for name in retention.SETTINGS}


def preset_of(values: dict[str, int | None]) -> str:
    """The preset that these values are, or that they are one's own."""
    asked = tuple(values[name] for name in retention.SETTINGS)
    return next((name for name, preset in retention.PRESETS.items() if preset == asked), OWN)
