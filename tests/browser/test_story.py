"""The eight steps of one talent review, walked by the cast in real browsers; nothing else writes but the worker."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("story")]


def test_the_cast_comes_in(as_person):
    page = as_person("ines")
    assert page.get_by_role("heading", level=1).inner_text() == "Today"
    assert "Ines Carvalho" in page.locator("header").first.inner_text()
