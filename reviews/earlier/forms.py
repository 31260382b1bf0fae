"""The form that takes a file of earlier results."""

from django.utils.translation import gettext_lazy

from frameworks.people_import.forms import FileForm


class EarlierForm(FileForm):
    """A file or its lines, never both. There is no whole company here: each line stands for itself."""

    whole = None

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = gettext_lazy(
            "XLSX, or CSV in UTF-8 with commas, semicolons or tabs; at most 2 MB."
        )
