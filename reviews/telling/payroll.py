"""The file of results per person, for payroll: one row each, no cell that a spreadsheet would compute. Pure."""

import csv
import io
from collections.abc import Iterable

COLUMNS = ("employee_id", "name", "role", "overall", "decision")
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula.

    Source: OWASP, "CSV Injection": = + - @, tab and line ends, and their full-width forms.
    """
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(BEGINS_A_FORMULA) or cell.startswith(("\t", "\r")) else cell


def results_file(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV with a header line; lines end with CR LF (RFC 4180)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(harmless(str(cell)) for cell in row)
    return written.getvalue()
