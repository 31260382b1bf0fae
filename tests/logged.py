"""The log as whoever runs the machine reads it."""

import logging

from accounts.logs import OneLine


def lines_of(caplog) -> list[str]:
    """What the console shows of what was logged; without queries."""
    shown = next(one for one in logging.getLogger().handlers if isinstance(one.formatter, OneLine))
    records = [one for one in caplog.records if one.name != "django.db.backends" and shown.filter(one)]
    return [shown.format(one) for one in records]
