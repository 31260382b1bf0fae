"""What differs between two documents, cell by cell, each cell named by the codes that lead to it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from frameworks.format.document import Document
from frameworks.format.shape import data_from
from frameworks.format.words import _

NAMED_BY = ("code", "number", "language")
SHOWN = 160  # characters of a text that are shown


@dataclass(frozen=True)
class Cell:
    """A place with what stands there on either side; None where nothing does."""

    path: str
    before: Any
    after: Any

    def __str__(self) -> str:
        if self.before is None:
            return _("%(path)s is new: %(after)s") % {"path": self.path, "after": shown(self.after)}
        if self.after is None:
            return _("%(path)s is gone: %(before)s") % {"path": self.path, "before": shown(self.before)}
        return _("%(path)s was %(before)s and is %(after)s") % {
            "path": self.path,
            "before": shown(self.before),
            "after": shown(self.after),
        }


def cells_that_differ(before: Document, after: Document) -> list[Cell]:
    """The cells in which two documents differ, in the order of the format; the label of the version is none."""
    old, new = (dict(_cells(data_from(replace(one, version="")))) for one in (before, after))
    return [Cell(path, old.get(path), new.get(path)) for path in {**old, **new} if old.get(path) != new.get(path)]


def shown(value: Any) -> str:
    """A value as it is told; long texts are cut."""
    if isinstance(value, list):
        text = "; ".join(map(shown, value))
    elif isinstance(value, dict):
        text = ", ".join(f"{key} {shown(item)}" for key, item in value.items())
    elif isinstance(value, bool):
        text = "true" if value else "false"
    else:
        text = " ".join(str(value).split())
        text = f"“{text}”" if isinstance(value, str) else text
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _cells(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with its path; of a list whose entries have names, each by its name, and their order."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _cells(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and (name := _named_by(value)):
        for item in value:
            rest = {key: inner for key, inner in item.items() if key != name}
            yield from _cells(rest, f"{path}.{item[name]}") if rest else [(f"{path}.{item[name]}", True)]
        if len(value) > 1:
            yield _("the order of %(path)s") % {"path": path}, [item[name] for item in value]
    else:
        yield path, value


def _named_by(items: list[Any]) -> str:
    """The key that tells the entries of a list apart; empty where there is none."""
    for name in NAMED_BY:
        if items and all(isinstance(item, dict) and name in item for item in items):
            return name
    return ""
