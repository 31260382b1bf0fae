"""Packed files, as every workbook is: whether one may be parsed, told before anything of it is."""

import io
import zipfile
import zlib
from collections.abc import Callable, Collection
from typing import Literal
from xml.etree.ElementTree import ParseError  # the error only: openpyxl parses with defusedxml

from defusedxml.common import DefusedXmlException

MOST_PARTS = 500
PIECE = 256 * 1024
STYLES = "xl/styles.xml"
MOST_OF_STYLES = 20_000  # tags: made one by one they take longer than those of cells, about a second for so many
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError),
    *(DefusedXmlException, ParseError, KeyError, TypeError, AttributeError),
)

Passes = Callable[[zipfile.ZipFile], Collection[str]]


Why = Literal["damaged", "large", "locked", "styles", "tags"]


def why_not(content: bytes, unpacked: int, tags: int, passed_over: Passes = lambda packed: ()) -> Why | None:
    """Why it is not to be parsed: it is damaged, has more than so many bytes unpacked, is locked, has more tags of
    styles than any workbook needs, or more tags.

    A parser makes an object of each tag, and many of them pack into little. `passed_over` names the parts whose tags
    are not counted, for what reads them keeps none; it may raise what a parser raises.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            # zipfile itself never unpacks more of a part than is said here
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > unpacked:
                return "large"
            if any(part.flag_bits & 1 for part in parts):
                return "locked"
            names = packed.namelist()
            if _tags(packed, [name for name in names if name == STYLES], MOST_OF_STYLES) > MOST_OF_STYLES:
                return "styles"
            beside = passed_over(packed)
            return "tags" if _tags(packed, [name for name in names if name not in beside], tags) > tags else None
    except DAMAGED:
        return "damaged"


def _tags(packed: zipfile.ZipFile, names: Collection[str], most: int) -> int:
    """How many tags these parts have; counted no further than one piece past so many."""
    found = 0
    for name in names:
        with packed.open(name) as part:
            while found <= most and (piece := part.read(PIECE)):
                found += piece.count(b"<")
    return found
