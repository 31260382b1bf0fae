"""The first page: what is overdue stands first and says so, and framework editors are told of drafts."""

import re
from datetime import date

import pytest

from accounts.models import Organisation
from accounts.owed import Owed, due
from config.today import owed_by
from frameworks.loading import load
from reviews.models import Group
from tests.reviews.story import launch_engineering
from tests.shipped import fixture


@pytest.fixture(autouse=True)
def before_it_all(time_machine):
    """Parts begin at this instant, before any of the days to which `on` moves."""
    time_machine.move_to("2026-11-20T09:00:00Z")


@pytest.fixture
def on(settings):
    """Moves the domain's day."""

    def day(*given: int) -> date:
        settings.DEMO = True
        Organisation.objects.update(is_demo=True, today_on=date(*given))
        return date(*given)

    return day


def items(client) -> list[str]:
    """What is owed on the first page, as text, with the word that marks it."""
    found = re.search(r'<ul class="owed">(.*?)</ul>', client.get("/").content.decode(), re.DOTALL)
    lines = re.findall(r"<li.*?</li>", found[1], re.DOTALL) if found else []
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def test_until_its_day_a_thing_is_owed_by_then_and_after_it_it_was_due(db):
    monday, tuesday = date(2026, 12, 7), date(2026, 12, 8)
    assert due("Assess Ivan", "/x/", monday, monday).sentence == "Assess Ivan, by Monday, 7 December, today"
    late = due("Assess Ivan", "/x/", monday, tuesday)
    assert late.sentence == "Assess Ivan; this was due on Monday, 7 December, yesterday"
    assert (late.is_overdue(monday), late.is_overdue(tuesday)) == (False, True)
    assert not Owed("Launch it", "/x/").is_overdue(tuesday)


def test_what_is_overdue_is_marked_by_a_word_and_stands_first(cast, sign_in, on):
    launch_engineering(cast)
    on(2026, 12, 11)
    assert items(sign_in(cast.mei)) == ["Assess Ivan, by Friday, 11 December, today"]
    on(2026, 12, 13)
    assert items(sign_in(cast.mei)) == ["Overdue Assess Ivan; this was due on Friday, 11 December, two days ago"]
    Group.objects.update(state="previewing")
    assert items(sign_in(cast.mei)) == [
        "Overdue Assess Ivan; this was due on Friday, 11 December, two days ago",
        "Read the assessments of Engineering before the meeting, by Monday, 14 December, tomorrow",
    ]


def test_the_cycles_page_speaks_of_past_days_in_the_past(cast, client, on):
    story = launch_engineering(cast)
    client.force_login(cast.petra)
    address = f"/cycles/{story.cycle.pk}/"
    on(2026, 12, 13)
    page = client.get(address).content.decode()
    assert "Engineering was to be assessed by Friday, 11 December, two days ago: 0 of 4 are filed." in page
    assert "0 of 4 filed; was due Friday, 11 December, two days ago" in page
    Group.objects.update(state="previewing")
    on(2026, 12, 15)
    page = client.get(address).content.decode()
    assert "had until Monday, 14 December, yesterday, to read, and meets on Tuesday, 15 December, today." in page
    on(2026, 12, 17)
    page = client.get(address).content.decode()
    assert "three days ago, to read, and was to meet on Tuesday, 15 December, two days ago." in page
    assert "reads until" not in page
    assert "was due Tuesday, 15 December, two days ago" in page
    Group.objects.update(state="telling")
    on(2026, 12, 24)
    assert "was due" not in client.get(address).content.decode()


def test_under_a_phase_that_is_done_stands_its_day_and_not_how_far_off_it_is(cast, client, on):
    story = launch_engineering(cast)
    client.force_login(cast.petra)
    on(2026, 12, 9)
    Group.objects.update(state="finalising")
    page = client.get(f"/cycles/{story.cycle.pk}/").content.decode()
    assert "Tuesday, 15 December" not in page  # the meeting was held before the day planned for it
    assert "is not released yet." in page
    assert "from Tuesday, 22 December, in 13 days" in page
    Group.objects.update(state="telling")
    assert "from Tuesday, 22 December" not in client.get(f"/cycles/{story.cycle.pk}/").content.decode()


def test_a_framework_editor_is_told_of_a_draft_and_nobody_else(cast, sign_in):
    load(fixture("growth-1"))
    [owed] = owed_by(cast.frida, date(2026, 12, 9))
    assert owed.sentence == "Version 1 of Growth is a draft: see what it changes, and publish it"
    assert sign_in(cast.frida).get(owed.url).status_code == 200
    assert owed_by(cast.petra, date(2026, 12, 9)) == []
