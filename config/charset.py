"""Before Django reads a request: forms are UTF-8, whatever else a client names.

Django decodes the query by the charset of the Content-Type before any middleware runs; some names that Python knows
(`idna`) make that fail outside of everything that could answer.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

CHARSET = re.compile(r""";\s*charset[^=;]*=\s*("[^"]*"|[^;]*)""", re.IGNORECASE)


def without_charset(content_type: str) -> str:
    """The content type without its charset; only the type itself where a charset is hidden otherwise."""
    said = CHARSET.sub("", content_type)
    return said.partition(";")[0] if "charset" in said.lower() else said


def of_wsgi(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The application, given every request without a charset."""

    def cleared(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "CONTENT_TYPE" in environ:
            environ["CONTENT_TYPE"] = without_charset(environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return cleared


def of_asgi(application: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """The same for event streams."""

    async def cleared(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = [
            (name, without_charset(value.decode("latin-1")).encode("latin-1") if name == b"content-type" else value)
            for name, value in scope.get("headers", [])
        ]
        await application({**scope, "headers": headers}, receive, send)

    return cleared
