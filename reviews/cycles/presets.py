"""What a preset stands for: the settings of a cycle, and the dates it proposes. Plain data, no database."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.months import months_after

FULL, HALF_YEARLY, SMALL = "full", "half_yearly", "small"
QUIET = ((12, 24), (12, 25), (12, 26), (12, 31), (1, 1))  # month and day


@dataclass(frozen=True)
class Settings:
    """The settings of a cycle, by the names of its columns."""

    has_preview: bool
    needs_observer: bool
    needs_outside_director: bool
    deciders_needed: int
    decide_within_days: int
    tell_within_days: int
    meeting_order: str = "level"
    meeting_first: str = ""
    has_consent_list: bool = True
    measures_time: bool = True
    opens_by_hand: bool = False
    remind_days: str = "3, 1"
    has_reflection: bool = True
    second_look_days: int = 14
    has_common_text: bool = False
    has_blind_read: bool = False
    has_check_across: bool = False


SETTINGS = {
    FULL: Settings(True, True, True, 2, 7, 7),
    HALF_YEARLY: Settings(True, True, False, 2, 14, 14),
    SMALL: Settings(False, False, False, 1, 7, 7, has_reflection=False, has_consent_list=False),
}


@dataclass(frozen=True)
class Dates:
    """The period a cycle covers and the last days of its phases; every day inclusive."""

    covers_from: date
    covers_to: date
    assess_by: date
    preview_by: date
    meet_on: date
    release_on: date


def period(preset: str, today: date) -> tuple[date, date]:
    """The quarter (or the half-year) that `today` is in; in its first three weeks, the one before."""
    months = 6 if preset == HALF_YEARLY else 3
    within = today - timedelta(days=21)
    first = date(within.year, (within.month - 1) // months * months + 1, 1)
    return first, months_after(first, months) - timedelta(days=1)


def is_workday(day: date) -> bool:
    """Whether a deadline is proposed on that day at all: not on a day on which nobody should owe anything.

    These are Saturdays and Sundays, 24 to 26 December, 31 December and 1 January, a rule of our own. It is no calendar
    of holidays: those differ from place to place, and People Ops may type any day, these included.
    """
    return day.weekday() < 5 and (day.month, day.day) not in QUIET


def workday(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def proposed(preset: str, today: date) -> Dates:
    """Dates to begin from: ten days to assess, three to read, then the meeting, release a week after it.

    Each is a working day, moved on where it would not be one; the next is counted from where it came to lie.
    """
    covers_from, covers_to = period(preset, today)
    assess_by = workday(today + timedelta(days=10))
    preview_by = assess_by if preset == SMALL else workday(assess_by + timedelta(days=3))
    meet_on = workday(preview_by + timedelta(days=1))
    return Dates(covers_from, covers_to, assess_by, preview_by, meet_on, workday(meet_on + timedelta(days=7)))


def proposed_name(preset: str, covers_from: date) -> str:
    """A name that says the period: "2026 Q4", or "2026 H2"."""
    if preset == HALF_YEARLY:
        return f"{covers_from.year} H{(covers_from.month - 1) // 6 + 1}"
    return f"{covers_from.year} Q{(covers_from.month - 1) // 3 + 1}"
