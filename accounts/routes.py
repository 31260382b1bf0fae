"""Every route with what it takes and who it admits, as documentation and reviewers read it."""

import inspect
from dataclasses import dataclass
from typing import Any

from accounts import access

SAFE = ("HEAD", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Route:
    """One route: name, path, methods (empty: the view says none, so it takes any) and the word of its mark."""

    name: str
    path: str
    methods: tuple[str, ...]
    access: str


def methods_of(view: Any) -> tuple[str, ...]:
    """The methods a view takes, read from Django's own guards: `require_http_methods`, else a class view's handlers."""
    handled: tuple[str, ...] = ()
    while view is not None:
        if inspect.isfunction(view):
            kept = inspect.getclosurevars(view).nonlocals
            if "request_method_list" in kept:
                return tuple(name for name in kept["request_method_list"] if name not in SAFE)
        if (made := getattr(view, "view_class", None)) is not None:
            names = [name.upper() for name in made.http_method_names if hasattr(made, name)]
            handled = tuple(name for name in names if name not in SAFE)
        view = getattr(view, "__wrapped__", None)
    return handled


def all_routes() -> list[Route]:
    """Every route of the site, by path."""
    found = [
        Route(name, "/" + path, methods_of(view), getattr(getattr(view, "access", None), "word", ""))
        for name, path, view in access.routes()
    ]
    return sorted(found, key=lambda route: route.path)
