"""How many comments or flags without a name somebody has written on a day, without keeping who.

Counted in the cache alone, under a digest of the person with a key that is random, made anew each day, and kept in the
cache until that day is over. No table, backup or log holds either. Without Redis each process counts for itself: it is
a limit, and nothing rests on its being exact. (docs/decisions/0019-comments-without-a-name.md)
"""

import hmac
import secrets
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from django.core.cache import cache

from accounts import clock
from accounts.models import Person


def day() -> date:
    """The organisation's day: the same for everybody, so that no day says in which zone its writer lives."""
    return clock.now().astimezone(clock.organisations_zone()).date()


def one_more(person: Person, most: int, of: str = "comments") -> bool:
    """Counts one more of these; whether that is within so many a day. Leaves no line in the log, whatever it says."""
    seconds = _seconds_left()
    if seconds <= 0:
        return most > 0
    key = cache.get_or_set(f"unnamed:key:{day()}", lambda: secrets.token_hex(32), seconds)
    digest = hmac.new(bytes.fromhex(key), f"{of} {person.pk}".encode(), sha256).hexdigest()
    cache.add(f"unnamed:{digest}", 0, seconds)
    try:
        return cache.incr(f"unnamed:{digest}") <= most
    except ValueError:  # the day ended in between
        return most > 0


def _seconds_left() -> int:
    """Until the organisation's day is over."""
    zone = clock.organisations_zone()
    ends = datetime.combine(day() + timedelta(days=1), time(), zone).astimezone(UTC)
    return int((ends - clock.now()).total_seconds())
