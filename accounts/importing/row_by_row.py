"""Workbooks row by row: of a sheet nothing is kept but the row at hand, and of the rest nothing is read but what cells
need."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any
from xml.etree.ElementTree import ParseError  # the error only: openpyxl parses with defusedxml

from django.core.exceptions import ImproperlyConfigured
from openpyxl import DEFUSEDXML, LXML
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet, read_dimension
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import ARC_CONTENT_TYPES, WORKSHEET_TYPE
from openpyxl.xml.functions import fromstring

from accounts.importing.packed import PIECE

if LXML or not DEFUSEDXML:
    raise ImproperlyConfigured("openpyxl would not read with defusedxml: see OPENPYXL_LXML in config/settings.py.")

SHEETS = "xl/worksheets/"


class TooMuch(Exception):
    """A row, or what stands beside all rows, has more tags than may be read at once."""


def sheets(packed: zipfile.ZipFile) -> list[str]:
    """The parts that are read row by row. Of all else an object is made for each tag: above all of the texts that
    sheets share, but also of the workbook; and a file may say that either is among the sheets."""
    with packed.open(ARC_CONTENT_TYPES) as part:
        said = Manifest.from_tree(fromstring(part.read(PIECE)))
    others = {one.PartName[1:] for one in said.Override if one.ContentType != WORKSHEET_TYPE}
    return [name for name in packed.namelist() if name.startswith(SHEETS) and name not in others]


class _Watched:
    """The bytes of a sheet, as far as between two of its rows there are no more tags than may be."""

    def __init__(self, part: IO[bytes], most: int) -> None:
        self.part, self.most, self.tags = part, most, 0

    def read(self, size: int = -1) -> bytes:
        """The next piece. Raises TooMuch."""
        piece = self.part.read(size)
        self.tags += piece.count(b"<")
        if self.tags > self.most:
            raise TooMuch
        return piece

    def close(self) -> None:
        """Closes the part."""
        self.part.close()

    def __enter__(self) -> "_Watched":
        return self

    def __exit__(self, *wrong: object) -> None:
        self.close()


class _Sheet(ReadOnlyWorksheet):
    """A sheet that is read row by row: what was read of a row is let go with it."""

    source: _Watched | None = None
    merged: tuple[str, ...] = ()  # cells that are one, such as A1:B2; known once `filled_rows` has come to its end

    def _get_size(self) -> None:
        """As the file says it where it begins; a file that does not say it is not read for it."""
        with self.parent._archive.open(self._worksheet_path) as part, suppress(ParseError):
            found = read_dimension(io.BytesIO(part.read(PIECE)))
            if found is not None:
                self._min_column, self._min_row, self._max_column, self._max_row = found

    def _get_source(self) -> _Watched:
        self.source = _Watched(super()._get_source(), self.parent.most_in_a_row)
        return self.source

    def _cells_by_row(self, *given: Any, **more: Any) -> Iterator[Any]:
        for row in super()._cells_by_row(*given, **more):
            if self.source:
                self.source.tags = 0
            yield row

    def filled_rows(self) -> Iterator[tuple[int, list[ReadOnlyCell]]]:
        """Each row in which a cell holds something, wherever it stands: its number, and all cells that the file has of
        it. Raises TooMuch, also for empty rows behind each other; ValueError where a row stands behind a later one."""
        with self._get_source() as source:
            book = self.parent
            formats = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}
            parser = WorkSheetParser(source, self._shared_strings, epoch=book.epoch, **formats)
            last = 0
            for number, cells in parser.parse():
                if number <= last:
                    raise ValueError(number)
                last = number
                if any(one["value"] is not None for one in cells):
                    source.tags = 0
                    yield number, [ReadOnlyCell(self, **one) for one in cells]
            self.merged = tuple(one.coord for one in parser.merged_cells.mergeCell) if parser.merged_cells else ()


class _Reader(ExcelReader):
    """Reads a workbook as far as its sheets with cells want it: what they refer to, and sheets of charts, would be read
    as a whole."""

    def read_worksheets(self) -> None:
        """The sheets of cells."""
        for sheet, said in self.parser.find_sheets():
            if said.target in self.valid_files and "chartsheet" not in said.Type:
                self.wb._sheets.append(_Sheet(self.wb, sheet.name, said.target, self.shared_strings))


def load_workbook(content: bytes, most_in_a_row: int) -> Any:
    """The workbook, with sheets that are read row by row once they are asked: no more tags of each row, nor beside all
    rows, than so many."""
    reader = _Reader(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    reader.read()
    reader.wb.most_in_a_row = most_in_a_row
    return reader.wb
