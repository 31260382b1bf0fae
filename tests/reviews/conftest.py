"""The story's cycle launched, and the same while its group reads."""

import pytest

from reviews.assessments import workflow
from reviews.cycles import workflow as cycles
from reviews.models import Group
from tests.reviews.story import launch_engineering, words
from tests.shared import shared


@shared
def story(cast):
    """Engineering, assessing: nothing is written yet."""
    return launch_engineering(cast)


@pytest.fixture
def previewing(cast, story):
    """Ivan's, Lena's and Noor's are submitted, Ines's is a draft, and the group reads."""
    for name in ("ivan", "lena", "noor"):
        written = getattr(story, name)
        workflow.save_and_submit(written, written.author, 0, words(story, statement=f"What {name} changed."))
    cycles.open_preview(Group.objects.get(pk=story.group.pk), cast.petra)
    return story
