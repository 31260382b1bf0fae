"""Browsers that ask for a language which writes days and numbers differently get the same forms."""

import re

import pytest
from django.conf import global_settings

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


def page_of(client, language: str) -> str:
    return client.get("/", headers={"accept-language": language}).content.decode()


def opened_as(page: str) -> str:
    return re.search(r"<html ([^>]*)>", page)[1]


@pytest.mark.parametrize("language", ["ar", "de-DE,de;q=0.9", "en-GB,en;q=0.8", "*", "nonsense;q=x"])
def test_a_page_says_the_language_in_which_its_words_are(cast, client, language):
    client.force_login(cast.ivan)
    assert opened_as(page_of(client, language)) == 'lang="en" dir="ltr"'


@pytest.mark.parametrize(("spoken", "day"), [("en", "Sunday, 1 March 2026"), ("de", "Sonntag, 1 März 2026")])
def test_the_servers_language_is_that_of_a_browser_that_asks_for_none_we_have(
    cast, client, settings, time_machine, spoken, day
):
    time_machine.move_to("2026-03-01T09:00:00Z")
    settings.LANGUAGE_CODE = spoken
    settings.LANGUAGES = [one for one in global_settings.LANGUAGES if one[0] in {"en", spoken}]
    client.force_login(cast.ivan)
    page = page_of(client, "fr")
    assert opened_as(page) == f'lang="{spoken}" dir="ltr"'
    assert day in page
    assert "Sunday, 1 March 2026" in page_of(client, "en")
