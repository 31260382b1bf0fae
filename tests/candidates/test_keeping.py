"""A candidate goes when the time that People Ops set is over, with all that was written; an offer stays."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Hold, Organisation
from accounts.rights import retention
from candidates import keeping, workflow
from candidates.models import Agreed, Candidate, Finding, Interviewer, Offer
from frameworks import reading
from tests.candidates.story import opened, sheet, together


def at(day: int, month: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("months", "today", "stays"),
    [
        (6, date(2026, 8, 2), True),
        (6, date(2026, 8, 3), False),
        (3, date(2026, 5, 2), True),
        (3, date(2026, 5, 3), False),
    ],
)
def test_an_ended_one_goes_so_many_months_after_its_end(cast, months, today, stays):
    Organisation.objects.update(keep_candidates_months=months)
    story = together(cast)
    workflow.agree(story.candidate, cast.mei, 0, sheet(story, people=3))
    workflow.offer(story.candidate, cast.mei, reading.roles(story.version)["E3"], "80 k", date(2026, 2, 3))
    Candidate.objects.update(opened_at=at(1, 1), closed_at=at(3, 2))
    assert (keeping.gone_on(Candidate.objects.get()) > today) is stays
    retention.let_go(today)
    there = [model.objects.exists() for model in (Candidate, Interviewer, Finding, Agreed)]
    assert there == [stays] * 4
    assert list(Offer.objects.values_list("terms", flat=True)) == ["80 k"]
    assert Offer.objects.filter(candidate__isnull=True).exists() is not stays


@pytest.mark.parametrize(("months", "stays"), [(1, False), (2, True)])
def test_one_that_never_ended_goes_so_many_months_after_it_was_opened(cast, months, stays):
    Organisation.objects.update(keep_candidates_months=months)
    opened(cast)
    Candidate.objects.update(opened_at=at(1, 6))
    retention.let_go(date(2026, 7, 1))
    assert Candidate.objects.exists() is stays


def test_a_hold_on_the_owner_keeps_them(cast):
    opened(cast)
    Candidate.objects.update(opened_at=at(1, 1))
    Hold.objects.create(person=cast.mei, reason="A lawsuit.", put_by=cast.petra, put_at=at(2, 1))
    retention.let_go(date(2026, 11, 20))
    assert Candidate.objects.exists()


@pytest.mark.parametrize("preset", ["until_erased", "usual", "short"])
def test_no_preset_keeps_candidates_without_an_end(preset):
    values = dict(zip(retention.SETTINGS, retention.PRESETS[preset], strict=True))
    assert values["keep_candidates_months"] == (3 if preset == "short" else 6)


@pytest.mark.parametrize(
    ("months", "status", "kept"), [("", 400, 6), ("0", 400, 6), ("25", 400, 6), ("24", 302, 24), ("7", 302, 7)]
)
def test_people_ops_sets_from_one_to_twenty_four_months_and_never_none(cast, sign_in, months, status, kept):
    own = {"preset": "own", "keep_candidates_months": months, "looked": "on"}
    assert sign_in(cast.petra).post("/organisation/kept/", own).status_code == status
    assert Organisation.objects.get().keep_candidates_months == kept
