"""Hooks: where an app lets later apps add something, without knowing them."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

F = TypeVar("F", bound=Callable[..., object])


class Hook(Generic[F]):
    """Functions that later apps register from their `AppConfig.ready`; iterates over them in the order of the apps."""

    def __init__(self) -> None:
        self._functions: list[F] = []

    def register(self, function: F) -> F:
        """Adds the function; one that is there already is not added twice. Returns it, to serve as a decorator."""
        if function not in self._functions:
            self._functions.append(function)
        return function

    def __iter__(self) -> Iterator[F]:
        return iter(self._functions)
