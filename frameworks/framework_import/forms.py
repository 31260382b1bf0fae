"""What is given: a file or its text, how it is to be read, and what a table does not say of a framework."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.form_words import Form
from frameworks.format.limits import FILE_BYTES, FILE_MB
from frameworks.models import Version

PASTED = FILE_BYTES * 5 // 4  # a browser sends two signs for the end of a line; what is read has one
UNTOUCHED = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}


class SourceForm(Form):
    """A file or its text, and how to read it."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        required=False,
        help_text=gettext_lazy("YAML, JSON, Markdown, CSV or XLSX; text in UTF-8, at most %(size)d MB.")
        % {"size": FILE_MB},
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json,.md,.markdown,.csv,.tsv,.txt,.xlsx"}),
        max_length=200,
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text, pasted"),
        required=False,
        strip=False,
        max_length=PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "class": "paste", **UNTOUCHED}),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("It is written as"),
        required=False,
        choices=[
            ("", gettext_lazy("Find out by itself")),
            ("yaml", "YAML"),
            ("json", "JSON"),
            ("markdown", "Markdown"),
            ("csv", "CSV"),
        ],
    )
    layout = forms.ChoiceField(
        label=gettext_lazy("A table has"),
        required=False,
        choices=[
            ("guess", gettext_lazy("Find out by itself")),
            ("rows", gettext_lazy("a row a level, a column an axis")),
            ("columns", gettext_lazy("a column a level, a row an axis")),
            ("long", gettext_lazy("a row a behaviour")),
        ],
    )
    sheet = forms.CharField(
        label=gettext_lazy("Its sheet"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("The name of the sheet of an XLSX file; empty: its first."),
    )
    each_line = forms.BooleanField(
        label=gettext_lazy("In a cell without bullets, each line is a behaviour"), required=False
    )

    def clean(self):
        """A file or a text."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not cleaned["file"] and not cleaned["text"].strip():
            raise forms.ValidationError(_("Choose a file, or paste its text."))
        if cleaned["file"] and cleaned["file"].size > FILE_BYTES:
            self.add_error("file", _("The file is larger than %(size)d MB.") % {"size": FILE_MB})
        return cleaned


class HeadForm(Form):
    """What a table does not say: the name, whose text it is, and which scale and rule hold."""

    title = forms.CharField(label=gettext_lazy("Name of the framework"), max_length=200)
    slug = forms.RegexField(
        label=gettext_lazy("Its name in addresses"),
        regex=r"^[a-z0-9][a-z0-9-]*\Z",
        max_length=64,
        help_text=gettext_lazy(
            "Small letters, digits and dashes. That of a framework that is here makes this a version of it."
        ),
        error_messages={"invalid": gettext_lazy("Small letters, digits and dashes, such as customer-support.")},
        widget=forms.TextInput(attrs=UNTOUCHED),
    )
    label = forms.CharField(label=gettext_lazy("Label of this version"), max_length=200)
    language = forms.RegexField(
        label=gettext_lazy("Language of its text"),
        regex=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z",
        max_length=35,
        help_text=gettext_lazy("Such as en, de or pt-BR."),
        error_messages={"invalid": gettext_lazy("A language is written as en, de or pt-BR.")},
        widget=forms.TextInput(attrs=UNTOUCHED),
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence of its text"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as CC-BY-4.0. It stands at the foot of the framework and of each file of it."),
    )
    attribution = forms.CharField(
        label=gettext_lazy("Whose text it is"),
        required=False,
        max_length=20000,
        help_text=gettext_lazy("Who published it, where, and what was changed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cumulative = forms.BooleanField(label=gettext_lazy("A level includes what those before it ask"), required=False)
    like = forms.ChoiceField(
        label=gettext_lazy("Rating scale and promotion rule"),
        required=False,
        help_text=gettext_lazy("A table says neither. They can be changed in the draft’s YAML file."),
    )

    def __init__(self, in_force: Iterable[Version], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        plain = ("", _("Below, meeting, above; the axes guide a judgement"))
        self.fields["like"].choices = [
            plain,
            *((str(one.pk), _("As in %(title)s") % {"title": one.title}) for one in in_force),
        ]


class ReplaceForm(Form):
    """Whether a draft of the same version may be written over."""

    replace = forms.BooleanField(label=gettext_lazy("Write over the draft of that version"), required=False)
