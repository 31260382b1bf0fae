"""An attack is tried twice: on the site as it is, where it fails, and on one that is broken on purpose, where it
succeeds; so that a test that could not fail is noticed.
"""

import pytest

as_it_is_and_broken = pytest.mark.parametrize("broken", [False, True], ids=["as it is", "broken"])
