"""The form that takes a file of people, chosen or pasted."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.form_words import Form
from accounts.importing.sheet import MOST_BYTES


class FileForm(Form):
    """A file or its text, never both; and whether it names everyone."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        required=False,
        help_text=gettext_lazy("CSV in UTF-8, with commas, semicolons or tabs; at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "empty": gettext_lazy("The file is empty."),
            "max_length": gettext_lazy("The name of the file is too long: give it a shorter one."),
        },
        max_length=200,
    )
    text = forms.CharField(
        label=gettext_lazy("Or its lines, pasted"),
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "class": "paste"}),
    )
    whole = forms.BooleanField(
        label=gettext_lazy("This file is the whole company"),
        required=False,
        help_text=gettext_lazy("Whoever is not in it leaves today. Without this, nobody leaves by being absent."),
    )

    def clean(self):
        """Exactly one of the two."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned["file"]) == bool(cleaned["text"]):
            raise forms.ValidationError(_("Choose a file, or paste its lines: one of the two."))
        if cleaned["file"] and cleaned["file"].size > MOST_BYTES:
            self.add_error("file", _("The file is larger than 5 MB."))
        return cleaned

    def content(self) -> bytes | str:
        """What was given, as it came."""
        file = self.cleaned_data["file"]
        return file.read() if file else self.cleaned_data["text"]
