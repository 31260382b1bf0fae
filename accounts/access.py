"""Access marks: every route carries exactly one, and the site does not start without.

A mark says who may come to a view at all; which rows they see is said by `visible_to`, and what they may do by
the moves. Who may not come to a marked page gets the same static 404 as for a page that does not exist.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core import checks
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Mark:
    """Who may come to a view: a word for the documentation, and the test that is asked."""

    word: str
    admits: Callable[[HttpRequest], bool]
    signed_in: bool = True


def _marking(mark: Mark) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not mark.admits(request):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.access = mark  # type: ignore[attr-defined]
        # said either way: `wraps` would carry over what a library's view says of itself
        guarded.login_required = mark.signed_in  # type: ignore[attr-defined]
        return guarded

    return decorate


def _holds(kind: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.is_authenticated and request.user.holds(kind)


public = _marking(Mark("public", lambda request: True, signed_in=False))
members = _marking(Mark("members", lambda request: request.user.is_authenticated))
people_ops = _marking(Mark("People Ops", _holds("people_ops")))
people_ops_everywhere = _marking(
    Mark(
        "People Ops, whole organisation",
        lambda request: request.user.is_authenticated and request.user.holds_everywhere("people_ops"),
    )
)
framework_editors = _marking(Mark("framework editors", _holds("framework_editor")))
operators = _marking(Mark("operators", _holds("operator")))


def devices(admits: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Marks a view for paired room displays, which nobody is signed in to; `admits` knows a paired device."""
    return _marking(Mark("paired room displays", admits, signed_in=False))


def demo_only(admits: Callable[[], bool]) -> Callable[[View], View]:
    """Marks a view that exists on the demo's database only, for anyone."""
    return _marking(Mark("anyone, on the demo only", lambda request: admits(), signed_in=False))


def _nobody_is_here(request: HttpRequest) -> bool:
    from accounts import first_run

    return first_run.is_open()


first_run_only = _marking(Mark("anyone, while nobody is here", _nobody_is_here, signed_in=False))


def recently_signed_in(view: View) -> View:
    """Beside the mark of what matters most: asks who one is once more, unless one said so in the last minutes
    (REAUTHENTICATION_MINUTES). What was typed is kept meanwhile and goes on by itself."""
    from accounts.saying_again import asking

    asked: View = asking(view)
    asked.asks_again = True  # type: ignore[attr-defined]
    return asked


@dataclass(frozen=True)
class Task:
    """A viewer that is no person: a named task of the worker."""

    name: str


def seen(rows: QuerySet[Any] | type[Model], viewer: Any, **lookup: Any) -> Any:
    """The one row that `viewer` may see, or the 404 that tells nothing: the door every view goes through."""
    queryset: Any = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    try:
        return queryset.visible_to(viewer).get(**lookup)
    except queryset.model.DoesNotExist:
        raise Http404 from None


# -- the system check ------------------------------------------------------------------------------


def routes(
    resolver: URLResolver | None = None, prefix: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Every route of the site as (name, path, view)."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, path, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or ''}", path, entry.callback


def check_every_route_is_marked(app_configs: object, **more: object) -> list[checks.CheckMessage]:
    """Refuses a route whose view carries no access mark, or that has no name."""
    wrong: list[checks.CheckMessage] = []
    for name, path, view in routes():
        if not isinstance(getattr(view, "access", None), Mark):
            wrong.append(
                checks.Error(
                    f"The route {name or path!r} carries no access mark.",
                    hint="Put one of the marks of accounts.access on the view.",
                    id="plumbline.E001",
                )
            )
        if not name:
            wrong.append(checks.Error(f"The route {path!r} has no name.", id="plumbline.E002"))
    return wrong
