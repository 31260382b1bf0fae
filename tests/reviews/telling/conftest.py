"""The story's day, and the group after its meeting."""

import pytest
import time_machine

from tests.reviews.telling.story import make_story


@pytest.fixture
def on_the_day():
    """It is Monday, 21 December 2026, ten in the morning in UTC."""
    with time_machine.travel("2026-12-21T10:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(cast, on_the_day):
    """Engineering in finalising, three results standing."""
    return make_story(cast)
