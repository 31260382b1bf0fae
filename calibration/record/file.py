"""The file of a record: each rating before and after, one a line, no cell that a spreadsheet would compute."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.cells import harmless
from accounts.importing import workbook
from calibration.models import Stop
from calibration.record.gathering import Spoken, Standing

COLUMNS = ("employee_id", "name", "round", "judged_against", "rating", "before", "after", "changed", "witnessed")


def record_file(spoken: Sequence[Spoken], employee_ids: Mapping[UUID, str]) -> bytes:
    """The ratings as CSV with a header line."""
    found = [list(COLUMNS)]
    for one in spoken:
        against = "next" if one.turn.kind == Stop.Kind.COHORT else "current"
        who = [employee_ids.get(one.turn.subject_id, ""), one.turn.name, one.turn.round_name, against]
        seen = "yes" if one.turn.witnessed else "confirmed" if one.turn.confirmed_at else "no"
        found += [[*who, *_cells(standing), seen] for standing in one.standings]
    return workbook.as_csv([[harmless(str(cell)) for cell in row] for row in found])


def _cells(standing: Standing) -> list[str]:
    nothing = _("does not apply") if standing.without else _("not rated")
    before, after = (point.word if point else nothing for point in (standing.before, standing.after))
    return [standing.rating, before, after, "yes" if standing.moved else "no"]
