"""Several cycles at once, and one person on the rosters of two: each review is its own."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import Person
from config.today import owed_by
from reviews.assessments import workflow
from reviews.cycles import workflow as cycles
from reviews.models import Assessment, Assignment, Group, RosterEntry
from tests.reviews.story import DATES, page, words
from tests.shared import shared


@pytest.fixture(autouse=True)
def early_in_december(time_machine):
    time_machine.move_to("2026-12-09T09:00:00Z", tick=False)


@shared
def half_year(cast, story):
    """Beside "Engineering 2026 Q4" runs the half-year of Search, with Ivan on its roster too."""
    plan = cycles.GroupPlan("Search", Person.objects.filter(pk=cast.ivan.pk), {"director": [cast.dana]})
    dates = replace(DATES, covers_from=date(2026, 7, 1), assess_by=date(2026, 12, 10))
    planned = cycles.plan(cast.petra, name="Search 2026 H2", preset="half_yearly", dates=dates, groups=[plan])
    return cycles.launch(planned, cast.petra).groups.get()


def test_one_who_is_on_two_rosters_is_assessed_in_each(cast, story, half_year):
    assert RosterEntry.objects.filter(subject=cast.ivan).count() == 2
    written = {one.group.name: one for one in Assessment.objects.filter(subject=cast.ivan).select_related("group")}
    assert sorted(written) == ["Engineering", "Search"]
    workflow.save_and_submit(written["Search"], cast.mei, 0, words(story, statement="The half-year."))
    states = Assignment.objects.filter(subject=cast.ivan).order_by("group__name").values_list("group__name", "state")
    assert list(states) == [("Engineering", "open"), ("Search", "submitted")]
    assert Assessment.objects.get(group=story.group, subject=cast.ivan).statement == ""


def test_what_is_owed_and_the_board_tell_the_two_apart(cast, story, half_year, client):
    owed = [one for one in owed_by(cast.mei, date(2026, 12, 9)) if "Ivan" in one.sentence]
    assert [one.due_on for one in owed] == [date(2026, 12, 10), date(2026, 12, 11)]
    board = page(client, cast.mei, "/my-team/")
    assert ("Engineering 2026 Q4" in board, "Search 2026 H2" in board) == (True, True)


def test_the_person_reads_where_each_stands(cast, story, half_year, client):
    Group.objects.filter(pk=half_year.pk).update(state="calibrating")
    mine = page(client, cast.ivan, "/my-review/")
    assert ("Engineering 2026 Q4" in mine, "Search 2026 H2" in mine) == (True, True)
    assert "The group meets" in mine
    assert "Mei writes about your work, until Friday, 11 December." in mine
