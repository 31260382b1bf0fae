"""Days and months: spans of days, what joins them, and how many months they are.

A span is a pair of day numbers (`date.toordinal`), first and last, both inside. The formula and its
reasons: docs/decisions/0002-how-the-rule-counts-months.md (our own rule).
"""

from calendar import monthrange
from datetime import date

GRACE_DAYS = 2  # a quarter of thirteen weeks (91 days) is three months wherever it begins
JOIN_DAYS = 7  # uncovered days between two periods that still make them one
LEFTOVER_MONTH = 30  # days that make a month when stretches on both sides of an absence are added

ALWAYS = (date.min.toordinal(), date.max.toordinal())


def span(first, last):
    """The span of two dates, None standing for no limit."""
    return (
        ALWAYS[0] if first is None else first.toordinal(),
        ALWAYS[1] if last is None else last.toordinal(),
    )


def union(spans):
    """The same days, sorted, with touching and overlapping spans made one."""
    merged = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def intersect(spans, others):
    """The days in both."""
    return union((max(a, c), min(b, d)) for a, b in spans for c, d in others if max(a, c) <= min(b, d))


def subtract(spans, others):
    """The days of `spans` that are in none of `others`."""
    left = union(spans)
    for c, d in others:
        left = [part for a, b in left for part in ((a, min(b, c - 1)), (max(a, d + 1), b)) if part[0] <= part[1]]
    return union(left)


def joined(spans, *, breaks=(), pauses=()):
    """The runs that `spans` make: lists of spans without the pauses.

    Two spans are of one run if, pauses aside, at most JOIN_DAYS lie between them, none of them in
    `breaks`; the few days between are then counted with the run.
    """
    runs = []
    for part in subtract(spans, pauses):
        if runs:
            between = subtract([(runs[-1][-1][1] + 1, part[0] - 1)], pauses)
            days = sum(last - first + 1 for first, last in between)
            if days <= JOIN_DAYS and not intersect(between, breaks):
                runs[-1] = union([*runs[-1], *between, part])
                continue
        runs.append([part])
    return runs


def months_in(run, grace=GRACE_DAYS):
    """Whole months in a run (a list of separate spans).

    Each span gives its calendar months and the days left over; thirty days left over by several
    spans are a month.
    """
    months = days = 0
    for first, last in run:
        whole, over = _months_and_days(first, last, grace)
        months, days = months + whole, days + over
    return months + (days // LEFTOVER_MONTH if len(run) > 1 else 0)


def months_covered(from_day, to_day):
    """Whole months from a day to a day, both included: 1 July to 30 September is 3."""
    return months_in([span(from_day, to_day)])


def latest_start(run, months, grace=GRACE_DAYS):
    """The last day (number) from which the rest of the run still has so many months; None if it has not.

    With months None: the first day of the run's last span.
    """
    if months is None:
        return run[-1][0]
    low, high = run[0][0], run[-1][1]
    if months_in(run, grace) < months:
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if months_in(intersect(run, [(middle, ALWAYS[1])]), grace) >= months:
            low = middle
        else:
            high = middle - 1
    return low


def _months_and_days(first, last, grace):
    """The most m with `first` + m months <= the day after `last` + grace, and the days beyond."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = max(0, (end.year - start.year) * 12 + end.month - start.month - 1)
    while _plus_months(start, months + 1) <= last + 1 + grace:
        months += 1
    return months, max(0, last + 1 - _plus_months(start, months))


def _plus_months(day, months):
    """Day number of the same day of a later month, or of that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:  # past the calendar's end, where only January can still matter
        return ALWAYS[1] + day.day + 31 * month
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).toordinal()
