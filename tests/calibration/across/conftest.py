"""The cycle of three groups, before and after their meetings."""

from tests.calibration.across.story import hold_all, make_cycle
from tests.shared import shared


@shared
def story(cast):
    return make_cycle(cast)


@shared
def met(story, cast):
    """Every group is locked."""
    hold_all(story, cast)
    return story
