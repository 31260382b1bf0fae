"""Nobody hears by an import what a review here has not told them yet."""

import pytest

from reviews.earlier import workflow
from reviews.earlier.rows import table_of
from reviews.models import Cycle, EarlierResult, Group, Result, RosterEntry
from tests.reviews.story import launch_engineering
from tests.shared import shared

HEAD = "employee_id,period_from,period_to,framework,role,overall\n"
SAID = "“Engineering 2026 Q4” covers days of this period, and Ivan was not told its result yet."


@pytest.fixture(autouse=True)
def in_january(time_machine):
    time_machine.move_to("2027-01-11T09:00:00Z", tick=False)


@shared
def story(cast):
    return launch_engineering(cast)


def problems(cast, first: str, last: str) -> list[str]:
    line = f"{cast.ivan.employee_id},{first},{last},engineers,IC1,exceeding\n"
    return [one.sentence for one in workflow.look_at(table_of(HEAD + line), cast.petra).problems]


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        ("2026-10-01", "2026-12-31", True),
        ("2026-11-01", "2026-11-30", True),
        ("2026-01-01", "2026-10-01", True),
        ("2026-12-31", "2027-01-10", True),
        ("2026-07-01", "2026-09-30", False),
        ("2027-01-01", "2027-01-10", False),
    ],
)
def test_no_result_comes_in_for_days_of_a_review_that_is_not_told(cast, story, first, last, refused):
    assert problems(cast, first, last) == ([SAID] if refused else [])


def test_nothing_of_such_a_file_is_imported(cast, story, client):
    client.force_login(cast.petra)
    line = f"{cast.ivan.employee_id},2026-10-01,2026-12-31,engineers,IC1,exceeding\n"
    assert SAID in client.post("/earlier-results/", {"text": HEAD + line}).content.decode()
    answer = client.post("/earlier-results/import/", {"lines": HEAD + line, "shown": "made up"})
    assert answer.status_code == 409
    assert not EarlierResult.objects.exists()


@pytest.mark.parametrize("state", ["assessing", "calibrating", "finalising", "telling"])
def test_once_told_it_may_come_in(cast, story, state):
    Group.objects.update(state=state)
    entry = RosterEntry.objects.get(subject=cast.ivan)
    result = Result.objects.create(
        group=entry.group, subject=cast.ivan, author=cast.mei, role=entry.role, version=entry.version
    )
    assert problems(cast, "2026-10-01", "2026-12-31") == [SAID]
    Result.objects.filter(pk=result.pk).update(state="told", told_at="2027-01-08T09:00Z", opens_on="2027-01-15")
    assert problems(cast, "2026-10-01", "2026-12-31") == []


def test_a_trial_and_a_review_in_which_they_are_not_assessed_tell_nothing(cast, story):
    RosterEntry.objects.filter(subject=cast.ivan).update(treatment="not_now")
    assert problems(cast, "2026-10-01", "2026-12-31") == []
    RosterEntry.objects.filter(subject=cast.ivan).update(treatment="assess")
    Cycle.objects.update(is_trial=True)
    assert problems(cast, "2026-10-01", "2026-12-31") == []
