"""How the commands tell of the domain's two refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from accounts.moves import Conflict, NotAllowed


@contextmanager
def told_at_the_machine(not_allowed: str = "") -> Iterator[None]:
    """A conflict ends the command with its sentence; so does what is not allowed, where a sentence is given for it."""
    try:
        yield
    except NotAllowed as refused:
        if not not_allowed:
            raise
        raise CommandError(not_allowed) from refused
    except Conflict as conflict:
        raise CommandError(conflict.sentence) from conflict
