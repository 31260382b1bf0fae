"""Files that are no table, as they say it themselves: a PDF, a Word document."""

from typing import Literal

Kind = Literal["pdf", "word", ""]


def kind_of(content: bytes) -> Kind:
    """Which of them it is; empty where it is neither."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    # a part of a Word document is named so, which stands in the packed file as it is
    return "word" if content.startswith(b"PK") and b"word/document.xml" in content else ""
