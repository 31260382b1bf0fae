"""Forms of holds, and of words that are taken out of a text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form
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
    words = forms.CharField(label=_("Take out"), min_length=SHORTEST, max_length=4000, strip=False)
