"""How far a day is, in words: "tomorrow", "in three days", "two weeks ago"."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

NUMBERS = (
    gettext_noop("no"), gettext_noop("one"), gettext_noop("two"), gettext_noop("three"), gettext_noop("four"),
    gettext_noop("five"), gettext_noop("six"), gettext_noop("seven"), gettext_noop("eight"), gettext_noop("nine"),
    gettext_noop("ten"), gettext_noop("eleven"), gettext_noop("twelve"),
)  # fmt: skip
NEAR = 3  # days; a deadline this close is set in bold
FAR = 60  # days; beyond, the date alone says enough


def as_day(moment: date | datetime) -> date:
    """The day itself; of an instant, its day in the reader's zone."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


def distance(day: date | datetime, today: date) -> str:
    """How far `day` is from `today`, in words; empty beyond sixty days."""
    days = (as_day(day) - today).days
    if abs(days) > FAR:
        return ""
    if days in (-1, 0, 1):
        return (_("yesterday"), _("today"), _("tomorrow"))[days + 1]
    count = abs(days)
    if count % 7 == 0 and count > 7:
        weeks = count // 7
        said = ngettext("%(number)s week", "%(number)s weeks", weeks) % {"number": number(weeks)}
    else:
        said = ngettext("%(number)s day", "%(number)s days", count) % {"number": number(count)}
    return (_("in %(span)s") if days > 0 else _("%(span)s ago")) % {"span": said}


def nearness(day: date | datetime, today: date) -> str:
    """What a deadline's day is from `today`: "past", "near" (today to three days on) or empty."""
    days = (as_day(day) - today).days
    if days < 0:
        return "past"
    return "near" if days <= NEAR else ""


def day_said(day: date, today: date) -> str:
    """A day as it stands in a sentence: "Friday, 11 December, in two days"."""
    return _day_said(day, today, get_language())


@lru_cache(maxsize=128)
def _day_said(day: date, today: date, language: str) -> str:
    words = distance(day, today)
    return date_format(day, "l, j F") + (f", {words}" if words else "")


def number(count: int) -> str:
    """A whole number as it is written in a sentence: words up to twelve, then digits."""
    return _(NUMBERS[count]) if 0 <= count < len(NUMBERS) else str(count)
