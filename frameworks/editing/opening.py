"""The sheet of a place, whichever it is."""

from frameworks.editing.cells import CellSheet
from frameworks.editing.parts import example_sheet, part_sheet
from frameworks.editing.places import Example, Place, Where
from frameworks.editing.sheets import Sheet
from frameworks.models import Version


def sheet(version: Version, where: Where) -> Sheet:
    """The sheet of that place as it is stored now. Raises Gone."""
    if isinstance(where, Place):
        return CellSheet(version, where)
    if isinstance(where, Example):
        return example_sheet(version, where)
    return part_sheet(version, where)
