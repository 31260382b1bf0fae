"""Browsers that ask for a language which writes days and numbers differently get the same forms."""

import re

import pytest

from tests.reviews.story import launch_engineering


@pytest.mark.parametrize("language", ["en", "en-GB", "de"])
def test_a_days_field_holds_what_a_browser_can_read(cast, client, language):
    client.force_login(cast.petra)
    page = client.get("/cycles/new/", headers={"accept-language": language}).content.decode()
    days = re.findall(r'<input type="date"[^>]* value="([^"]*)"', page)
    assert len(days) == 6
    assert [day for day in days if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)] == []


@pytest.mark.parametrize("language", ["en", "en-GB", "de"])
def test_the_day_of_a_talk_stays_in_the_assessment(cast, client, language):
    from datetime import date

    from reviews.models import Assessment

    story = launch_engineering(cast)
    Assessment.objects.filter(pk=story.ivan.pk).update(told_lowest="yes", told_lowest_on=date(2026, 11, 3))
    client.force_login(cast.mei)
    page = client.get(f"/assessments/{story.ivan.pk}/", headers={"accept-language": language}).content.decode()
    assert 'value="2026-11-03"' in page
