"""What is worked out from the text of a version, kept in the process: a text never changes, so neither does this."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.utils.translation import get_language

REMEMBERED = 256  # answers of each function held in this process

F = TypeVar("F", bound=Callable[..., Any])


def remembered(function: F) -> F:
    """Asks the function once for the same arguments and language of the reader; nobody may change what it answers.

    For functions of a `Ladder` and codes. A ladder is the same while `reading` holds the text of its version, and
    holds nothing but open text: nothing about people is kept here.
    """
    kept = lru_cache(maxsize=REMEMBERED)(lambda language, *about: function(*about))

    @wraps(function)
    def asked(*about: Any) -> Any:
        return kept(get_language(), *about)

    return asked  # type: ignore[return-value]
