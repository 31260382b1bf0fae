"""Who looks at the rows: said once for a request or a task, and sent with every statement to PostgreSQL, whose policies
ask it (docs/decisions/0013-row-level-security.md). Where nobody is said, confidential tables are empty."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

_said: ContextVar[str | None] = ContextVar("viewer", default=None)
_KNOWN = re.compile(r"[a-z]+ [a-z0-9-]+( [0-9-]{10} [0-9T:.+-]+)?", re.ASCII)

# who looks where nobody was said: nobody, but in the tests
where_nobody_is_said = ""


@contextmanager
def viewing(viewer: Any) -> Iterator[None]:
    """Whatever is asked within is asked for `viewer`: a person, a paired screen, a named task, or None for nobody."""
    before = _said.set(_written(viewer))
    try:
        yield
    finally:
        _said.reset(before)


def as_task(name: str) -> Any:
    """The same for a named task. What it opens stands in the tables' policies; read what you need before it ends."""
    from accounts.access import Task

    return viewing(Task(name))


def viewer() -> str:
    """Who looks now, as the policies read it: kind, id, the domain's day and the instant; empty for nobody."""
    said = _said.get()
    return where_nobody_is_said if said is None else said


def _written(viewer: Any) -> str:
    # these ask models, which are not there yet when Django first looks for its database
    from accounts import clock
    from accounts.access import Task

    if viewer is None:
        return ""
    if isinstance(viewer, Task):
        text = f"task {viewer.name}"
    elif isinstance(viewer, Model):
        text = f"{viewer._meta.model_name} {viewer.pk} {clock.today()} {clock.now().isoformat()}"
    else:
        raise TypeError(f"{viewer!r} is no viewer")
    if not _KNOWN.fullmatch(text):
        raise ValueError(f"{text!r} is no viewer's text")
    return text


class ViewerMiddleware:
    """Whatever a request asks of the database is asked for who is signed in; else for nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with viewing(request.user if request.user.is_authenticated else None):
            return self.get_response(request)
