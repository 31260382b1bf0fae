"""The form that takes a board back."""

from django.utils.translation import gettext_lazy

from frameworks.people_import.forms import FileForm


class BoardForm(FileForm):
    """A file or its lines, never both."""

    whole = None

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = gettext_lazy("The file that was taken out here, as XLSX or as CSV in UTF-8.")
