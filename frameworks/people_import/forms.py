"""The forms of the import: a file, chosen or pasted, and the cells of one line that has to be mended."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.form_words import Form
from accounts.importing.sheet import MOST_BYTES
from accounts.importing.table import Line


class FileForm(Form):
    """A file or its text, never both; which sheet of it; and whether it names everyone."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        required=False,
        help_text=gettext_lazy("XLSX, or CSV in UTF-8 with commas, semicolons or tabs; at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={
            "empty": gettext_lazy("The file is empty."),
            "max_length": gettext_lazy("The name of the file is too long: give it a shorter one."),
        },
        max_length=200,
    )
    sheet = forms.CharField(
        label=gettext_lazy("Its sheet"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("The name of the sheet of an XLSX file; empty: its first."),
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
            self.add_error("file", _("The file is larger than 10 MB."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was given, as it came: content, name, named sheet, and whether it is the whole company."""
        file, said = self.cleaned_data["file"], self.cleaned_data
        content = file.read() if file else said["text"]
        return {
            "content": content,
            "name": file.name if file else "",
            "named": said["sheet"],
            "whole": said.get("whole", False),
        }


class LineForm(Form):
    """The cells of one line, each as it stands or as it was typed; what is wrong with them the import says itself."""

    def __init__(self, columns: list[str], line: Line, data: Any = None) -> None:
        cells = dict(zip(columns, line.cells, strict=False))
        initial = {name: "".join(map(_seen, cells.get(name, ""))) for name in columns}
        super().__init__(data, initial=initial, prefix=f"line-{line.line}")
        for name in columns:
            self.fields[name] = forms.CharField(label=name, required=False, widget=forms.TextInput(UNTOUCHED))
        self.fields["out"] = forms.BooleanField(label=_("Leave this line out"), required=False)

    def cells(self, columns: list[str]) -> dict[str, str]:
        """What was typed, by column; a cell that was shown with a mark for what cannot be seen keeps the mark."""
        return {name: str(self[name].value() or "") for name in columns}

    @property
    def is_out(self) -> bool:
        """Whether the line is to be left out."""
        return bool(self["out"].value())


UNTOUCHED = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}


def _seen(character: str) -> str:
    """What stands in a field for a character that no field can show."""
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
