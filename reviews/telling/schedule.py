"""When two people meet next: a weekday and a wall-clock time in a zone, every so many weeks. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_WEEKS = 12
LAST_YEAR = 9000  # far beyond any talk, and short of where days end


@dataclass(frozen=True)
class Schedule:
    """A recurring talk: its first day (whose weekday it keeps), the time on the wall, the zone, weeks between."""

    first_on: date
    at: time
    zone: ZoneInfo
    every_weeks: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.every_weeks <= MOST_WEEKS:
            raise ValueError(f"every_weeks is 1 to {MOST_WEEKS}, not {self.every_weeks}")

    def on_or_after(self, day: date) -> date:
        """The first day of a talk that is `day` or later, as the zone's calendar counts days."""
        if day <= self.first_on:
            return self.first_on
        span = 7 * self.every_weeks
        gone = (day - self.first_on).days
        return self.first_on + timedelta(days=-(-gone // span) * span)

    def instant(self, day: date) -> datetime:
        """The moment, in UTC, at which the clock on the wall shows the talk's time on that day.

        A time that a change of daylight saving leaves out is moved on by the hour that was left out; of a time that
        comes twice it is the first (PEP 495, fold 0).
        """
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)

    def after(self, moment: datetime) -> date:
        """The day of the first talk that begins at `moment` (aware) or later."""
        day = self.on_or_after(moment.astimezone(self.zone).date())
        if self.instant(day) < moment:
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def days(self, from_day: date) -> Iterator[date]:
        """The days of the talks on or after `from_day`, one by one."""
        day = self.on_or_after(from_day)
        while day.year < LAST_YEAR:
            yield day
            day += timedelta(weeks=self.every_weeks)
