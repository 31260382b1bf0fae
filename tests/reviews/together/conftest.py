"""All of it happens on one day."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.reviews.story import launch_engineering
from tests.shared import shared


def the_day():
    """Tuesday, 24 November 2026, noon in UTC."""
    return time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False)


@pytest.fixture(autouse=True)
def on_the_day():
    """Every test is on that day; `on_the_day` moves on."""
    with the_day() as traveller:
        yield traveller


@shared(on=the_day)
def story(cast):
    """Engineering, assessing: nothing is written yet."""
    return launch_engineering(cast)
