"""What changes late, while a group's review runs, enters its meeting in the same act."""

from collections.abc import Callable

from accounts.hooks import Hook
from reviews.models import Group

# later apps: called within the act, once it has locked the group and changed its rows
changed_late: Hook[Callable[[Group], None]] = Hook()


def tell_the_meeting(group: Group) -> None:
    """Somebody came to the roster or left it, is assessed in another role or by another, or a pitch came or went."""
    for follow in changed_late:
        follow(group)
