"""What is typed of a wording by whoever reads it: a comment, with a name or without; and why one is taken out."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form
from frameworks.format.document import Behaviour

MOST_LETTERS = 2000
A_LINE = 300


class Said(Form):
    """A text about a wording; `form` tells one form from another, so that the same sent twice is one."""

    form = forms.UUIDField(widget=forms.HiddenInput, required=False)
    said = forms.CharField(
        label=_("Your comment"),
        max_length=MOST_LETTERS,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("About the text, never about a person: every member reads it."),
        error_messages={
            "required": _("Write what you want to say."),
            "max_length": _("At most 2000 characters: there are %(show_value)d."),
        },
    )


class CommentForm(Said):
    """Of which wording, what, and whether one's name stands with it: to be chosen each time, nothing is taken for
    granted."""

    level = forms.CharField(widget=forms.HiddenInput, required=False)
    role = forms.CharField(widget=forms.HiddenInput, required=False)
    axis = forms.CharField(widget=forms.HiddenInput, required=False)
    what = forms.ChoiceField(label=_("Which wording"), widget=forms.RadioSelect, required=False)
    is_named = forms.TypedChoiceField(
        label=_("Your name"),
        choices=[("yes", _("With my name, which every member reads beside it")), ("no", _("Without my name"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether your name stands with it.")},
    )

    field_order = ("form", "level", "role", "axis", "what", "said", "is_named")

    def __init__(self, examples: Iterable[Behaviour], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        texts = [(one.identity, one.text) for one in examples]
        if texts:
            self.fields["what"].choices = [("", _("What is asked as a whole")), *texts]
        else:
            del self.fields["what"]
        if not settings.COMMENTS_WITHOUT_NAME_A_DAY:
            self.fields["is_named"].choices = self.fields["is_named"].choices[:1]
            self.fields["is_named"].initial = "yes"


class StrikeForm(Form):
    """Why the words of a comment are taken out."""

    line = forms.CharField(
        label=_("Why, in one line"),
        max_length=A_LINE,
        help_text=_("It stands in the place of the comment, and every member reads it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Say in one line why."),
            "max_length": _("One line: at most 300 characters."),
        },
    )
