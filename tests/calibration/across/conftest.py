"""The cycle of three groups, before and after their meetings."""

import pytest

from tests.calibration.across.story import hold_all, make_cycle


@pytest.fixture
def story(cast):
    return make_cycle(cast)


@pytest.fixture
def met(story, cast):
    """Every group is locked."""
    hold_all(story, cast)
    return story
