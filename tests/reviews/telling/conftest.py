"""The story's day, the group after its meeting, and the same once it is released."""

import pytest
import time_machine

from reviews.models import Assessment
from reviews.telling import workflow
from tests.reviews.telling.story import make_story, word_all
from tests.shared import shared


def the_day():
    """It is Monday, 21 December 2026, ten in the morning in UTC."""
    return time_machine.travel("2026-12-21T10:00:00Z", tick=False)


@pytest.fixture
def on_the_day():
    """The same for a test, which may move on."""
    with the_day() as traveller:
        yield traveller


@shared(on=the_day)
def story(cast, on_the_day):
    """Engineering in finalising, three results standing."""
    return make_story(cast)


@shared(on=the_day)
def statement(story):
    """What Mei wrote of Ivan to the group."""
    return Assessment.objects.create(
        group=story.group,
        subject=story.cast.ivan,
        author=story.cast.mei,
        role=story.ladder.roles["IC1"],
        state="sealed",
        overall=story.ladder.points["struggling"],
        statement="Ivan ran the export alone.",
    )


@shared(on=the_day)
def released(story):
    """Everybody's words are done, and Petra has released them."""
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    return story
