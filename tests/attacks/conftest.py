"""One of everything, to be attacked."""

import pytest

from tests.access.scene import make_scene


@pytest.fixture
def scene(cast):
    """The cast with one of everything, as the access tests have it."""
    return make_scene(cast)
