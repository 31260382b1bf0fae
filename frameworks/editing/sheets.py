"""Sheets: the fields of one place of a version, read from its rows and written to them.

A sheet knows its own rows only, so that a version of many thousand examples is saved as fast as a small one.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from frameworks.editing.fields import Kind, Unfit
from frameworks.models import Version


class Sheet(Protocol):
    """The fields of a place."""

    fields: Mapping[str, Kind]

    def texts(self) -> dict[str, str]:
        """What is stored, by field."""

    def also(self, names: Iterable[str]) -> dict[str, str]:
        """What is stored of fields that a page carries and the sheet has no more: they stand elsewhere now."""

    def kind(self, name: str) -> Kind | None:
        """The kind of a field, also of one that is not there yet; None for what can be none."""

    def write(self, changes: Mapping[str, Any]) -> None:
        """Writes these values."""


def taken(sheet: Sheet, changes: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of these texts, and by field what is wrong with the others."""
    values, wrong = {}, {}
    for name, text in changes.items():
        kind = sheet.kind(name)
        if kind is None:
            continue
        try:
            values[name] = kind.take(text)
        except Unfit as unfit:
            wrong[name] = unfit.sentence
    return values, wrong


class RowSheet:
    """The fields of one row: each is a column of the same name."""

    def __init__(self, row: Any, fields: Mapping[str, Kind]) -> None:
        self.row, self.fields = row, fields

    def texts(self) -> dict[str, str]:
        """What is stored, by field."""
        return {name: kind.show(getattr(self.row, name)) for name, kind in self.fields.items()}

    def also(self, names: Iterable[str]) -> dict[str, str]:
        """A row has no fields that stand elsewhere."""
        return {}

    def kind(self, name: str) -> Kind | None:
        """The kind of a field."""
        return self.fields.get(name)

    def write(self, changes: Mapping[str, Any]) -> None:
        """Writes these values, in one saving."""
        for name, value in changes.items():
            setattr(self.row, name, value)
        self.row.save(update_fields=list(changes))


def fresh(version: Version, rows: Any) -> int:
    """The order of what comes last among these rows."""
    last = rows.filter(version=version).order_by("-order").values_list("order", flat=True).first()
    return 0 if last is None else last + 1
