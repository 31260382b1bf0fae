"""What some components of the pages are given, whole: a template looks long for what a row does not say."""

from collections.abc import Mapping
from typing import Any


def action(
    label: str,
    url: str,
    method: str = "",
    quiet: bool = False,
    note: str = "",
    fields: Mapping[str, str] | None = None,
    key: str = "",
) -> dict[str, Any]:
    """One of the things that may be done, for components/actions.html."""
    return {
        "label": label,
        "url": url,
        "method": method,
        "quiet": quiet,
        "note": note,
        "fields": fields or {},
        "key": key,
    }


def step(label: str, state: str = "next", note: str = "", href: str = "", point: Any = None) -> dict[str, Any]:
    """One item on a line, for components/line.html."""
    return {"label": label, "state": state, "note": note, "href": href, "point": point}


def fact(name: str, value: str, note: str = "", href: str = "") -> dict[str, Any]:
    """A fact with its name, for components/facts.html."""
    return {"name": name, "value": value, "note": note, "href": href}
