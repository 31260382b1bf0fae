"""What is typed to learn from a meeting: a flag from an open turn, and what those who were there say of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form
from calibration.learning.survey import QUESTIONS
from calibration.learning.words import step_words, words_of


class TurnFlagForm(Form):
    """On which axis of the open turn, a sentence, and whether one's name stands with it."""

    axis = forms.ChoiceField(
        error_messages={
            "required": _("Press the axis whose wording you mean."),
            "invalid_choice": _("This turn has no such axis. Look again."),
        }
    )
    said = forms.CharField(
        required=False,
        max_length=300,
        error_messages={"max_length": _("One sentence: at most 300 characters.")},
    )
    is_named = forms.BooleanField(required=False)

    def __init__(self, axes: Mapping[str, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["axis"].choices = list(axes.items())


class SurveyForm(Form):
    """One step of five for each question."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for question in QUESTIONS:
            self.fields[question] = forms.TypedChoiceField(
                label=words_of(question),
                choices=list(enumerate(step_words(), start=1)),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the five steps.")},
            )
