"""Cells of files that are opened in a spreadsheet: none that would be computed. Pure."""

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula.

    Source: OWASP, "CSV Injection": = + - @, tab and line ends, and their full-width forms.
    """
    begins = cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(BEGINS_A_FORMULA)
    return f"'{cell}" if begins else cell
