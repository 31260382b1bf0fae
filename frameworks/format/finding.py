"""Looking things up in the tree of a file: what has a wrong shape is passed over, for the schema names it."""

from collections.abc import Iterator
from typing import Any

from frameworks.format.problems import Path
from frameworks.format.tree import Tree

Reasons = Iterator[tuple[Path, str]]
SAYS = ("summary", "link", "step", "behaviours", "not_applicable")
Found = tuple[Path, dict]


def entries(tree: Tree, *path: str | int) -> list[Found]:
    """The groups of keys in the list at a path; none where there is no such list."""
    value = at(tree, *path)
    if not isinstance(value, list):
        return []
    return [((*path, index), item) for index, item in enumerate(value) if isinstance(item, dict)]


def at(tree: Tree, *path: str | int) -> Any:
    """The value at a path, ``None`` where there is none."""
    value = tree.value
    for part in path:
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and part < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def texts(value: Any) -> list[str]:
    """The texts of a list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def codes(tree: Tree, *path: str | int) -> dict[str, dict]:
    """The entries of the list at a path, by their codes; the first where two have the same."""
    found: dict[str, dict] = {}
    for _path, item in entries(tree, *path):
        if isinstance(item.get("code"), str):
            found.setdefault(item["code"], item)
    return found
