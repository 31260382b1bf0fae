"""The file of results per person, for payroll: one row each, no cell that a spreadsheet would compute. Pure."""

import csv
import io
from collections.abc import Iterable

from accounts.cells import harmless

COLUMNS = ("employee_id", "name", "role", "overall", "decision")


def results_file(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV with a header line; lines end with CR LF (RFC 4180)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(harmless(str(cell)) for cell in row)
    return written.getvalue()
