"""When the deciders' clock ends: with the last day, once that day has ended for every one of them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def ends_at(ends_on: date, zones: Iterable[ZoneInfo]) -> datetime:
    """The instant, in UTC, at which the day `ends_on` is over in the last of the zones (without any: in UTC).

    Where a zone has no midnight on that night (a change of clocks), its day ends with the change.
    """
    midnight = datetime.combine(ends_on + timedelta(days=1), time())
    return max((midnight.replace(tzinfo=zone).astimezone(UTC) for zone in zones), default=midnight.replace(tzinfo=UTC))


def has_ended(ends_on: date, zones: Iterable[ZoneInfo], now: datetime) -> bool:
    """Whether the day is over for all of them at the instant `now`."""
    return now >= ends_at(ends_on, zones)
