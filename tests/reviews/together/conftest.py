"""All of it happens on one day."""

from datetime import UTC, datetime

import pytest
import time_machine


@pytest.fixture(autouse=True)
def on_the_day():
    """Tuesday, 24 November 2026, noon in UTC."""
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller
