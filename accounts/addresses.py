"""Addresses of many rows of one page: the route is asked once, not once a row."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse

NO_ONE = UUID(int=0)


def addresses(name: str, *before: object) -> Callable[[UUID], str]:
    """What makes the address of the route `name` from the id that it takes last; `before`: what it takes besides."""
    start, end = reverse(name, args=[*before, NO_ONE]).split(str(NO_ONE))
    return lambda pk: f"{start}{pk}{end}"
